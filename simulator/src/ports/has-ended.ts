// When a simulated release is over.
import type { Simulation } from './simulation.ts';

/** Nothing is being released, followed or on its way to the router any more; a version that was only replaced makes way for the next. */
export function hasEnded({ ports }: Simulation): boolean {
  const state = ports.ledger.states.at(-1);
  const last = state?.ended.at(-1);
  return state?.rollout.kind === 'none' && last !== undefined && last.outcome !== 'superseded' && state.following.length === 0 && !ports.router.isMoving;
}
