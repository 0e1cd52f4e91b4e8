// What a histogram of today says about slow requests. Nothing is interpolated inside a bucket.
import type { Counted, TimeTraffic } from './traffic-profile.ts';

/** Requests over the lowest bound that is at or above `seconds`, which is what a limit of so much is judged by. */
export function slowerThan(traffic: TimeTraffic, seconds: number): ({ readonly kind: 'counted'; readonly boundSeconds: number } & Counted) | { readonly kind: 'beyond-buckets' } {
  const index = traffic.boundsSeconds.findIndex((bound) => bound >= seconds);
  const [boundSeconds, within] = [traffic.boundsSeconds[index], traffic.withinBound[index]];
  if (boundSeconds === undefined || within === undefined) return { kind: 'beyond-buckets' };
  return { kind: 'counted', boundSeconds, trials: traffic.trials, events: traffic.trials - within };
}

/** The bucket that holds the quantile: over `overSeconds` (0 for the first), at most `upToSeconds` (infinite above all bounds). */
export function quantileBucket(traffic: TimeTraffic, quantile: number): { readonly overSeconds: number; readonly upToSeconds: number } {
  const index = traffic.withinBound.findIndex((within) => within >= quantile * traffic.trials);
  if (index < 0) return { overSeconds: traffic.boundsSeconds.at(-1) ?? 0, upToSeconds: Number.POSITIVE_INFINITY };
  return { overSeconds: traffic.boundsSeconds[index - 1] ?? 0, upToSeconds: traffic.boundsSeconds[index] ?? Number.POSITIVE_INFINITY };
}

/** Shares of requests slower than the bounds nearest p50, p90, p95 and p99: where the comparison of times looks. Each bound once, none of 0 or 1. */
export function comparedSlowShares(traffic: TimeTraffic): readonly number[] {
  if (traffic.trials === 0) return [];
  const slow = traffic.withinBound.map((within) => (traffic.trials - within) / traffic.trials).filter((share) => share > 0 && share < 1);
  const nearest = [0.5, 0.1, 0.05, 0.01].flatMap((wanted) => slow.toSorted((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted)).slice(0, 1));
  return [...new Set(nearest)];
}

/** Per pod, the requests slower than the bound nearest p95: there are enough of them, and they are slow. */
export function slowCountsOfPods(traffic: TimeTraffic): readonly Counted[] {
  const distances = traffic.withinBound.map((within) => Math.abs(within - 0.95 * traffic.trials));
  const index = distances.indexOf(Math.min(...distances));
  return traffic.pods.flatMap(({ trials, withinBound }) => {
    const within = withinBound[index];
    return within === undefined ? [] : [{ trials, events: trials - within }];
  });
}
