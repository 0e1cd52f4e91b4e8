// Our model of Kayenta's Mann-Whitney interval (kayenta-mannwhitney at spinnaker/kayenta a69573b, 2025-04-08): the shift at which the rank statistic crosses a
// quantile, searched by zeroin with a tolerance of 1e-4. The exact inversion is shiftInterval of the statistics; this one differs from it where few values
// are different, since the statistic jumps over the quantile and the search ends anywhere within its tolerance of the jump. Then that side decides.
import { normalQuantile } from '@rampart/rollout-policy/statistics';

export interface KayentaShift {
  readonly lower: number;
  readonly estimate: number;
  readonly upper: number;
}

const TOLERANCE = 1e-4;
const EVALUATIONS_MAX = 1_000;

/** Of `experiment` against `control`, both not empty and not both constant; two-sided. */
export function kayentaShift(experiment: readonly number[], control: readonly number[], confidence: number): KayentaShift {
  const x = Float64Array.from(experiment).sort();
  const y = Float64Array.from(control).sort();
  const z = -normalQuantile((1 - confidence) / 2);
  const [from, to] = [(x[0] ?? 0) - (y.at(-1) ?? 0), (x.at(-1) ?? 0) - (y[0] ?? 0)];
  const crossing = (quantile: number): number => {
    const distance = (shift: number): number => standardised(x, y, shift) - quantile;
    const [atFrom, atTo] = [distance(from), distance(to)];
    if (atFrom <= 0) return from;
    return atTo >= 0 ? to : zeroin(distance, { at: from, value: atFrom }, { at: to, value: atTo });
  };
  return { lower: crossing(z), estimate: crossing(0), upper: crossing(-z) };
}

/** The rank sum of `x - shift`, with continuity correction, in standard deviations that allow for ties. Both sorted. */
function standardised(x: Float64Array, y: Float64Array, shift: number): number {
  const [m, n] = [x.length, y.length];
  let [i, j, won, ties] = [0, 0, 0, 0];
  while (i < m || j < n) {
    const value = Math.min(i < m ? (x[i] ?? 0) - shift : Number.POSITIVE_INFINITY, j < n ? (y[j] ?? 0) : Number.POSITIVE_INFINITY);
    const [firstX, firstY] = [i, j];
    while (i < m && (x[i] ?? 0) - shift === value) i += 1;
    while (j < n && y[j] === value) j += 1;
    won += (i - firstX) * (firstY + (j - firstY) / 2);
    const group = i - firstX + j - firstY;
    ties += group * group * group - group;
  }
  const surplus = won - (m * n) / 2;
  const deviation = Math.sqrt(((m * n) / 12) * (m + n + 1 - ties / ((m + n) * (m + n - 1))));
  return (surplus - 0.5 * Math.sign(surplus)) / deviation;
}

interface Point {
  readonly at: number;
  readonly value: number;
}

/** Zeroin of Brent 1973, chapter 4, begun from the ends as R and Kayenta do. `f` has other signs at `from` and `to`. */
function zeroin(f: (at: number) => number, from: Point, to: Point): number {
  let [before, best, opposite] = [from, to, from];
  for (let evaluations = 0; evaluations < EVALUATIONS_MAX && best.value !== 0; evaluations += 1) {
    const lastStep = best.at - before.at;
    if (Math.abs(opposite.value) < Math.abs(best.value)) [before, best, opposite] = [best, opposite, best];
    const half = (opposite.at - best.at) / 2;
    const least = 2 * Number.EPSILON * Math.abs(best.at) + TOLERANCE / 2;
    if (Math.abs(half) <= least) break;
    const mayInterpolate = Math.abs(lastStep) >= least && Math.abs(before.value) > Math.abs(best.value);
    const step = mayInterpolate ? interpolated({ before, best, opposite }, { half, lastStep, least }) : half;
    const at = best.at + (Math.abs(step) >= least ? step : Math.sign(half) * least);
    const next = { at, value: f(at) };
    if (next.value * opposite.value > 0) opposite = best;
    before = best;
    best = next;
  }
  return best.at;
}

/** By a line where two of the points are one, else by the inverse parabola; the half where that would go too far. */
function interpolated({ before, best, opposite }: Readonly<Record<'before' | 'best' | 'opposite', Point>>, { half, lastStep, least }: Readonly<Record<'half' | 'lastStep' | 'least', number>>): number {
  const span = 2 * half;
  const s = best.value / before.value;
  const [q, r] = [before.value / opposite.value, best.value / opposite.value];
  const isLine = before.at === opposite.at;
  const over = isLine ? span * s : s * (span * q * (q - r) - lastStep * (r - 1));
  const under = isLine ? 1 - s : (q - 1) * (r - 1) * (s - 1);
  const [p, d] = over > 0 ? [over, -under] : [-over, under];
  return p < 0.75 * span * d - Math.abs(least * d) / 2 && p < Math.abs((lastStep * d) / 2) ? p / d : half;
}
