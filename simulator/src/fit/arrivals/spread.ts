// How unevenly requests come: variance over mean of the counts of equal spans, as seen and beyond what the hours explain, and how many spans are empty.
import { chiSquareUpperTail } from '@rampart/rollout-policy/statistics';
import { probabilityUpTo, type CountLaw } from './count-law.ts';
import { shapeAt, type DayShape } from './day-shape.ts';
import { known, meanOf, type EqualSpans } from './equal-spans.ts';

export interface Spread {
  readonly spanMs: number;
  readonly spans: number;
  readonly mean: number;
  /** 1: each request comes by itself. NaN where nothing came. */
  readonly varianceOverMean: number;
  /** The same around the curve of the day; never under 1, which is as even as chance lets it be. */
  readonly beyondShape: number;
  /** How often requests that come by themselves would be spread so much; 0 is never. */
  readonly luck: number;
  readonly emptyShare: number;
  readonly emptyShareFitted: number;
}

export function spreadOf({ spanMs, fromMs, counts }: EqualSpans, shape: DayShape): Spread {
  const seen = known(counts);
  const mean = meanOf(seen);
  const expected = expectedCounts({ spanMs, fromMs, counts }, shape);
  let [square, aroundShape] = [0, 0];
  counts.forEach((count, index) => {
    if (Number.isNaN(count)) return;
    const curve = expected[index] ?? mean;
    square += (count - mean) * (count - mean);
    if (curve > 0) aroundShape += ((count - curve) * (count - curve)) / curve;
  });
  // The curve has 24 points, of which one is the mean.
  const freedom = Math.max(1, seen.length - 1 - (shape.shape.kind === 'day' || shape.shape.kind === 'week' ? 23 : 0));
  const beyondShape = mean === 0 ? 1 : Math.max(1, aroundShape / freedom);
  const law = lawOf({ spanMs, fromMs, counts }, shape, beyondShape);
  return {
    spanMs,
    spans: seen.length,
    mean,
    varianceOverMean: square / Math.max(1, seen.length - 1) / mean,
    beyondShape,
    // Fisher's index of dispersion: (N - 1) variance / mean is about chi-square.
    luck: mean === 0 ? 1 : chiSquareUpperTail({ x: aroundShape, df: freedom }),
    emptyShare: seen.filter((count) => count === 0).length / Math.max(1, seen.length),
    emptyShareFitted: probabilityUpTo(0, law),
  };
}

/** The law that the simulator would draw these spans from: their hours in at most 48 classes, each as common as it was. */
export function lawOf(spans: EqualSpans, shape: DayShape, dispersion: number): CountLaw {
  const expected = expectedCounts(spans, shape);
  const values = known(expected).sort();
  const size = Math.max(1, Math.ceil(values.length / CLASSES_MAX));
  const classes = Array.from({ length: Math.ceil(values.length / size) }, (_, index) => {
    const part = values.subarray(index * size, (index + 1) * size);
    return { share: part.length / values.length, mean: meanOf(part) };
  });
  return { classes: isFlat(shape) ? [{ share: 1, mean: meanOf(values) }] : classes, dispersion };
}

const CLASSES_MAX = 48;

/** What the curve of the day expects in each span, scaled to the mean of the spans that were seen; NaN in holes. */
function expectedCounts({ spanMs, fromMs, counts }: EqualSpans, shape: DayShape): Float64Array {
  const curve = counts.map((count, index) => (Number.isNaN(count) ? Number.NaN : shapeAt(shape, fromMs + (index + 0.5) * spanMs)));
  const factor = meanOf(known(counts)) / (meanOf(known(curve)) || 1);
  return curve.map((value) => value * factor);
}

/** The counts as they would be without the curve of the day. */
export function withoutShape(spans: EqualSpans, shape: DayShape): EqualSpans {
  const expected = expectedCounts(spans, shape);
  const mean = meanOf(known(spans.counts));
  return { ...spans, counts: spans.counts.map((count, index) => ((expected[index] ?? 0) > 0 ? (count * mean) / (expected[index] ?? mean) : count)) };
}

function isFlat({ shape }: DayShape): boolean {
  return shape.kind === 'flat' || shape.kind === 'unknown';
}
