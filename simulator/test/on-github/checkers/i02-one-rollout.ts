import type { Checker } from './checker.ts';
import { apartFromFreeze } from './held-freezes.ts';
import { records } from './ledger-moves.ts';
import { aboutAnother } from './named-rollouts.ts';

export const oneRollout: Checker = {
  id: 'I2',
  rule: 'at most one rollout is live, everything recorded is about that one, a job that names one does nothing to another, and what one holds frozen comes and goes with it',
  check: (chronicle) => [
    ...aboutAnother(chronicle),
    ...apartFromFreeze(chronicle),
    ...records(chronicle).flatMap(({ step, by, event, before }) => {
      if (before === 'none') return [];
      const live = before.rollout.kind === 'live' ? before.rollout.id : '';
      if (event.kind === 'started') return live === '' ? [] : [`${step}: ${by} started ${event.rolloutId} while ${live} was live`];
      if (event.kind === 'adopted') return [`${step}: ${by} adopted a target that had a history`];
      if (event.kind === 'ticked' || event.kind === 'intended' || event.kind === 'confirmed' || event.kind === 'promoted' || event.kind === 'ended') {
        return event.rolloutId === live ? [] : [`${step}: ${by} recorded ${event.kind} of ${event.rolloutId} while ${live === '' ? 'nothing' : live} was live`];
      }
      return [];
    }),
  ],
};
