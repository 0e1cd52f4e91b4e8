// Requests one by one add up to the counts that the scenario's law says, in spans of any length.
import { describe, expect, it } from 'vitest';
import { lnFactorial } from '../../chance/index.ts';
import { fitOf } from '../../chance/goodness-of-fit.ts';
import { DEFAULT_SCENARIO, DEFAULT_TRAFFIC } from '../../scenario/default-scenario.ts';
import type { TrafficModel } from '../../scenario/scenario.ts';
import { arrivalsOf, type TrafficFactor } from './arrivals.ts';

const SPANS = 20_000;
const TAIL_MIN = 1e-4;
const always = (trafficFactor: number) => (): TrafficFactor => ({ trafficFactor, validUntilMs: Number.POSITIVE_INFINITY });

describe('arrivals one by one', () => {
  // Spans of 7 s lie across the cells of the grid on which streams begin anew.
  it.each([1_000, 7_000])('are Poisson in spans of %d ms', (spanMs) => {
    const mean = (2 * spanMs) / 1_000;
    const { tail } = fitOf(counts({ requestsPerSecond: 2 }, spanMs, always(1)), (k) => Math.exp(k * Math.log(mean) - mean - lnFactorial(k)));
    expect(tail).toBeGreaterThan(TAIL_MIN);
  });

  it.each([1_000, 7_000])('are negative binomial with the variance over mean of the scenario in spans of %d ms', (spanMs) => {
    const dispersion = 5;
    const size = (3 * (spanMs / 1_000)) / (dispersion - 1);
    const masses = [Math.exp(-size * Math.log(dispersion))];
    const mass = (k: number): number => {
      for (let next = masses.length; next <= k; next += 1) masses.push((masses.at(-1)! * (size + next - 1) * (1 - 1 / dispersion)) / next);
      return masses[k] ?? 0;
    };
    expect(fitOf(counts({ requestsPerSecond: 3, dispersion }, spanMs, always(1)), mass).tail).toBeGreaterThan(TAIL_MIN);
  });

  it('come faster in a crowd, and not at all in a silence', () => {
    const crowd = (atMs: number): TrafficFactor => (atMs < 500_500 ? { trafficFactor: 4, validUntilMs: 500_500 } : { trafficFactor: 0, validUntilMs: Number.POSITIVE_INFINITY });
    const seen = counts({ requestsPerSecond: 10 }, 500, crowd);
    const during = seen.subarray(0, 1_001).reduce((sum, count) => sum + count, 0);
    // 20,020 are expected; four standard deviations.
    expect(Math.abs(during - 20_020)).toBeLessThan(566);
    expect(seen.subarray(1_001).every((count) => count === 0)).toBe(true);
  });

  it('are spread evenly over the steps of recorded arrivals', () => {
    const seen = counts({ shape: { kind: 'replay', stepMs: 10_000, counts: [1_000, 600] } }, 1_000, always(1));
    const bySecond = new Float64Array(20);
    seen.forEach((count, second) => (bySecond[second % 20] = (bySecond[second % 20] ?? 0) + count));
    // Means of 1,000 steps: four standard deviations.
    bySecond.forEach((count, second) => expect(Math.abs(count / 1_000 - (second < 10 ? 100 : 60))).toBeLessThan(1.2));
    expect(bySecond.reduce((sum, count) => sum + count, 0)).toBe(1_000 * 1_600);
  });
});

/** How many come in each of many spans. */
function counts(traffic: Partial<TrafficModel>, spanMs: number, factorAt: (atMs: number) => TrafficFactor): Float64Array {
  const arrivals = arrivalsOf({ ...DEFAULT_SCENARIO, seed: 3, traffic: { ...DEFAULT_TRAFFIC, ...traffic } });
  const seen = new Float64Array(SPANS);
  for (let span = 0; span < SPANS; span += 1) {
    const toMs = (span + 1) * spanMs;
    for (arrivals.seek(toMs, factorAt); arrivals.atMs < toMs; arrivals.seek(toMs, factorAt)) {
      seen[span] = (seen[span] ?? 0) + arrivals.size;
      arrivals.take();
    }
  }
  return seen;
}
