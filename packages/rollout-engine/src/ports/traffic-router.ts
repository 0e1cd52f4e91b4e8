import type { Ppm } from '@rampart/rollout-policy';
import type { Result } from './port-error.ts';

/**
 * Moves traffic between the two slots of a target.
 *
 * - `read` tells weights per slot (they add up to 1,000,000), a version token, the stamp of the last effect, and per slot what is placed.
 * - `set` is absolute and idempotent: the same `effectId` again changes nothing and answers like the first time. With `ifVersion` it is refused
 *   (`conflict`) when the router's version differs; without, it is unconditional, which only lowering the candidate may use. A set whose stamp
 *   has the same rollout and a lower sequence than the router's own is refused (`conflict`): a late repeat of an old effect.
 *   It may have happened although the answer was lost (`outcome: 'unknown'`): read back before trying again.
 * - `mirror` copies a share of the requests to a slot; users see the other slot's answers only. A change is absolute in this too: a slot that it does not
 *   name gets no copies. A router that cannot mirror reads `cannot`, and is never given a mirror above nothing.
 * - `settle` says whether the weights of `version` are in effect for new requests. `settled: false` is a normal answer; ask again.
 */
export interface TrafficRouter {
  read(target: string): Promise<Result<RouterReading>>;
  set(change: WeightChange): Promise<Result<RouterReading>>;
  settle(target: string, version: string): Promise<Result<{ readonly settled: boolean }>>;
}

export interface RouterReading {
  readonly target: string;
  readonly slots: readonly SlotReading[];
  readonly version: string;
  readonly stamp: { readonly kind: 'none' } | ({ readonly kind: 'stamp' } & Stamp);
  /** Smallest step the router can make; weights and mirrors are rounded down to it. */
  readonly step: Ppm;
  /** Share of the requests that a slot gets as copies; slots that are not named get none. */
  readonly mirror: 'cannot' | Readonly<Record<string, Ppm>>;
}

export interface SlotReading {
  readonly slot: string;
  readonly weight: Ppm;
  readonly placed: { readonly kind: 'nothing' } | { readonly kind: 'release'; readonly version: string; readonly digest: string; readonly ready: boolean };
}

/** Left on the router by every effect: enough to roll back with nothing but the router. */
export interface Stamp {
  readonly rolloutId: string;
  readonly sequence: number;
  readonly effectId: string;
  /** The slot that serves stable. */
  readonly liveSlot: string;
  /** Digest of what serves in it. */
  readonly liveDigest: string;
}

export interface WeightChange {
  readonly target: string;
  readonly weights: Readonly<Record<string, Ppm>>;
  /** Empty: nobody gets copies. */
  readonly mirror: Readonly<Record<string, Ppm>>;
  readonly ifVersion: { readonly kind: 'any' } | { readonly kind: 'is'; readonly version: string };
  readonly stamp: Stamp;
}
