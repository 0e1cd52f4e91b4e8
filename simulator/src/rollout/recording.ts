// What a simulated release leaves behind: everything a checker or a claim may look at.
import type { Decision, LedgerEvent, Outcome, TargetState } from '@rampart/rollout-policy';
import type { Trial } from '../scenario/scenario.ts';

/** How deep a run goes: the decision alone, the tick with simulated ports, the actions' `run` in simulated workflows, or the bundles. */
export type Depth = 'decide' | 'tick' | 'run' | 'bundle';

export interface Recording {
  readonly trial: Trial;
  readonly depth: Depth;
  /** Epoch milliseconds of the simulated start. */
  readonly startMs: number;
  /** Of the target, oldest first; with `decide` only the looks, in the same form. */
  readonly events: readonly LedgerEvent[];
  /** States after each event. */
  readonly states: readonly TargetState[];
  /** Every look, recorded in the ledger or not, in order. */
  readonly looks: readonly Look[];
  /** What the router really did, whoever asked: one entry per change of weight or mirror. */
  readonly weights: readonly WeightInForce[];
  /** Every call of a port, in order. Empty with `decide`. */
  readonly calls: readonly PortCall[];
  /** What was really true, summed over the release. */
  readonly truth: Truth;
  readonly ending: Ending;
  /** Named things that happened ("sometimes" marks): a search that never met its precondition is vacuous. */
  readonly marks: ReadonlySet<string>;
}

export interface Look {
  readonly atMs: number;
  readonly job: string;
  readonly decision: Decision;
}

export interface WeightInForce {
  readonly atMs: number;
  readonly weightPpm: number;
  readonly mirrorPpm: number;
  /** Rollout id of the stamp; empty when somebody moved it by hand. */
  readonly rolloutId: string;
  readonly by: 'rampart' | 'person';
  /** Id of the effect that the router carried out; left out where nobody gave one. */
  readonly effectId?: string;
}

export interface PortCall {
  readonly atMs: number;
  readonly job: string;
  readonly port: string;
  readonly method: string;
  readonly answer: 'ok' | 'error' | 'unknown' | 'died';
  /** One line about the arguments. */
  readonly about: string;
}

export interface Truth {
  readonly requests: { readonly stable: number; readonly candidate: number };
  readonly bad: { readonly stable: number; readonly candidate: number };
  /** Bad requests beyond what stable would have had; before and after the promotion together. */
  readonly excess: number;
  /** The part of it before the promotion: what `badRequests` is about. */
  readonly excessInTrial: number;
  readonly usersHarmed: number;
}

export interface Ending {
  /** `open`: the horizon came first. */
  readonly outcome: Outcome | 'open';
  /** The first decision that ends the trial (promote or rollback), offset; `never` while undecided. */
  readonly decidedAtMs: number | 'never';
  /** When traffic of a bad candidate was back at 0 %, offset. */
  readonly outAtMs: number | 'never';
  readonly endedAtMs: number | 'never';
  /** A person was asked (needs: approval or human) at least once, first at this offset. */
  readonly askedAtMs: number | 'never';
  readonly weightMaxPpm: number;
  /** Code of the reason that ended it; empty while open. */
  readonly why: string;
}
