// Under sticky routing a user stays on one arm, so request counts repeat the same few people for ever and prove nothing. What stays a fair coin is the arm
// of a user who fails for the first time: given who failed before, it is the candidate's with its share of the users seen. Each user counts once.
import type { Block, Cell } from '../evidence.ts';
import type { Check } from '../policy.ts';
import type { CheckState, UsersSeen } from '../state.ts';

export function countsUsers({ signal }: Pick<Check, 'signal'>): boolean {
  return signal.kind === 'share' && signal.unit === 'users';
}

/** The block with the users seen so far as trials, and what the next block has to know. */
export function amongUsersSeen(carried: CheckState['carried'], block: Block): { readonly block: Block; readonly carried: UsersSeen } {
  const known = carried.kind === 'users' ? carried.seen : {};
  const seen: Record<string, { stable: number; candidate: number }> = { ...known };
  const cells: Record<string, Cell> = {};
  for (const [name, { stable, candidate }] of Object.entries(block.cells)) {
    const before = Object.hasOwn(known, name) ? known[name] : undefined;
    const now = { stable: (before?.stable ?? 0) + stable.trials, candidate: (before?.candidate ?? 0) + candidate.trials };
    seen[name] = now;
    // Users of the epoch before may fail before they are seen again.
    cells[name] = { stable: { trials: now.stable, events: Math.min(now.stable, stable.events) }, candidate: { trials: now.candidate, events: Math.min(now.candidate, candidate.events) } };
  }
  return { block: { ...block, cells }, carried: { kind: 'users', seen } };
}
