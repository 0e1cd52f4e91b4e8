// Binds the rollback to the real world: the policy of the checkout and its adapters.
import { ActionError, given, type ActionContext, type ActionResult, type InputsOf } from '@rampart/action-kit';
import { actorOf, inJobPlaces, openTarget, systemClock, type JobPlaces } from '@rampart/ports-from-policy';
import type { contract } from './contract.ts';
import { present } from './present.ts';
import { run } from './run.ts';

type Inputs = InputsOf<typeof contract>;

export function connect(inputs: Inputs, context: ActionContext): Promise<ActionResult<typeof contract>> {
  return inJobPlaces(context.env, (places) => takeBack(inputs, context, places));
}

async function takeBack(inputs: Inputs, { env, signal }: ActionContext, places: JobPlaces): Promise<ActionResult<typeof contract>> {
  const opened = await openTarget(inputs.policy, { ...places, ledger: inputs.ledger, registry: inputs.registry, token: given(inputs.token), routerToken: given(inputs.routerToken), env, clock: systemClock, signal });
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
    },
    ports,
  );
  const history = inputs.routerOnly ? undefined : await ports.ledger.history(policy.target);
  return present(outcome, { policy, history: history?.kind === 'ok' ? history.value : [], nowMs: systemClock.nowMs(), breakGlass });
}
