// Which value a request has in each dimension that some check is sliced by, drawn from the mix of the arm that answers it.
import type { Policy } from '@rampart/rollout-policy';
import type { Random } from '../../chance/index.ts';
import type { Segment } from '../../scenario/scenario.ts';
import type { QualityNow } from '../quality.ts';
import { dimensionsOf } from '../segment-mix.ts';
import { placeOf } from './bins-tally.ts';
import type { Request } from './tally.ts';

interface Dimension {
  readonly place: number;
  /** Places of its values among the segments. */
  readonly segments: readonly number[];
  readonly stable: Float64Array;
  readonly candidate: Float64Array;
}

export class SegmentValues {
  readonly #random: Random;
  readonly #dimensions: readonly Dimension[];

  constructor({ checks }: Policy, segments: readonly Segment[], random: Random) {
    this.#random = random;
    this.#dimensions = dimensionsOf(segments).flatMap((places, place) => {
      const dimension = segments[places[0] ?? -1]?.dimension ?? '';
      const isAsked = checks.some(({ slices }) => slices.includes(dimension));
      return isAsked ? [{ place, segments: places, stable: new Float64Array(places.length), candidate: new Float64Array(places.length) }] : [];
    });
  }

  renew({ segments }: QualityNow): void {
    for (const dimension of this.#dimensions) {
      dimension.segments.forEach((segment, value) => {
        dimension.stable[value] = segments.stable[segment] ?? 0;
        dimension.candidate[value] = segments.candidate[segment] ?? 0;
      });
    }
  }

  drawInto({ isCandidate, values }: Request): void {
    if (this.#dimensions.length === 0) return;
    for (const { place, stable, candidate } of this.#dimensions) values[place] = placeOf(this.#random.uniform(), isCandidate ? candidate : stable);
  }
}
