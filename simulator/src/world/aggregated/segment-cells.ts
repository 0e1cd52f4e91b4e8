// The cells of a check that is sliced: one per combination of values of its dimensions while counting, so that every slice adds up to the whole, and one
// per value when told. Dimensions are independent of each other.
import type { Check } from '@rampart/rollout-policy';
import type { Segment } from '../../scenario/scenario.ts';
import { dimensionsOf, segmentName } from '../segment-mix.ts';

export interface SegmentCells {
  /** `all`, then the slices. */
  readonly names: readonly string[];
  /** Of each combination: the places of its segments in the scenario. */
  readonly combinations: readonly (readonly number[])[];
  /** Of each combination: its slices' places among the names. */
  readonly cells: readonly (readonly number[])[];
}

export function segmentCells(check: Check, segments: readonly Segment[]): SegmentCells {
  const sliced = dimensionsOf(segments).filter(([first]) => first !== undefined && check.slices.includes(segments[first]?.dimension ?? ''));
  const places = sliced.flat();
  const combinations = sliced.reduce<readonly (readonly number[])[]>((sofar, dimension) => sofar.flatMap((combination) => dimension.map((place) => [...combination, place])), [[]]);
  return {
    names: ['all', ...places.map((place) => (segments[place] === undefined ? '' : segmentName(segments[place])))],
    combinations,
    cells: combinations.map((combination) => combination.map((place) => 1 + places.indexOf(place))),
  };
}

/** Writes each combination's share of an arm's requests. */
export function combinedShares({ combinations }: SegmentCells, shares: readonly number[], into: Float64Array): void {
  for (let index = 0; index < combinations.length; index += 1) {
    let share = 1;
    for (const place of combinations[index] ?? []) share *= shares[place] ?? 0;
    into[index] = share;
  }
}

/** Writes the probability of an event in each combination: what each segment has beyond the mean is added to what the arm has as a whole. */
export function combinedRatios({ combinations }: SegmentCells, { whole, mean, inSegments }: RatiosOnArm, into: Float64Array): void {
  for (let index = 0; index < combinations.length; index += 1) {
    let combined = whole;
    for (const place of combinations[index] ?? []) combined += (inSegments[place] ?? mean) - mean;
    into[index] = combined < 0 ? 0 : combined > 1 ? 1 : combined;
  }
}

export interface RatiosOnArm {
  /** Of the arm's requests as they are: who its users are included. */
  readonly whole: number;
  readonly mean: number;
  readonly inSegments: readonly number[];
}
