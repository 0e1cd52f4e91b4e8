// The statuses `rollout/freeze` of open pull requests, while a rollout holds something frozen and when it lets go.
import type { FailedAnswer } from '@rampart/github-api';
import type { PortError } from '@rampart/rollout-engine';
import { textAt } from '../answer-fields.ts';
import type { FreezeStatuses } from '../freezes/freeze-statuses.ts';
import { failedWith, NOTHING, shown, type Mirror } from './mirror.ts';

export function freezeMirror(statuses: FreezeStatuses): Mirror {
  return {
    name: 'freeze',
    what: 'rollout/freeze on open pull requests',
    needs: { statuses: 'write', 'pull-requests': 'read' },
    lost: 'pull requests that touch frozen data do not show it',
    needsCommit: () => false,
    show: async ({ freezes }) => {
      if (!freezes) return NOTHING;
      const all = await statuses.showAll();
      if (all.kind === 'error') return failedWith(answerOf(all.error));
      const { left, why } = all.value;
      return left === 0 ? shown('') : failedWith({ kind: 'unknown', why: `${String(left)} pull requests are still to be written${why === '' ? '' : `: ${why}`}` });
    },
  };
}

/** Of a denial only what GitHub said: the block to paste is written for all mirrors at once. */
function answerOf({ message, cause }: PortError): FailedAnswer {
  const kind = textAt(cause, 'kind');
  if (kind !== 'denied') return { kind: kind === 'expired' ? 'expired' : 'unknown', why: message };
  return { kind: 'denied', why: message, seen: textAt(cause, 'seen') || message, accepted: textAt(cause, 'accepted') };
}
