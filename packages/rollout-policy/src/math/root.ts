// Roots by bisection with a fixed number of steps: slow, and never wrong about a monotone function.

const DOUBLINGS_MAX = 1100; // from 1 to either end of the doubles
const STEPS = 60;

/** The x > 0 where an increasing function crosses 0: Infinity if it never does, 0 if it is above from the start. */
export function increasingRoot(f: (x: number) => number): number {
  let high = 1;
  for (let k = 0; k < DOUBLINGS_MAX && f(high) < 0; k += 1) high *= 2;
  for (let k = 0; k < DOUBLINGS_MAX && high > 0 && f(high / 2) >= 0; k += 1) high /= 2;
  return high === Number.POSITIVE_INFINITY || high === 0 ? high : bisect(f, { from: high / 2, to: high });
}

/** The crossing of 0 between `from` and `to`, for a function that is negative at `from` and not at `to` (either may be the larger one). */
export function bisect(f: (x: number) => number, { from, to }: { readonly from: number; readonly to: number }): number {
  let below = from;
  let above = to;
  for (let step = 0; step < STEPS; step += 1) {
    const middle = below + (above - below) / 2;
    if (f(middle) < 0) below = middle;
    else above = middle;
  }
  return above;
}
