// Frozen data that changed all the same: recorded once per path by whoever sees it, and told for as long as it is so. What follows is the policy's
// word (decide, promote).
import { UNFROZEN, type Rollout, type Situation } from '@rampart/rollout-policy';
import type { FreezingRollout } from './ports/freeze-guard.ts';
import type { NewEvent } from './record.ts';

type Frozen = Situation['frozen'];

/** As the guard has to know it. */
export function heldBy({ id, policy }: Rollout): FreezingRollout {
  return { rolloutId: id, holds: (policy.freeze?.paths.length ?? 0) > 0 };
}

/** The event for what nobody has recorded yet; `none` where there is nothing new. `sequence`: of the record to come. */
export function violationIn(frozen: Frozen, rollout: Rollout, sequence: number): Extract<NewEvent, { kind: 'violated' }> | 'none' {
  if (frozen.kind !== 'changed') return 'none';
  const paths = frozen.paths.filter((path) => rollout.violated?.includes(path) !== true).slice(0, PATHS_MAX);
  // So many that more would only make the record long.
  if (paths.length === 0 || (rollout.violated?.length ?? 0) >= PATHS_MAX) return 'none';
  return { kind: 'violated', rolloutId: rollout.id, operation: `violated/${rollout.id}/${String(sequence)}`, paths, where: whereOf(frozen) };
}

const PATHS_MAX = 20;

/** Where the policy lets the rollout go on, nobody would hear of it otherwise. */
export function frozenWarnings(frozen: Frozen, rollout: Rollout): readonly string[] {
  const { policy } = rollout;
  if (frozen.kind === 'none' && heldBy(rollout).holds) {
    return [`the data that this rollout of ${policy.target} froze is frozen no longer: somebody lifted the freeze (freeze-data, mode: release), or set the branch of the freezes back. The rollout goes on, and nobody sees that data change`];
  }
  if ((policy.freeze ?? UNFROZEN).then !== 'tell') return [];
  if (frozen.kind === 'unreadable') return [`whether the frozen data is unchanged could not be checked: ${frozen.why}`];
  if (frozen.kind !== 'changed') return [];
  const [shown, more] = [frozen.paths.slice(0, SHOWN_MAX).join(', '), frozen.paths.length - SHOWN_MAX];
  return [`data that is frozen for ${policy.target} has changed (${whereOf(frozen)}): ${shown}${more > 0 ? ` and ${String(more)} more` : ''}. The rollout goes on, as its policy says (freeze: {then: tell})`];
}

const SHOWN_MAX = 5;

function whereOf({ where = 'in the files of the job' }: Extract<Frozen, { kind: 'changed' }>): string {
  return where;
}
