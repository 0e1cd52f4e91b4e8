// rampart rollback: the candidate out of traffic, also with nothing but the router (--local).
import { run } from '@rampart/rollback/run';
import { present } from '@rampart/rollback/present';
import { actorOf } from '@rampart/ports-from-policy';
import { isSet, reasonValue, REPOSITORY_OPTIONS, textValue, type Command } from '../command.ts';
import { withTarget } from '../targets.ts';

export const rollback: Command = {
  name: 'rollback',
  summary: 'takes the candidate out of traffic, puts the registry\'s pointer back and concludes the rollout',
  options: {
    reason: { value: '"why"', does: 'is recorded with the rollback' },
    'stable-version': { value: 'v1.2.3', does: 'the version that shall serve, for a router that carries no stamp of a rollout' },
    local: { does: 'touches nothing but the router; ledger and registry are settled by a later run' },
    ...REPOSITORY_OPTIONS,
  },
  policies: 'one',
  run: (invocation) =>
    withTarget(invocation, async ({ pinned, ports, breakGlass }) => {
      const { policy } = pinned;
      const outcome = await run(
        {
          target: policy.target,
          actor: actorOf(invocation.env),
          why: reasonValue(invocation, 'reason', 'rolled back by hand'),
          rolloutId: '',
          stableVersion: invocation.hideSecrets(textValue(invocation, 'stable-version')),
          routerOnly: isSet(invocation, 'local'),
        },
        ports,
      );
      const { outputs, exitCode } = present(outcome, { policy, history: [], nowMs: ports.clock.nowMs(), breakGlass });
      const { console } = invocation;
      if (isSet(invocation, 'json')) {
        const { kind, why, concluded, warnings, todo } = outcome;
        console.out(JSON.stringify({ outcome: kind, why, concluded, warnings, todo }, null, 2));
      } else (exitCode === 0 ? console.out : console.err)([outputs.sentence, ...outcome.warnings.map((text) => `Note: ${text}`)].join('\n'));
      return exitCode;
    }),
};
