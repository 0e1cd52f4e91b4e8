// How much to stake on the next observation, from the earlier ones alone (predictable), so that the capital stays a martingale under the null.
// Observations are in [0, 1]. Waudby-Smith & Ramdas 2024, JRSS-B 86:1 (arXiv 2010.09686).
import { log, log1p } from '../../math/portable-math.ts';

export interface PredmixEbBets {
  /** Observations in [0, 1]. */
  readonly x: readonly number[];
  readonly alpha: number;
  /** Largest bet. Infinity by default. */
  readonly truncation?: number;
  /** Number of observations the bets are meant for; without it they fall like 1/sqrt(t ln t), good at any time. */
  readonly fixedN?: number;
  readonly priorMean?: number;
  readonly priorVariance?: number;
  /** How many observations the prior mean and variance count for. */
  readonly fakeObs?: number;
  readonly scale?: number;
}

/** Empirical-Bernstein bets sqrt(2 ln(1/alpha) / (t ln(1+t) variance so far)), one per observation; the first depends on no data. */
export function lambdaPredmixEb({ x, alpha, truncation = Number.POSITIVE_INFINITY, fixedN, priorMean = 0.5, priorVariance = 0.25, fakeObs = 1, scale = 1 }: PredmixEbBets): readonly number[] {
  const budget = -2 * log(alpha);
  return predictableMoments(x, { priorMean, priorVariance, fakeObs }).map(({ variance }, index) => {
    const time = fixedN ?? (index + 1) * log1p(index + 1);
    return scale * Math.min(truncation, Math.sqrt(budget / (time * variance)));
  });
}

/** Approximate Kelly bets (mean - m)/(variance + (mean - m)^2) against the null mean m in [0, 1], kept within [-1/(1-m), 1/m]. */
export function lambdaAKelly({ x, m }: { readonly x: readonly number[]; readonly m: number }): readonly number[] {
  return predictableMoments(x, { priorMean: 0.5, priorVariance: 0.25, fakeObs: 1 }).map(({ mean, variance }) => {
    const gap = mean - m;
    return Math.min(1 / m, Math.max(-1 / (1 - m), gap / (variance + gap * gap)));
  });
}

interface Prior {
  readonly priorMean: number;
  readonly priorVariance: number;
  readonly fakeObs: number;
}

/** Regularised mean and variance of everything before each observation. The variance sums squares around the mean of its own time. */
function predictableMoments(x: readonly number[], { priorMean, priorVariance, fakeObs }: Prior): readonly { readonly mean: number; readonly variance: number }[] {
  let mean = priorMean;
  let variance = priorVariance;
  let sum = fakeObs * priorMean;
  let squares = fakeObs * priorVariance;
  return x.map((value, index) => {
    const before = { mean, variance };
    const weight = index + 1 + fakeObs;
    sum += value;
    mean = Math.min(1, sum / weight);
    squares += (value - mean) * (value - mean);
    variance = squares / weight;
    return before;
  });
}
