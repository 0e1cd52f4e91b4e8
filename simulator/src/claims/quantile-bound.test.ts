import { describe, expect, it } from 'vitest';
import { purposeOf, randomAt } from '../chance/index.ts';
import { quantileBound, seenQuantile } from './quantile-bound.ts';
import { stoppingRule } from './stopping-rule.ts';

const IN_99_OF_100 = { provedAtMost: 0.01, refutedAbove: 0.01 };
const fixed = stoppingRule('exactly', IN_99_OF_100, { prove: 0.01, refute: 0.01 });
const early = stoppingRule('at-most', IN_99_OF_100, { prove: 0.01, refute: 0.01 });
const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, k) => (k * 7) % count);

describe('quantileBound', () => {
  it('is the largest value of 459 runs, and nothing of 458', () => {
    expect(quantileBound(upTo(459), fixed)).toEqual({ kind: 'bound', value: 458 });
    expect(quantileBound(upTo(458), fixed)).toEqual({ kind: 'too-few-runs' });
    expect(quantileBound([], fixed)).toEqual({ kind: 'too-few-runs' });
  });

  it('is a smaller order statistic of more runs: 20 values may lie above from 3,304 on', () => {
    expect(quantileBound(upTo(3_304), fixed)).toEqual({ kind: 'bound', value: 3_283 });
    expect(quantileBound(upTo(3_303), fixed)).toEqual({ kind: 'bound', value: 3_283 });
  });

  it.each([['fixed', fixed], ['early', early]] as const)('covers the true quantile as often as it says, by the %s rule', (_, rule) => {
    const purpose = purposeOf('values of runs');
    let misses = 0;
    for (let check = 0; check < 400; check += 1) {
      const random = randomAt({ seed: 5, run: check, tick: 0, purpose });
      const bound = quantileBound(Array.from({ length: 1_000 }, () => random.uniform()), rule);
      if (bound.kind === 'bound' && bound.value < 0.99) misses += 1;
    }
    // At most 1 % of 400, with four standard deviations.
    expect(misses).toBeLessThanOrEqual(12);
  });
});

describe('seenQuantile', () => {
  it('counts never as later than everything', () => {
    expect(seenQuantile([30, 'never', 10, 20], 0.5)).toBe(20);
    expect(seenQuantile([30, 'never', 'never', 20], 0.95)).toBe('never');
    expect(seenQuantile([], 0.5)).toBe('never');
  });
});
