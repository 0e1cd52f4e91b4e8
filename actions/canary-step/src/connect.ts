// Binds the step to the real world: policies of the checkout, adapters, clock.
import { ActionError, type ActionContext, type ActionResult, type InputsOf } from '@rampart/action-kit';
import { actorOf, inJobPlaces, jobSurroundings, openTargets, readEvidence, rerunIn, showTarget, systemClock, type JobPlaces } from '@rampart/ports-from-policy';
import type { ValidationEvidence } from '@rampart/rollout-engine';
import { contract } from './contract.ts';
import { present } from './present.ts';
import { progressLine } from './progress-line.ts';
import { run, type StepRequest, type TargetResult } from './run.ts';

type Inputs = InputsOf<typeof contract>;

export function connect(inputs: Inputs, context: ActionContext): Promise<ActionResult<typeof contract>> {
  return inJobPlaces(context.env, (places) => step(inputs, context, places));
}

async function step(inputs: Inputs, { env, signal, log }: ActionContext, places: JobPlaces): Promise<ActionResult<typeof contract>> {
  const validation = await validationOf(inputs.evidence, places.workspace);
  const opened = await openTargets(inputs.policy, jobSurroundings(inputs, { ...places, env, signal, permissions: contract.permissions, deadlineMs: inputs.deadline }));
  if (opened.kind === 'mistakes') throw new ActionError(opened.mistakes);
  const actor = actorOf(env);
  const request: StepRequest = {
    mode: inputs.mode.kind === 'given' ? inputs.mode.value : 'by-history',
    wanted: wantedBy(inputs),
    validation,
    request: requestOf(inputs, actor),
    actor,
    rerun: rerunIn(env),
    deadlineMs: inputs.deadline,
  };
  const { targets, github } = opened;
  const told = async (result: TargetResult): Promise<void> => {
    log(progressLine(result));
    const { target, outcome, mode, readHistory } = result;
    if (mode === 'observe' || !('state' in outcome)) return;
    for (const line of await showTarget(github, target, { state: outcome.state, events: await readHistory() })) log(line);
  };
  const results = await run(request, { targets, clock: systemClock, signal, told });
  if (github !== 'none') log(github.spent());
  return present(results);
}

function wantedBy(inputs: Inputs): StepRequest['wanted'] {
  if (!inputs.start) return { kind: 'nothing' };
  return inputs.candidate.kind === 'given' ? { kind: 'version', version: inputs.candidate.value } : { kind: 'newest' };
}

function requestOf(inputs: Inputs, actor: string): StepRequest['request'] {
  if (inputs.abort.kind === 'given') return { kind: 'abort', actor, why: inputs.abort.value };
  return inputs.approve ? { kind: 'approve', actor } : { kind: 'none' };
}

async function validationOf(path: Inputs['evidence'], workspace: string): Promise<ValidationEvidence> {
  if (path.kind === 'absent') return { kind: 'not-demanded' };
  const reading = await readEvidence(path.value, workspace);
  if (reading.kind === 'refused') throw new ActionError([{ code: 'RMP212', subject: 'evidence', text: `${reading.why}.`, place: { kind: 'nowhere' } }]);
  return reading.evidence;
}
