// Worlds of requests that any pod may answer: Poisson traffic that a router splits by chance, errors one by one or in bursts.
import { binomial, burst, burstMean, poisson, purposeOf, randomAt, type BurstSize, type Random } from '@rampart/simulator/chance';
import type { ArmCounts } from '../../src/evidence.ts';
import { dayAndNight, slowNoise } from './moods.ts';
import type { World } from './world.ts';

export interface RequestWorld {
  readonly name: string;
  readonly requestsPerSecond: number;
  /** Of stable. */
  readonly errorRatio: number;
  /** The candidate fails this many times as often. */
  readonly effect: number;
  readonly mood: 'steady' | 'day and night';
  /** How many requests fail together. `single`: each by itself. */
  readonly errors: 'single' | BurstSize;
  /** Standard deviation of each arm's own slow noise (of the logarithm of its error rate). */
  readonly armNoiseSd: number;
}

const STEADY = { traffic: 1, errors: 1 } as const;

export function requestWorld(parts: Partial<RequestWorld> & Pick<RequestWorld, 'name'>): World {
  const { name, requestsPerSecond, errorRatio, effect, mood, errors, armNoiseSd }: RequestWorld = {
    requestsPerSecond: 50,
    errorRatio: 0.01,
    effect: 1,
    mood: 'steady',
    errors: 'single',
    armNoiseSd: 0,
    ...parts,
  };
  return {
    name,
    begin: ({ seed, run, blockMs, durationMs }) => {
      const stream = (purpose: string): Random => randomAt({ seed, run, tick: 0, purpose: purposeOf(`${name}/${purpose}`) });
      const requests = stream('requests');
      const failures = stream('failures');
      const moodAt = mood === 'steady' ? () => STEADY : dayAndNight(stream('mood'), blockMs, durationMs);
      const stableNoise = slowNoise(stream('stable'), armNoiseSd, blockMs);
      const candidateNoise = slowNoise(stream('candidate'), armNoiseSd, blockMs);
      const arm = (expected: number, ratio: number): ArmCounts => {
        const trials = poisson(requests, expected);
        return { trials, events: errors === 'single' ? binomial(failures, trials, Math.min(1, ratio)) : inBursts(failures, trials, Math.min(1, ratio), errors) };
      };
      let atMs = 0;
      return {
        next: (weight) => {
          const now = moodAt(atMs);
          atMs += blockMs;
          const expected = (now.traffic * requestsPerSecond * blockMs) / 1_000;
          const ratio = now.errors * errorRatio;
          return {
            stable: arm(expected * (1 - weight), ratio * stableNoise()),
            candidate: arm(expected * weight, ratio * effect * candidateNoise()),
          };
        },
      };
    },
  };
}

/** A Poisson number of bursts, each whole in one arm; never more failures than requests. */
function inBursts(random: Random, trials: number, ratio: number, size: BurstSize): number {
  let events = 0;
  for (let left = poisson(random, (trials * ratio) / burstMean(size)); left > 0; left -= 1) events += burst(random, size);
  return Math.min(trials, events);
}
