// How a target stands when nothing is being decided: what serves, and how the last rollout ended or the present one goes.
import { assertNever, PPM_ALL, type Rollout, type TargetState } from '@rampart/rollout-policy';
import { duration, percentOfWeight } from '../text/quantity.ts';
import { utcDay } from '../text/utc-time.ts';
import { outcomeWords } from './event-title.ts';
import { named, someOf } from './foreign-text.ts';
import { leavingWords } from './leaving-words.ts';
import { pausedWords, resumeCommand } from './paused-words.ts';
import { contextOf } from './rollout-context.ts';

export interface Standing {
  readonly mood: 'good' | 'bad' | 'open' | 'stop';
  readonly what: string;
  /** Empty where there is nothing to explain. */
  readonly why: string;
}

export function standing(state: TargetState, nowMs: number): Standing {
  const { rollout } = state;
  const now = rollout.kind === 'live' ? liveStanding(state, rollout, nowMs) : restingStanding(state, nowMs);
  const follows = followingWords(state, nowMs);
  const told = follows === '' ? now : { ...now, what: `${now.what} ${follows}` };
  if (state.pause.kind === 'none') return told;
  const paused = `${pausedWords(state.pause)}; ${resumeCommand(state.target)} lets it go on.`;
  return { ...told, mood: told.mood === 'good' ? 'open' : told.mood, what: `${told.what} ${paused}` };
}

function restingStanding(state: TargetState, nowMs: number): Standing {
  const serves = `All traffic is on ${named(state.stable.version)}.`;
  const last = state.ended.at(-1);
  if (last === undefined) return { mood: 'open', what: `${serves} Nothing was rolled out yet.`, why: '' };
  const why = leavingWords(last.why, { stable: state.stable.version, candidate: last.candidate.version });
  const ago = nowMs - last.endedAtMs < 1000 ? 'just now' : `${duration(nowMs - last.endedAtMs)} ago`;
  if (last.outcome === 'promoted') return { mood: 'good', what: `${serves} It was promoted ${ago}.`, why: '' };
  const wasPromoted = state.ended.some(({ id, outcome }) => id === last.id && outcome === 'promoted');
  const how = wasPromoted ? `Taken out again ${ago}, after it had been promoted` : `${capitalised(outcomeWords(last.outcome))} ${ago}`;
  return { mood: 'bad', what: `${named(last.candidate.version)} is out. ${serves}`, why: `${how}: ${why}.` };
}

function liveStanding(state: TargetState, rollout: Rollout, nowMs: number): Standing {
  const [stable, candidate] = [named(state.stable.version), named(rollout.candidate.version)];
  const weight = percentOfWeight(rollout.weight);
  const since = `for ${duration(nowMs - rollout.weightSinceMs)}`;
  const serves = rollout.weight === 0 ? `All traffic is on ${stable}.` : `${candidate} has ${weight} of the traffic ${since}${rollout.weight === PPM_ALL ? '' : `, ${stable} serves the rest`}.`;
  switch (rollout.phase) {
    case 'trial':
      // Only a budget that is spent takes all traffic away without ending the rollout.
      if (rollout.weight === 0 && rollout.firstWeight > 0) return { mood: 'stop', what: `${candidate} gets no traffic any more. ${serves}`, why: 'A person decides.' };
      return { mood: 'open', what: trialWords(rollout, { candidate, serves }), why: '' };
    case 'awaiting-promotion':
      return { mood: 'good', what: `${candidate} waits for its promotion. ${serves}`, why: '' };
    case 'baking':
      return { mood: 'good', what: `${candidate} is promoted and still watched. ${serves}`, why: '' };
    case 'leaving':
      return { mood: rollout.weight === 0 && rollout.pending.kind === 'none' ? 'bad' : 'stop', what: `${candidate} is taken out. ${serves}`, why: `${capitalised(leavingWords(rollout.leavingWhy, contextOf(state)))}.` };
    default:
      return assertNever(rollout.phase);
  }
}

function trialWords({ policy, stageIndex, weight, mirror }: Rollout, { candidate, serves }: { readonly candidate: string; readonly serves: string }): string {
  const stage = policy.plan[stageIndex];
  switch (stage?.kind) {
    case 'shadow':
      return mirror === 0 ? `${candidate} is being readied. ${serves}` : `${candidate} answers copies of ${mirror === PPM_ALL ? 'all' : `${percentOfWeight(mirror)} of the`} requests, which no user sees. ${serves}`;
    case 'approval':
      return `${candidate} waits for a person's approval. ${serves}`;
    case 'split':
      return weight === stage.weight ? `${candidate} is compared at a fixed share. ${serves}` : serves;
    default:
      return weight === 0 ? `${candidate} is being readied. ${serves}` : serves;
  }
}

/** `v42 finished; its labels are watched until 5 Jan.` The newest that is still followed. */
function followingWords({ following }: TargetState, nowMs: number): string {
  const newest = following.findLast(({ untilMs }) => untilMs > nowMs);
  if (newest === undefined) return '';
  const told = newest.told.length === 0 ? '' : ` It turned out worse in ${someOf(newest.told)}.`;
  return `${named(newest.candidate.version)} finished; its labels are watched until ${utcDay(newest.untilMs)}.${told}`;
}

function capitalised(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
