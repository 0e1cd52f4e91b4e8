// What changes do to the times of requests. Times are known as the share of requests at or under each bound of a histogram, nothing in between: a time
// inside a bucket is taken as spread evenly over it.
import { assertNever, type Check } from '@rampart/rollout-policy';
import { concerns, type Change } from '../behaviours/change.ts';

export interface Times {
  /** Ascending. */
  readonly boundsSeconds: readonly number[];
  readonly within: readonly number[];
}

/** Share of the requests at or under `seconds`. Beyond the last bound nothing is known but that the rest is slower. */
export function withinAt({ boundsSeconds, within }: Times, seconds: number): number {
  let [lowerBound, lower] = [0, 0];
  for (let index = 0; index < boundsSeconds.length; index += 1) {
    const bound = boundsSeconds[index] ?? 0;
    const upper = within[index] ?? 0;
    if (seconds <= bound) return bound === lowerBound ? upper : lower + ((upper - lower) * (seconds - lowerBound)) / (bound - lowerBound);
    [lowerBound, lower] = [bound, upper];
  }
  return lower;
}

/** `noise`: factor on the odds of being slower than a bound. */
export function alteredTimes(check: Check, times: Times, changes: readonly Change[], noise: number): Times {
  let altered = noise === 1 ? times : withTails(times, (tail) => (tail * noise) / (1 - tail + tail * noise));
  for (const change of changes) if (concerns(change, check)) altered = afterChange(altered, change);
  return altered;
}

function afterChange(times: Times, change: Change): Times {
  switch (change.kind) {
    case 'slower':
      return stretched(times, change);
    case 'worse':
      return withTails(times, (tail) => tail * change.factor + change.points);
    case 'better':
      return withTails(times, (tail) => tail - change.points);
    case 'fail':
    case 'skew':
    case 'level':
      return times;
    default:
      return assertNever(change);
  }
}

/** Of the requests above the quantile those stay within a bound whose time was within `bound / factor`. */
function stretched(times: Times, { factor, fromQuantile }: { readonly factor: number; readonly fromQuantile: number }): Times {
  const within = times.boundsSeconds.map((bound, index) => Math.min(times.within[index] ?? 0, fromQuantile) + Math.max(0, withinAt(times, bound / factor) - fromQuantile));
  return { boundsSeconds: times.boundsSeconds, within };
}

function withTails({ boundsSeconds, within }: Times, tailOf: (tail: number) => number): Times {
  return { boundsSeconds, within: within.map((share) => 1 - Math.min(1, Math.max(0, tailOf(1 - share)))) };
}
