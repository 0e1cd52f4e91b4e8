// The end of an interval of parameters that a test has not refuted: out in doubling steps, then halving.

/** Beyond this a logarithm of a ratio stands for zero or infinity. */
export const LOG_MAX = 700;

const HALVINGS_MAX = 200;

/** `isKept` holds at `best` and, on this side of it, up to one point and no further. ±Infinity where it still holds beyond ±4 LOG_MAX. */
export function keptUntil(isKept: (x: number) => boolean, best: number, direction: -1 | 1): number {
  let inside = best;
  let step = 0.125;
  while (isKept(inside + direction * step)) {
    inside += direction * step;
    step *= 2;
    if (Math.abs(inside) > 4 * LOG_MAX) return direction * Number.POSITIVE_INFINITY;
  }
  let outside = inside + direction * step;
  for (let halving = 0; halving < HALVINGS_MAX; halving += 1) {
    const middle = (inside + outside) / 2;
    if (middle === inside || middle === outside) break;
    if (isKept(middle)) inside = middle;
    else outside = middle;
  }
  return (inside + outside) / 2;
}
