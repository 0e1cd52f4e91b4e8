// The statuses `rollout/freeze` of open pull requests, while a rollout holds something frozen and when it lets go.
import type { FreezeStatuses } from '../freezes/freeze-statuses.ts';
import { failedWith, NOTHING, shown, type Mirror } from './mirror.ts';

export function freezeMirror(statuses: FreezeStatuses): Mirror {
  return {
    name: 'freeze',
    what: 'rollout/freeze on open pull requests',
    permission: 'statuses: write',
    lost: 'pull requests that touch frozen data do not show it',
    needsCommit: () => false,
    show: async ({ freezes }) => {
      if (!freezes) return NOTHING;
      const all = await statuses.showAll();
      if (all.kind === 'error') return failedWith(all.error.code === 'denied' ? { kind: 'denied', why: all.error.message, accepted: '' } : { kind: 'unknown', why: all.error.message });
      const { left, why } = all.value;
      return left === 0 ? shown('') : failedWith({ kind: 'unknown', why: `${String(left)} pull requests are still to be written${why === '' ? '' : `: ${why}`}` });
    },
  };
}
