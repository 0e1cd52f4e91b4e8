// rampart status: one line per target, from the ledger alone.
import { systemClock } from '@rampart/ports-from-policy';
import { renderStatusLine } from '@rampart/report';
import { isSet, REPOSITORY_OPTIONS, type Command, type ExitCode } from '../command.ts';
import { targetsOf } from '../targets.ts';

export const status: Command = {
  name: 'status',
  usage: 'rampart status <policy.yaml>...',
  summary: 'what serves and what is being released, one line per target',
  options: REPOSITORY_OPTIONS,
  files: 'some',
  run: async (invocation) => {
    const targets = await targetsOf(invocation);
    if (targets.length === 0) return 2;
    const views = await Promise.all(targets.map(async ({ pinned, ports }) => ({ target: pinned.policy.target, view: await ports.ledger.read(pinned.policy.target) })));
    const unreadable = views.some(({ view }) => view.kind === 'error');
    if (isSet(invocation, 'json')) {
      invocation.console.out(JSON.stringify({ targets: views.map(({ target, view }) => ({ target, ...(view.kind === 'ok' ? view.value : { kind: 'unreadable', why: view.error.message }) })) }, null, 2));
      return unreadable ? 3 : 0;
    }
    for (const { target, view } of views) {
      if (view.kind === 'error') invocation.console.err(`${target}: the ledger cannot be read: ${view.error.message}`);
      else invocation.console.out(view.value.kind === 'empty' ? `${target}: no ledger yet; rampart adopt writes its first line` : renderStatusLine(view.value.state, systemClock.nowMs(), invocation.console.style));
    }
    return (unreadable ? 3 : 0) satisfies ExitCode;
  },
};
