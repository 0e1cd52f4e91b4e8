import { describe, expect, it } from 'vitest';
import { otherClock } from '../readings/read-clocks.ts';
import { examineClock } from './examine-clock.ts';

describe('examineClock', () => {
  it.each([
    [400, []],
    [-4_000, []],
    [12_000, ['mind']],
    [-70_000, ['mend']],
  ])('judges a clock that is %i ms ahead', (aheadMs, gravities) => {
    const found = examineClock({ others: [{ who: 'GitHub', aheadMs, uncertainMs: 600 }], jumpedMs: 0 });
    expect(found.findings.map(({ gravity }) => gravity)).toEqual(gravities);
  });

  it('tells of pages that they are not used, and of GitHub that its time is', () => {
    const why = (who: string) => examineClock({ others: [{ who, aheadMs: 600_000, uncertainMs: 600 }], jumpedMs: 0 }).findings[0]?.why;
    expect(why('https://a/metrics')).toMatch(/not used$/);
    expect(why('GitHub')).toMatch(/^a job that keeps its history on GitHub goes by GitHub's time/);
  });

  it('sees that the clock was set while it looked', () => {
    expect(examineClock({ others: [], jumpedMs: -3_600_000 }).findings).toEqual([expect.objectContaining({ code: 'RMP852', seen: 'its clock was set back by 1 h while the doctor looked' })]);
  });
});

describe('otherClock', () => {
  it('takes the middle of a second and of the way there and back', () => {
    expect(otherClock('GitHub', 'Sat, 21 Nov 2026 22:00:00 GMT', { sentMs: Date.UTC(2026, 10, 21, 22, 0, 0, 300), cameMs: Date.UTC(2026, 10, 21, 22, 0, 0, 700) })).toEqual([{ who: 'GitHub', aheadMs: 0, uncertainMs: 700 }]);
  });

  it('says nothing without a date', () => {
    expect(otherClock('GitHub', '', { sentMs: 0, cameMs: 1 })).toEqual([]);
  });
});
