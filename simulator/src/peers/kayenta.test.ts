import { describe, expect, it } from 'vitest';
import { expectAbout, releases, sentBack } from '../../test/a-peer-release.ts';
import { poisson, purposeOf, randomAt } from '../chance/index.ts';
import { kayentaJudge } from './kayenta-judge.ts';
import { classify, KAYENTA_METRIC, type KayentaMetric } from './kayenta-metric.ts';
import { scoreOf } from './kayenta-score.ts';
import { kayentaShift } from './kayenta-shift.ts';

const INCREASE: KayentaMetric = { ...KAYENTA_METRIC, direction: 'increase' };
const label = (metric: KayentaMetric, control: readonly number[], experiment: readonly number[]): string => classify(metric, { control, experiment }).label;

describe('kayentaShift', () => {
  it("gives the numbers of Kayenta's own test", () => {
    const { lower, estimate, upper } = kayentaShift([10, 20, 30, 40], [1, 2, 3, 4], 0.95);
    expect([lower, estimate, upper].map((value) => value.toFixed(3))).toEqual(['6.000', '22.500', '39.000']);
  });
});

describe('classify', () => {
  it('passes equal and constant samples, and fails a clear shift on the side that counts', () => {
    const control = Array.from({ length: 20 }, (_, index) => 10 + (index % 5));
    const higher = control.map((value) => value + 10);
    expect([label(INCREASE, control, control.toReversed()), label(INCREASE, [3, 3, 3], [3, 3]), label(INCREASE, control, higher), label(INCREASE, higher, control)]).toEqual(['Pass', 'Pass', 'High', 'Pass']);
    expect([label(KAYENTA_METRIC, higher, control), label(INCREASE, [1, 1, 1], [2, 2])]).toEqual(['Low', 'High']);
  });

  it('asks for the effect that a metric declares, and calls a critical one critical', () => {
    const control = Array.from({ length: 20 }, (_, index) => 10 + (index % 5));
    const twice = control.map((value) => 2 * value);
    expect(label({ ...INCREASE, allowedIncrease: 3 }, control, twice)).toBe('Pass');
    expect(classify({ ...INCREASE, critical: true, criticalIncrease: 1.5 }, { control, experiment: twice })).toEqual({ label: 'High', isCritical: true });
  });

  it('says what is without data as its strategy wants', () => {
    expect([label(INCREASE, [Number.NaN], [1]), label({ ...INCREASE, mustHaveData: true }, [], [1]), label({ ...INCREASE, nan: 'replace' }, [], [1])]).toEqual(['Nodata', 'NodataFailMetric', 'Pass']);
  });

  it('drops what lies far out where it is told to: the tail in which a regression may live', () => {
    const control = Array.from({ length: 40 }, (_, index) => 10 + (index % 3));
    const tailed = control.map((value, index) => (index === 0 ? 10_000 : value + 2));
    const metric: KayentaMetric = { ...INCREASE, allowedIncrease: 2 };
    expect([label(metric, control, tailed), label({ ...metric, outliers: 'remove' }, control, tailed)]).toEqual(['High', 'Pass']);
  });

  it('passes the sparse errors of kayenta#426, and a wider spread with the same middle', () => {
    expect(label(INCREASE, [0, 0, 0, 0, 0, 0], [0, 1, 2, 1, 0, 0])).toBe('Pass');
    const narrow = Array.from({ length: 30 }, (_, index) => 100 + (index % 3));
    const wide = Array.from({ length: 30 }, (_, index) => 101 + 40 * ((index % 3) - 1));
    expect(label(KAYENTA_METRIC, narrow, wide)).toBe('Pass');
  });

  // Reference simulation: probability of High of the error count per minute, 200 runs each; candidate the same, 1.5, 2 and 3 times control's 1 %.
  it.each([
    [15, 100, [0, 0.01, 0.08, 0.62]],
    [15, 1_000, [0, 0.67, 1, 1]],
    [60, 10, [0, 0.005, 0, 0.21]],
    [60, 100, [0.01, 0.05, 0.38, 1]],
    [60, 1_000, [0, 1, 1, 1]],
  ])('calls %i points of %i requests High as often as was published', (points, perMinute, published) => {
    const runs = 250;
    for (const [index, factor] of [1, 1.5, 2, 3].entries()) {
      let high = 0;
      for (let run = 0; run < runs; run += 1) {
        const random = randomAt({ seed: 12, run, tick: points * perMinute + index, purpose: purposeOf('points of a minute') });
        const drawn = (ratio: number): readonly number[] => Array.from({ length: points }, () => poisson(random, perMinute * ratio));
        if (label(INCREASE, drawn(0.01), drawn(0.01 * factor)) === 'High') high += 1;
      }
      expectAbout(high / runs, published[index] ?? 0, { runs, publishedRuns: 200 });
    }
  });
});

describe('scoreOf', () => {
  const pass = { label: 'Pass', isCritical: false } as const;
  const error = { label: 'Error', isCritical: false } as const;
  it('is the share of what passed, 0 for a critical failure or where half is without data, and leaves an error out', () => {
    expect(scoreOf([pass, pass, { label: 'High', isCritical: false }])).toBe(66.67);
    expect(scoreOf([pass, { label: 'High', isCritical: true }])).toBe(0);
    expect(scoreOf([pass, { label: 'Nodata', isCritical: false }])).toBe(0);
    expect([scoreOf([pass, error]), scoreOf([error])]).toEqual([100, 100]);
  });
});

describe('the model of the analysis', () => {
  it('promotes after three judgements an hour apart, and sends back at the first bad one', () => {
    const [good] = releases(kayentaJudge(), { perMinute: 3_000, errors: 0.01 }, 1);
    expect(good?.ending).toMatchObject({ outcome: 'promoted', decidedAtMs: 3 * 3_600_000 });
    const bad = releases(kayentaJudge(), { perMinute: 3_000, errors: 0.01, more: 0.02 }, 5);
    expect(bad.map(({ ending }) => [ending.outcome, ending.decidedAtMs])).toEqual(Array.from({ length: 5 }, () => ['rolled-back', 3_600_000]));
  });

  it('judges equal arms fine nearly always', () => {
    expect(sentBack(releases(kayentaJudge({ lifetimeMs: 3_600_000 }), { perMinute: 1_000, errors: 0.01 }, 40))).toBeLessThan(0.1);
  });
});
