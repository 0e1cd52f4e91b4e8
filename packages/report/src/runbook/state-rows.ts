// Each state that a release of this policy can be in: what it means, and what a person does. States that its plan does not have are left out.
import type { Policy, Stage } from '@rampart/rollout-policy';
import { duration } from '../text/quantity.ts';

export interface StateRow {
  readonly state: string;
  readonly means: string;
  /** Empty: nothing. */
  readonly does: string;
}

export function stateRows(policy: Policy): readonly StateRow[] {
  const { plan, expert } = policy;
  const inPlan = (kind: Stage['kind'], row: StateRow): readonly StateRow[] => (plan.some((stage) => stage.kind === kind) ? [row] : []);
  return [
    { state: 'hold, nothing needed', means: 'too early to say, or the promise allows no more yet', does: '' },
    ...inPlan('shadow', { state: 'shadow', means: 'the candidate gets copies only; it serves no user', does: '' }),
    { state: 'advance', means: 'the checks are fine, and the candidate got more traffic', does: '' },
    { state: 'hold, approval needed', means: asking(policy).join('; or '), does: 'read why, then approve or roll back; one approval answers all that is open' },
    { state: 'hold, a person needed', means: 'metrics or router do not answer, both versions are in trouble, or somebody raised the weight', does: 'do what the summary says; mostly it goes on by itself when the trouble is over' },
    { state: 'stepBack', means: `the promise on bad requests is spent, nothing could be seen for ${duration(expert.blindMs)}, traffic grew, or a check asks for less`, does: 'read why; approve to let it go up again, or roll back. A promise that is spent stays spent' },
    { state: 'promote', means: 'proved good enough; the promote job has it, or waits for its reviewers', does: 'review the job in the workflow run, if it asks' },
    ...inPlan('bake', { state: 'baking', means: 'promoted, and watched under the same checks', does: '' }),
    { state: 'rollback', means: 'worse beyond luck, over a limit, aborted, or lowered by hand; all traffic is on stable', does: 'nothing; when the cause is gone, try it again' },
    { state: 'rollback, not confirmed', means: 'the router has not said that the traffic is back; the job is red', does: 'take all traffic back now, as above' },
    { state: 'halt', means: 'stable itself is dead: there is nothing to go back to', does: 'get stable to work, or say which version is to serve (rampart rollback, --stable-version)' },
    { state: 'paused', means: 'a person stopped what raises; lowering goes on', does: 'let it go on, when the reason is gone' },
    { state: 'finished', means: 'the new version serves; its slot is the stable one now', does: '' },
  ];
}

/** When this policy asks for an approval. */
function asking({ plan, checks, promise }: Policy): readonly string[] {
  const names = checks.filter(({ then }) => then === 'hold' || then === 'stepBack').map(({ name }) => name);
  return [
    ...(plan.some(({ kind }) => kind === 'approval') ? ['the plan waits for a person'] : []),
    ...(names.length > 0 ? [`worse, or over a limit: ${names.join(', ')}`] : []),
    ...(promise.ifUndecided === 'ask' ? ['the time of the promise is over and the evidence does not decide'] : []),
    'frozen data changed',
  ];
}
