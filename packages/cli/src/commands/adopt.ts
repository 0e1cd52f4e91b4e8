// rampart adopt: shows what serves now, and writes it as the first line of the ledger.
import { tick } from '@rampart/rollout-engine';
import { actorOf, type OpenedTarget } from '@rampart/ports-from-policy';
import type { TargetState } from '@rampart/rollout-policy';
import { isSet, REPOSITORY_OPTIONS, type Command, type ExitCode, type Invocation } from '../command.ts';
import { withTarget } from '../targets.ts';

export const adopt: Command = {
  name: 'adopt',
  summary: 'shows what serves now and writes the first line of the ledger',
  options: { ...REPOSITORY_OPTIONS, 'dry-run': { does: 'shows it and writes nothing' } },
  policies: 'one',
  run: (invocation) =>
    withTarget(invocation, async (target) => {
      const view = await target.ports.ledger.read(target.pinned.policy.target);
      if (view.kind === 'error') {
        invocation.console.err(view.error.message);
        return 3;
      }
      // A ledger that is there is shown and left alone: going on with its rollout is what tick is for.
      return view.value.kind === 'present' ? show(invocation, view.value.state, 'was adopted before; ') : writeFirstLine(invocation, target);
    }),
};

async function writeFirstLine(invocation: Invocation, { ports, pinned }: OpenedTarget): Promise<ExitCode> {
  const { console } = invocation;
  const outcome = await tick(ports, {
    pinned,
    actor: actorOf(invocation.env),
    acts: !isSet(invocation, 'dry-run'),
    request: { kind: 'none' },
    pollRegistry: false,
    wanted: { kind: 'nothing' },
    validation: { kind: 'not-demanded' },
    nextLookMs: pinned.policy.expert.tickMs,
    snapshot: { kind: 'from-ledger' },
  });
  switch (outcome.kind) {
    case 'idle':
      return show(invocation, outcome.state, '');
    case 'would-start':
      console.out(isSet(invocation, 'json') ? JSON.stringify({ would: outcome.what }, null, 2) : `${pinned.policy.target}: would ${outcome.what}`);
      return 0;
    case 'decided':
    case 'lost-race':
      console.err('another job wrote to the ledger at the same time; run it again');
      return 3;
    case 'no-ledger':
      console.err(outcome.error.message);
      return 3;
    case 'refused':
      console.err(`${pinned.policy.target}: ${outcome.why}`);
      return 2;
  }
}

function show(invocation: Invocation, { target, stable, slots, rollout }: TargetState, before: string): ExitCode {
  const other = slots.find((slot) => slot !== stable.slot) ?? '';
  const released = rollout.kind === 'live' ? `${rollout.candidate.version} is being released in slot ${other}` : `the other slot is ${other}`;
  invocation.console.out(isSet(invocation, 'json') ? JSON.stringify({ target, stable, slots }, null, 2) : `${target}: ${before}${stable.version} serves from slot ${stable.slot} (${stable.digest}); ${released}`);
  return 0;
}
