// Does the candidate get the share of the requests that its weight says? Where not, what is measured is not what was asked for (a router that loses
// requests, a cache before it, retries that stay on one arm): hold, and a person looks. Both directions, with a tolerance, on whole blocks.
import type { Block } from '../evidence.ts';
import type { Check, Policy } from '../policy.ts';
import type { Rollout, SampleRatioState } from '../state.ts';
import { opposite, wagerOn, type Wager } from '../statistics/wager.ts';
import { capital, newWealth, play } from '../statistics/wealth.ts';
import { PPM_ALL, PPM_NONE, type Ppm } from '../units.ts';

export function newSampleRatio(): SampleRatioState {
  return { originMs: -1, watermarkMs: 0, above: newWealth('bet'), below: newWealth('bet'), stable: 0, candidate: 0, weight: PPM_NONE };
}

/** The check whose trials are the requests (under sticky routing: the users) that the router splits. */
export function splitCheck(policy: Policy): Check | 'none' {
  const isSticky = policy.plan.some((stage) => stage.kind === 'ramp' && stage.sticky === 'user');
  return policy.checks.find(({ signal }) => signal.kind === 'share' && signal.unit === (isSticky ? 'users' : 'requests')) ?? 'none';
}

export function watchSplit(policy: Policy, state: SampleRatioState, block: Block, weight: Ppm): SampleRatioState {
  const cell = block.cells['all'];
  if (cell === undefined || weight === PPM_NONE || weight === PPM_ALL) return state;
  const originMs = state.originMs < 0 ? block.fromMs : state.originMs;
  const gridPoint = Math.floor((block.fromMs - originMs) / policy.expert.gridMs);
  const [candidate, stable] = [cell.candidate.trials, cell.stable.trials];
  const share = weight / PPM_ALL;
  const factor = policy.expert.sampleRatioFactor;
  const over = (odds: number): Wager => wagerOn(candidate, candidate + stable, (share * odds) / (share * odds + 1 - share));
  const isSame = weight === state.weight;
  return {
    originMs,
    watermarkMs: block.toMs,
    above: play(state.above, over(factor), gridPoint),
    below: play(state.below, opposite(over(1 / factor)), gridPoint),
    stable: (isSame ? state.stable : 0) + stable,
    candidate: (isSame ? state.candidate : 0) + candidate,
    weight,
  };
}

/** Half of the error probability on each side. */
export function isSplitOff(policy: Policy, state: SampleRatioState): boolean {
  return (capital(state.above) + capital(state.below)) / 2 >= 1 / policy.expert.sampleRatioAlpha;
}

/** What was in force while `block` was measured; unknown where no record reaches back. */
export function inForceDuring(weights: Rollout['weights'], block: Block): Rollout['weights'][number] | 'unknown' {
  return weights.findLast(({ fromMs }) => fromMs <= block.fromMs) ?? 'unknown';
}
