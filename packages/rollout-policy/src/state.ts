// The state of one target: the fold of its ledger. Constant size per check for ever, plain JSON, resumes bit for bit.
import type { ArmCounts, Cell } from './evidence.ts';
import type { Policy } from './policy.ts';
import type { Ppm } from './units.ts';

export interface TargetState {
  readonly schema: 1;
  readonly target: string;
  /** Number of events folded so far; the next event carries this plus one. */
  readonly sequence: number;
  readonly slots: readonly [string, string];
  /** What serves when no rollout is live. */
  readonly stable: PlacedRelease;
  readonly rollout: { readonly kind: 'none' } | Rollout;
  readonly pause: Pause;
  /** Releases that ended and whose labels are still awaited, newest last, at most 3. */
  readonly following: readonly Followed[];
  /** Newest last, at most 50. */
  readonly ended: readonly EndedRollout[];
  /** For what a new model was asked for already, newest last, at most 50. Absent: nothing. */
  readonly retrainingAsked?: readonly RetrainingCause[];
}

export interface RetrainingCause {
  readonly rolloutId: string;
  readonly check: string;
}

/** A person's word: nothing is started, raised or promoted here until somebody resumes it. Lowering goes on. */
export type Pause = { readonly kind: 'none' } | { readonly kind: 'paused'; readonly by: string; readonly why: string; readonly sinceMs: number };

export interface Release {
  /** The registry's version, e.g. `v1.2.0`. */
  readonly version: string;
  /** `sha256:<64 hex>` of the artefact's bytes. */
  readonly digest: string;
}

export interface PlacedRelease extends Release {
  readonly slot: string;
}

export interface Candidate extends PlacedRelease {
  /** Where the deployer fetches the bytes: an absolute http(s) or file address, or a path inside the model repository. */
  readonly artifact: string;
}

export type RolloutPhase =
  /** In a stage before the promotion. */
  | 'trial'
  /** The policy says promote; the promote job has the next move. */
  | 'awaiting-promotion'
  | 'baking'
  /** The weight is (being) taken away; the rollback job concludes. Never raised again. */
  | 'leaving';

export interface Rollout {
  readonly kind: 'live';
  readonly id: string;
  readonly candidate: Candidate;
  readonly policy: Policy;
  readonly policyDigest: string;
  readonly startedAtMs: number;
  readonly phase: RolloutPhase;
  readonly stageIndex: number;
  readonly stageEnteredAtMs: number;
  /** When the weight last changed; dwell counts from here. */
  readonly weightSinceMs: number;
  /** The candidate's recorded share of traffic. */
  readonly weight: Ppm;
  /** The highest weight so far, and the first one above zero (0 before): where a step back goes. */
  readonly weightMax: Ppm;
  readonly firstWeight: Ppm;
  /** Share of the requests that the candidate gets as copies. */
  readonly mirror: Ppm;
  /** 1 for the first try of this artefact; every further one spends a new error budget. */
  readonly attempt: number;
  /** Weights in force, oldest first, as far back as evidence may still come. Between two of them lies an exclusion. */
  readonly weights: readonly { readonly fromMs: number; readonly weight: Ppm; readonly mirror: Ppm }[];
  readonly sampleRatio: SampleRatioState;
  /** Set by a step back that a shared overload caused, until the shared level is fine again or the weight is raised. */
  readonly suspicion: { readonly kind: 'none' } | { readonly kind: 'shared'; readonly check: string; readonly sinceMs: number };
  readonly pending: { readonly kind: 'none' } | Effect;
  /** Spans around weight changes; blocks that overlap one are dropped in both arms. */
  readonly exclusions: readonly Span[];
  readonly checks: Readonly<Record<string, CheckState>>;
  /** What the metric source needs to go on (counter values per series); opaque to the core. */
  readonly snapshot: unknown;
  /** Questions that a person has answered by approving (rules/answers.ts): they are not asked again in this rollout. */
  readonly answered: readonly string[];
  /** Checks with `then: retrain` that a recorded look found worse: a limit is broken in one look, and whoever looked may have ended before anybody was asked. Absent: none. */
  readonly retrainingDue?: readonly string[];
  /** Frozen paths that were seen to have changed; absent while there is none. */
  readonly violated?: readonly string[];
  /** A step back asked a person: nothing is raised before one approves. */
  readonly waitsForApproval: boolean;
  /** The target's own, for decide(), which sees a rollout alone. */
  readonly pause: Pause;
  /** Set by the promoted event: the registry pointer names the candidate. */
  readonly pointerMoved: boolean;
  /** Id of the last effect that was confirmed: any other stamp of this rollout on the router is an effect that was not recorded. */
  readonly confirmedEffect: string;
  /** Kind and first reason of the last recorded decision: the same again without new evidence is not worth a record. */
  readonly lastRuling: string;
  /** Why the rollout is leaving; empty in other phases. */
  readonly leavingWhy: string;
  /** As in the event that started it. */
  readonly drill?: true;
}

export interface Span {
  readonly fromMs: number;
  /** Number.MAX_SAFE_INTEGER while the change has not settled. */
  readonly toMs: number;
}

/** A change outside, as data: absolute, with an id that makes repeating it harmless. */
export interface Effect {
  readonly kind: 'set-weight';
  /** `<rollout id>/<sequence>/<weight>`, the idempotency key: two jobs that plan different effects at one sequence have different keys. */
  readonly id: string;
  readonly rolloutId: string;
  readonly sequence: number;
  readonly weight: Ppm;
  readonly mirror: Ppm;
  readonly purpose: 'advance' | 'stepBack' | 'rollback' | 'promote' | 'finish';
}

export interface EndedRollout {
  readonly id: string;
  readonly candidate: Release;
  readonly outcome: Outcome;
  readonly why: string;
  readonly endedAtMs: number;
  readonly weightMax: Ppm;
  readonly drill?: true;
}

export type Outcome = 'promoted' | 'rolled-back' | 'halted' | 'superseded' | 'expired';

/** A finished release whose labels are still coming in: no lock on the target, its own state per check. */
export interface Followed {
  readonly id: string;
  readonly candidate: PlacedRelease;
  /** What served before it, and where that was left. */
  readonly previous: PlacedRelease;
  readonly policy: Policy;
  /** Only checks on labels. */
  readonly checks: Readonly<Record<string, CheckState>>;
  readonly exclusions: readonly Span[];
  readonly endedAtMs: number;
  readonly untilMs: number;
  /** Names of checks that were reported as worse; told once. */
  readonly told: readonly string[];
}

export interface CheckState {
  /** Blocks up to here were used or dropped; the source is asked from here on. */
  readonly watermarkMs: number;
  /** Evidence time counts from here (start of the first block used); the restart grid stands on it. -1 before that. */
  readonly originMs: number;
  readonly blocksUsed: number;
  /** Evidence time covered since the weight last changed, by blocks that begin at `coveredFromMs` or later. */
  readonly coveredMs: number;
  readonly coveredFromMs: number;
  /** Sums since the rollout started, by cell: for showing and for sizes, never tested as sums. */
  readonly totals: Readonly<Record<string, Cell>>;
  /** Evidence against the candidate, one e-process per claim; the shares add up to at most 1. */
  readonly claims: Readonly<Record<string, ClaimState>>;
  /** Time checks: the histogram bounds (seconds) that are compared, chosen once from stable's own past. Others: nothing to choose. */
  readonly bounds: { readonly kind: 'choosing'; readonly stable: Readonly<Record<string, ArmCounts>> } | { readonly kind: 'chosen'; readonly seconds: readonly number[] };
  /** What the next block needs to know of the ones before it. */
  readonly carried: { readonly kind: 'none' } | LevelWindow | UsersSeen;
  /** Merged evidence that the candidate is worse than allowed, now and at its highest. */
  readonly odds: number;
  readonly oddsPeak: number;
  /** The claim that spoke loudest when the odds were last computed. */
  readonly loudest: string;
  /** Evidence, on the primary cell, that the candidate is not worse than what has to be ruled out / strictly better than stable. */
  readonly same: Wealth;
  readonly better: Wealth;
  /** What still caps the candidate's rate: two ladders of nulls (rate-caps.ts). */
  readonly caps: RateCaps;
  /** Bad events of the candidate beyond what stable would have had; summed per block, so that it survives changing weights. */
  readonly excess: number;
  /** What stable would have had on the candidate's requests, summed likewise. */
  readonly expected: number;
  /** Requests of both arms per millisecond of late: the newest block, or more while a busier time is not forgotten. */
  readonly requestsPerMs: number;
  /** The newest block of the primary cell that was tested: what the next ones are likely to be. */
  readonly newest: { readonly cell: Cell; readonly lastedMs: number };
  /** After the promotion: the watch over the candidate alone. */
  readonly lone: { readonly kind: 'none' } | LoneWatch;
  /** Why the last look had no data; empty when it had. */
  readonly noData: string;
}

export interface ClaimState {
  /** Of the check's error budget. */
  readonly share: number;
  readonly wealth: Wealth;
}

/**
 * Capital of a test with the restart mixture. `bet`: linear, one capital per stake, times 2^scale. `tilt`: natural logarithms, one per shift of the log-odds.
 * `spent` grid points have received their prior mass; the rest is still cash (cashAfter).
 */
export type Wealth =
  | { readonly kind: 'bet'; readonly atoms: readonly number[]; readonly scale: number; readonly spent: number }
  | { readonly kind: 'tilt'; readonly logAtoms: readonly number[]; readonly spent: number };

/** One ladder per kind of null. `atoms` of a null are dropped once it, or a smaller one, is refuted: what is refuted stays so. */
export interface RateCaps {
  readonly spent: number;
  readonly factors: Ladder;
  readonly rates: Ladder;
}

export interface Ladder {
  /** Capitals of the nulls below the smallest refuted one, null by null, one per stake; bounded: capital may always be cut. */
  readonly atoms: readonly number[];
  /** Index of the smallest null that was refuted; the ladder's length while none is. */
  readonly refuted: number;
}

/** Users who may still fail for the first time, by cell: those seen since the weight last changed. */
export interface UsersSeen {
  readonly kind: 'users';
  readonly seen: Readonly<Record<string, { readonly stable: number; readonly candidate: number }>>;
}

/** Level checks: the sums over the part of the grid that is not over yet, and over the last whole part. */
export interface LevelWindow {
  readonly kind: 'level';
  readonly gridPoint: number;
  readonly sums: Cell;
  /** Means of the last whole part of the grid; 0 samples before there was one. */
  readonly before: Cell;
}

export interface SampleRatioState {
  readonly originMs: number;
  readonly watermarkMs: number;
  readonly above: Wealth;
  readonly below: Wealth;
  /** Requests of both arms since the weight last changed, and that weight. */
  readonly stable: number;
  readonly candidate: number;
  readonly weight: Ppm;
}

/** e-SR detector against "no worse than stable was before, times the margin" (statistics/detectors.ts). */
export interface LoneWatch {
  readonly kind: 'watching';
  readonly ratioMax: number;
  readonly atoms: readonly number[];
  readonly blocks: number;
  readonly totals: ArmCounts;
}
