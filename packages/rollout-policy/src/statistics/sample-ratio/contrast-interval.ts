// How much more often do events of arm 1 come than events of arm 0, whatever both do over time? Interval of the log ratio of the two intensities.
//
// Given that an event came, it belongs to arm i with probability rho_i e^delta_i / sum of rho_j e^delta_j (rho: traffic shares). All contrasts
// delta_1 - delta_0 that the multinomial test with the prior Dirichlet(k rho) has not refuted (Lindon & Malek 2022, section 4). Other arms are free.
import { exp, log, log1p } from '../../math/portable-math.ts';
import { keptUntil, LOG_MAX } from '../kept-interval.ts';
import { logLikelihood, logSequenceMarginal } from './dirichlet-multinomial.ts';

export interface ContrastInterval {
  readonly lower: number;
  readonly upper: number;
}

/** At one look, without intersecting it with earlier ones. An arm without events leaves its side open: -Infinity or Infinity. */
export function contrastInterval({ counts, shares, prior }: { readonly counts: readonly number[]; readonly shares: readonly number[]; readonly prior: readonly number[] }, alpha: number): ContrastInterval {
  const [n0 = 0, n1 = 0] = counts;
  const [share0 = 0, share1 = 0] = shares;
  if (n0 + n1 === 0) return { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY };
  const offset = log(share1) - log(share0);
  const events = counts.reduce((sum, count) => sum + count, 0);
  // The free arms are most likely where they were seen; the pair gets the rest.
  const pair = (n0 + n1) / events;
  const rest = logLikelihood(counts.slice(2), counts.slice(2).map((count) => count / events));
  const mixture = logSequenceMarginal(counts, prior);
  const likelihood = (contrast: number): number => {
    const x = contrast + offset;
    const [logShare0, logShare1] = x > 0 ? [-x - log1p(exp(-x)), -log1p(exp(-x))] : [-log1p(exp(x)), x - log1p(exp(x))];
    return rest + (n0 + n1) * log(pair) + n0 * logShare0 + n1 * logShare1;
  };
  const isKept = (contrast: number): boolean => mixture - likelihood(contrast) < -log(alpha);
  const best = Math.max(-LOG_MAX, Math.min(LOG_MAX, log(n1) - log(n0) - offset));
  return {
    lower: n1 === 0 ? Number.NEGATIVE_INFINITY : keptUntil(isKept, best, -1),
    upper: n0 === 0 ? Number.POSITIVE_INFINITY : keptUntil(isKept, best, 1),
  };
}
