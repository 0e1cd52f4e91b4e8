import { describe, expect, it } from 'vitest';
import { purposeOf, randomAt } from '../chance/index.ts';
import type { ClaimVerdict } from './claim.ts';
import type { Tally } from './clopper-pearson.ts';
import { mixtureTest, sequentialLowerBound, sequentialUpperBound } from './mixture-test.ts';
import { stoppingRule, type StoppingRule } from './stopping-rule.ts';

const ONE_PERCENT = { provedAtMost: 0.01, refutedAbove: 0.01 };
const LEVELS = { prove: 0.01, refute: 0.01 };

/** How the rule ends for runs that break with probability `rate`, looking after every run. */
function follow(rule: StoppingRule, rate: number, { check, runs, every = 1 }: { readonly check: number; readonly runs: number; readonly every?: number }): { readonly verdict: ClaimVerdict; readonly seen: Tally } {
  const random = randomAt({ seed: 11, run: check, tick: Math.round(rate * 1e5), purpose: purposeOf('runs of a promise') });
  let broken = 0;
  for (let run = 1; run <= runs; run += 1) {
    if (random.uniform() < rate) broken += 1;
    const seen = { runs: run, broken };
    const verdict = run % every === 0 || run === runs ? rule.verdictAt(seen, run === runs) : 'inconclusive';
    if (verdict !== 'inconclusive') return { verdict, seen };
  }
  return { verdict: 'inconclusive', seen: { runs, broken } };
}

/** Many checks; the share with each verdict and the mean number of runs. */
function checks(rule: StoppingRule, rate: number, { times, runs, every = 1 }: { readonly times: number; readonly runs: number; readonly every?: number }) {
  const ends = Array.from({ length: times }, (_, check) => follow(rule, rate, { check, runs, every }));
  const share = (verdict: ClaimVerdict): number => ends.filter((end) => end.verdict === verdict).length / times;
  return { proved: share('proved'), refuted: share('refuted'), runs: ends.reduce((sum, { seen }) => sum + seen.runs, 0) / times };
}

describe('stoppingRule, stopping early', () => {
  const rule = stoppingRule('at-most', ONE_PERCENT, LEVELS);

  it('proves a rate that is exactly at the bound in at most 1 of 100 checks, and refutes it in at most 1 of 100', () => {
    const { proved, refuted } = checks(rule, 0.01, { times: 200, runs: 4_000 });
    // 7 of 200 are more than 1 % with odds of 100 : 1.
    expect(proved * 200).toBeLessThan(7);
    expect(refuted * 200).toBeLessThan(7);
  });

  it('proves what holds with room to spare, in about as many runs as published', () => {
    const half = checks(rule, 0.005, { times: 60, runs: 20_000, every: 200 });
    expect(half.proved).toBe(1);
    expect(half.runs).toBeGreaterThan(2_800);
    expect(half.runs).toBeLessThan(4_300);
    const fifth = checks(rule, 0.002, { times: 60, runs: 20_000, every: 200 });
    expect(fifth.runs).toBeGreaterThan(1_000);
    expect(fifth.runs).toBeLessThan(1_500);
  });

  it('proves a promise that is never broken after 553 runs, and refutes one that is always broken after 2', () => {
    expect(follow(rule, 0, { check: 0, runs: 5_000 })).toEqual({ verdict: 'proved', seen: { runs: 553, broken: 0 } });
    expect(follow(rule, 1, { check: 0, runs: 5_000 })).toEqual({ verdict: 'refuted', seen: { runs: 2, broken: 2 } });
  });

  it('refutes what is broken far too often', () => {
    expect(checks(rule, 0.05, { times: 40, runs: 5_000 })).toMatchObject({ refuted: 1 });
  });

  it('leaves open what lies between two bounds', () => {
    const between = stoppingRule('at-most', { provedAtMost: 0.05, refutedAbove: 0.5 }, LEVELS);
    expect(checks(between, 0.2, { times: 20, runs: 2_000 })).toMatchObject({ proved: 0, refuted: 0 });
    expect(checks(between, 0.9, { times: 20, runs: 2_000 })).toMatchObject({ refuted: 1 });
    expect(checks(between, 0.01, { times: 20, runs: 2_000 })).toMatchObject({ proved: 1 });
  });

  it('knows when no further run could close what is open', () => {
    const between = stoppingRule('at-most', { provedAtMost: 0.05, refutedAbove: 0.5 }, LEVELS);
    expect(between.staysOpen({ runs: 300, broken: 60 })).toBe(true);
    for (const seen of [{ runs: 0, broken: 0 }, { runs: 10, broken: 2 }, { runs: 300, broken: 15 }, { runs: 300, broken: 150 }]) expect(between.staysOpen(seen)).toBe(false);
    // With one bound there is nothing between.
    for (const broken of [0, 3, 10, 100]) expect(rule.staysOpen({ runs: 1_000, broken })).toBe(false);
  });

  it('knows nothing before the first run', () => {
    expect(rule.verdictAt({ runs: 0, broken: 0 }, true)).toBe('inconclusive');
  });
});

describe('stoppingRule, exactly so many runs', () => {
  const rule = stoppingRule('exactly', ONE_PERCENT, LEVELS);

  it('says nothing before the last run', () => {
    expect(rule.verdictAt({ runs: 5_000, broken: 0 }, false)).toBe('inconclusive');
    expect(rule.verdictAt({ runs: 5_000, broken: 0 }, true)).toBe('proved');
    expect(rule.verdictAt({ runs: 5_000, broken: 500 }, true)).toBe('refuted');
    expect(rule.verdictAt({ runs: 5_000, broken: 50 }, true)).toBe('inconclusive');
  });

  it('would be wrong far more often than it says if it stopped at the first pass: 7.2 % are published', () => {
    const peeking: StoppingRule = { ...rule, verdictAt: (seen) => rule.verdictAt(seen, true) };
    const { proved } = checks(peeking, 0.01, { times: 300, runs: 20_000, every: 200 });
    expect(proved).toBeGreaterThan(0.04);
    expect(proved).toBeLessThan(0.11);
  });
});

describe('sequential bounds', () => {
  it('agree with the test: the upper bound is the smallest rate that is certified', () => {
    for (const seen of [{ runs: 700, broken: 0 }, { runs: 3_000, broken: 12 }, { runs: 40, broken: 20 }]) {
      const upper = sequentialUpperBound(seen, 0.01);
      expect(mixtureTest(upper * 1.001).logForBelow(seen)).toBeGreaterThan(Math.log(100));
      expect(mixtureTest(upper * 0.999).logForBelow(seen)).toBeLessThan(Math.log(100));
      const lower = sequentialLowerBound(seen, 0.01);
      expect(lower).toBeLessThanOrEqual(seen.broken / seen.runs);
      expect(upper).toBeGreaterThan(seen.broken / seen.runs);
    }
  });

  it('hold at the run at which they look worst', () => {
    let misses = 0;
    const times = 120;
    const test = mixtureTest(0.03);
    for (let check = 0; check < times; check += 1) {
      const random = randomAt({ seed: 3, run: check, tick: 0, purpose: purposeOf('coverage at the worst time') });
      let broken = 0;
      let isMissed = false;
      for (let run = 1; run <= 1_500 && !isMissed; run += 1) {
        if (random.uniform() < 0.03) broken += 1;
        
        isMissed = test.logForBelow({ runs: run, broken }) >= Math.log(10) || test.logForAbove({ runs: run, broken }) >= Math.log(10);
      }
      if (isMissed) misses += 1;
    }
    // Both sides at 10 %: at most 20 % of the checks, with four standard deviations to spare.
    expect(misses / times).toBeLessThan(0.2 + 4 * Math.sqrt((0.2 * 0.8) / times));
    expect(misses).toBeGreaterThan(0);
  });
});
