import type { LabelsOrigin } from '@rampart/rollout-policy';
import type { Result } from './port-error.ts';

/**
 * Sends the golden set through the real route to a slot that carries no traffic, and counts the wrong answers. Asked only in a smoke stage that has a
 * probe, once the slot says that it is ready. It changes nothing, so it may be asked again at every look; `digest` is what answered, as it says of itself, never an echo of the question. Nobody
 * there, or an answer of another form, is an error and not a failed case.
 */
export interface SmokeProbe {
  ask(question: SmokeQuestion): Promise<Result<SmokeAnswer>>;
}

export interface SmokeQuestion {
  readonly probe: LabelsOrigin;
  readonly target: string;
  readonly rolloutId: string;
  readonly slot: string;
  readonly version: string;
  readonly digest: string;
}

export interface SmokeAnswer {
  readonly digest: string;
  /** At least 1; an empty golden set proves nothing. */
  readonly cases: number;
  readonly failed: number;
  /** The first failure in a few words, empty where there is none. */
  readonly first: string;
}
