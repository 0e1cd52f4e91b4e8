// What was recorded and may still be asked for, oldest first. An entry is never taken apart: who wants blocks of a length records spans that end there.
import type { Happening, Span } from '../world/world.ts';

/** Times as the store stamps them: offsets from the start. */
export interface Entry extends Span {
  readonly cells: Happening['cells'];
  /** Why a source with history has no counts of this span. */
  readonly loss: Loss;
}

export type Loss = { readonly kind: 'none' } | { readonly kind: 'gap' | 'no-data'; readonly why: string };

export const NO_LOSS: Loss = { kind: 'none' };

export interface HappeningLog {
  /** Oldest first, not overlapping. */
  readonly entries: readonly Entry[];
  add(entry: Entry): void;
  /** Index of the first kept entry that ends after `ms`. Searched from the newest backwards: that is where everybody asks. */
  firstEndingAfter(ms: number): number;
  /** What ended before `ms` may go. It does so in larger portions. */
  forgetBefore(ms: number): void;
}

const PORTION = 128;

export function happeningLog(): HappeningLog {
  const entries: Entry[] = [];
  return {
    entries,
    add: (entry) => void entries.push(entry),
    firstEndingAfter: (ms) => {
      let index = entries.length;
      while (index > 0 && (entries[index - 1]?.toMs ?? ms) > ms) index -= 1;
      return index;
    },
    forgetBefore: (ms) => {
      if ((entries[PORTION - 1]?.toMs ?? ms) >= ms) return;
      let old = PORTION;
      while (old < entries.length && (entries[old]?.toMs ?? ms) < ms) old += 1;
      entries.splice(0, old);
    },
  };
}
