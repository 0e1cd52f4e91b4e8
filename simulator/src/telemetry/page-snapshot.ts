// What a look at pages leaves behind for the next one. Real snapshots hold the value of every counter; here the moment up to which a page has counted
// stands for them, since what it shows is a function of that.
export interface PageSnapshot {
  readonly version: 1;
  /** Epoch, of the clock of who looked. */
  readonly atMs: number;
  readonly stable: ArmSnapshot;
  readonly candidate: ArmSnapshot;
}

export interface ArmSnapshot {
  /** Offset; -1: no counter could be used, so there is nothing to count from. */
  readonly shownMs: number;
  readonly restarts: number;
}

export const NO_BASELINE = -1;

export type SnapshotRead = { readonly kind: 'none' } | { readonly kind: 'unusable' } | { readonly kind: 'snapshot'; readonly snapshot: PageSnapshot };

const NONE: SnapshotRead = { kind: 'none' };
const UNUSABLE: SnapshotRead = { kind: 'unusable' };

export function readSnapshot(given: unknown): SnapshotRead {
  if (given === null || given === undefined) return NONE;
  return isSnapshot(given) ? { kind: 'snapshot', snapshot: given } : UNUSABLE;
}

function isSnapshot(given: unknown): given is PageSnapshot {
  if (typeof given !== 'object' || given === null || !('version' in given && 'atMs' in given && 'stable' in given && 'candidate' in given)) return false;
  return given.version === 1 && Number.isFinite(given.atMs) && isArm(given.stable) && isArm(given.candidate);
}

function isArm(given: unknown): given is ArmSnapshot {
  return typeof given === 'object' && given !== null && 'shownMs' in given && 'restarts' in given && Number.isFinite(given.shownMs) && Number.isFinite(given.restarts);
}
