// The runner as an action sees it. processRunner speaks to the real one; tests use a recorder.
import type { Annotation } from './action-result.ts';

export interface Runner {
  /** Replaces `secret` by asterisks in everything logged from now on. */
  mask(secret: string): void;
  /** Prints text for people. Whatever it contains, no line of it is a workflow command. */
  log(text: string): void;
  annotate(annotation: Annotation): void;
  /** Without a runner it does nothing. */
  setOutput(name: string, value: string): Promise<void>;
  /** Appends Markdown to the job summary; without a runner it does nothing. */
  writeSummary(markdown: string): Promise<void>;
}
