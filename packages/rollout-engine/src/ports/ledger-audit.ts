import type { Result } from './port-error.ts';

/**
 * The histories of targets as they are stored, byte by byte, for who trusts nothing but arithmetic. Reads only.
 *
 * - `heads` are the newest commits of all histories here, by their refs.
 * - `commits` is every commit that leads to `head`, oldest first, side lines included; it ends where a shallow clone ends.
 * - `objects` gives what is stored under each id, in the order asked. Nothing in it is decoded, checked or repaired: that the bytes belong to the id is
 *   for the caller to find out.
 */
export interface LedgerAudit {
  heads(): Promise<Result<readonly LedgerHead[]>>;
  commits(head: string): Promise<Result<readonly string[]>>;
  objects(ids: readonly string[]): Promise<Result<readonly StoredObject[]>>;
}

export interface LedgerHead {
  /** Full name, e.g. `refs/heads/rollouts/fraud-prod-1a2b3c4d`. */
  readonly ref: string;
  readonly commit: string;
}

/** `type` as git calls it: commit, tree or blob. */
export type StoredObject = { readonly kind: 'object'; readonly type: string; readonly bytes: Uint8Array } | { readonly kind: 'missing' };
