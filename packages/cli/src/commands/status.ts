// rampart status: one line per target, from the ledger alone.
import { viewTargets } from '@rampart/ports-from-policy';
import { targetStatus, viewLines, type TargetView } from '@rampart/report';
import { isSet, REPOSITORY_OPTIONS, type Command, type Invocation } from '../command.ts';
import { withTargets } from '../targets.ts';

export const status: Command = {
  name: 'status',
  summary: 'one line per target: what serves, what is released, whom it waits for, the next look, harm of its budget; paused and followed ones',
  options: { all: { does: 'every policy of this folder: all in rampart/, and those beside it' }, ...REPOSITORY_OPTIONS },
  policies: 'some',
  run: (invocation) =>
    withTargets(invocation, async (targets, clock) => {
      const views = await viewTargets(targets);
      if (isSet(invocation, 'json')) tellDocument(invocation, views, clock.nowMs());
      else tellLines(invocation, views, clock.nowMs());
      return views.some(({ read }) => read.kind === 'unreadable') ? 3 : 0;
    }),
};

function tellLines({ console }: Invocation, views: readonly TargetView[], nowMs: number): void {
  for (const { view, lines } of viewLines(views, nowMs, console.style)) {
    if (view.read.kind === 'unreadable') console.err(lines.join('\n'));
    else console.out(lines.join('\n'));
  }
}

function tellDocument({ console }: Invocation, views: readonly TargetView[], nowMs: number): void {
  const targets = views.map(({ target, read }) => {
    if (read.kind === 'unreadable') return { target, kind: read.kind, why: read.why };
    return read.kind === 'empty' ? { target, ...read } : { target, ...read, status: targetStatus(read.state, nowMs) };
  });
  console.out(JSON.stringify({ targets }, null, 2));
}
