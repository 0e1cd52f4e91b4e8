// A scenario: everything that happens to one release, as plain data. Integers and ratios only, so that a file, a seed and the code are the whole result.
// Times are offsets in milliseconds from the moment the candidate's rollout starts.
import type { Policy } from '@rampart/rollout-policy';

export interface Scenario {
  /** e.g. `steady-good`; a drawn one has the family's name and its run, e.g. `web-steady@1/17`. */
  readonly name: string;
  /** What happens, in a sentence. */
  readonly about: string;
  /** Both whole, 0 to 2^32 - 1. Everything that is drawn is addressed by them, by time and by purpose. */
  readonly seed: number;
  readonly run: number;
  /** The simulation ends here at the latest. */
  readonly horizonMs: number;
  /** From here on nothing fails any more (infrastructure, telemetry, runners); `never`: faults may last to the end. The liveness phase. */
  readonly healsAtMs: number | 'never';
  readonly traffic: TrafficModel;
  /** What stable does, by name of check; what is not named gets the default of its signal (world/baseline.ts). */
  readonly baseline: Readonly<Record<string, Baseline>>;
  /** How the candidate (or both arms) differ from the baseline. Empty: an equal candidate. */
  readonly behaviours: readonly Behaviour[];
  /** What goes wrong besides the model. Independent of each other: each may be left out. */
  readonly faults: readonly Fault[];
  readonly runner: RunnerModel;
  readonly router: RouterModel;
}

/** A policy in a world: what a run is made of. */
export interface Trial {
  readonly policy: Policy;
  readonly scenario: Scenario;
}

// --- traffic ------------------------------------------------------------------------------------------------------------------

export interface TrafficModel {
  /** Mean over the shape; 0.01 to 5,000. */
  readonly requestsPerSecond: number;
  /** Piecewise-linear over the day or week, scaled to a mean of 1; `peakToTrough` 1 is flat. */
  readonly shape: { readonly kind: 'flat' } | { readonly kind: 'day' | 'week'; readonly peakToTrough: number; readonly weekendRatio: number; readonly startsAtMs: number } | Replay;
  /** Variance over mean of the number of requests in any span, 1: Poisson. A gamma process, so that it is the same however time is cut. */
  readonly dispersion: number;
  /** A two-state modulation: for `lastMs` out of `everyMs` on average, `factor` times the traffic. Factor 1: none. */
  readonly bursts: { readonly factor: number; readonly everyMs: number; readonly lastMs: number };
  /** How many requests fail together on average, 1: each by itself; geometric sizes, cut at `max`. */
  readonly failBurst: { readonly mean: number; readonly max: number };
  /** Standard deviation of each arm's own slow noise of the logarithm of its rates, correlated over an hour. */
  readonly armNoise: number;
  /** The same for both arms together. */
  readonly commonNoise: number;
  readonly users: { readonly kind: 'requests' } | { readonly kind: 'users'; readonly count: number; readonly zipf: number; /** How unequal users are in failing: beta(c p, c (1-p)). */ readonly concentration: number };
  /** Values of the sliced dimensions with their share of the requests: `region=west`; shares of one dimension add up to 1. */
  readonly segments: readonly Segment[];
  /** A failed request comes back with this probability, at most `max` times, to any arm. Event level only. */
  readonly retries: { readonly probability: number; readonly max: number };
}

export interface Segment {
  readonly dimension: string;
  readonly value: string;
  readonly share: number;
  /** Share at the end of the horizon, reached linearly: the mix shifts. Equal to `share` where it does not. */
  readonly shareAtEnd: number;
}

/** Real arrivals: requests counted per `stepMs`, repeated when they run out, thinned by weight. */
export interface Replay {
  readonly kind: 'replay';
  readonly stepMs: number;
  readonly counts: readonly number[];
}

// --- what stable does -----------------------------------------------------------------------------------------------------------

export type Baseline =
  /** Share, labels, calibration, pairs: ratio of events. */
  | { readonly kind: 'ratio'; readonly ratio: number }
  /** Time: share of requests at or under each bound, ascending; the rest is slower than all. */
  | { readonly kind: 'time'; readonly boundsSeconds: readonly number[]; readonly within: readonly number[] }
  /** Score: mean and standard deviation on 0..1. */
  | { readonly kind: 'score'; readonly mean: number; readonly sd: number }
  | { readonly kind: 'bins'; readonly shares: Readonly<Record<string, number>> }
  /** Gauge: `mean` at rest plus `perRequestPerSecond` of load on the arm; `sd` of a sample. */
  | { readonly kind: 'level'; readonly mean: number; readonly sd: number; readonly perRequestPerSecond: number };

// --- how models misbehave -----------------------------------------------------------------------------------------------------------

/** On which checks: by name, or all of a kind. `errors`: shares that can roll back; `answers`: labels, pairs, calibration, scores. */
export type On = { readonly kind: 'check'; readonly name: string } | { readonly kind: 'all'; readonly of: 'errors' | 'latency' | 'answers' | 'bins' | 'levels' };

interface Misbehaves {
  readonly arm: 'candidate' | 'both';
  /** Begins this long after what `since` says, and lasts `forMs`. */
  readonly since: 'start' | 'first-traffic' | 'promotion';
  readonly fromMs: number;
  readonly forMs: number | 'ever';
}

export type Behaviour = Misbehaves &
  (
    /** Every request fails: dead on arrival; `pods` of the arm's pods only (mixed replicas), 0..1. With `loopMs` it comes back up for as long as it is down. */
    | { readonly kind: 'crash'; readonly pods: number; readonly loopMs: number | 'none' }
    /** Fails every request of a bad refresh of its artefact. */
    | { readonly kind: 'intermittent'; readonly periodMs: number; readonly badShare: number; readonly errorRatio: number }
    /** Ratio times `factor` plus `points` (0..1). */
    | { readonly kind: 'worse'; readonly on: On; readonly factor: number; readonly points: number }
    /** The same in one segment only, e.g. `region=west`. */
    | { readonly kind: 'worse-in'; readonly on: On; readonly segment: string; readonly factor: number; readonly points: number }
    /** Times above stable's quantile `fromQuantile` are stretched. */
    | { readonly kind: 'slower'; readonly factor: number; readonly fromQuantile: number }
    /** Grows with time since the beginning: error points per hour, level share per hour. */
    | { readonly kind: 'leak'; readonly errorPointsPerHour: number; readonly levelPerHour: number }
    /** Worse right after each new placement or raise, fading over `lastsMs`. */
    | { readonly kind: 'cold-start'; readonly lastsMs: number; readonly errorPoints: number; readonly slowFactor: number }
    /** Share of the answers that moves from the commonest bin to the next. */
    | { readonly kind: 'skew'; readonly moved: number }
    /** `better` improves by `gain`, everything else about answers gets worse by `loss`: wins its own metric. */
    | { readonly kind: 'wins-own-metric'; readonly better: string; readonly gain: number; readonly loss: number }
    /** What the candidate answered changes later requests of both arms: their errors grow by `gain` times its share of the traffic. */
    | { readonly kind: 'feedback'; readonly gain: number }
    /** Overloads something that both share: above `weight` of the traffic both arms fail by `points` more and shared levels rise by `levelFactor`. */
    | { readonly kind: 'overload'; readonly weight: number; readonly points: number; readonly levelFactor: number }
  );

// --- what goes wrong besides -------------------------------------------------------------------------------------------------------

interface During {
  readonly atMs: number;
  readonly forMs: number;
}

export type Fault = TelemetryFault | InfrastructureFault | RunnerFault | PeopleFault | WorldFault;

/** Of both arms and of all checks unless it says otherwise. */
export type TelemetryFault = During &
  (
    | { readonly kind: 'metrics-missing' | 'metrics-stale' | 'metrics-nan' | 'metrics-empty' | 'metrics-time-out' | 'metrics-truncated'; readonly arm: 'stable' | 'candidate' | 'both' }
    /** Both arms' processes restart, or one arm's: counters begin anew. */
    | { readonly kind: 'counter-reset'; readonly arm: 'stable' | 'candidate' | 'both' }
    /** Everything is counted `times` over. */
    | { readonly kind: 'duplicated-series'; readonly times: number }
    | { readonly kind: 'metrics-late'; readonly byMs: number }
    | { readonly kind: 'out-of-order' }
    /** Counts are blown up by a part and are no integers any more. */
    | { readonly kind: 'extrapolated'; readonly by: number }
    /** This share of the candidate's requests is counted as stable's and the other way round. */
    | { readonly kind: 'label-swap'; readonly share: number }
    /** This share of one arm's pods is missing from the counts. */
    | { readonly kind: 'series-dropped'; readonly arm: 'stable' | 'candidate'; readonly share: number }
    /** Times are told in milliseconds where seconds were meant. */
    | { readonly kind: 'unit-change' }
    | { readonly kind: 'zero-denominator' }
    /** A block that was told already is told again with other numbers. */
    | { readonly kind: 'backfill'; readonly factor: number }
    | { readonly kind: 'metrics-clock'; readonly aheadMs: number }
    /** Labels come this much later than the policy says, or never for a share of them. */
    | { readonly kind: 'labels-late'; readonly byMs: number; readonly lost: number }
  );

export type InfrastructureFault = During &
  (
    | { readonly kind: 'router-unavailable' }
    /** Of the calls of `set`: not done; done, reply lost; acknowledged, not done; half of the move; done so much later. */
    | { readonly kind: 'router-fails' | 'router-reply-lost' | 'router-lies' | 'router-halves' }
    | { readonly kind: 'router-late'; readonly byMs: number }
    | { readonly kind: 'deployer-fails' }
    | { readonly kind: 'never-ready' }
    | { readonly kind: 'slot-lost'; readonly arm: 'stable' | 'candidate' }
    | { readonly kind: 'registry-unavailable' }
    | { readonly kind: 'ledger-unavailable' | 'ledger-reply-lost' | 'ledger-lost-not-applied' | 'ledger-stale' | 'ledger-conflicts' }
    | { readonly kind: 'frozen-data-changed' }
  );

export type RunnerFault = During &
  (
    /** Scheduled ticks come late, or not at all with this probability. */
    | { readonly kind: 'cron-late'; readonly byMs: number }
    | { readonly kind: 'cron-missing'; readonly probability: number }
    /** The job dies at its `call`-th port call (before or after it has taken effect), once. */
    | { readonly kind: 'job-dies'; readonly call: number; readonly when: 'before' | 'after' }
    | { readonly kind: 'tick-twice' }
    | { readonly kind: 'two-controllers' }
    | { readonly kind: 'old-job-re-run' }
    | { readonly kind: 'job-cancelled' }
    /** The runner's clock is off. */
    | { readonly kind: 'runner-clock'; readonly aheadMs: number }
  );

export type PeopleFault = During &
  (
    | { readonly kind: 'person-aborts' | 'person-approves' }
    /** At the router, by hand, to this share. */
    | { readonly kind: 'person-sets-weight'; readonly weight: number }
    | { readonly kind: 'new-version' }
  );

export type WorldFault = During &
  (
    /** Both arms fail by so many points more. */
    | { readonly kind: 'common-outage'; readonly points: number }
    /** Something only the candidate needs is down. */
    | { readonly kind: 'dependency-down'; readonly points: number }
    | { readonly kind: 'flash-crowd'; readonly factor: number }
    | { readonly kind: 'no-traffic' }
    /** The candidate gets another mix: this segment is so many times as common on it. */
    | { readonly kind: 'mix-differs'; readonly segment: string; readonly factor: number }
  );

// --- who looks, and what moves the traffic ----------------------------------------------------------------------------------------

export interface RunnerModel {
  /** As `canary-step`: `auto` stays while too much is exposed, `tick` never, `watch` always. */
  readonly mode: 'auto' | 'tick' | 'watch';
  /** Scheduled ticks come this much late by the median, log-normally spread; 0: on the dot. */
  readonly lateMedianMs: number;
  /** Of scheduled ticks that never come. */
  readonly missing: number;
  /** How long the job of `promote` and of `rollback` takes to be there. */
  readonly jobDelayMs: number;
  /** Whether somebody answers when a person is asked, and after how long: `never` in most claims. */
  readonly person: { readonly kind: 'never' } | { readonly kind: 'approves' | 'aborts'; readonly afterMs: number };
}

export interface RouterModel {
  /** Smallest step, ppm: 10,000 is a percent; 100,000 with ten instances. */
  readonly stepPpm: number;
  readonly canMirror: boolean;
  /** Until a new weight is in effect everywhere. */
  readonly settlesAfterMs: number;
}
