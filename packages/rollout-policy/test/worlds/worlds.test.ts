// The worlds are what they say: the means, the spread and the repeatability that conclusions drawn from them rest on.
import { burst, burstMean, purposeOf, randomAt, type Random } from '@rampart/simulator/chance';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../../src/evidence.ts';
import { burstsOf5, daily, steady } from './all-worlds.ts';
import { dayAndNight, slowNoise } from './moods.ts';
import { requestWorld } from './requests.ts';
import { stickyUsers } from './sticky-users.ts';
import { rampWeight, type Run, type World } from './world.ts';

const HOUR_MS = 3_600_000;
const run: Run = { seed: 31, run: 0, blockMs: 15_000, durationMs: 24 * HOUR_MS };

describe('a world of requests', () => {
  it('has the traffic, the weight and the error rates that it was asked for', () => {
    const cells = blocks(steady({ requestsPerSecond: 50, errorRatio: 0.02, effect: 3 }), 4_000, 0.25);
    const trials = mean(cells.map(({ stable, candidate }) => stable.trials + candidate.trials));
    expect(trials).toBeCloseTo(750, -1);
    expect(mean(cells.map(({ candidate }) => candidate.trials)) / trials).toBeCloseTo(0.25, 2);
    expect(total(cells, 'stable')).toBeCloseTo(0.02, 3);
    expect(total(cells, 'candidate')).toBeCloseTo(0.06, 2);
  });

  it('with bursts of 5 has nine times the variance of independent errors, and the same mean', () => {
    const size = { mean: 5, max: 50 };
    const cells = blocks(requestWorld({ name: 'bursts', errors: size }), 6_000, 0.5);
    const events = cells.map(({ stable }) => stable.events);
    expect(mean(events)).toBeCloseTo(3.75, 0);
    expect(variance(events) / mean(events)).toBeGreaterThan(7.5);
    expect(variance(events) / mean(events)).toBeLessThan(10.5);
    const random = randomOf('sizes', 1, 1);
    expect(mean(Array.from({ length: 20_000 }, () => burst(random, size)))).toBeCloseTo(burstMean(size), 0);
  });

  it('repeats a run exactly, whatever runs between its blocks, and another run differs', () => {
    const world = daily();
    const alone = blocks(world, 50, 0.1);
    const [mine, other] = [world.begin(run), world.begin({ ...run, run: 1 })];
    const pairs = Array.from({ length: 50 }, () => [mine.next(0.1), other.next(0.1)] as const);
    expect(pairs.map(([cell]) => cell)).toEqual(alone);
    expect(pairs.map(([, cell]) => cell)).not.toEqual(alone);
  });

  it('never has more errors than requests', () => {
    const cells = blocks(burstsOf5({ errorRatio: 0.5, requestsPerSecond: 1 }), 2_000, 0.05);
    expect(cells.every(({ stable, candidate }) => stable.events <= stable.trials && candidate.events <= candidate.trials)).toBe(true);
  });
});

describe('dayAndNight', () => {
  it('moves traffic by 60 % over the day, and has ten spikes of ten minutes in which ten times as much fails', () => {
    const days = Array.from({ length: 40 }, (_, day) => {
      const moodAt = dayAndNight(randomOf('mood', 1, day), 60_000, 24 * HOUR_MS);
      return Array.from({ length: 1_440 }, (_, minute) => moodAt(minute * 60_000));
    });
    const traffic = days.flat().map((mood) => mood.traffic);
    expect([Math.min(...traffic), Math.max(...traffic)].map((value) => value.toFixed(2))).toEqual(['0.40', '1.60']);
    // Noise of 30 % alone would make five times the usual rate once in 10,000,000 minutes. Spikes overlap at times, or end after the day does.
    const inSpikes = days.flat().filter(({ errors }) => errors > 4.5).length / 40;
    expect(inSpikes).toBeGreaterThan(85);
    expect(inSpikes).toBeLessThan(101);
  });
});

describe('slowNoise', () => {
  it('has the spread that it was asked for, and remembers for an hour', () => {
    const runs = Array.from({ length: 400 }, (_, index) => {
      const noise = slowNoise(randomOf('noise', 2, index), 0.1, 60_000);
      return Array.from({ length: 61 }, () => Math.log(noise()));
    });
    const [first, hourLater] = [runs.map((levels) => levels[0] ?? 0), runs.map((levels) => levels[60] ?? 0)];
    expect(Math.sqrt(variance(first))).toBeCloseTo(0.1, 1);
    const product = mean(first.map((level, index) => level * (hourLater[index] ?? 0)));
    expect(product / variance(first)).toBeGreaterThan(Math.exp(-1) - 0.2);
    expect(product / variance(first)).toBeLessThan(Math.exp(-1) + 0.2);
  });
});

describe('sticky users', () => {
  const parts = { name: 'sticky', users: 2_000, zipfExponent: 1.1 };

  it('counted as users appear once per weight and fail at most once, wherever they are', () => {
    const counted = (weight: (block: number) => number): { readonly seen: number; readonly failed: number } => {
      const cells = blocks(stickyUsers(parts, 'users'), 5_760, weight);
      const sum = (of: 'trials' | 'events'): number => cells.reduce((total, { stable, candidate }) => total + stable[of] + candidate[of], 0);
      return { seen: sum('trials'), failed: sum('events') };
    };
    const still = counted(() => 0.25);
    expect(still.seen).toBeLessThanOrEqual(2_000);
    expect(still.seen).toBeGreaterThan(1_900);
    expect(still.failed).toBeLessThan(still.seen);
    const ramp = counted((block) => rampWeight(block, 5_760));
    expect(ramp.seen).toBeLessThanOrEqual(4 * 2_000);
    expect(ramp.seen).toBeGreaterThan(2 * 2_000);
    expect(ramp.failed).toBeLessThanOrEqual(2_000);
  });

  it('counted as requests keep the traffic, and differ between the arms far more than chance would', () => {
    const ratios = Array.from({ length: 30 }, (_, index) => {
      const traffic = stickyUsers(parts, 'requests').begin({ ...run, run: index });
      const cells = Array.from({ length: 500 }, () => traffic.next(0.5));
      expect(mean(cells.map(({ stable, candidate }) => stable.trials + candidate.trials))).toBeCloseTo(750, -1);
      return Math.log(total(cells, 'candidate') / total(cells, 'stable'));
    });
    // 187,500 requests at 1 % in each arm: chance alone has a standard deviation of 3 %.
    expect(Math.sqrt(variance(ratios))).toBeGreaterThan(0.15);
  });
});

function randomOf(purpose: string, seed: number, run: number): Random {
  return randomAt({ seed, run, tick: 0, purpose: purposeOf(purpose) });
}

function blocks(world: World, count: number, weight: number | ((block: number) => number)): readonly Cell[] {
  const traffic = world.begin(run);
  return Array.from({ length: count }, (_, block) => traffic.next(typeof weight === 'number' ? weight : weight(block)));
}

function total(cells: readonly Cell[], arm: 'stable' | 'candidate'): number {
  return mean(cells.map((cell) => cell[arm].events)) / mean(cells.map((cell) => cell[arm].trials));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variance(values: readonly number[]): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
}
