// What an export says of the past: requests per step of time, the errors among them by check, and how late labels came. No row is kept.
import type { Counted } from '@rampart/policy-document';

export interface History {
  /** `requests`: a row per request, so that a step without rows had none. `counts`: a row per span, and a missing row is a hole and not a zero. */
  readonly layout: 'requests' | 'counts';
  readonly fromMs: number;
  readonly stepMs: number;
  /** Requests per step from `fromMs` on; NaN in a hole. */
  readonly arrivals: Float64Array;
  /** By name; empty where the export tells no errors. */
  readonly checks: readonly CheckHistory[];
  readonly labels: LabelHistory;
  readonly source: SourceFacts;
}

export interface CheckHistory {
  readonly name: string;
  /** Per step; NaN in a hole. */
  readonly trials: Float64Array;
  readonly events: Float64Array;
  /** Sums per pod; empty without a column of pods. */
  readonly pods: readonly Counted[];
}

export type LabelHistory =
  | { readonly kind: 'none' }
  /** How long each label took; how long those requests have waited that have none yet, until the last time in the export. */
  | { readonly kind: 'labels'; readonly delaysMs: Float64Array; readonly waitingMs: Float64Array };

export interface SourceFacts {
  readonly file: string;
  readonly rowCount: number;
  /** What was read as what, e.g. `{time: "TIMESTAMP"}`, and what was not used. */
  readonly read: Readonly<Record<string, string>>;
  readonly unused: readonly string[];
  /** Some time had no zone and was taken as UTC. */
  readonly zoneAssumed: boolean;
}

export function untilMs({ fromMs, stepMs, arrivals }: Pick<History, 'fromMs' | 'stepMs' | 'arrivals'>): number {
  return fromMs + stepMs * arrivals.length;
}
