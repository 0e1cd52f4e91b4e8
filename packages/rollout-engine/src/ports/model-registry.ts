import type { Release } from '@rampart/rollout-policy';
import type { Result } from './port-error.ts';

/**
 * Versions of a model and the pointer that says which one serves a stage.
 *
 * - `newest` is the highest version by semantic version that is registered and not cancelled, or `none`. Resolved to bytes: the digest is computed
 *   from the artefact, never taken from a name.
 * - `resolve` finds one version by name.
 * - `pointer` is the version that the stage names, or `none`.
 * - `movePointer` is idempotent: moving to where it points already changes nothing. It refuses (`conflict`) when the pointer is neither at `from`
 *   nor at `to`. History is append-only: moving back is a new entry.
 */
export interface ModelRegistry {
  newest(model: string): Promise<Result<{ readonly kind: 'none' } | RegisteredRelease>>;
  resolve(model: string, version: string): Promise<Result<RegisteredRelease>>;
  pointer(model: string, stage: string): Promise<Result<{ readonly kind: 'none' } | { readonly kind: 'at'; readonly version: string }>>;
  movePointer(move: PointerMove): Promise<Result<{ readonly record: string }>>;
}

export interface RegisteredRelease extends Release {
  readonly kind: 'release';
  readonly artifact: string;
}

export interface PointerMove {
  readonly model: string;
  readonly stage: string;
  readonly from: { readonly kind: 'none' } | { readonly kind: 'at'; readonly version: string };
  readonly to: string;
  readonly actor: string;
}
