// Readings of the router as a look has them.
import type { Situation } from '@rampart/rollout-policy';

/** The router shows more than the ledger has confirmed. */
export function isMoving(router: Situation['router'], weight: number): boolean {
  return router.kind === 'read' && router.weight > weight;
}

/** Anybody meets the candidate, as far as one can see. */
export function isExposed(router: Situation['router'], weight: number): boolean {
  return weight > 0 || isMoving(router, 0);
}
