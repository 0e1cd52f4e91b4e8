// What a behaviour or a fault does to an arm at a moment, as data: behaviours become changes (this folder), changes alter checks (../altered).
import { assertNever, type Check } from '@rampart/rollout-policy';
import type { On } from '../../scenario/scenario.ts';

export type Change =
  /** This share of the requests fails besides, whatever else happens to it. */
  | { readonly kind: 'fail'; readonly share: number }
  /** Of bad events `factor` times as many, and `points` more; of good ones as many fewer. Everywhere (`segment` empty) or in `region=west` alone. */
  | { readonly kind: 'worse'; readonly on: On; readonly but: string; readonly segment: string; readonly factor: number; readonly points: number }
  | { readonly kind: 'better'; readonly check: string; readonly points: number }
  | { readonly kind: 'slower'; readonly factor: number; readonly fromQuantile: number }
  | { readonly kind: 'level'; readonly factor: number }
  | { readonly kind: 'skew'; readonly moved: number };

export const ERRORS: On = { kind: 'all', of: 'errors' };

/** So many more requests fail. */
export function morePoints(points: number): Change {
  return { kind: 'worse', on: ERRORS, but: '', segment: '', factor: 1, points };
}

/** Whether the check sees this change. */
export function concerns(change: Change, check: Check): boolean {
  switch (change.kind) {
    case 'fail':
      return countsFailures(check) || countsSuccesses(check);
    case 'worse':
      return check.name !== change.but && isOn(change.on, check);
    case 'better':
      return check.name === change.check;
    case 'slower':
      return check.signal.kind === 'time';
    case 'level':
      return check.signal.kind === 'level';
    case 'skew':
      return check.signal.kind === 'bins';
    default:
      return assertNever(change);
  }
}

export function isOn(on: On, check: Check): boolean {
  if (on.kind === 'check') return on.name === check.name;
  const { kind } = check.signal;
  switch (on.of) {
    case 'errors':
      return countsFailures(check);
    case 'latency':
      return kind === 'time';
    case 'answers':
      return kind === 'labels' || kind === 'pairs' || kind === 'calibration' || kind === 'score';
    case 'bins':
      return kind === 'bins';
    case 'levels':
      return kind === 'level';
  }
}

function countsFailures({ signal, then, better }: Check): boolean {
  return signal.kind === 'share' && then === 'rollback' && better === 'lower';
}

/** A request that fails converts nobody. */
function countsSuccesses({ signal, better }: Check): boolean {
  return signal.kind === 'share' && better === 'higher';
}
