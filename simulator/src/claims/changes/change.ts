// A change of the policy that keeps a promise which is broken or open, verified by simulation.
import type { Policy } from '@rampart/rollout-policy';
import type { ClaimName } from '../claim.ts';

/** What a change costs, the cheapest first. */
export const COSTS = [
  /** Changes how things are counted; nothing is promised less. */
  'counting',
  /** Asks for less: larger trouble, or more time to find it. */
  'less',
  /** A release takes longer. */
  'time',
  /** More bad requests, or more good releases sent back, are allowed. */
  'harm',
] as const;
export type Cost = (typeof COSTS)[number];

/** One edit of a policy file. */
export interface Edit {
  /** Keys, and indices of lists. */
  readonly path: readonly (string | number)[];
  /** What stands there, as YAML. Empty: `to` is a new item of the list, put in at that index. */
  readonly from: string;
  readonly to: string;
}

export interface PolicyEdit extends Edit {
  readonly policy: Policy;
  readonly cost: Cost;
  /** How far it goes, as a factor of what stands there; orders edits of one cost. */
  readonly size: number;
  /** In a sentence, for a person who has never read a statistics book. */
  readonly why: string;
}

export interface Change extends Edit {
  /** The promise that it keeps. */
  readonly keeps: ClaimName;
  readonly family: string;
  readonly cost: Cost;
  readonly why: string;
  /** What was simulated with it, e.g. `caught in 1.8 days (median), 0 of 186 releases too late`. */
  readonly buys: string;
}
