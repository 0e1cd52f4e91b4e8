import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { formatQuietTime, parseQuietTime, QUIET_TIME_PATTERN } from './quiet-time.ts';

describe('parseQuietTime', () => {
  it('counts minutes from Monday 00:00', () => {
    expect(parseQuietTime('Mon 00:00 to Mon 00:01 UTC')).toEqual({ kind: 'ok', value: { fromMinute: 0, toMinute: 1, zone: 'UTC' } });
    expect(parseQuietTime('Fri 16:00 to Mon 08:00 Europe/Berlin')).toEqual({ kind: 'ok', value: { fromMinute: 6_720, toMinute: 480, zone: 'Europe/Berlin' } });
    expect(parseQuietTime('Sun 23:59 to Mon 00:00 America/Argentina/Buenos_Aires')).toEqual({ kind: 'ok', value: { fromMinute: 10_079, toMinute: 0, zone: 'America/Argentina/Buenos_Aires' } });
  });

  it.each(['Europe/Kyiv', 'Europe/Kiev', 'Asia/Kolkata', 'Asia/Calcutta', 'America/Port-au-Prince', 'UTC'])('knows %s', (zone) => {
    expect(parseQuietTime(`Fri 16:00 to Mon 08:00 ${zone}`)).toMatchObject({ value: { zone } });
  });

  it.each(['europe/berlin', 'CET', 'GMT+1', '+01:00', 'Etc/Nowhere', 'Europe/Atlantis', 'Utc', 'Europe/../Berlin', '\u202eEurope/Berlin'])('does not know %s', (zone) => {
    expect(parseQuietTime(`Fri 16:00 to Mon 08:00 ${zone}`)).toMatchObject({ kind: 'refused', says: expect.stringMatching(/is not a time zone/) });
  });

  it.each([['Fri 16:00', /to a day and a time/], ['Fri 16:00 to', /to a day and a time/], ['Fri to Mon UTC', /"" is not a time/], ['Fri 16:00 to Mon 08:00 UTC UTC', /to a day and a time/], ['Fri 16:00 to Mon 08:00 to Tue 08:00 UTC', /to a day and a time/], ['fri 16:00 to Mon 08:00 UTC', /"fri" is not a day/], ['Fri 16:60 to Mon 08:00 UTC', /"16:60" is not a time/], ['Fri 6:00 to Mon 08:00 UTC', /"6:00" is not a time/], ['', /to a day/]])(
    'refuses %j and says why',
    (text, why) => {
      expect(parseQuietTime(text)).toMatchObject({ kind: 'refused', says: expect.stringMatching(why) });
    },
  );

  prop.prop([fc.string({ unit: 'binary' })])('is total', (text) => {
    expect(parseQuietTime(text).kind).toBe('refused');
  });
});

describe('formatQuietTime', () => {
  const minute = fc.integer({ min: 0, max: 10_079 });
  prop.prop([minute, minute, fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York')])('writes what parseQuietTime reads back exactly', (fromMinute, toMinute, zone) => {
    fc.pre(fromMinute !== toMinute);
    const text = formatQuietTime({ fromMinute, toMinute, zone });
    expect(parseQuietTime(text)).toEqual({ kind: 'ok', value: { fromMinute, toMinute, zone } });
    expect(text).toMatch(new RegExp(QUIET_TIME_PATTERN));
  });
});
