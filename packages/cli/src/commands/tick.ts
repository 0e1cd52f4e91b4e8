// rampart tick: the same step as the canary-step action, as a second clock or by hand.
import { present } from '@rampart/canary-step/present';
import { run, type StepRequest } from '@rampart/canary-step/run';
import { renderTerminal } from '@rampart/report';
import { actorOf, systemClock } from '@rampart/ports-from-policy';
import { isSet, REPOSITORY_OPTIONS, textValue, type Command, type Invocation } from '../command.ts';
import { targetsOf } from '../targets.ts';

const MODES = ['observe', 'auto', 'tick', 'watch'] as const;

export const tick: Command = {
  name: 'tick',
  usage: 'rampart tick <policy.yaml>... [--mode observe|auto|tick|watch] [--candidate v1.2.3] [--abort "why"] [--approve]',
  summary: 'observes, decides and moves the traffic by one step',
  options: { ...REPOSITORY_OPTIONS, mode: { type: 'string' }, candidate: { type: 'string' }, abort: { type: 'string' }, approve: { type: 'boolean' } },
  files: 'some',
  run: async (invocation) => {
    const mode = MODES.find((known) => known === textValue(invocation, 'mode', 'tick'));
    if (mode === undefined) {
      invocation.console.err(`--mode: expected one of ${MODES.join(', ')}, got ${JSON.stringify(textValue(invocation, 'mode'))}`);
      return 2;
    }
    const targets = await targetsOf(invocation);
    if (targets.length === 0) return 2;
    const results = await run(requestOf(invocation, mode), { targets, clock: systemClock, signal: invocation.signal, told: () => undefined });
    const presented = present(results);
    if (isSet(invocation, 'json')) invocation.console.out(JSON.stringify({ ...presented.outputs, targets: JSON.parse(presented.outputs.targets) as unknown }, null, 2));
    else for (const result of results) invocation.console.out(pageOf(result, invocation, presented.outputs.sentence));
    return presented.exitCode;
  },
};

function pageOf({ outcome, target, history, atMs }: Awaited<ReturnType<typeof run>>[number], { console }: Invocation, otherwise: string): string {
  if (outcome.kind !== 'decided') return otherwise;
  const { state, decision } = outcome;
  return renderTerminal({ state, decision, history, nowMs: atMs, breakGlass: target.breakGlass(state.stable.slot), notes: [...outcome.warnings, ...outcome.todo] }, console.style);
}

function requestOf(invocation: Invocation, mode: StepRequest['mode']): StepRequest {
  const actor = actorOf(invocation.env);
  const [candidate, abort] = [textValue(invocation, 'candidate'), textValue(invocation, 'abort')];
  return {
    mode,
    wanted: candidate === '' ? { kind: 'newest' } : { kind: 'version', version: candidate },
    validation: { kind: 'not-demanded' },
    request: abort !== '' ? { kind: 'abort', actor, why: abort } : isSet(invocation, 'approve') ? { kind: 'approve', actor } : { kind: 'none' },
    actor,
    deadlineMs: Number.MAX_SAFE_INTEGER,
  };
}

