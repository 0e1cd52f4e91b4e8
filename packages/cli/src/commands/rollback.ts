// rampart rollback: the candidate out of traffic, also with nothing but the router (--local).
import { run } from '@rampart/rollback/run';
import { present } from '@rampart/rollback/present';
import { actorOf, systemClock } from '@rampart/ports-from-policy';
import { isSet, REPOSITORY_OPTIONS, textValue, type Command } from '../command.ts';
import { targetsOf } from '../targets.ts';

export const rollback: Command = {
  name: 'rollback',
  usage: 'rampart rollback <policy.yaml> [--local] [--reason "why"] [--stable-version v1.2.3]',
  summary: 'takes the candidate out and concludes; --local touches nothing but the router',
  options: { ...REPOSITORY_OPTIONS, local: { type: 'boolean' }, reason: { type: 'string' }, 'stable-version': { type: 'string' } },
  files: 'one',
  run: async (invocation) => {
    const [target] = await targetsOf(invocation);
    if (target === undefined) return 2;
    const { policy } = target.pinned;
    const outcome = await run(
      {
        target: policy.target,
        actor: actorOf(invocation.env),
        why: textValue(invocation, 'reason', 'rolled back by hand'),
        rolloutId: '',
        stableVersion: textValue(invocation, 'stable-version'),
        routerOnly: isSet(invocation, 'local'),
      },
      target.ports,
    );
    const { outputs, exitCode } = present(outcome, { policy, history: [], nowMs: systemClock.nowMs(), breakGlass: target.breakGlass });
    const { report: _report, ...shown } = outputs;
    invocation.console.out(isSet(invocation, 'json') ? JSON.stringify({ ...shown, warnings: outcome.warnings, todo: outcome.todo }, null, 2) : [outputs.sentence, ...outcome.warnings].join('\n'));
    return exitCode;
  },
};
