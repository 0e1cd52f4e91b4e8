// The runner as an action sees it. One implementation speaks through @actions/core; tests use a recorder.
import type { Annotation } from './action-result.ts';

export interface Runner {
  /** Replaces `secret` by asterisks in everything logged from now on. */
  mask(secret: string): void;
  /** Prints text for people. Whatever it contains, no line of it is a workflow command. */
  log(text: string): void;
  annotate(annotation: Annotation): void;
  setOutput(name: string, value: string): void;
  /** Appends Markdown to the job summary; without one (outside a workflow) it does nothing. */
  writeSummary(markdown: string): Promise<void>;
}
