// Binds the rollback to the real world: the policy of the checkout and its adapters.
import { ActionError, given, type ActionContext, type ActionResult, type InputsOf } from '@rampart/action-kit';
import { actorOf, inJobPlaces, jobSurroundings, openTarget, reasonOf, rerunIn, showTarget, type JobPlaces, type ReadEvents } from '@rampart/ports-from-policy';
import { sinceStartOf } from '@rampart/rollout-engine';
import { contract } from './contract.ts';
import { present } from './present.ts';
import { run } from './run.ts';

type Inputs = InputsOf<typeof contract>;

export function connect(inputs: Inputs, context: ActionContext): Promise<ActionResult<typeof contract>> {
  return inJobPlaces(context.env, (places) => takeBack(inputs, context, places));
}

async function takeBack(inputs: Inputs, { env, signal, log, hideSecrets }: ActionContext, places: JobPlaces): Promise<ActionResult<typeof contract>> {
  const opened = await openTarget(inputs.policy, jobSurroundings(inputs, { ...places, env, signal, hideSecrets, permissions: contract.permissions }));
  if (opened.kind === 'mistakes') throw new ActionError(opened.mistakes);
  const { pinned, ports, breakGlass } = opened.target;
  const { policy } = pinned;
  const outcome = await run(
    {
      target: policy.target,
      actor: actorOf(env),
      why: reasonOf(hideSecrets(inputs.reason)),
      rolloutId: given(inputs.rolloutId),
      stableVersion: given(inputs.stableVersion),
      routerOnly: inputs.routerOnly,
      rerun: rerunIn(env),
    },
    ports,
  );
  const read: ReadEvents = async (enough) => {
    const events = await ports.ledger.history(policy.target, enough);
    return events.kind === 'ok' ? events.value : [];
  };
  // With the router alone nothing is known of the ledger.
  const { state } = outcome;
  if (state.kind === 'known') for (const line of await showTarget(opened.github, opened.target, { state: state.state, read })) log(line);
  const history = state.kind === 'known' ? await read(sinceStartOf(state.state)) : [];
  if (opened.github !== 'none') log(opened.github.spent());
  return present(outcome, { policy, history, nowMs: opened.clock.nowMs(), breakGlass });
}
