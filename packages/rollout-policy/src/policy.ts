// A policy with every default filled in: what the pure core decides by. The YAML a person writes is decoded into this by
// policy-document; nothing here knows about files.
import type { Ppm } from './units.ts';

export interface Policy {
  /** The place that serves the model, e.g. `fraud-prod`. */
  readonly target: string;
  readonly model: ModelReference;
  readonly serve: Serve;
  readonly metrics: MetricsOrigin;
  readonly promise: ReleasePromise;
  /** In the order they were written; names are unique. */
  readonly checks: readonly Check[];
  /** At least one stage; `smoke` first where present, then `ramp` or `switch`, then `bake` where present. */
  readonly plan: readonly Stage[];
  readonly onNewVersion: 'replace' | 'queue' | 'refuse';
  readonly expert: Expert;
}

/** `gto:fraud` is registry `gto`, name `fraud`. `stage` is the pointer that promotion moves, e.g. `prod`. */
export interface ModelReference {
  readonly registry: 'gto';
  readonly name: string;
  readonly stage: string;
}

/** How the router and the deployer are reached. Both speak the same JSON (docs/router-contract.md). */
export type Serve =
  | { readonly kind: 'http'; readonly url: string; readonly slots: readonly [string, string] }
  | { readonly kind: 'command'; readonly argv: readonly string[]; readonly slots: readonly [string, string] };

/** Where live signals come from. `pages` maps each slot to the metric pages of its pods. */
export type MetricsOrigin =
  | { readonly kind: 'openmetrics'; readonly pages: Readonly<Record<string, readonly string[]>> }
  | { readonly kind: 'none' };

/** The numbers that people sign. */
export interface ReleasePromise {
  /** Good releases sent back, at most; the error budget of one release. In (0, 1). */
  readonly falseAlarmRatio: number;
  /** Bad requests beyond what stable would have had, at most, in 99 of 100 releases. */
  readonly badRequestsMax: number;
  readonly decideWithinMs: number;
  readonly ifUndecided: 'ask' | 'promote' | 'rollback';
}

export type CheckAction = 'rollback' | 'stepBack' | 'hold' | 'tell';

export interface Check {
  readonly name: string;
  readonly signal: Signal;
  /** Dimensions whose values are judged one by one as well, e.g. `region`. */
  readonly slices: readonly string[];
  readonly worseBy: Margin;
  readonly limit: Limit;
  readonly then: CheckAction;
}

/** How much worse than stable is still accepted. `factor`: relative (1.25 = a quarter more bad events). `points`: difference of ratios. */
export type Margin =
  | { readonly kind: 'factor'; readonly factor: number }
  | { readonly kind: 'points'; readonly ratio: number };

/** An absolute limit. `share`: the bad events' ratio. `time`: the quantile (0..1) must stay at or under `msMax`. */
export type Limit =
  | { readonly kind: 'none' }
  | { readonly kind: 'share'; readonly ratioMax: number }
  | { readonly kind: 'time'; readonly quantile: number; readonly msMax: number };

/** What a check looks at. Adapters read it; the core only needs its kind. */
export type Signal =
  | {
      /** Share of requests of the counter `metric` whose labels match `where`. */
      readonly kind: 'share';
      readonly metric: string;
      readonly where: readonly LabelMatcher[];
    }
  | {
      /** A histogram of seconds; compared by the share of requests slower than a bucket bound. */
      readonly kind: 'time';
      readonly metric: string;
      readonly where: readonly LabelMatcher[];
    }
  | {
      /** Right or wrong answers, known `matureMs` after the request; asked for every `everyMs` as closed cohorts of event time. */
      readonly kind: 'labels';
      readonly source: LabelsOrigin;
      readonly everyMs: number;
      readonly matureMs: number;
    };

export type LabelsOrigin =
  | { readonly kind: 'http'; readonly url: string }
  | { readonly kind: 'command'; readonly argv: readonly string[] };

/** `pattern` matches literally but for `.` (one character), `.*` (any run) and `|` (either side); no backtracking engine sees it. */
export interface LabelMatcher {
  readonly label: string;
  readonly op: '=' | '!=' | '=~' | '!~';
  readonly pattern: string;
}

export type Stage =
  /** The candidate is placed at 0 %, ready, and of the recorded digest. */
  | { readonly kind: 'smoke' }
  /** Weights grow towards `weightMax` while checks stay fine. */
  | { readonly kind: 'ramp'; readonly steps: RampSteps; readonly weightMax: Ppm }
  /** Blue-green: from 0 % to promotion in one move. */
  | { readonly kind: 'switch' }
  /** After promotion, under the same checks, `holdback` of the traffic on the old version. */
  | { readonly kind: 'bake'; readonly durationMs: number; readonly holdback: Ppm };

export type RampSteps =
  /** As large as the promise allows (docs/policies/ramp.md). */
  | { readonly kind: 'promise' }
  /** These weights, ascending, each for at least `everyMs`; a step waits when the promise does not allow it yet. */
  | { readonly kind: 'ladder'; readonly weights: readonly Ppm[]; readonly everyMs: number }
  /** Shares that `count` equal instances can serve, rounded down: a rolling release. */
  | { readonly kind: 'instances'; readonly count: number };

/** Statistics and timing. Every field has a default with a reason (policy-document `defaults.ts`); nobody must write them. */
export interface Expert {
  /** Length of a block of evidence; a source without history uses the time between two looks instead. */
  readonly blockMs: number;
  /** A block closes this long after its end, so that late scrapes are in. */
  readonly lagMs: number;
  /** Time between two looks of a job that stays (`mode: auto` or `watch`). */
  readonly lookMs: number;
  /** Time between two scheduled ticks, for judging how much harm fits in between. */
  readonly tickMs: number;
  /** Evidence right after a weight change is dropped for this long. */
  readonly warmUpMs: number;
  /** Fixed grid of evidence time on which the restart mixture spends its prior. */
  readonly gridMs: number;
  /** Without usable evidence for this long while traffic is exposed: step back and ask for a person. */
  readonly blindMs: number;
  /** At most this much time between two blocks counts as covered. */
  readonly maxGapMs: number;
  /** Requests of the candidate that a check needs before it says anything but `insufficient`. */
  readonly samplesMin: number;
  /** Error probability of a certificate (`better`, `same`) and of the bounds that size the ramp. */
  readonly certifyAlpha: number;
  /** Highest event ratio of stable at which factor margins stay exact (statistics: odds-ratio margin). */
  readonly stableRatioMax: number;
  /** A weight grows at most by this factor per step. */
  readonly growthMax: number;
}
