// What the ledger records. State is the fold of these; an event carries what is needed to recompute the decision.
import type { Decision } from './decision.ts';
import type { Evidence } from './evidence.ts';
import type { Policy } from './policy.ts';
import type { Candidate, Effect, Outcome, PlacedRelease } from './state.ts';
import type { Ppm } from './units.ts';

export type LedgerEvent = Adopted | Started | Ticked | Intended | Confirmed | Promoted | Ended | FollowedUp | Restored | Paused | Resumed | RetrainingAsked | Violated;

interface Envelope {
  readonly schema: 1;
  readonly sequence: number;
  readonly atMs: number;
  /** Identity of the operation that wrote this; a repeat of the same operation is recognised by it. */
  readonly operation: string;
  /** Who or what: a person's login, a workflow run, a command line. */
  readonly actor: string;
}

/** First event of a ledger: what serves now. */
export interface Adopted extends Envelope {
  readonly kind: 'adopted';
  readonly target: string;
  readonly slots: readonly [string, string];
  readonly stable: PlacedRelease;
}

/** Everything that stays pinned for the whole rollout. */
export interface Started extends Envelope {
  readonly kind: 'started';
  readonly rolloutId: string;
  readonly candidate: Candidate;
  readonly policy: Policy;
  readonly policyDigest: string;
  /** How often this artefact was tried on this target, this time included. */
  readonly attempt: number;
  /** Why it is tried again, in the words of who asked; empty for a first try. */
  readonly why: string;
  /** A version that is known to be bad was let in, to see that it is taken out again. Not a release: nothing counts it as one. */
  readonly drill?: true;
}

/** One look: what was seen and what was decided. */
export interface Ticked extends Envelope {
  readonly kind: 'ticked';
  readonly rolloutId: string;
  /** New evidence per check, as used; what no claim looks at is left out. */
  readonly evidence: Readonly<Record<string, Evidence>>;
  readonly situation: Situation;
  readonly decision: Decision;
  /** `intended`: recorded before it is done (every raise). `done`, `unconfirmed`: a lowering that was tried first. */
  readonly effect: { readonly kind: 'none' } | { readonly kind: 'intended' | 'done' | 'unconfirmed'; readonly effect: Effect };
  /** Where the metric source goes on from. */
  readonly snapshot: unknown;
}

/** A raise that a job other than the tick makes (promote), recorded before it is done. */
export interface Intended extends Envelope {
  readonly kind: 'intended';
  readonly rolloutId: string;
  readonly effect: Effect;
}

/** The router was read back and shows the effect. */
export interface Confirmed extends Envelope {
  readonly kind: 'confirmed';
  readonly rolloutId: string;
  readonly effectId: string;
  readonly observed: Ppm;
  readonly settledAtMs: number;
}

/** The registry's pointer names the candidate; the bake begins. */
export interface Promoted extends Envelope {
  readonly kind: 'promoted';
  readonly rolloutId: string;
  readonly pointer: string;
}

export interface Ended extends Envelope {
  readonly kind: 'ended';
  readonly rolloutId: string;
  readonly outcome: Exclude<Outcome, 'promoted'>;
  readonly why: string;
  readonly observed: Ppm;
}

/** New labels of a release that ended. Written only when there are some. */
export interface FollowedUp extends Envelope {
  readonly kind: 'followed-up';
  readonly rolloutId: string;
  readonly evidence: Readonly<Record<string, Evidence>>;
  /** Checks that are worse now and were not told yet. */
  readonly worse: readonly string[];
}

/** A followed release was taken out again: what served before it serves now. */
export interface Restored extends Envelope {
  readonly kind: 'restored';
  readonly rolloutId: string;
  readonly why: string;
}

/** A new model was asked for, because a check with `then: retrain` says that this one is worse. Once per rollout and check. */
export interface RetrainingAsked extends Envelope {
  readonly kind: 'retraining-asked';
  readonly rolloutId: string;
  readonly check: string;
  /** Id of the record that says so, which the request carried as its evidence. */
  readonly evidence: string;
}

/** The actor stops everything that goes up on the target, for the reason that is given; with or without a live rollout. */
export interface Paused extends Envelope {
  readonly kind: 'paused';
  readonly why: string;
}

/** Things may go up again. `why` may be empty. */
export interface Resumed extends Envelope {
  readonly kind: 'resumed';
  readonly why: string;
}

/** Data that was frozen has changed all the same. Written once for each path, whatever follows from it. */
export interface Violated extends Envelope {
  readonly kind: 'violated';
  readonly rolloutId: string;
  /** Those that were not told before. */
  readonly paths: readonly string[];
  /** Where it was seen, e.g. `main at 1a2b3c4d5e6f`. */
  readonly where: string;
}

/** The world at the moment of the decision, besides the evidence. */
export interface Situation {
  readonly nowMs: number;
  /** How long until the next decision can act: what is exposed now stays exposed that long. */
  readonly nextLookMs: number;
  /** `ours`: the router carries an effect of this rollout that the ledger does not know, or has not confirmed, and shows what it asked for. */
  readonly router: { readonly kind: 'read'; readonly weight: Ppm; readonly step: Ppm; readonly ours: boolean; readonly mirror: Ppm | 'cannot' } | { readonly kind: 'unreadable'; readonly why: string };
  readonly candidate: { readonly kind: 'ready'; readonly digest: string } | { readonly kind: 'not-ready' | 'unknown'; readonly why: string };
  readonly stable: 'alive' | 'dead' | 'unknown';
  readonly frozen:
    | { readonly kind: 'none' }
    | { readonly kind: 'unchanged' }
    /** `where`: e.g. `main at 1a2b3c4d5e6f`; absent: in the files of the job. */
    | { readonly kind: 'changed'; readonly paths: readonly string[]; readonly where?: string }
    /** `lasts`: it does not pass by itself; a person has to do something. */
    | { readonly kind: 'unreadable'; readonly why: string; readonly lasts?: true };
  /** The golden set through the real route; asked while the rollout is in a smoke stage that has a probe. */
  readonly smoke: { readonly kind: 'not-asked' } | { readonly kind: 'passed'; readonly cases: number } | { readonly kind: 'failed'; readonly cases: number; readonly failed: number; readonly first: string } | { readonly kind: 'unavailable'; readonly why: string };
  /** Whether people are away by the policy's quiet times. */
  readonly quiet: { readonly kind: 'no' } | { readonly kind: 'quiet'; readonly untilMs: number };
  readonly request:
    | { readonly kind: 'none' }
    | { readonly kind: 'abort'; readonly actor: string; readonly why: string }
    | { readonly kind: 'approve'; readonly actor: string }
    | { readonly kind: 'supersede'; readonly by: string };
}
