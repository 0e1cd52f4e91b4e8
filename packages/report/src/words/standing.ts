// How a target stands when nothing is being decided: what serves, and how the last rollout ended or the present one goes.
import { assertNever, type Rollout, type TargetState } from '@rampart/rollout-policy';
import { duration, percentOfWeight } from '../text/quantity.ts';
import { outcomeWords } from './event-title.ts';
import { named } from './foreign-text.ts';
import { leavingWords } from './leaving-words.ts';
import { contextOf } from './rollout-context.ts';

export interface Standing {
  readonly mood: 'good' | 'bad' | 'open' | 'stop';
  readonly what: string;
  /** Empty where there is nothing to explain. */
  readonly why: string;
}

export function standing(state: TargetState, nowMs: number): Standing {
  const { rollout } = state;
  return rollout.kind === 'live' ? liveStanding(state, rollout, nowMs) : restingStanding(state, nowMs);
}

function restingStanding(state: TargetState, nowMs: number): Standing {
  const serves = `All traffic is on ${named(state.stable.version)}.`;
  const last = state.ended.at(-1);
  if (last === undefined) return { mood: 'open', what: `${serves} Nothing was rolled out yet.`, why: '' };
  const why = leavingWords(last.why, { stable: state.stable.version, candidate: last.candidate.version });
  const ago = nowMs - last.endedAtMs < 1000 ? 'just now' : `${duration(nowMs - last.endedAtMs)} ago`;
  if (last.outcome === 'promoted') return { mood: 'good', what: `${serves} It was promoted ${ago}.`, why: '' };
  return { mood: 'bad', what: `${named(last.candidate.version)} is out. ${serves}`, why: `${outcomeWords(last.outcome)} ${ago}: ${why}.` };
}

function liveStanding(state: TargetState, rollout: Rollout, nowMs: number): Standing {
  const [stable, candidate] = [named(state.stable.version), named(rollout.candidate.version)];
  const weight = percentOfWeight(rollout.weight);
  const since = `for ${duration(nowMs - rollout.weightSinceMs)}`;
  const serves = rollout.weight === 0 ? `All traffic is on ${stable}.` : `${candidate} has ${weight} of the traffic ${since}, ${stable} serves the rest.`;
  switch (rollout.phase) {
    case 'trial':
      return { mood: 'open', what: rollout.weight === 0 ? `${candidate} is being readied. ${serves}` : serves, why: '' };
    case 'awaiting-promotion':
      return { mood: 'good', what: `${candidate} waits for its promotion. ${serves}`, why: '' };
    case 'baking':
      return { mood: 'good', what: `${candidate} is promoted and still watched. ${serves}`, why: '' };
    case 'leaving':
      return { mood: rollout.weight === 0 && rollout.pending.kind === 'none' ? 'bad' : 'stop', what: `${candidate} is taken out. ${serves}`, why: `${leavingWords(rollout.leavingWhy, contextOf(state))}.` };
    default:
      return assertNever(rollout.phase);
  }
}
