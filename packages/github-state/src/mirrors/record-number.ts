// The number of the ledger's record at the end of a description: people can look it up, and a job sees how new what is shown is.
import { plainLine } from './plain-text.ts';

/** GitHub takes no more for statuses. */
const DESCRIPTION_MAX = 140;

export function describeRecord(words: string, sequence: number): string {
  const end = ` · record ${String(sequence)}`;
  return `${plainLine(words, DESCRIPTION_MAX - end.length)}${end}`;
}

/** 0 for a description that is not ours. */
export function recordIn(description: string | null | undefined): number {
  return Number(/ · record (\d{1,15})$/.exec(description ?? '')?.[1] ?? 0);
}
