// The least that any test needs: what Rampart's delays are measured against.
import { blocksAtLeast, boundaryDivergence, powerOneTrials, requestsNeeded, shareDivergence, shareOfEvents, sprtCost } from '@rampart/rollout-policy/statistics';
import { chance, positive, ratio } from './fields.ts';
import { statistic, type Statistic } from './statistic.ts';

export const LIMIT_STATISTICS: readonly Statistic[] = [
  statistic({
    name: 'requests_needed',
    does: 'requests of both arms that any test needs on average to tell pc/pb from r, and that tests of the share of events need',
    alsoCalled: ['requests needed', 'limit.two'],
    inputs: { pc: ratio, pb: ratio, w: chance, r: positive, alpha: chance },
    compute: ({ pc, pb, w, r, alpha }) => {
      const arms = { candidateRatio: pc, stableRatio: pb, weight: w, factor: r };
      return { total_requests: requestsNeeded(boundaryDivergence(arms), alpha), conditional_requests: requestsNeeded(shareDivergence(arms), alpha) };
    },
  }),
  statistic({
    name: 'wald_sprt',
    does: 'expected trials of Wald\'s test of rate p0 against p1: under p1 (E1), under p0 (E0), and of a test that never accepts',
    alsoCalled: ['Wald SPRT', 'SPRT', 'limit.sprt', 'limit.one', 'limit.wald'],
    inputs: { p0: chance, p1: chance, alpha: chance, beta: chance },
    refuses: ({ p0, p1, alpha, beta }) => [...(p0 === p1 ? [`p1: expected another rate than p0 (${p0})`] : []), ...(alpha + beta >= 1 ? [`beta: expected less than 1 - alpha (${1 - alpha}), got ${beta}`] : [])],
    compute: ({ p0, p1, alpha, beta }) => {
      const cost = sprtCost({ nullProb: p0, prob: p1 }, { alpha, beta });
      return { E1: cost.underAlternative, E0: cost.underNull, power_one: powerOneTrials({ nullProb: p0, prob: p1 }, alpha) };
    },
  }),
  statistic({
    name: 'block_floor',
    does: 'blocks that bets on whole blocks need at least, when the candidate\'s rate is rho times stable\'s at weight w',
    alsoCalled: ['block bet floor', 'limit.block'],
    inputs: { rho: positive, w: chance, r: positive, alpha: chance },
    compute: ({ rho, w, r, alpha }) => blocksAtLeast({ share: shareOfEvents(w, rho), nullShare: shareOfEvents(w, r) }, alpha),
  }),
];
