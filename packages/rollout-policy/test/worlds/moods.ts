// What hits both arms alike, and what drifts in one: daily traffic, spikes of errors, and slow noise.
import { normal, type Random } from '@rampart/simulator/chance';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SPIKES_PER_DAY = 10;
const SPIKE_MS = 600_000;
const SPIKE_FACTOR = 10;
const DAILY_SWING = 0.6;
const COMMON_SD = 0.3;
const CORRELATION_MS = HOUR_MS;

/** Stationary noise of the logarithm of a rate, first-order autoregressive, correlated over an hour; a factor for each block. */
export function slowNoise(random: Random, sd: number, blockMs: number): () => number {
  if (sd === 0) return () => 1;
  const kept = Math.exp(-blockMs / CORRELATION_MS);
  const fresh = sd * Math.sqrt(1 - kept * kept);
  let level = sd * normal(random);
  return () => {
    level = kept * level + fresh * normal(random);
    return Math.exp(level);
  };
}

export interface Mood {
  /** Factor on requests. */
  readonly traffic: number;
  /** Factor on the error ratio. */
  readonly errors: number;
}

/** Traffic up and down by 60 % over the day, a common error rate with noise of 30 %, and ten spikes a day of ten minutes in which ten times as much fails. */
export function dayAndNight(random: Random, blockMs: number, durationMs: number): (atMs: number) => Mood {
  const startsAt = random.uniform();
  const noise = slowNoise(random, COMMON_SD, blockMs);
  const spikes = Array.from({ length: Math.round((SPIKES_PER_DAY * durationMs) / DAY_MS) }, () => random.uniform() * durationMs);
  return (atMs) => ({
    traffic: 1 + DAILY_SWING * Math.sin(2 * Math.PI * (startsAt + atMs / DAY_MS)),
    errors: noise() * (spikes.some((from) => atMs >= from && atMs < from + SPIKE_MS) ? SPIKE_FACTOR : 1),
  });
}
