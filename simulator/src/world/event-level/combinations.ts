// Which combination of the values of a check's dimensions a request has, numbered as the cells of both engines number them (aggregated/segment-cells.ts).
import type { Check } from '@rampart/rollout-policy';
import type { Segment } from '../../scenario/scenario.ts';
import { dimensionsOf } from '../segment-mix.ts';

export interface Combinations {
  of(values: Int32Array): number;
}

const NONE: Combinations = { of: () => 0 };

export function combinationsOf(check: Check, segments: readonly Segment[]): Combinations {
  const sliced = dimensionsOf(segments).flatMap((places, place) => (check.slices.includes(segments[places[0] ?? -1]?.dimension ?? '') ? [{ place, size: places.length }] : []));
  if (sliced.length === 0) return NONE;
  return {
    of: (values) => {
      let combination = 0;
      for (const { place, size } of sliced) combination = combination * size + (values[place] ?? 0);
      return combination;
    },
  };
}
