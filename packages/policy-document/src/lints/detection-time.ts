// How long a test needs at a given traffic: the limit that no test can beat, and what block betting needs. Requests per arm are what counts; time
// follows from them.
//
// Growth of the capital per request (both arms together) against the least favourable null: D(w) = min over q of w kl(pc || m(q)) + (1-w) kl(pb || q),
// m(q) the largest rate that the margin allows the candidate when stable fails at q (Turner, Ly & Grunwald 2024). Requests needed: at least ln(odds) / D.
// A block multiplies the capital of block betting by at most y / p0, so it needs at least ln(odds) / ln(y / p0) blocks as well.
import type { Margin } from '@rampart/rollout-policy';

export interface Rates {
  /** Bad ratio of stable, in (0, 1). */
  readonly stable: number;
  /** Bad ratio of the candidate, in (0, 1). */
  readonly candidate: number;
  /** Share of the requests that the candidate answers, in (0, 1). */
  readonly weight: number;
  readonly margin: Exclude<Margin, { readonly kind: 'none' }>;
}

export interface Testing {
  readonly requestsPerMs: number;
  readonly blockMs: number;
  /** Odds at which the test speaks, e.g. 100. */
  readonly odds: number;
  /** Declared independent: single events are tested instead of block shares. */
  readonly independent: boolean;
}

export interface NeededTime {
  /** No test is faster on average. */
  readonly leastMs: number;
  /** What ours takes on average: at most twice the bound and two blocks (one and a half times and one block where events are independent). */
  readonly expectedMs: number;
}

export type Needed = { readonly kind: 'time' } & NeededTime | { readonly kind: 'never' };

/** Time to prove that the candidate is worse than the margin allows. `never` when it is not. */
export function timeToProveWorse(rates: Rates, testing: Testing): Needed {
  const allowed = mostAllowed(rates.margin, rates.stable);
  if (rates.candidate <= allowed) return { kind: 'never' };
  return timeAt(rates, testing, candidateShare(rates) / nullShare(rates));
}

/** Time to prove that the candidate is not as bad as the margin, when it is equal to stable or better. `never` when it is as bad. */
export function timeToProveSame(rates: Rates, testing: Testing): Needed {
  const allowed = mostAllowed(rates.margin, rates.stable);
  if (rates.candidate >= allowed) return { kind: 'never' };
  return timeAt(rates, testing, (1 - candidateShare(rates)) / (1 - nullShare(rates)));
}

/** `gainPerBlock`: the most that one block multiplies the capital by. */
function timeAt(rates: Rates, { requestsPerMs, blockMs, odds, independent }: Testing, gainPerBlock: number): Needed {
  const growth = growthPerRequest(rates);
  if (!(growth > 0) || !(requestsPerMs > 0)) return { kind: 'never' };
  const byRequestsMs = Math.log(odds) / growth / requestsPerMs;
  if (independent) return { kind: 'time', leastMs: byRequestsMs, expectedMs: 1.5 * byRequestsMs + blockMs };
  if (!(gainPerBlock > 1)) return { kind: 'never' };
  const leastMs = Math.max(byRequestsMs, (Math.log(odds) / Math.log(gainPerBlock)) * blockMs);
  return { kind: 'time', leastMs, expectedMs: 2 * leastMs + 2 * blockMs };
}

const STEPS = 200;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** Nats per request, convex in q, so a golden-section search finds the minimum. */
export function growthPerRequest({ stable, candidate, weight, margin }: Rates): number {
  const at = (q: number): number => weight * divergence(candidate, mostAllowed(margin, q)) + (1 - weight) * divergence(stable, q);
  // The least favourable q lies between stable's own rate and the one at which the candidate's rate is just allowed.
  const other = Math.min(1 - 1e-9, Math.max(1e-9, leastExplaining(margin, candidate)));
  let [low, high] = stable < other ? [stable, other] : [other, stable];
  for (let step = 0; step < STEPS && high - low > 1e-12; step += 1) {
    const [left, right] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
    if (at(left) < at(right)) high = right;
    else low = left;
  }
  return at((low + high) / 2);
}

function mostAllowed(margin: Rates['margin'], stable: number): number {
  return Math.min(1 - 1e-9, margin.kind === 'factor' ? stable * margin.factor : stable + margin.ratio);
}

/** Stable's rate at which the candidate's is just allowed. */
function leastExplaining(margin: Rates['margin'], candidate: number): number {
  return margin.kind === 'factor' ? candidate / margin.factor : candidate - margin.ratio;
}

/** The candidate's share of the bad events of both arms. */
function candidateShare({ stable, candidate, weight }: Rates): number {
  return (weight * candidate) / (weight * candidate + (1 - weight) * stable);
}

function nullShare(rates: Rates): number {
  return candidateShare({ ...rates, candidate: mostAllowed(rates.margin, rates.stable) });
}

/** Kullback-Leibler divergence of Bernoulli(p) from Bernoulli(q), in nats. */
function divergence(p: number, q: number): number {
  const hit = p <= 0 ? 0 : p * Math.log(p / q);
  const miss = p >= 1 ? 0 : (1 - p) * Math.log((1 - p) / (1 - q));
  return hit + miss;
}
