// The runner as an action sees it. processRunner speaks to the real one; tests use a recorder.
import type { Annotation } from './action-result.ts';

export interface Runner {
  /** Replaces `secret` by asterisks in everything logged from now on. */
  mask(secret: string): void;
  /** Prints text for people. Whatever it contains, no line of it is a workflow command. */
  log(text: string): void;
  annotate(annotation: Annotation): void;
  /** All of them or none. Without a runner it does nothing. */
  setOutputs(outputs: Readonly<Record<string, string>>): Handover;
  /** Appends Markdown to the job summary; without a runner it does nothing. */
  writeSummary(markdown: string): Handover;
}

/** Whether the runner's file took it. */
export type Handover = { readonly kind: 'done' } | { readonly kind: 'failed'; readonly why: string };
