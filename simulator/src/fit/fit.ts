// A history as the tables that the simulator draws from, with what is left over and what could not be told.
import { fitArrivals, type ArrivalsFit } from './arrivals/fit-arrivals.ts';
import { fitErrors, type ErrorsFit } from './errors/fit-errors.ts';
import { untilMs, type History, type SourceFacts } from './history/history.ts';
import { fitLabelDelay, type LabelDelayFit } from './labels/fit-label-delay.ts';

export interface Fit {
  readonly source: SourceFacts;
  readonly layout: History['layout'];
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepMs: number;
  readonly arrivals: ArrivalsFit;
  /** One per check; empty where the export tells no errors. */
  readonly errors: readonly ErrorsFit[];
  readonly labelDelay: LabelDelayFit;
}

/** `spanMs`: the length of the spans in which evidence will come; the policy's blocks. */
export function fitHistory(history: History, { spanMs }: { readonly spanMs: number }): Fit {
  const { source, layout, fromMs, stepMs } = history;
  return {
    source,
    layout,
    fromMs,
    toMs: untilMs(history),
    stepMs,
    arrivals: fitArrivals(history, spanMs),
    errors: history.checks.map((check) => fitErrors(history, check, spanMs)),
    labelDelay: fitLabelDelay(history.labels),
  };
}
