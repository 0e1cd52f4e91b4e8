// rampart history: the story of a target's releases, from its ledger.
import { renderHistory } from '@rampart/report';
import { isSet, REPOSITORY_OPTIONS, type Command } from '../command.ts';
import { targetsOf } from '../targets.ts';

export const history: Command = {
  name: 'history',
  usage: 'rampart history <policy.yaml>',
  summary: 'every recorded decision with its reason, oldest first',
  options: REPOSITORY_OPTIONS,
  files: 'one',
  run: async (invocation) => {
    const [target] = await targetsOf(invocation);
    if (target === undefined) return 2;
    const events = await target.ports.ledger.history(target.pinned.policy.target);
    if (events.kind === 'error') {
      invocation.console.err(events.error.message);
      return 3;
    }
    invocation.console.out(isSet(invocation, 'json') ? JSON.stringify({ events: events.value }, null, 2) : renderHistory(events.value, invocation.console.style));
    return 0;
  },
};
