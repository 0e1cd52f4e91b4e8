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
  /** Newest last, at most 50. */
  readonly ended: readonly EndedRollout[];
}

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
  /** In smoke, ramp or switch. */
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
  readonly pending: { readonly kind: 'none' } | Effect;
  /** Spans around weight changes; blocks that overlap one are dropped in both arms. */
  readonly exclusions: readonly Span[];
  readonly checks: Readonly<Record<string, CheckState>>;
  /** What the metric source needs to go on (counter values per series); opaque to the core. */
  readonly snapshot: unknown;
  /** A person approved the promotion of an undecided rollout. */
  readonly approved: boolean;
  /** Set by the promoted event: the registry pointer names the candidate. */
  readonly pointerMoved: boolean;
  /** Id of the last effect that was confirmed: any other stamp of this rollout on the router is an effect that was not recorded. */
  readonly confirmedEffect: string;
  /** Kind and first reason of the last recorded decision: the same again without new evidence is not worth a record. */
  readonly lastRuling: string;
  /** Why the rollout is leaving; empty in other phases. */
  readonly leavingWhy: string;
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
  readonly purpose: 'advance' | 'stepBack' | 'rollback' | 'promote' | 'finish';
}

export interface EndedRollout {
  readonly id: string;
  readonly candidate: Release;
  readonly outcome: Outcome;
  readonly why: string;
  readonly endedAtMs: number;
  readonly weightMax: Ppm;
}

export type Outcome = 'promoted' | 'rolled-back' | 'halted' | 'superseded' | 'expired';

export interface CheckState {
  /** Blocks up to here were used or dropped; the source is asked from here on. */
  readonly watermarkMs: number;
  /** Evidence time counts from here (start of the first block used); the restart grid stands on it. -1 before that. */
  readonly originMs: number;
  readonly blocksUsed: number;
  /** Evidence time covered since the weight last changed, by blocks that begin at `coveredFromMs` or later. */
  readonly coveredMs: number;
  readonly coveredFromMs: number;
  /** `all`, declared slices as they appeared, bucket bounds. */
  readonly cells: Readonly<Record<string, CellState>>;
  /** Time checks: the histogram bounds (seconds) that are compared, chosen once from stable's own past. Others: nothing to choose. */
  readonly bounds: { readonly kind: 'choosing'; readonly stable: Readonly<Record<string, ArmCounts>> } | { readonly kind: 'chosen'; readonly seconds: readonly number[] };
  /** Evidence that the candidate is worse than allowed, all cells and the limit together, now and at its highest. */
  readonly odds: number;
  readonly oddsPeak: number;
  /** The cell that spoke loudest when the odds were last computed. */
  readonly loudest: string;
  /** Evidence, on the primary cell, that the candidate is not worse than the margin / strictly better than stable. */
  readonly same: Wealth;
  readonly better: Wealth;
  /** Evidence against the absolute limit; stays new where the check has none. */
  readonly limit: Wealth;
  /** One wealth per null of the ladders in rate-caps.ts: what still caps the candidate's rate. */
  readonly factorCaps: readonly Wealth[];
  readonly rateCaps: readonly Wealth[];
  /** Bad requests of the candidate beyond what stable would have had; summed per block, so that it survives changing weights. */
  readonly excess: number;
  /** Requests of both arms per millisecond of late: the newest block, or more while a busier time is not forgotten. */
  readonly requestsPerMs: number;
  /** Why the last look had no data; empty when it had. */
  readonly noData: string;
}

export interface CellState {
  /** Since the rollout started; for showing and for sizes, never tested as sums. */
  readonly totals: Cell;
  /** This cell's share of the check's error budget. The shares of a check's cells add up to at most 1. */
  readonly share: number;
  /** Evidence that the candidate is worse than the margin allows. */
  readonly worse: Wealth;
}

/** Capital of a test by betting with the restart mixture (statistics: wealth.ts). */
export interface Wealth {
  readonly atoms: readonly number[];
  /** Prior mass not yet put into play. */
  readonly cash: number;
  /** Grid points of evidence time that have received their mass. */
  readonly spent: number;
  /** Largest value reached. */
  readonly peak: number;
}
