// What changes do to the probability of an event, overall and in each segment.
import { assertNever, type Check } from '@rampart/rollout-policy';
import { concerns, type Change } from '../behaviours/change.ts';
import type { Mix } from '../segment-mix.ts';

/** Probability of an event: of a request in no segment that anything is special about, and in each segment. */
export interface RatioByPart {
  readonly elsewhere: number;
  /** In scenario order; empty while no change is about one segment. */
  readonly inSegments: readonly number[];
}

export function alteredRatio(check: Check, ratio: number, changes: readonly Change[], segments: readonly string[]): RatioByPart {
  let elsewhere = ratio;
  let inSegments: number[] = [];
  for (const change of changes) {
    if (!concerns(change, check)) continue;
    const only = change.kind === 'worse' ? change.segment : '';
    if (only === '') {
      elsewhere = afterChange(check, elsewhere, change);
      for (let index = 0; index < inSegments.length; index += 1) inSegments[index] = afterChange(check, inSegments[index] ?? 0, change);
      continue;
    }
    if (inSegments.length === 0) inSegments = segments.map(() => elsewhere);
    const index = segments.indexOf(only);
    if (index >= 0) inSegments[index] = afterChange(check, inSegments[index] ?? 0, change);
  }
  return { elsewhere, inSegments };
}

/** The probability over an arm's mix of requests. Dimensions are independent of each other. */
export function ratioOver({ elsewhere, inSegments }: RatioByPart, mix: Mix): number {
  if (inSegments.length === 0) return elsewhere;
  let ratio = elsewhere;
  for (const dimension of mix.dimensions) ratio += dimensionMean(inSegments, mix.shares, dimension) - elsewhere;
  return clamped(ratio);
}

/** The probability in each segment: what other dimensions do to it is added. */
export function ratiosInSegments({ elsewhere, inSegments }: RatioByPart, mix: Mix): readonly number[] {
  if (inSegments.length === 0) return mix.shares.map(() => elsewhere);
  const ratios = inSegments.map(clamped);
  for (const dimension of mix.dimensions) {
    const more = dimensionMean(inSegments, mix.shares, dimension) - elsewhere;
    if (more !== 0) for (let index = 0; index < ratios.length; index += 1) if (!dimension.includes(index)) ratios[index] = clamped((ratios[index] ?? 0) + more);
  }
  return ratios;
}

function dimensionMean(inSegments: readonly number[], shares: readonly number[], dimension: readonly number[]): number {
  let mean = 0;
  for (const index of dimension) mean += (inSegments[index] ?? 0) * (shares[index] ?? 0);
  return mean;
}

function afterChange({ better }: Check, ratio: number, change: Change): number {
  switch (change.kind) {
    case 'fail':
      return better === 'lower' ? ratio + (1 - ratio) * change.share : ratio * (1 - change.share);
    case 'worse':
      return clamped(better === 'lower' ? ratio * change.factor + change.points : ratio / change.factor - change.points);
    case 'better':
      return clamped(better === 'lower' ? ratio - change.points : ratio + change.points);
    case 'slower':
    case 'level':
    case 'skew':
      return ratio;
    default:
      return assertNever(change);
  }
}

export function clamped(ratio: number): number {
  return ratio < 0 ? 0 : ratio > 1 ? 1 : ratio;
}
