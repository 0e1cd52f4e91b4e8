// Binds the rollback to the real world: the policy of the checkout and its adapters.
import { ActionError, given, type ActionContext, type ActionResult, type InputsOf } from '@rampart/action-kit';
import { actorOf, inJobPlaces, jobSurroundings, openTarget, rerunIn, showTarget, systemClock, type JobPlaces } from '@rampart/ports-from-policy';
import { contract } from './contract.ts';
import { present } from './present.ts';
import { run } from './run.ts';

type Inputs = InputsOf<typeof contract>;

export function connect(inputs: Inputs, context: ActionContext): Promise<ActionResult<typeof contract>> {
  return inJobPlaces(context.env, (places) => takeBack(inputs, context, places));
}

async function takeBack(inputs: Inputs, { env, signal, log }: ActionContext, places: JobPlaces): Promise<ActionResult<typeof contract>> {
  const opened = await openTarget(inputs.policy, jobSurroundings(inputs, { ...places, env, signal, permissions: contract.permissions }));
  if (opened.kind === 'mistakes') throw new ActionError(opened.mistakes);
  const { pinned, ports, breakGlass } = opened.target;
  const { policy } = pinned;
  const outcome = await run(
    {
      target: policy.target,
      actor: actorOf(env),
      why: inputs.reason,
      rolloutId: given(inputs.rolloutId),
      stableVersion: given(inputs.stableVersion),
      routerOnly: inputs.routerOnly,
      rerun: rerunIn(env),
    },
    ports,
  );
  const read = inputs.routerOnly ? undefined : await ports.ledger.history(policy.target);
  const history = read?.kind === 'ok' ? read.value : [];
  if (outcome.state.kind === 'known') for (const line of await showTarget(opened.github, opened.target, { state: outcome.state.state, events: history })) log(line);
  if (opened.github !== 'none') log(opened.github.spent());
  return present(outcome, { policy, history, nowMs: systemClock.nowMs(), breakGlass });
}
