// rampart adopt: shows what serves now, and writes it as the first line of the ledger.
import { tick } from '@rampart/rollout-engine';
import { actorOf } from '@rampart/ports-from-policy';
import { isSet, REPOSITORY_OPTIONS, type Command } from '../command.ts';
import { targetsOf } from '../targets.ts';

export const adopt: Command = {
  name: 'adopt',
  usage: 'rampart adopt <policy.yaml> [--dry-run]',
  summary: 'shows what serves now and writes the first line of the ledger',
  options: { ...REPOSITORY_OPTIONS, 'dry-run': { type: 'boolean' } },
  files: 'one',
  run: async (invocation) => {
    const [target] = await targetsOf(invocation);
    if (target === undefined) return 2;
    const outcome = await tick(target.ports, {
      pinned: target.pinned,
      actor: actorOf(invocation.env),
      acts: !isSet(invocation, 'dry-run'),
      request: { kind: 'none' },
      pollRegistry: false,
      wanted: { kind: 'nothing' },
      validation: { kind: 'not-demanded' },
      nextLookMs: target.pinned.policy.expert.tickMs,
      snapshot: { kind: 'from-ledger' },
    });
    switch (outcome.kind) {
      case 'idle': {
        const { stable, slots } = outcome.state;
        const said = `${target.pinned.policy.target}: ${stable.version} serves in slot ${stable.slot} (${stable.digest}); the other slot is ${slots.find((slot) => slot !== stable.slot) ?? ''}`;
        invocation.console.out(isSet(invocation, 'json') ? JSON.stringify({ stable, slots }, null, 2) : said);
        return 0;
      }
      case 'would-start':
        invocation.console.out(isSet(invocation, 'json') ? JSON.stringify({ would: outcome.what }, null, 2) : `would ${outcome.what}`);
        return 0;
      case 'decided':
        invocation.console.err(`${target.pinned.policy.target} was adopted before, and a rollout is live: see rampart status`);
        return 1;
      case 'lost-race':
        invocation.console.err('another job wrote to the ledger at the same time; run it again');
        return 3;
      case 'no-ledger':
        invocation.console.err(outcome.error.message);
        return 3;
      case 'refused':
        invocation.console.err(outcome.why);
        return 2;
    }
  },
};
