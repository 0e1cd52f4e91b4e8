// How much of a ledger's history it takes to tell the story of its live rollout, or of its last one.
import type { TargetState } from '@rampart/rollout-policy';
import type { EnoughHistory } from './ports/ledger.ts';

/** From its start on. After a promotion from the beginning: what had served before is in no later event. */
export function sinceStartOf({ rollout, ended }: TargetState): EnoughHistory {
  const last = ended.at(-1);
  if (rollout.kind === 'none' && last?.outcome === 'promoted') return () => false;
  const id = rollout.kind === 'live' ? rollout.id : last?.id;
  return (event) => event.kind === 'started' && event.rolloutId === id;
}
