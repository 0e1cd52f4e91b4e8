// Binds the step to the real world: policies of the checkout, adapters, clock.
import { ActionError, formatMistake, type ActionContext, type ActionResult, type InputsOf } from '@rampart/action-kit';
import { actorOf, inJobPlaces, jobSurroundings, openSoundTargets, readEvidence, reasonOf, rerunIn, showTarget, type Job, type JobPlaces, type OpenedTargets } from '@rampart/ports-from-policy';
import type { ValidationEvidence } from '@rampart/rollout-engine';
import { conclusionsByDispatch } from './conclusions-by-dispatch.ts';
import { contract } from './contract.ts';
import { readEnvironments } from './environments.ts';
import { leavingOut } from './leaving-out.ts';
import { present } from './present.ts';
import { progressLine } from './progress-line.ts';
import { run, type StepRequest, type TargetResult } from './run.ts';

type Inputs = InputsOf<typeof contract>;

export function connect(inputs: Inputs, context: ActionContext): Promise<ActionResult<typeof contract>> {
  return inJobPlaces(context.env, (places) => step(inputs, context, places));
}

async function step(inputs: Inputs, context: ActionContext, places: JobPlaces): Promise<ActionResult<typeof contract>> {
  const { env, signal, log, hideSecrets } = context;
  const environments = readEnvironments(inputs.environment);
  if (environments.kind === 'mistake') throw new ActionError([{ code: 'RMP202', subject: 'environment', text: `${environments.text}.`, place: { kind: 'nowhere' } }]);
  const mode = inputs.mode.kind === 'given' ? inputs.mode.value : 'by-history';
  if ((mode === 'doctor' || mode === 'status') && (inputs.approve || inputs.abort.kind === 'given')) throw new ActionError([{ code: 'RMP202', subject: 'mode', text: `${mode} changes nothing, and abort or approve asks for a change. Use mode: tick for that.`, place: { kind: 'nowhere' } }]);
  const validation = await validationOf(inputs.evidence, places.workspace);
  const opened = await openSoundTargets(inputs.policy, jobSurroundings(inputs, { ...places, env, signal, hideSecrets, permissions: permissionsFor(inputs), deadlineMs: inputs.deadline }));
  if (opened.kind === 'mistakes') throw new ActionError(opened.mistakes);
  // At once, because this job may stay for hours.
  for (const mistake of opened.mistakes) log(formatMistake(mistake));
  return leavingOut(opened.mistakes, await look(opened, { inputs, mode, validation, environmentOf: environments.of }, context, places));
}

interface Wishes {
  readonly inputs: Inputs;
  readonly mode: StepRequest['mode'] | 'status' | 'doctor';
  readonly validation: ValidationEvidence;
  readonly environmentOf: (target: string) => string;
}

async function look(opened: Extract<OpenedTargets, { readonly kind: 'targets' }>, { inputs, mode, validation, environmentOf }: Wishes, { env, signal, log, hideSecrets }: ActionContext, places: JobPlaces): Promise<ActionResult<typeof contract>> {
  if (mode === 'status') return (await import('./status.ts')).showStatus(opened, { signal, log });
  if (mode === 'doctor') return (await import('./doctor.ts')).examineTargets(opened, { signal, log }, { mirrors: inputs.mirrors, workspace: places.workspace, ledger: inputs.ledger });
  const actor = actorOf(env);
  const request: StepRequest = {
    mode,
    wanted: wantedBy(inputs),
    validation,
    request: requestOf(inputs, actor, hideSecrets),
    actor,
    rerun: rerunIn(env),
    deadlineMs: inputs.deadline,
    silenceMs: inputs.silence,
  };
  const { targets, github } = opened;
  const told = async (result: TargetResult): Promise<void> => {
    log(progressLine(result));
    const { target, outcome, mode, readHistory } = result;
    if (mode === 'observe' || !('state' in outcome)) return;
    for (const line of await showTarget(github, target, { state: outcome.state, read: readHistory })) log(line);
  };
  const home = github === 'none' ? 'none' : github.apis.home;
  if (inputs.conclude === 'by-dispatch' && home === 'none') log('conclude: by-dispatch asks GitHub for runs of this repository, and there is none to ask: promotions are in the outputs.');
  const results = await run(request, {
    targets,
    clock: opened.clock,
    signal,
    told,
    ...(github === 'none' ? {} : { lookAhead: github.lookAhead }),
    ...(github === 'none' || github.retraining === 'none' ? {} : { retraining: github.retraining }),
    ...(home === 'none' || inputs.conclude !== 'by-dispatch' ? {} : { conclusions: conclusionsByDispatch(home) }),
  });
  if (github !== 'none') log(github.spent());
  return present(results, environmentOf);
}

/** For the block to paste where one is missing: a job that only shows, or starts no runs, is not to have more. */
function permissionsFor({ mode, conclude }: Inputs): Job['permissions'] {
  if (mode.kind === 'given' && mode.value === 'status') return { contents: { access: 'read' } };
  const { actions, ...others } = contract.permissions;
  return conclude === 'by-dispatch' ? { ...others, actions } : others;
}

function wantedBy(inputs: Inputs): StepRequest['wanted'] {
  if (!inputs.start) return { kind: 'nothing' };
  return inputs.candidate.kind === 'given' ? { kind: 'version', version: inputs.candidate.value } : { kind: 'newest' };
}

/** Whoever pastes a log as the reason may paste a token with it. */
function requestOf(inputs: Inputs, actor: string, hideSecrets: ActionContext['hideSecrets']): StepRequest['request'] {
  if (inputs.abort.kind === 'given') return { kind: 'abort', actor, why: reasonOf(hideSecrets(inputs.abort.value)) };
  return inputs.approve ? { kind: 'approve', actor } : { kind: 'none' };
}

async function validationOf(path: Inputs['evidence'], workspace: string): Promise<ValidationEvidence> {
  if (path.kind === 'absent') return { kind: 'not-demanded' };
  const reading = await readEvidence(path.value, workspace);
  if (reading.kind === 'refused') throw new ActionError([{ code: 'RMP212', subject: 'evidence', text: `${reading.why}.`, place: { kind: 'nowhere' } }]);
  return reading.evidence;
}
