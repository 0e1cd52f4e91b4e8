// Writes the chronicle while things happen.
import type { Entry, Happened } from '../chronicle.ts';
import type { Turns } from './turns.ts';

type Untimed<T> = T extends unknown ? Omit<T, keyof Happened> : never;

export interface Notes {
  readonly entries: readonly Entry[];
  readonly step: number;
  write(entry: Untimed<Entry>): void;
}

export function newNotes(turns: Pick<Turns, 'nowMs'>): Notes {
  const entries: Entry[] = [];
  return {
    entries,
    get step() {
      return entries.length;
    },
    write: (entry) => void entries.push({ ...entry, step: entries.length, atMs: turns.nowMs }),
  };
}
