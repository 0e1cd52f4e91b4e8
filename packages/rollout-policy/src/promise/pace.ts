// How long a verdict takes at the traffic of now: planning figures, never tests.
import { log } from '../math/portable-math.ts';
import { mustRuleOut, isCertifiable } from '../checks/claims.ts';
import type { Check, Margin, Policy } from '../policy.ts';
import type { CheckState } from '../state.ts';
import { capital } from '../statistics/wealth.ts';

export type Wait = { readonly kind: 'none' } | { readonly kind: 'unknown' } | { readonly kind: 'time'; readonly ms: number };

const LARGEST_STAKE = 0.95;
/** What the mixture over eight stakes and the restart prior cost against the one best stake, as a factor of capital. */
const MIXTURE_COST = 10;

/** Until this check can certify, if the candidate is exactly as good as stable and blocks stay as the newest one. */
export function certificateWait(policy: Policy, check: Check, state: CheckState): Wait {
  if (!isCertifiable(check)) return { kind: 'unknown' };
  const needed = 1 / policy.expert.certifyAlpha;
  const reached = capital(state.same);
  if (reached >= needed) return { kind: 'none' };
  const perBlock = growthPerBlock(check, state, mustRuleOut(policy, check));
  if (!(perBlock > 0)) return { kind: 'unknown' };
  // A fresh test starts with its prior spread out; one that has begun to grow has paid for that already.
  const blocks = log((needed / reached) * Math.max(1, MIXTURE_COST / Math.max(1, reached))) / perBlock;
  return { kind: 'time', ms: Math.ceil(blocks * state.newest.lastedMs) };
}

/** Expected log growth of the best bet per block, when the null is "at least as bad as the margin" and in truth both arms are alike. */
function growthPerBlock(check: Check, { newest, totals }: CheckState, margin: Margin): number {
  const { stable, candidate } = newest.cell;
  const known = totals['all']?.stable ?? { trials: 0, events: 0 };
  if (stable.trials === 0 || candidate.trials === 0 || known.trials === 0 || margin.kind === 'none') return 0;
  const ratio = (known.events + 0.5) / (known.trials + 1);
  const weight = candidate.trials / (candidate.trials + stable.trials);
  if (check.signal.kind === 'level') return growthOf({ surplus: 1, variance: 0 });
  if (margin.kind === 'points' || check.signal.kind === 'score') {
    const points = margin.kind === 'points' ? margin.ratio : ratio * (margin.factor - 1);
    const nullMean = (1 - points) / 2;
    const variance = (ratio * (1 - ratio) * (1 / stable.trials + 1 / candidate.trials)) / 4;
    return growthOf({ surplus: points / (1 - points), variance: variance / (nullMean * nullMean) });
  }
  const events = ratio * (stable.trials + candidate.trials);
  const nullMean = (1 - weight) / (weight * margin.factor + 1 - weight);
  const variance = (weight * (1 - weight)) / (Math.max(1, events) * nullMean * nullMean);
  // A block without any event says nothing.
  return Math.min(1, events) * growthOf({ surplus: weight * (margin.factor - 1), variance });
}

/** max over stakes c of c m - c^2 (m^2 + v)/2, the second-order growth of ln(1 + c X) with mean m and variance v. */
function growthOf({ surplus, variance }: { readonly surplus: number; readonly variance: number }): number {
  const spread = surplus * surplus + variance;
  const stake = Math.min(LARGEST_STAKE, surplus / spread);
  return stake * surplus - (stake * stake * spread) / 2;
}
