// What a block says about harm and traffic, tested or not: a bad request around a weight change was made all the same.
import type { ArmCounts, Block, Cell } from '../evidence.ts';
import type { Check, Policy } from '../policy.ts';
import type { CheckState } from '../state.ts';
import { countsBadEvents } from './claims.ts';
import { primaryCell } from './compared-cells.ts';
import { addCounts } from './counted.ts';
import { isLevel } from './level-window.ts';
import { amongUsersSeen, countsUsers } from './users-seen.ts';

export type Harm = Pick<CheckState, 'excess' | 'expected' | 'requestsPerMs'>;

const NOTHING: Cell = { stable: { trials: 0, events: 0 }, candidate: { trials: 0, events: 0 } };

/** `isExposed`: false while users saw none of the candidate's answers (shadow): nothing that it does then is harm. */
export function harmWith(policy: Policy, check: Check, state: CheckState, { block, isExposed }: { readonly block: Block; readonly isExposed: boolean }): Harm {
  const requestsPerMs = busiest(policy, check, state, block);
  const expected = isExposed && countsBadEvents(check) ? expectedIn(check, state, block) : 'unknown';
  if (expected === 'unknown') return { excess: state.excess, expected: state.expected, requestsPerMs };
  return { excess: state.excess + expected.seen - expected.byStable, expected: state.expected + expected.byStable, requestsPerMs };
}

/** Bad events of the candidate, and what stable would have had. Stable's part of a block with few requests of it says little: then its totals so far stand in. */
function expectedIn(check: Check, state: CheckState, block: Block): { readonly seen: number; readonly byStable: number } | 'unknown' {
  const name = primaryCell(check, state);
  const { stable, candidate } = (countsUsers(check) ? amongUsersSeen(state.carried, block).block : block).cells[name] ?? NOTHING;
  if (candidate.trials === 0) return 'unknown';
  const soFar: ArmCounts = countsUsers(check) ? NOTHING.stable : (state.totals[name]?.stable ?? NOTHING.stable);
  const reference = stable.trials * 4 >= candidate.trials ? stable : addCounts(stable, soFar);
  return reference.trials === 0 ? 'unknown' : { seen: candidate.events, byStable: (candidate.trials * reference.events) / reference.trials };
}

/**
 * Requests of both arms per millisecond. Follows a rise of the traffic at once and a fall slowly (time constant: the grid), so that one quiet block makes no
 * room for a large weight. Users and samples of a gauge are no requests.
 */
function busiest(policy: Policy, check: Check, state: CheckState, block: Block): number {
  if (isLevel(check) || countsUsers(check)) return 0;
  const { stable, candidate } = block.cells['all'] ?? NOTHING;
  const lastedMs = block.toMs - block.fromMs;
  const seen = (stable.trials + candidate.trials) / lastedMs;
  const forgotten = Math.min(1, lastedMs / policy.expert.gridMs);
  return Math.max(seen, state.requestsPerMs + (seen - state.requestsPerMs) * forgotten);
}
