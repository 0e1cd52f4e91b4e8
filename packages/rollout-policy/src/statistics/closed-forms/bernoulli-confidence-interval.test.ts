import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { bernoulliConfidenceInterval } from './bernoulli-confidence-interval.ts';
import { binomialLogMixture } from './beta-binomial-mixture.ts';

const counts = fc
  .record({ trials: fc.integer({ min: 1, max: 1_000_000 }), part: fc.double({ noNaN: true, min: 0, max: 1 }), tOpt: fc.integer({ min: 1, max: 100_000 }) })
  .map(({ trials, part, tOpt }) => ({ trials, successes: Math.round(part * trials), tOpt, alphaOpt: 0.05 }));

describe('bernoulliConfidenceInterval', () => {
  prop.prop([counts, fc.double({ noNaN: true, min: 1e-12, max: 0.5 })], { numRuns: 500 })('contains the estimate, and grows as alpha falls', (point, alpha) => {
    const [lower, upper] = bernoulliConfidenceInterval({ ...point, alpha });
    const [lowest, highest] = bernoulliConfidenceInterval({ ...point, alpha: alpha / 10 });
    const estimate = point.successes / point.trials;
    expect(lower).toBeLessThanOrEqual(estimate);
    expect(upper).toBeGreaterThanOrEqual(estimate);
    expect(lowest).toBeLessThanOrEqual(lower);
    expect(highest).toBeGreaterThanOrEqual(upper);
    expect(lowest).toBeGreaterThanOrEqual(0);
    expect(highest).toBeLessThanOrEqual(1);
  });

  prop.prop([counts], { numRuns: 300 })('ends where the mixture rejects', (point) => {
    const [lower] = bernoulliConfidenceInterval({ ...point, alpha: 0.05 });
    const at = (p0: number) => binomialLogMixture({ ...point, p0, vOpt: point.tOpt * p0 * (1 - p0), isOneSided: false });
    if (lower > 1e-9) expect(at(lower)).toBeCloseTo(Math.log(20), 4);
  });

  prop.prop([counts], { numRuns: 300 })('is mirrored when successes and failures swap', (point) => {
    const [lower, upper] = bernoulliConfidenceInterval({ ...point, alpha: 0.05 });
    const mirrored = bernoulliConfidenceInterval({ ...point, successes: point.trials - point.successes, alpha: 0.05 });
    expect(mirrored[0]).toBeCloseTo(1 - upper, 12);
    expect(mirrored[1]).toBeCloseTo(1 - lower, 12);
  });

  it.each([0.1, 0.5, 0.93])('misses %d at any of 60 looks with less than alpha, exactly', (p) => {
    const alpha = 0.3;
    let kept = new Map([[0, 1]]);
    let missed = 0;
    for (let trials = 1; trials <= 60; trials += 1) {
      const next = new Map<number, number>();
      for (const [successes, mass] of kept) {
        for (const [now, part] of [[successes, 1 - p], [successes + 1, p]] as const) next.set(now, (next.get(now) ?? 0) + mass * part);
      }
      for (const [successes, mass] of next) {
        const [lower, upper] = bernoulliConfidenceInterval({ successes, trials, alpha, tOpt: 20, alphaOpt: alpha });
        if (lower <= p && p <= upper) continue;
        missed += mass;
        next.delete(successes);
      }
      kept = next;
    }
    expect(missed).toBeLessThanOrEqual(alpha);
    expect(missed).toBeGreaterThan(alpha / 20);
  });

  it('says nothing without trials, and refuses impossible counts', () => {
    const rest = { alpha: 0.05, tOpt: 50, alphaOpt: 0.05 };
    expect(bernoulliConfidenceInterval({ successes: 0, trials: 0, ...rest })).toEqual([0, 1]);
    expect(bernoulliConfidenceInterval({ successes: 3, trials: 2, ...rest })[0]).toBeNaN();
    expect(bernoulliConfidenceInterval({ successes: -1, trials: 2, ...rest })[1]).toBeNaN();
  });
});
