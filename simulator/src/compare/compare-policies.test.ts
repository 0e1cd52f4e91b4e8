import { describe, expect, it } from 'vitest';
import { randomAt, purposeOf } from '../chance/index.ts';
import type { RunRow } from '../claims/claim.ts';
import { comparePolicies, type PolicyRuns } from './compare-policies.ts';

const OPTIONS = { horizonMs: 1_000, confidence: 0.99 };

function row(run: number, parts: Partial<RunRow> = {}): RunRow {
  return { run, outcome: 'promoted', decidedAtMs: 100, outAtMs: 'never', askedAtMs: 'never', endedAtMs: 200, promotedAtMs: 100, firstTrafficAtMs: 10, haltedAtMs: 'never', askedAfterPromotionAtMs: 'never', excess: 0, excessInTrial: 0, bad: 0, weightMaxPpm: 500_000, looks: 10, ...parts };
}

function runs(policy: string, of: (run: number) => Partial<RunRow>, count = 100): PolicyRuns {
  return { policy, rows: Array.from({ length: count }, (_, run) => row(run, of(run))) };
}

describe('comparePolicies', () => {
  it('takes differences run by run: what both share cancels', () => {
    const noise = (run: number): number => randomAt({ seed: 1, run, tick: 0, purpose: purposeOf('noise') }).uniform() * 1_000;
    const [excess] = comparePolicies([runs('a', (run) => ({ excess: noise(run) })), runs('b', (run) => ({ excess: noise(run) + 3 }))], OPTIONS).measures.filter(({ measure }) => measure === 'excess');
    expect(excess?.differences[0]?.difference.mean).toBeCloseTo(3, 9);
    expect(excess?.differences[0]?.difference.high).toBeCloseTo(3, 6);
    const own = excess?.policies[0]?.mean;
    expect((own?.high ?? 0) - (own?.low ?? 0)).toBeGreaterThan(100);
  });

  it('covers the true difference as often as it says', () => {
    let covered = 0;
    for (let seed = 0; seed < 500; seed += 1) {
      const luck = (name: string) => (run: number) => ({ excess: randomAt({ seed, run, tick: 0, purpose: purposeOf(name) }).uniform() });
      const { measures } = comparePolicies([runs('a', luck('a')), runs('b', luck('b'))], OPTIONS);
      const difference = measures.find(({ measure }) => measure === 'excess')?.differences[0]?.difference;
      if (difference !== undefined && difference.low <= 0 && difference.high >= 0) covered += 1;
    }
    expect(covered / 500).toBeGreaterThan(0.97);
  });

  it('counts a release that nobody decided as decided at the horizon', () => {
    const { measures } = comparePolicies([runs('a', () => ({})), runs('never', () => ({ decidedAtMs: 'never', promotedAtMs: 'never', outcome: 'open' }))], OPTIONS);
    expect(measures.find(({ measure }) => measure === 'decidedMs')?.differences[0]?.difference.mean).toBe(900);
    expect(measures.find(({ measure }) => measure === 'promoted')?.differences[0]?.difference.mean).toBe(-1);
  });

  it('refuses policies that did not run on the same runs, and too few runs', () => {
    expect(() => comparePolicies([runs('a', () => ({})), runs('b', () => ({}), 99)], OPTIONS)).toThrow('b was not run on the same runs as a');
    expect(() => comparePolicies([runs('a', () => ({}), 20)], OPTIONS)).toThrow('at least 30 runs');
  });
});
