import type { QuietTime } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { quietAt } from './quiet-times.ts';

/** `window('Fri 16:00', 'Mon 08:00')`, in Berlin unless told otherwise. */
function window(from: string, to: string, zone = 'Europe/Berlin'): QuietTime {
  return { fromMinute: minuteOf(from), toMinute: minuteOf(to), zone };
}

function minuteOf(said: string): number {
  const [day = '', hour, minute] = said.split(/[ :]/);
  return (['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(day) * 24 + Number(hour)) * 60 + Number(minute);
}

/** When the quiet that lasts at `at` ends, or `no`. */
function quietUntil(quiet: readonly QuietTime[], at: string): string {
  const answer = quietAt(quiet, Date.parse(at));
  return answer.kind === 'no' ? 'no' : new Date(answer.untilMs).toISOString().replace(':00.000Z', 'Z');
}

describe('quietAt', () => {
  const weekend = [window('Fri 16:00', 'Mon 08:00')];

  it.each([
    ['before it', '2026-11-20T14:59:59.999Z', 'no'],
    ['in its first minute', '2026-11-20T15:00Z', '2026-11-23T07:00Z'],
    ['on Sunday night', '2026-11-22T23:30Z', '2026-11-23T07:00Z'],
    ['in its last millisecond', '2026-11-23T06:59:59.999Z', '2026-11-23T07:00Z'],
    ['when it is over', '2026-11-23T07:00Z', 'no'],
  ])('says of a weekend that wraps around the end of the week, %s', (_, at, until) => {
    expect(quietUntil(weekend, at)).toBe(until);
  });

  it('is never quiet without windows', () => {
    expect(quietAt([], Date.parse('2026-11-21T12:00Z'))).toEqual({ kind: 'no' });
  });

  it('ends with the last of several windows that overlap or touch, whatever their zones and order', () => {
    const quiet = [window('Thu 00:00', 'Thu 06:00', 'America/New_York'), window('Wed 20:00', 'Thu 02:00'), window('Thu 02:00', 'Thu 04:00'), window('Thu 12:00', 'Thu 13:00')];
    // Berlin is at UTC+1: 20:00 to 04:00 there is 19:00Z to 03:00Z. New York is at UTC-5: midnight to 06:00 is 05:00Z to 11:00Z, and 11:00Z is noon in Berlin.
    expect(quietUntil(quiet, '2026-11-18T19:30Z')).toBe('2026-11-19T03:00Z');
    expect(quietUntil(quiet, '2026-11-19T04:59Z')).toBe('no');
    expect(quietUntil(quiet, '2026-11-19T05:00Z')).toBe('2026-11-19T12:00Z');
  });

  it('ends by the wall clock when a change of daylight saving lies in between', () => {
    // The clocks of Berlin go back on 2026-10-25 and forward on 2026-03-29.
    expect(quietUntil(weekend, '2026-10-23T14:00Z')).toBe('2026-10-26T07:00Z');
    expect(quietUntil(weekend, '2026-03-27T15:00Z')).toBe('2026-03-30T06:00Z');
  });

  it('ends where the clock jumps over the end of the window', () => {
    expect(quietUntil([window('Sun 01:00', 'Sun 02:30')], '2026-03-29T00:30Z')).toBe('2026-03-29T01:00Z');
  });

  it('is quiet twice when the clock goes through the window twice', () => {
    const quiet = [window('Sun 01:00', 'Sun 02:30')];
    expect(quietUntil(quiet, '2026-10-25T00:15Z')).toBe('2026-10-25T00:30Z');
    expect(quietUntil(quiet, '2026-10-25T00:45Z')).toBe('no');
    expect(quietUntil(quiet, '2026-10-25T01:00Z')).toBe('2026-10-25T01:30Z');
  });

  it('knows zones whose offset is no whole hour', () => {
    expect(quietUntil([window('Mon 00:00', 'Mon 01:00', 'Asia/Kathmandu')], '2026-11-22T18:20Z')).toBe('2026-11-22T19:15Z');
    expect(quietUntil([window('Mon 00:00', 'Mon 01:00', 'Asia/Kathmandu')], '2026-11-22T18:14Z')).toBe('no');
  });

  it('is quiet for a week at a time when the windows leave no free minute, or a zone is unknown here', () => {
    for (const quiet of [[window('Mon 00:00', 'Thu 00:00'), window('Thu 00:00', 'Mon 00:00')], [window('Mon 00:00', 'Mon 01:00', 'Moon/Tycho')]]) {
      expect(quietUntil(quiet, '2026-11-18T12:00:30Z')).toBe('2026-11-25T12:00Z');
    }
  });
});
