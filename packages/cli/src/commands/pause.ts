// rampart pause and resume: a person stops everything that goes up on targets, and lets it go on. Traffic is not touched; lowering and rollback go on.
import { actorOf, type OpenedTarget, type PolicyMistake } from '@rampart/ports-from-policy';
import { cleanLine, pausedWords, percentOfWeight, resumeCommand } from '@rampart/report';
import { pauseTarget, resumeTarget, type PauseOutcome } from '@rampart/rollout-engine';
import type { TargetState } from '@rampart/rollout-policy';
import { isSet, reasonValue, REPOSITORY_OPTIONS, textValue, type Command, type ExitCode, type Invocation } from '../command.ts';
import { tellMistakes, withEachTarget } from '../targets.ts';
import { tellUsage } from '../tell-usage.ts';

const ALL = { does: 'every policy of this folder: all in rampart/, and those beside it' } as const;

export const pause: Command = {
  name: 'pause',
  summary: 'nothing is started, raised or promoted on these targets until they are resumed; lowering and rollback go on',
  options: { reason: { value: '"why"', does: 'is recorded, and told by every decision and status meanwhile' }, all: ALL, ledger: REPOSITORY_OPTIONS.ledger },
  policies: 'some',
  run: (invocation) => (textValue(invocation, 'reason') === '' ? Promise.resolve(tellUsage(invocation, 'pause', ['--reason "why" is missing. Whoever finds the target paused has to know what it waits for'])) : change(invocation, 'pause')),
};

export const resume: Command = {
  name: 'resume',
  summary: 'lets paused targets go on: the next look decides by the evidence that came in meanwhile',
  options: { reason: { value: '"why"', does: 'is recorded with it' }, all: ALL, ledger: REPOSITORY_OPTIONS.ledger },
  policies: 'some',
  run: (invocation) => change(invocation, 'resume'),
};

interface Changed {
  readonly target: string;
  readonly outcome: PauseOutcome;
}

/** Each for itself: a policy that cannot be read must not keep the others going. */
async function change(invocation: Invocation, verb: 'pause' | 'resume'): Promise<ExitCode> {
  if (invocation.files.length === 0) return tellUsage(invocation, verb, ['there is no policy here or in rampart/']);
  const changed: Changed[] = [];
  const mistakes: PolicyMistake[] = [];
  await withEachTarget(invocation, async (target) => void changed.push(await changeOne(invocation, target, verb)), (found) => void mistakes.push(...found));
  const { console } = invocation;
  if (isSet(invocation, 'json')) console.out(JSON.stringify({ targets: changed.map(documentOf), mistakes }, null, 2));
  else {
    for (const one of changed) (codeOf(one.outcome) === 0 ? console.out : console.err)(lineOf(one, verb));
    if (mistakes.length > 0) tellMistakes(invocation, mistakes);
  }
  return mistakes.length > 0 ? 2 : changed.reduce<ExitCode>((worst, { outcome }) => (codeOf(outcome) > worst ? codeOf(outcome) : worst), 0);
}

async function changeOne(invocation: Invocation, { ports, pinned: { policy } }: OpenedTarget, verb: 'pause' | 'resume'): Promise<Changed> {
  const input = { target: policy.target, actor: actorOf(invocation.env), why: reasonValue(invocation, 'reason') };
  return { target: policy.target, outcome: await (verb === 'pause' ? pauseTarget : resumeTarget)(ports, input) };
}

function codeOf({ kind }: PauseOutcome): ExitCode {
  switch (kind) {
    case 'done':
    case 'already':
      return 0;
    case 'not-adopted':
    case 'lost-race':
      return 1;
    case 'no-ledger':
      return 3;
  }
}

function lineOf({ target, outcome }: Changed, verb: 'pause' | 'resume'): string {
  const name = cleanLine(target);
  switch (outcome.kind) {
    case 'done':
    case 'already': {
      const before = outcome.kind === 'already' ? 'was paused already. ' : '';
      const { state } = outcome;
      if (state.pause.kind === 'none') return `${name}: ${outcome.kind === 'already' ? 'is not paused' : `goes on; ${standsWords(state)}`}`;
      return `${name}: ${before}${pausedWords(state.pause)}; ${standsWords(state)}. Lowering and rollback go on. ${resumeCommand(target)} lets it go on${underWayWords(outcome)}`;
    }
    case 'not-adopted':
      return `${name}: NOT ${verb}d, it has no ledger yet to write that into. rampart adopt writes its first line`;
    case 'lost-race':
      return `${name}: NOT ${verb}d, other jobs keep writing to the ledger. Run it again`;
    case 'no-ledger':
      return `${name}: NOT ${verb}d. ${outcome.error.message}`;
  }
}

function standsWords({ rollout, stable }: TargetState): string {
  if (rollout.kind === 'none') return `all traffic is on ${cleanLine(stable.version)}`;
  return `${cleanLine(rollout.candidate.version)} has ${percentOfWeight(rollout.weight)} of the traffic and is watched`;
}

/** What was recorded before the pause is not taken back: the job that recorded it may be about to make it. */
function underWayWords(outcome: Extract<PauseOutcome, { kind: 'done' | 'already' }>): string {
  if (outcome.kind === 'already' || outcome.underWay.kind === 'nothing') return '';
  return `.\nNote: a raise to ${percentOfWeight(outcome.underWay.weight)} was recorded before and may still be made by the job that recorded it; rampart rollback takes it out`;
}

function documentOf({ target, outcome }: Changed): object {
  if (outcome.kind === 'no-ledger') return { target, outcome: outcome.kind, why: outcome.error.message };
  if (outcome.kind === 'done') return { target, outcome: outcome.kind, pause: outcome.state.pause, underWay: outcome.underWay };
  return { target, outcome: outcome.kind, ...(outcome.kind === 'already' ? { pause: outcome.state.pause } : {}) };
}
