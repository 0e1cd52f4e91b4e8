// rampart history: the story of a target's releases, from its ledger.
import { renderHistory } from '@rampart/report';
import { isSet, REPOSITORY_OPTIONS, type Command } from '../command.ts';
import { withTarget } from '../targets.ts';

export const history: Command = {
  name: 'history',
  summary: 'every recorded decision with its reason, oldest first',
  options: REPOSITORY_OPTIONS,
  policies: 'one',
  run: (invocation) =>
    withTarget(invocation, async ({ pinned, ports }) => {
      const { console } = invocation;
      const events = await ports.ledger.history(pinned.policy.target);
      if (events.kind === 'error') {
        console.err(events.error.message);
        return 3;
      }
      console.out(isSet(invocation, 'json') ? JSON.stringify({ events: events.value }, null, 2) : renderHistory(events.value, console.style));
      return 0;
    }),
};
