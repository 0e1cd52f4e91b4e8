// How good both arms are at a moment, with every behaviour and fault of the world in it: what the engines draw from.
import type { Exposure, PerArm } from './world.ts';

export interface Quality {
  /** Constant until `validUntilMs` unless the exposure changes; what changes slowly is cut into steps of at most a minute. */
  at(atMs: number, exposure: Exposure): QualityNow;
}

export interface QualityNow {
  readonly validUntilMs: number;
  readonly stable: ArmQuality;
  readonly candidate: ArmQuality;
  /** On the traffic of both arms: flash crowds, silence. */
  readonly trafficFactor: number;
  /**
   * How likely a request of the candidate is bad, and would be with stable's quality, by the checks that count as harm. A request that several of them
   * count is bad once; where users differ, in the mean over all of them.
   */
  readonly badRatio: PerArm;
  /** Shares of the segments (scenario order) on each arm; they add up to 1 per dimension. */
  readonly segments: { readonly stable: readonly number[]; readonly candidate: readonly number[] };
}

export interface ArmQuality {
  /** By name of check. */
  readonly checks: Readonly<Record<string, CheckQuality>>;
}

export type CheckQuality =
  /** Probability of an event: overall, and in each segment of the scenario (scenario order; empty where the check has no slices). */
  | { readonly kind: 'ratio'; readonly ratio: number; readonly inSegments: readonly number[] }
  /** Share of the requests at or under each bound of the baseline. */
  | { readonly kind: 'time'; readonly boundsSeconds: readonly number[]; readonly within: readonly number[] }
  | { readonly kind: 'score'; readonly mean: number; readonly sd: number }
  | { readonly kind: 'bins'; readonly names: readonly string[]; readonly shares: readonly number[] }
  | { readonly kind: 'level'; readonly mean: number; readonly sd: number };

/**
 * Bad requests of the candidate beyond what stable would have made of the same requests: of those that happened, the part that stable's quality does not
 * explain. Where the candidate is the better one, those that it spared on average (negative).
 */
export function excessOf({ requests, bad }: { readonly requests: number; readonly bad: number }, { stable, candidate }: PerArm): number {
  return candidate > stable ? bad * (1 - stable / candidate) : requests * (candidate - stable);
}
