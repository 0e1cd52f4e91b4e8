// In which state a release is, in the words of the table of pairs.
import type { SeenCommit } from '../chronicle.ts';

export const STATES = ['none', 'starting', 'smoke', 'ramping', 'pending raise', 'pending lowering', 'leaving', 'promoting', 'bake', 'ended', 'damaged'] as const;
/** These may stand beside one of the others. */
export const BESIDE = ['frozen', 'paused'] as const;

/** e.g. `ramping`, or `ramping, frozen`. */
export function stateWords(head: SeenCommit | 'none', isFrozen: boolean): string {
  return [phaseOf(head), ...(isFrozen ? ['frozen'] : []), ...(head !== 'none' && head.content.kind === 'record' && head.content.state.pause.kind === 'paused' ? ['paused'] : [])].join(', ');
}

function phaseOf(head: SeenCommit | 'none'): (typeof STATES)[number] {
  if (head === 'none') return 'none';
  if (head.content.kind === 'damaged') return 'damaged';
  const { rollout, ended } = head.content.state;
  if (rollout.kind === 'none') return ended.length > 0 ? 'ended' : 'starting';
  if (rollout.pending.kind !== 'none') return rollout.pending.weight > rollout.weight ? 'pending raise' : 'pending lowering';
  switch (rollout.phase) {
    case 'leaving':
      return 'leaving';
    case 'awaiting-promotion':
      return 'promoting';
    case 'baking':
      return 'bake';
    case 'trial':
      return rollout.weight > 0 ? 'ramping' : 'smoke';
  }
}
