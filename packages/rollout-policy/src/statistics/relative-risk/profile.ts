// What counts of two arms say about the candidate's rate over stable's, whatever stable's rate does from block to block.
//
// l(rho) = sum of xc ln rho - N ln(nc rho + nb): the likelihood of how each block's N events fell on the arms (partial likelihood, Lindon & Malek 2022,
// arXiv 2011.03567). Common spikes and changing weights cancel block by block; counts summed over blocks would not.
import { exp, log } from '../../math/portable-math.ts';
import type { Cell } from '../../evidence.ts';
import { LOG_MAX } from '../kept-interval.ts';

/** Blocks in which both arms had traffic and something happened: the others say nothing. */
export function tellingBlocks(blocks: readonly Cell[]): readonly Cell[] {
  return blocks.filter(({ stable, candidate }) => stable.trials > 0 && candidate.trials > 0 && stable.events + candidate.events > 0);
}

/** l at rho = e^x, up to a constant that does not depend on x. Concave in x. */
export function profile(blocks: readonly Cell[], x: number): number {
  // One exponential for all blocks, of the side that cannot overflow.
  const small = exp(-Math.abs(x));
  let sum = 0;
  for (const { stable, candidate } of blocks) {
    const logTotal = x > 0 ? x + log(candidate.trials + stable.trials * small) : log(candidate.trials * small + stable.trials);
    sum += candidate.events * x - (candidate.events + stable.events) * logTotal;
  }
  return sum;
}

/** The x at which the profile is highest; -Infinity without events of the candidate, Infinity without events of stable, NaN without any. */
export function highestAt(blocks: readonly Cell[]): number {
  const candidateEvents = blocks.reduce((sum, { candidate }) => sum + candidate.events, 0);
  const stableEvents = blocks.reduce((sum, { stable }) => sum + stable.events, 0);
  if (candidateEvents === 0) return stableEvents === 0 ? Number.NaN : Number.NEGATIVE_INFINITY;
  if (stableEvents === 0) return Number.POSITIVE_INFINITY;
  // Every block's own best lies between these two, and so does the best of all.
  const ownBest = blocks.map(({ stable, candidate }) => log(stable.trials) - log(candidate.trials) + log(candidate.events) - log(stable.events));
  let low = Math.min(...ownBest.map((x) => (x === Number.NEGATIVE_INFINITY ? -LOG_MAX : x)));
  let high = Math.max(...ownBest.map((x) => (x === Number.POSITIVE_INFINITY ? LOG_MAX : x)));
  let x = Math.min(high, Math.max(low, log(candidateEvents / expectedEvents(blocks, stableEvents))));
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const { slope, bend } = derivatives(blocks, x);
    if (slope === 0) return x;
    if (slope > 0) low = x;
    else high = x;
    const newton = x - slope / bend;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - x) <= 1e-16 * Math.max(1, Math.abs(x))) return next;
    x = next;
  }
  return x;
}

const STEPS_MAX = 200;

/** What the candidate would have had at stable's rate: a first guess of the ratio compares its events with it. */
function expectedEvents(blocks: readonly Cell[], stableEvents: number): number {
  const expected = blocks.reduce((sum, { stable, candidate }) => sum + (stable.events * candidate.trials) / stable.trials, 0);
  return expected > 0 ? expected : stableEvents;
}

function derivatives(blocks: readonly Cell[], x: number): { readonly slope: number; readonly bend: number } {
  let slope = 0;
  let bend = 0;
  for (const { stable, candidate } of blocks) {
    const events = candidate.events + stable.events;
    const share = 1 / (1 + (stable.trials / candidate.trials) * exp(-x));
    slope += candidate.events - events * share;
    bend -= events * share * (1 - share);
  }
  return { slope, bend };
}
