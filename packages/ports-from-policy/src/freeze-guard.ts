// The freeze of a target, as a tick asks for it: the manifest from its store against the files of this checkout.
import { frozenSituation, nodeFiles } from '@rampart/data-freeze';
import type { Clock, FreezeGuard, FreezeStore } from '@rampart/rollout-engine';
import type { Situation } from '@rampart/rollout-policy';

export interface FreezeGuardOptions {
  readonly store: FreezeStore;
  readonly workspace: string;
  readonly clock: Clock;
  /** A job that stays reads the files again after this long; in between their last answer stands. */
  readonly againAfterMs: number;
}

export function freezeGuard({ store, workspace, clock, againAfterMs }: FreezeGuardOptions): FreezeGuard {
  let last: { readonly target: string; readonly head: string; readonly atMs: number; readonly answer: Situation['frozen'] } | undefined;
  return {
    verify: async (target) => {
      const record = await store.readFreeze(target);
      if (record.kind === 'error') return { kind: 'unreadable', why: record.error.message };
      if (record.value.kind === 'none') return { kind: 'none' };
      const { head, document } = record.value;
      const nowMs = clock.nowMs();
      if (last?.target === target && last.head === head && nowMs - last.atMs < againAfterMs) return last.answer;
      last = { target, head, atMs: nowMs, answer: await frozenSituation(target, document, (root) => nodeFiles({ workspace, root })) };
      return last.answer;
    },
  };
}
