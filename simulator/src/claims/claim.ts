// What a policy promises, as claims about releases in a family of scenarios: each run of a claim's trials either keeps it or breaks it.
import type { Ending, Truth } from '../rollout/recording.ts';

export type ClaimName =
  /** An equal candidate is sent back in at most this share of releases. */
  | 'goodSentBack'
  /** Bad requests stay within the budget in at least this share of releases, whatever the candidate is. */
  | 'badRequests'
  /** Trouble of the declared size is caught in time. One claim per entry: `catches:errors`. */
  | `catches:${string}`
  /** A good release is decided in time without asking anybody. */
  | 'decideWithin'
  /** A candidate that turns bad after its promotion is taken back, or a person is asked, before the bake ends. */
  | 'afterPromotion';

export type ClaimVerdict = 'proved' | 'refuted' | 'inconclusive';

export interface Claim {
  readonly name: ClaimName;
  /** e.g. `own-traffic`, `web-steady@1`. */
  readonly family: string;
  /** The share of releases that may break it, at most: proved when surely no more do. */
  readonly boundRatio: number;
  /** Refuted when surely more than this share breaks it; mostly the same. */
  readonly refutedAboveRatio: number;
  /** In words and numbers of the policy, for reports: `at most 25`, `2x within 1d`. */
  readonly promised: string;
  /** Place in the policy, e.g. ["promise", "catches", "errors"]. */
  readonly path: readonly string[];
  /** Whether a run broke it. */
  readonly isBroken: (row: RunRow) => boolean;
  /** Whether a run is one of the releases that it speaks of; others are left out of the share. */
  readonly isAbout: (row: RunRow) => boolean;
  /** Which of the runs that broke it is shown: the one with the highest figure. */
  readonly severity: (row: RunRow) => number;
  /** Offset from which on a run that broke it surely has: its scenario may end there. */
  readonly brokenByMs: (row: RunRow) => number;
  /** Which trials of the family prove it. */
  readonly candidate: CandidateKind;
  /** Why no run can say anything about it; empty: runs can. */
  readonly cannotBeJudged: string;
}

/** What is released in the trials of a claim. Claims with one kind share their runs. */
export type CandidateKind = 'equal' | 'worst' | 'turns-bad' | /** `worse:errors=2x` */ `worse:${string}`;

/** What is kept of one run: few numbers, exact, in run order. */
export interface RunRow {
  readonly run: number;
  readonly outcome: Ending['outcome'];
  readonly decidedAtMs: Ending['decidedAtMs'];
  readonly outAtMs: Ending['outAtMs'];
  readonly askedAtMs: Ending['askedAtMs'];
  readonly endedAtMs: Ending['endedAtMs'];
  readonly promotedAtMs: number | 'never';
  /** The first request of a user that the candidate answered; copies are none. */
  readonly firstTrafficAtMs: number | 'never';
  /** The first decision to halt. */
  readonly haltedAtMs: number | 'never';
  /** As `askedAtMs`, of what was asked after the promotion. */
  readonly askedAfterPromotionAtMs: number | 'never';
  readonly excess: Truth['excess'];
  /** The part of it before the promotion: what `badRequests` is about. */
  readonly excessInTrial: number;
  readonly bad: number;
  readonly weightMaxPpm: number;
  readonly looks: number;
}

/** What `check` prints as JSON, the same bytes every time. */
export interface CheckResult {
  readonly policy: { readonly file: string; readonly target: string; readonly digest: string };
  readonly seed: number;
  readonly codeHash: string;
  readonly resultHash: string;
  readonly claims: readonly ClaimResult[];
}

export interface ClaimResult {
  readonly name: ClaimName;
  readonly family: string;
  readonly bound: number;
  /** What was released in the runs that the figures are of: of several kinds the one that looks worst, e.g. `worst: 3x`. */
  readonly candidate: string;
  /** Share of runs that broke it, and the one-sided bound at `confidence` on the side that decided. */
  readonly observed: { readonly broken: number; readonly ratio: number; readonly bound: number };
  /** Of this claim alone; the chance that any claim of the check is judged wrongly is at most 1 % either way. */
  readonly confidence: number;
  readonly runs: number;
  readonly verdict: ClaimVerdict;
}
