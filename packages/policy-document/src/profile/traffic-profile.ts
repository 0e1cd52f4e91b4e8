// What runs today, in a file beside the policy (`fraud.traffic.json`): how much traffic, how much of it fails, how much identical pods differ.
// Lints and proofs compute with it. It holds counts and shares, never who sent what.
import type { Ppm } from '@rampart/rollout-policy';

export interface TrafficProfile {
  readonly target: string;
  readonly measured: {
    readonly fromMs: number;
    readonly toMs: number;
    /** `since start`: what the counters held, from the start of their processes. `window`: what was counted between two looks. */
    readonly basis: 'since start' | 'window';
  };
  readonly requestsPerMinute: { readonly mean: number; readonly low: { readonly kind: 'unknown' } | { readonly kind: 'known'; readonly perMinute: number } };
  /** Smallest step of the router. */
  readonly routerStep: Ppm;
  /** By name of the policy's check. */
  readonly checks: Readonly<Record<string, CheckTraffic>>;
  readonly users: { readonly kind: 'unknown' } | { readonly kind: 'seen'; readonly distinct: number; readonly heaviestShare: number };
  readonly shape: TrafficShape;
  /** Variance over mean of the number of requests in equal spans, beyond what the shape explains; 1: each comes by itself. It depends on the span. */
  readonly dispersion: { readonly kind: 'unknown' } | { readonly kind: 'measured'; readonly varianceOverMean: number; readonly spanMs: number };
  /** How many requests fail together on average, from how unevenly errors fall into equal spans; 1: each by itself. */
  readonly errorBursts: { readonly kind: 'unknown' } | { readonly kind: 'measured'; readonly meanRequests: number; readonly spanMs: number };
  /** How long after their requests so many percent of the labels are in. */
  readonly labelDelay: { readonly kind: 'unknown' } | { readonly kind: 'measured'; readonly p50Ms: number; readonly p90Ms: number; readonly p99Ms: number };
}

/** How traffic moves with the hour: the busiest over the quietest one. `weekendRatio`: a weekend day over a working day, 1 where the week says nothing. */
export type TrafficShape =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'flat' }
  | { readonly kind: 'day' | 'week'; readonly peakToTrough: number; readonly weekendRatio: number };

/** What counters alone do not tell; a history of requests does (`rampart fit`). */
export const NO_HISTORY = { shape: { kind: 'unknown' }, dispersion: { kind: 'unknown' }, errorBursts: { kind: 'unknown' }, labelDelay: { kind: 'unknown' } } as const satisfies Partial<TrafficProfile>;

export type Traffic = { readonly kind: 'unknown' } | { readonly kind: 'measured'; readonly profile: TrafficProfile };

/** Events are what the check counts: the bad requests, the wrong answers. */
export interface Counted {
  readonly trials: number;
  readonly events: number;
}

export type CheckTraffic = CountTraffic | TimeTraffic | LevelTraffic;

export interface CountTraffic extends Counted {
  readonly kind: 'counts';
  readonly pods: readonly Counted[];
  /** The same counts by the values of the other labels, as far as these are few. */
  readonly labels: readonly LabelCounts[];
}

export interface LabelCounts extends Counted {
  readonly label: string;
  readonly value: string;
}

export interface TimeTraffic {
  readonly kind: 'time';
  readonly trials: number;
  /** Finite, ascending, in seconds. */
  readonly boundsSeconds: readonly number[];
  /** Per bound, the requests that took at most so long. */
  readonly withinBound: readonly number[];
  readonly pods: readonly { readonly trials: number; readonly withinBound: readonly number[] }[];
}

export interface LevelTraffic {
  readonly kind: 'level';
  readonly mean: number;
  readonly max: number;
}

export const UNKNOWN_TRAFFIC: Traffic = { kind: 'unknown' };

/** `rampart/fraud.yaml` has its profile in `rampart/fraud.traffic.json`. */
export function profileFileOf(policyFile: string): string {
  return `${policyFile.replace(/\.ya?ml$/, '')}.traffic.json`;
}
