import { describe, expect, it } from 'vitest';
import { afterAnswer, UNHEARD, type ServerTime, type TimedAnswer } from './server-time.ts';

const NOON = 'Sun, 22 Nov 2026 12:00:00 GMT';
const NOON_MS = Date.UTC(2026, 10, 22, 12);
const SECOND_LATER = 'Sun, 22 Nov 2026 12:00:01 GMT';
const UPTIME_MS = 5_000;

/** An answer that was on its way for 200 ms; its machine was started five seconds ago. */
function answer({ date = NOON, ...headers }: Readonly<Record<string, string>> = {}, more: Partial<TimedAnswer> = {}): TimedAnswer {
  return { method: 'POST', headers: { date, 'x-github-request-id': 'C0DE:1', ...headers }, sentAtMs: UPTIME_MS - 200, cameAtMs: UPTIME_MS, ...more };
}

/** What is taken for GitHub's time, at the moment at which the answer came. */
function taken(time: ServerTime): number | 'unheard' {
  return time.kind === 'heard' ? time.aheadMs + UPTIME_MS : 'unheard';
}

function heard(given: TimedAnswer, machineNowMs: number): number | 'unheard' {
  return taken(afterAnswer(UNHEARD, given, machineNowMs - UPTIME_MS));
}

describe('afterAnswer', () => {
  it.each([NOON_MS, NOON_MS + 500, NOON_MS + 1_200])('leaves a clock alone that may be right: %i', (machineNowMs) => {
    expect(heard(answer(), machineNowMs)).toBe(machineNowMs);
  });

  it.each([NOON_MS - 1, NOON_MS + 1_201, NOON_MS - 600_000, NOON_MS + 600_000, 0])('puts one right that cannot be: %i', (machineNowMs) => {
    // The second began 200 ms before the answer came at the latest, and ended 1,200 ms after that at most.
    expect(heard(answer(), machineNowMs)).toBe(NOON_MS + 600);
  });

  it('asks no slow answer for more than it can know', () => {
    const slow = answer({}, { sentAtMs: UPTIME_MS - 20_000 });
    expect(heard(slow, NOON_MS + 15_000)).toBe(NOON_MS + 15_000);
    expect(heard(slow, NOON_MS + 600_000)).toBe(NOON_MS + 10_500);
  });

  it('knows it better with every answer, and stays where it is as long as that may be true', () => {
    const first = afterAnswer(UNHEARD, answer(), NOON_MS + 600_000);
    expect(taken(first)).toBe(NOON_MS + 600);
    // The same second 300 ms later: it ends 900 ms after the first answer at the latest.
    const second = afterAnswer(first, answer({}, { sentAtMs: UPTIME_MS + 100, cameAtMs: UPTIME_MS + 300 }), 0);
    expect(second).toMatchObject({ aheadMs: NOON_MS + 600 - UPTIME_MS, range: { fromMs: NOON_MS - UPTIME_MS, toMs: NOON_MS + 900 - UPTIME_MS } });
    // The next second had begun 700 ms after the first answer.
    const third = afterAnswer(second, answer({ date: SECOND_LATER }, { sentAtMs: UPTIME_MS + 650, cameAtMs: UPTIME_MS + 700 }), 0);
    expect(third).toMatchObject({ aheadMs: NOON_MS + 600 - UPTIME_MS, range: { fromMs: NOON_MS + 300 - UPTIME_MS, toMs: NOON_MS + 900 - UPTIME_MS } });
    const fourth = afterAnswer(third, answer({ date: SECOND_LATER }, { sentAtMs: UPTIME_MS + 210, cameAtMs: UPTIME_MS + 260 }), 0);
    expect(fourth).toMatchObject({ aheadMs: NOON_MS + 820 - UPTIME_MS, range: { fromMs: NOON_MS + 740 - UPTIME_MS } });
  });

  it('believes an answer that contradicts those before: the machine was asleep', () => {
    const before = afterAnswer(UNHEARD, answer(), NOON_MS);
    expect(taken(afterAnswer(before, answer({ date: 'Sun, 22 Nov 2026 13:00:00 GMT' }), NOON_MS))).toBe(NOON_MS + 3_600_600);
  });

  it.each([
    ['no date', answer({ date: '' })],
    ['a date that is none', answer({ date: 'Sun, 99 Nov 2026 12:00:00 GMT' })],
    ['a date in another form', answer({ date: '2026-11-22T12:00:00Z' })],
    ['a number', answer({ date: '7' })],
    ['a proxy that kept it', answer({ age: '30' })],
    ['a read, which a proxy may answer without a word', answer({}, { method: 'GET' })],
    ['somebody who is not GitHub', answer({ 'x-github-request-id': '' })],
    ['a clock that was set back on the way', answer({}, { sentAtMs: UPTIME_MS + 1 })],
  ])('learns nothing from %s', (_, given) => {
    expect(afterAnswer(UNHEARD, given, 0)).toBe(UNHEARD);
    const before = afterAnswer(UNHEARD, answer({ date: SECOND_LATER }), 0);
    expect(afterAnswer(before, given, 0)).toBe(before);
  });

  it('takes an answer that is no older than it says', () => {
    expect(heard(answer({ age: '0' }), 0)).toBe(NOON_MS + 600);
  });
});
