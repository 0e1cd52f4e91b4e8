// How far people were told, as one job knows it: the mark on GitHub, and two things that only this job can know.
import type { PortError } from '@rampart/rollout-engine';
import type { TargetState } from '@rampart/rollout-policy';
import { NONE_LEFT } from './left-mirrors.ts';
import type { ShownMark, Watermark } from './watermark.ts';

export interface ToldSoFar {
  before(state: TargetState): Promise<ShownMark>;
  /** What is shown has to be looked at again, whatever the mark says. */
  isUnsure(target: string): boolean;
  /** After everything up to `mark` was shown. */
  tell(target: string, mark: ShownMark): Promise<Marked>;
  /** After something was left behind: the mark stays where it is, for the next look. */
  leave(target: string): Promise<Marked>;
}

/** `elsewhere`: another job has moved the mark, and what we wrote may lie over what it wrote. `refused`: nobody moves it as things are. */
export type Marked = { readonly kind: 'marked' | 'elsewhere' | 'unknown' } | { readonly kind: 'refused'; readonly error: PortError };

const NOTHING_SHOWN: ShownMark = { sequence: 0, left: NONE_LEFT };

export function toldSoFar(watermark: Watermark): ToldSoFar {
  /**
   * Targets of which we may have written an older text over a newer one, which nothing on GitHub refuses: between our look at a comment and our text another
   * job wrote its own, and moved the mark. The mark says then that all is shown, and nobody else can know that it is not.
   */
  const unsure = new Set<string>();
  /** What we have shown ourselves, of targets whose mark we may not move: else each look of ours would show it again. */
  const unmarked = new Map<string, ShownMark>();

  return {
    isUnsure: (target) => unsure.has(target),
    before: async ({ target, sequence }) => {
      const read = await watermark.shownUpTo(target);
      const marks = [unmarked.get(target) ?? NOTHING_SHOWN, read.kind === 'ok' ? read.value : NOTHING_SHOWN];
      // A mark beyond the records is of another history.
      return marks.filter((mark) => mark.sequence <= sequence).reduce((newest, mark) => (mark.sequence >= newest.sequence ? mark : newest), NOTHING_SHOWN);
    },
    tell: async (target, mark) => {
      unsure.add(target);
      const moved = await watermark.moveTo(target, mark);
      if (moved.kind === 'error' && moved.error.retryable) return { kind: 'unknown' };
      if (moved.kind === 'ok' && moved.value === 'elsewhere') return { kind: 'elsewhere' };
      unsure.delete(target);
      if (moved.kind === 'ok') return { kind: 'marked' };
      unmarked.set(target, mark);
      return { kind: 'refused', error: moved.error };
    },
    leave: async (target) => {
      unsure.add(target);
      const moved = await watermark.isMoved(target);
      return { kind: moved.kind === 'error' ? 'unknown' : moved.value ? 'elsewhere' : 'marked' };
    },
  };
}
