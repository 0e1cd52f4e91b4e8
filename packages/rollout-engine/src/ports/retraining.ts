import type { Result } from './port-error.ts';

/**
 * Whoever trains models. `ask` says that a model no longer fits the world, and why: it may come twice for one rollout and check where an answer was lost,
 * and never comes where nobody could be asked.
 */
export interface Retraining {
  ask(request: RetrainingRequest): Promise<Result<'asked'>>;
}

export interface RetrainingRequest {
  readonly target: string;
  readonly check: string;
  readonly rolloutId: string;
  /** Id of the newest record of the target's ledger: its history has the blocks that speak against the model. */
  readonly evidence: string;
}
