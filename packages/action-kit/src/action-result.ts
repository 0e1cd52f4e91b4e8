// What an action's run() gives back: data that main publishes to the runner. Nothing here knows how.
import type { Contract, OutputsOf } from './contract.ts';
import type { Place } from './mistake.ts';

export interface ActionResult<C extends Contract> {
  /** 0 also after a rollback that worked or a lost race; 1: a person is needed now; 2: bad policy or input. */
  readonly exitCode: 0 | 1 | 2;
  readonly outputs: OutputsOf<C>;
  /** Markdown for the job summary; the empty string writes none. */
  readonly summary: string;
  readonly annotations: readonly Annotation[];
  readonly closing: Closing;
}

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
  readonly place: Place;
}

/** The last lines of every log, one sentence each. */
export interface Closing {
  readonly decided: string;
  readonly why: string;
  readonly next: string;
}
