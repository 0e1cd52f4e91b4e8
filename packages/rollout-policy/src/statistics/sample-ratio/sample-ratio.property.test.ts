import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { contrastInterval } from './contrast-interval.ts';
import { centredPrior, cumulativeMarginals, logOddsAgainst } from './dirichlet-multinomial.ts';
import { sequentialPValues } from './sequential-p-values.ts';

const shares = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 2, maxLength: 4 }).map((weights) => weights.map((weight) => weight / weights.reduce((sum, one) => sum + one, 0)));
const sharesAndCounts = shares.chain((null_) => fc.tuple(fc.constant(null_), fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: null_.length, maxLength: null_.length })));
const concentration = fc.double({ min: 0.5, max: 10_000, noNaN: true });

describe('logOddsAgainst', () => {
  prop.prop([sharesAndCounts, concentration])('does not care which arm is called which', ([null_, counts], k) => {
    const straight = logOddsAgainst(null_, counts, centredPrior(null_, k));
    const turned = logOddsAgainst([...null_].reverse(), [...counts].reverse(), centredPrior([...null_].reverse(), k));
    expect(Math.abs(turned - straight)).toBeLessThanOrEqual(1e-8 * Math.max(1, Math.abs(straight)));
  });

  prop.prop([fc.integer({ min: 1, max: 14 }), fc.double({ min: 0.02, max: 0.98, noNaN: true }), concentration], { numRuns: 60 })('gains nothing on average under the null, summed over all counts', (n, p, k) => {
    const null_ = [p, 1 - p];
    let mean = 0;
    let ways = 1;
    for (let x = 0; x <= n; x += 1) {
      mean += ways * p ** x * (1 - p) ** (n - x) * Math.exp(logOddsAgainst(null_, [x, n - x], centredPrior(null_, k)));
      ways = (ways * (n - x)) / (x + 1);
    }
    expect(mean).toBeCloseTo(1, 9);
  });

  it('says nothing before the first count', () => {
    expect(logOddsAgainst([0.3, 0.7], [0, 0], [3, 7])).toBe(0);
  });
});

describe('sequentialPValues', () => {
  prop.prop([shares.chain((null_) => fc.tuple(fc.constant(null_), fc.array(fc.array(fc.integer({ min: 0, max: 300 }), { minLength: null_.length, maxLength: null_.length }), { minLength: 1, maxLength: 6 }))), concentration])(
    'never rise, lie in [0, 1], and end where the odds of all counts together say, unless earlier looks said more',
    ([null_, rows], k) => {
      const path = sequentialPValues(rows, null_, k);
      path.forEach((p, look) => {
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(look === 0 ? 1 : (path[look - 1] ?? 0));
      });
      const total = null_.map((_, arm) => rows.reduce((sum, row) => sum + (row[arm] ?? 0), 0));
      expect(path.at(-1)).toBeLessThanOrEqual(Math.exp(-logOddsAgainst(null_, total, centredPrior(null_, k))) * (1 + 1e-8));
    },
  );

  it('find a split that is off, and do not care in how many rows it came', () => {
    expect(sequentialPValues([[6_000, 4_000]], [0.5, 0.5], 10_000).at(-1)).toBeLessThan(1e-20);
    const { mixture, nullModel } = cumulativeMarginals([[6, 4], [3, 9]], [0.5, 0.5], [1, 1]);
    expect((mixture.at(-1) ?? 0) - (nullModel.at(-1) ?? 0)).toBeCloseTo(logOddsAgainst([0.5, 0.5], [9, 13], [1, 1]), 10);
  });
});

describe('contrastInterval', () => {
  const positiveCounts = shares.chain((null_) => fc.tuple(fc.constant(null_), fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: null_.length, maxLength: null_.length })));
  const alpha = fc.double({ min: 0.001, max: 0.5, noNaN: true });

  prop.prop([positiveCounts, concentration, alpha])('contains the observed contrast, whatever other arms do', ([null_, counts], k, level) => {
    const { lower, upper } = contrastInterval({ counts, shares: null_, prior: centredPrior(null_, k) }, level);
    const observed = Math.log((counts[1] ?? 1) / (counts[0] ?? 1)) - Math.log((null_[1] ?? 1) / (null_[0] ?? 1));
    expect(lower).toBeLessThanOrEqual(observed + 1e-9);
    expect(upper).toBeGreaterThanOrEqual(observed - 1e-9);
  });

  prop.prop([positiveCounts, concentration, alpha, alpha])('is nested in alpha', ([null_, counts], k, one, other) => {
    const at = (level: number) => contrastInterval({ counts, shares: null_, prior: centredPrior(null_, k) }, level);
    const [wide, narrow] = [at(Math.min(one, other)), at(Math.max(one, other))];
    expect(wide.lower).toBeLessThanOrEqual(narrow.lower + 1e-9);
    expect(wide.upper).toBeGreaterThanOrEqual(narrow.upper - 1e-9);
  });

  prop.prop([fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }), fc.double({ min: 0.1, max: 0.9, noNaN: true }), alpha])('leaves out zero exactly when the test refutes equal rates', (n0, n1, p, level) => {
    const null_ = [p, 1 - p];
    const prior = centredPrior(null_, 10);
    const { lower, upper } = contrastInterval({ counts: [n0, n1], shares: null_, prior }, level);
    const odds = logOddsAgainst(null_, [n0, n1], prior) + Math.log(level);
    if (Math.abs(odds) > 1e-6) expect(lower > 0 || upper < 0).toBe(odds > 0);
  });

  it('is open where an arm saw nothing', () => {
    const at = (counts: readonly number[]) => contrastInterval({ counts, shares: [0.5, 0.5], prior: [5, 5] }, 0.05);
    expect(at([0, 0])).toEqual({ lower: -Infinity, upper: Infinity });
    // Ten of ten in arm 0: its share is refuted below t with 10 ln t = ln(G(10) G(15) / (G(20) G(5))) + ln 0.05.
    const share = Math.exp((Math.log((362_880 * 87_178_291_200) / (121_645_100_408_832_000 * 24)) + Math.log(0.05)) / 10);
    expect(at([10, 0])).toEqual({ lower: -Infinity, upper: expect.closeTo(Math.log((1 - share) / share), 10) });
    expect(at([0, 50]).upper).toBe(Infinity);
    expect(at([0, 50]).lower).toBeGreaterThan(0.5);
  });
});
