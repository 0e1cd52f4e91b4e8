import type { Situation } from '@rampart/rollout-policy';

/** Says whether the data pinned for this target is still what it was. Reads only; an unreadable manifest is an answer, not an error. */
export interface FreezeGuard {
  verify(target: string): Promise<Situation['frozen']>;
}
