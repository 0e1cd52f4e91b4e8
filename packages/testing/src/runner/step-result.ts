// What is known of a step when it has ended.
import type { Annotation } from './step-console.ts';
import type { Conclusion } from './status-functions.ts';

export interface StepRun {
  readonly id: string;
  readonly name: string;
  /** `pre` and `post` are the stages of an action that surround its `main`. */
  readonly stage: 'pre' | 'main' | 'post';
  /** Before `continue-on-error`. */
  readonly outcome: Conclusion;
  /** After it. */
  readonly conclusion: Conclusion;
  readonly exit: StepExit;
  readonly outputs: Readonly<Record<string, string>>;
  readonly annotations: readonly Annotation[];
  /** What the runner printed about the step before it began: script or inputs, shell, environment. Masked. */
  readonly header: readonly string[];
  /** What the step printed, and what the runner said to it. Masked. */
  readonly log: readonly string[];
  /** Markdown from GITHUB_STEP_SUMMARY. Masked. */
  readonly summary: string;
}

export type StepExit =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'signalled'; readonly signal: string }
  /** Skipped, composite, built in, or failed before a process started. */
  | { readonly kind: 'no-process' };

/** How the work of a step ended, before conditions and `continue-on-error` come in. */
export interface ActionEnd {
  readonly result: 'success' | 'failure';
  readonly exit: StepExit;
  readonly outputs: Readonly<Record<string, string>>;
}

export function failed(exit: StepExit = { kind: 'no-process' }): ActionEnd {
  return { result: 'failure', exit, outputs: {} };
}

export function succeeded(outputs: Readonly<Record<string, string>> = {}): ActionEnd {
  return { result: 'success', exit: { kind: 'no-process' }, outputs };
}
