import type { Result } from './port-error.ts';

/**
 * Puts a release into a slot. `place` is idempotent by (slot, digest): placing what is there already changes nothing. It must refuse
 * (`refused`) to touch a slot that carries traffic. The digest in the answer is read back from the slot, not echoed.
 * `ready: false` is a normal answer; ask again. Reading is done through the router's `read`.
 */
export interface Deployer {
  place(placement: Placement): Promise<Result<PlacementReading>>;
}

export interface Placement {
  readonly target: string;
  readonly slot: string;
  readonly version: string;
  readonly digest: string;
  readonly artifact: string;
  readonly rolloutId: string;
}

export interface PlacementReading {
  readonly slot: string;
  readonly digest: string;
  readonly ready: boolean;
}
