// What a check comes to: the result that is printed as JSON, and everything that a report needs beside it.
import type { CheckResult, ClaimResult, ClaimVerdict } from './claim.ts';
import type { Counterexample } from './counterexample.ts';
import type { HowSoon } from './how-soon.ts';
import type { Change } from './changes/change.ts';
import type { QuantileBound } from './quantile-bound.ts';

export interface CheckReport {
  readonly result: CheckResult;
  /** As the command and the action end: 0 held, 1 broken, 3 inconclusive. */
  readonly exitCode: 0 | 1 | 3;
  /** Simulated releases that verdicts were made of. */
  readonly runs: number;
  /** In the order of the result's claims. */
  readonly claims: readonly ClaimFigures[];
  /** At the user's own traffic, else at that of the first family. */
  readonly howSoon: readonly HowSoon[];
  /** Cheapest first. */
  readonly changes: readonly Change[];
}

export interface ClaimFigures extends ClaimResult {
  /** In the words of the policy: `at most 25`. */
  readonly promised: string;
  /** Where the policy says it. */
  readonly path: readonly string[];
  /** Why it is open although runs were made, or none could be; empty otherwise. */
  readonly why: string;
  /** Each kind of candidate by itself, in the order in which they are released. */
  readonly byCandidate: readonly CandidateFigures[];
  /** Bad requests before the promotion in 99 of 100 releases, at most: of the candidate that does most harm. */
  readonly excessIn99: QuantileBound;
  /** When it was decided (good releases) or caught (bad ones), from the start; over all releases spoken of. */
  readonly times: { readonly median: Time; readonly p95: Time };
  /** Share of the releases in which a person was asked. */
  readonly askedRatio: number;
  readonly counterexample: { readonly kind: 'none' } | ({ readonly kind: 'run' } & Counterexample);
}

type Time = number | 'never';

export interface CandidateFigures {
  /** `worst: 3x`. */
  readonly candidate: string;
  readonly runs: number;
  readonly broken: number;
  readonly verdict: ClaimVerdict;
  /** The rate is surely at most this, at the claim's confidence. */
  readonly upperBound: number;
  readonly excessIn99: QuantileBound;
}
