// rampart status: one line per target, from the ledger alone.
import { systemClock } from '@rampart/ports-from-policy';
import { renderStatusLine } from '@rampart/report';
import { isSet, REPOSITORY_OPTIONS, type Command } from '../command.ts';
import { withTargets } from '../targets.ts';
import { followedLines } from './followed-lines.ts';

export const status: Command = {
  name: 'status',
  summary: 'what serves and what is being released, one line per target, and what is followed',
  options: REPOSITORY_OPTIONS,
  policies: 'some',
  run: (invocation) =>
    withTargets(invocation, async (targets) => {
      const { console } = invocation;
      const views = await Promise.all(targets.map(async ({ policyFile, pinned: { policy }, ports }) => ({ policyFile, target: policy.target, view: await ports.ledger.read(policy.target) })));
      const exitCode = views.some(({ view }) => view.kind === 'error') ? 3 : 0;
      if (isSet(invocation, 'json')) {
        console.out(JSON.stringify({ targets: views.map(({ target, view }) => ({ target, ...(view.kind === 'ok' ? view.value : { kind: 'unreadable', why: view.error.message }) })) }, null, 2));
        return exitCode;
      }
      for (const { policyFile, target, view } of views) {
        if (view.kind === 'error') console.err(`${target}: the ledger cannot be read: ${view.error.message}`);
        else if (view.value.kind === 'empty') console.out(`${target}: no ledger yet; rampart adopt ${policyFile} writes its first line`);
        else console.out([renderStatusLine(view.value.state, systemClock.nowMs(), console.style), ...followedLines(view.value.state, systemClock.nowMs())].join('\n'));
      }
      return exitCode;
    }),
};
