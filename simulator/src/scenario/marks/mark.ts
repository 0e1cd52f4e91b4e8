// A mark: something that can be seen in what a release leaves behind, told from the recording and never from the scenario that caused it.
import type { Recording } from '../../rollout/recording.ts';

export interface MarkRule {
  /** What was seen, in a sentence. */
  readonly about: string;
  readonly occurs: (recording: Recording) => boolean;
}

export type MarkTable<Name extends string> = Readonly<Record<Name, MarkRule>>;

/** Keeps the names of a table as its type. */
export function markTable<Name extends string>(table: MarkTable<Name>): MarkTable<Name> {
  return table;
}
