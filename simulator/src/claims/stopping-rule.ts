// When is enough known to call a promise kept or broken? After a number of runs fixed beforehand, by exact bounds; or as soon as it is clear, by the mixture
// test. Verdicts depend on counts in run order alone: not on batches, not on workers, never on the clock.
import { log } from '@rampart/rollout-policy/statistics';
import type { ClaimVerdict } from './claim.ts';
import { areTooFewFor, areTooManyFor, exactLowerBound, exactUpperBound, type Tally } from './clopper-pearson.ts';
import { mixtureTest, sequentialLowerBound, sequentialUpperBound } from './mixture-test.ts';

/** `at-most`: stops as soon as it is clear. `exactly`: the rule for shards and for figures that are compared over time. */
export interface RunBudget {
  readonly kind: 'at-most' | 'exactly';
  /** Per kind of candidate in a family; at least 1. */
  readonly runs: number;
}

/** What a verdict is about: broken in at most `provedAtMost` of the releases, or surely in more than `refutedAbove`. */
export interface Bounds {
  readonly provedAtMost: number;
  readonly refutedAbove: number;
}

/** Probabilities of calling a promise kept that is broken, and the other way round. */
export interface Levels {
  readonly prove: number;
  readonly refute: number;
}

export interface StoppingRule {
  /** What may be said now; with `exactly`, nothing before the last run. `isLast`: the budget is used up. */
  readonly verdictAt: (seen: Tally, isLast: boolean) => ClaimVerdict;
  /** Broken too often to be kept and too rarely to be refuted: no further run would make the claim less open. */
  readonly staysOpen: (seen: Tally) => boolean;
  readonly upperBound: (seen: Tally) => number;
  readonly lowerBound: (seen: Tally) => number;
}

export function stoppingRule(kind: RunBudget['kind'], bounds: Bounds, levels: Levels): StoppingRule {
  return kind === 'at-most' ? earlyRule(bounds, levels) : fixedRule(bounds, levels);
}

function earlyRule({ provedAtMost, refutedAbove }: Bounds, { prove, refute }: Levels): StoppingRule {
  const proves = mixtureTest(provedAtMost);
  const refutes = mixtureTest(refutedAbove);
  const [proveAt, refuteAt] = [-log(prove), -log(refute)];
  return {
    verdictAt: (seen) => {
      if (seen.runs === 0) return 'inconclusive';
      if (proves.logForBelow(seen) >= proveAt) return 'proved';
      return refutes.logForAbove(seen) >= refuteAt ? 'refuted' : 'inconclusive';
    },
    staysOpen: (seen) => seen.runs > 0 && proves.logForAbove(seen) >= refuteAt && refutes.logForBelow(seen) >= proveAt,
    upperBound: (seen) => sequentialUpperBound(seen, prove),
    lowerBound: (seen) => sequentialLowerBound(seen, refute),
  };
}

function fixedRule({ provedAtMost, refutedAbove }: Bounds, { prove, refute }: Levels): StoppingRule {
  return {
    verdictAt: (seen, isLast) => {
      if (!isLast || seen.runs === 0) return 'inconclusive';
      if (areTooFewFor(provedAtMost, seen, prove)) return 'proved';
      return areTooManyFor(refutedAbove, seen, refute) ? 'refuted' : 'inconclusive';
    },
    staysOpen: () => false,
    upperBound: (seen) => exactUpperBound(seen, prove),
    lowerBound: (seen) => exactLowerBound(seen, refute),
  };
}
