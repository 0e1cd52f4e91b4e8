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
  /** At least one stage, in this order where present: smoke, shadow, approval, ramp or switch, split, approval, bake, follow. */
  readonly plan: readonly Stage[];
  /** When nothing is raised or promoted: people are away. Lowering never waits. */
  readonly quiet: readonly QuietTime[];
  readonly onNewVersion: 'replace' | 'queue' | 'refuse';
  /** Absent: the rollout freezes nothing itself, and a change of frozen data is told. */
  readonly freeze?: FreezeDemand;
  readonly expert: Expert;
}

export interface FreezeDemand {
  /** Patterns of files that the rollout holds frozen from its start to its end; none: only what a person froze counts. */
  readonly paths: readonly string[];
  /** What follows when frozen data has changed all the same. */
  readonly then: 'tell' | 'hold' | 'rollback';
}

/** Of a policy without a word about it. */
export const UNFROZEN: FreezeDemand = { paths: [], then: 'tell' };

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
  /** Trouble of at least this size is caught in time; what promotion must rule out. Checks without an entry must rule out their `worseBy`. */
  readonly catches: readonly Catch[];
  readonly decideWithinMs: number;
  readonly ifUndecided: 'ask' | 'promote' | 'rollback';
}

export interface Catch {
  /** Name of a check. */
  readonly check: string;
  readonly effect: Exclude<Margin, { kind: 'none' }>;
  readonly withinMs: number;
}

/** `retrain` changes nothing of the rollout: it tells, and asks for a new model. */
export type CheckAction = 'rollback' | 'stepBack' | 'hold' | 'retrain' | 'tell';

/** Whether a check that speaks changes nothing about the traffic. */
export function onlyTells(then: CheckAction): boolean {
  return then === 'tell' || then === 'retrain';
}

export interface Check {
  readonly name: string;
  readonly signal: Signal;
  /** `lower`: the signal counts what is bad. `higher`: it counts what is good (conversions, scores), so less of it is worse. */
  readonly better: 'lower' | 'higher';
  /** Dimensions whose values are judged one by one as well, e.g. `region`. */
  readonly slices: readonly string[];
  /** Fairness: no slice of the candidate may be worse than the rest of the candidate by more than this. */
  readonly gap: { readonly kind: 'none' } | { readonly kind: 'points'; readonly ratio: number };
  /** Against stable. `none`: not compared, only limited or shown. */
  readonly worseBy: Margin;
  /** `both`: a difference to the other side counts as well (`differsBy`). */
  readonly sides: 'worse' | 'both';
  readonly limit: Limit;
  readonly then: CheckAction;
  /** Declared: every event is a person or request of its own, decided by chance of its own. Faster; wrong for retries and bursts. */
  readonly independent: boolean;
}

/** How much worse than stable is still accepted. `factor`: relative (1.25 = a quarter more bad events). `points`: difference of ratios (or of means). */
export type Margin =
  | { readonly kind: 'none' }
  | { readonly kind: 'factor'; readonly factor: number }
  | { readonly kind: 'points'; readonly ratio: number };

/** An absolute limit on the candidate. */
export type Limit =
  | { readonly kind: 'none' }
  /** The bad events' ratio (or the mean of a score) stays at or under `ratioMax`; with `better: higher` at or over it. */
  | { readonly kind: 'share'; readonly ratioMax: number }
  /** The quantile (0..1) stays at or under `msMax`. */
  | { readonly kind: 'time'; readonly quantile: number; readonly msMax: number }
  /** The gauge stays at or under `max`, in the gauge's own unit. */
  | { readonly kind: 'level'; readonly max: number };

/** What a check looks at. Adapters read it; the core needs its kind and a few of its fields. */
export type Signal =
  | {
      /** Of what the series of the counter `metric` count that match `among` (all of them without a matcher), the share that matches `where` as well. */
      readonly kind: 'share';
      readonly metric: string;
      readonly among: readonly LabelMatcher[];
      readonly where: readonly LabelMatcher[];
      /**
       * What the counter counts. `users`: each user once when first seen after a change of the weight, and once when first failing in the rollout; needed
       * under sticky routing, where the same few users stay on one arm.
       */
      readonly unit: 'requests' | 'users';
    }
  | {
      /** A histogram of seconds, classic or native; compared by the share of requests slower than a bucket bound. */
      readonly kind: 'time';
      readonly metric: string;
      readonly where: readonly LabelMatcher[];
    }
  | {
      /** A bounded value per answer (judge score, Brier loss): `_sum` and `_count` of a histogram or summary, or what a label source says. */
      readonly kind: 'score';
      readonly origin: { readonly kind: 'metric'; readonly metric: string; readonly where: readonly LabelMatcher[] } | ({ readonly kind: 'labels' } & LabelsQuestion);
      /** Values outside are cut to it. Sums in evidence are scaled so that `low` is 0 and `high` is 1. */
      readonly low: number;
      readonly high: number;
    }
  /** Right or wrong answers, known `matureMs` after the request; asked for every `everyMs` as closed cohorts of event time. */
  | ({ readonly kind: 'labels' } & LabelsQuestion)
  /** Both models answered the same items (shadow): who alone was wrong, and how often the answers differ. */
  | ({ readonly kind: 'pairs' } & LabelsQuestion)
  /** Predicted probabilities against what came true, by the candidate's own word. `worseBy` in points is how far off the mean may be. */
  | ({ readonly kind: 'calibration' } & LabelsQuestion)
  | {
      /** Shares of bins: answers by class, scores or features by histogram bucket. `by` is the label that names the bin; `le` reads a histogram. */
      readonly kind: 'bins';
      readonly metric: string;
      readonly where: readonly LabelMatcher[];
      readonly by: string;
      /** `stable`: both arms in the same minutes, so that drift of the input cancels. `reference`: frozen shares that add up to 1, by bin. */
      readonly against: { readonly kind: 'stable' } | { readonly kind: 'reference'; readonly shares: Readonly<Record<string, number>> };
    }
  | {
      /** A gauge, the highest over the pods of an arm (memory, queue length). */
      readonly kind: 'level';
      readonly metric: string;
      readonly where: readonly LabelMatcher[];
      /** A leak: growth beyond stable's by more than this part per hour. */
      readonly growth: { readonly kind: 'none' } | { readonly kind: 'perHour'; readonly ratioMax: number };
    };

/** Where labels come from, how often they are asked for, and how old an item must be: it enters exactly at that age, as it is known then. */
export interface LabelsQuestion {
  readonly source: LabelsOrigin;
  readonly everyMs: number;
  readonly matureMs: number;
}

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
  /** The candidate is placed at 0 %, ready, of the recorded digest; with `probe` its golden set is answered through the real route as well. */
  | { readonly kind: 'smoke'; readonly probe: { readonly kind: 'none' } | LabelsOrigin }
  /** The candidate gets a copy of `share` of the requests; users see stable's answers only. */
  | { readonly kind: 'shadow'; readonly durationMs: number; readonly share: Ppm }
  /** Weights grow towards `weightMax` while checks stay fine. `sticky`: the router keeps a user on one arm for the whole rollout. */
  | { readonly kind: 'ramp'; readonly steps: RampSteps; readonly weightMax: Ppm; readonly sticky: 'none' | 'user' }
  /** Blue-green: from 0 % to promotion in one move. */
  | { readonly kind: 'switch' }
  /** A/B: one fixed share until `judge` wins or cannot win any more, at most `durationMs`. Reached through the ramp's weights, never by a jump. */
  | { readonly kind: 'split'; readonly weight: Ppm; readonly judge: string; readonly goal: 'superior' | 'notWorse'; readonly worthwhile: Margin; readonly durationMs: number }
  /** Waits until a person approves. */
  | { readonly kind: 'approval' }
  /** After promotion, under the same checks, `holdback` of the traffic on the old version; 0 keeps none, and then limits alone can roll back. */
  | { readonly kind: 'bake'; readonly durationMs: number; readonly holdback: Ppm }
  /** After the end: labels of the released version are watched without a lock on the target. */
  | { readonly kind: 'follow'; readonly durationMs: number; readonly then: 'tell' | 'rollback' };

/** From a minute of the week (0 = Monday 00:00) to another, wall-clock time of `zone` (IANA); may wrap around the week's end. */
export interface QuietTime {
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly zone: string;
}

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
  /** A split of traffic that luck explains less often than this is a broken measurement: hold. */
  readonly sampleRatioAlpha: number;
  /** How far the candidate's share of the requests may be from its weight, as a factor, before it counts as wrong. */
  readonly sampleRatioFactor: number;
  /** Error probability of a certificate (`better`, `same`) and of the bounds that size the ramp. */
  readonly certifyAlpha: number;
  /** Highest event ratio of stable at which factor margins stay exact (statistics: odds-ratio margin). */
  readonly stableRatioMax: number;
  /** A weight grows at most by this factor per step. */
  readonly growthMax: number;
}
