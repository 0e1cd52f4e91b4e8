// What changes do to scores, bins and gauges.
import { assertNever, type Check } from '@rampart/rollout-policy';
import { concerns, type Change } from '../behaviours/change.ts';
import { clamped } from './ratio.ts';

export interface Score {
  readonly mean: number;
  readonly sd: number;
}

/** Of the largest standard deviation that values in [0, 1] with this mean can have. */
const SD_MAX_PART = 0.95;

export function alteredScore(check: Check, { mean, sd }: Score, changes: readonly Change[]): Score {
  let altered = mean;
  for (const change of changes) if (concerns(change, check)) altered = clamped(scoreAfter(check, altered, change));
  return { mean: altered, sd: Math.min(sd, SD_MAX_PART * Math.sqrt(altered * (1 - altered))) };
}

function scoreAfter({ better }: Check, mean: number, change: Change): number {
  switch (change.kind) {
    case 'worse':
      return better === 'lower' ? mean * change.factor + change.points : mean / change.factor - change.points;
    case 'better':
      return better === 'lower' ? mean - change.points : mean + change.points;
    case 'fail':
    case 'slower':
    case 'level':
    case 'skew':
      return mean;
    default:
      return assertNever(change);
  }
}

/** Answers move from the bin that is commonest at rest to the next one: worse bins mean fewer of the commonest answer. */
export function alteredBins(check: Check, shares: readonly number[], changes: readonly Change[]): readonly number[] {
  let altered = shares;
  for (const change of changes) if (concerns(change, check)) altered = withMoved(shares, altered, change);
  return altered;
}

function withMoved(atRest: readonly number[], shares: readonly number[], change: Change): readonly number[] {
  const [commonest, next] = atRest.map((_, index) => index).sort((a, b) => (atRest[b] ?? 0) - (atRest[a] ?? 0) || a - b);
  if (commonest === undefined || next === undefined) return shares;
  const before = shares[commonest] ?? 0;
  const after = clamped(commonestAfter(before, change));
  const limit = before + (shares[next] ?? 0);
  const kept = Math.min(after, limit);
  return shares.map((share, index) => (index === commonest ? kept : index === next ? limit - kept : share));
}

function commonestAfter(share: number, change: Change): number {
  switch (change.kind) {
    case 'skew':
      return share - change.moved;
    case 'worse':
      return share / change.factor - change.points;
    case 'better':
      return share + change.points;
    case 'fail':
    case 'slower':
    case 'level':
      return share;
    default:
      return assertNever(change);
  }
}

/** `points` of the level at rest. */
export function alteredLevel(check: Check, mean: number, changes: readonly Change[]): number {
  let altered = mean;
  for (const change of changes) if (concerns(change, check)) altered = Math.max(0, levelAfter(mean, altered, change));
  return altered;
}

function levelAfter(atRest: number, mean: number, change: Change): number {
  switch (change.kind) {
    case 'level':
      return mean * change.factor;
    case 'worse':
      return mean * change.factor + change.points * atRest;
    case 'better':
      return mean - change.points * atRest;
    case 'fail':
    case 'slower':
    case 'skew':
      return mean;
    default:
      return assertNever(change);
  }
}
