// rampart status: one line per target, from the ledger alone.
import { systemClock } from '@rampart/ports-from-policy';
import { statusLines, targetStatus } from '@rampart/report';
import type { Result, LedgerView } from '@rampart/rollout-engine';
import type { TargetState } from '@rampart/rollout-policy';
import { isSet, REPOSITORY_OPTIONS, type Command, type Invocation } from '../command.ts';
import { withTargets } from '../targets.ts';
import { followedLines } from './followed-lines.ts';

export const status: Command = {
  name: 'status',
  summary: 'one line per target: what serves, what is released, whom it waits for, the next look, harm of its budget; paused and followed ones',
  options: { all: { does: 'every policy of this folder: all in rampart/, and those beside it' }, ...REPOSITORY_OPTIONS },
  policies: 'some',
  run: (invocation) =>
    withTargets(invocation, async (targets) => {
      const views = await Promise.all(targets.map(async ({ policyFile, pinned: { policy }, ports }) => ({ policyFile, target: policy.target, view: await ports.ledger.read(policy.target) })));
      if (isSet(invocation, 'json')) tellDocument(invocation, views);
      else tellLines(invocation, views);
      return views.some(({ view }) => view.kind === 'error') ? 3 : 0;
    }),
};

interface Viewed {
  readonly policyFile: string;
  readonly target: string;
  readonly view: Result<LedgerView>;
}

function tellLines({ console }: Invocation, views: readonly Viewed[]): void {
  const nowMs = systemClock.nowMs();
  const states = views.flatMap(({ view }): readonly TargetState[] => (view.kind === 'ok' && view.value.kind === 'present' ? [view.value.state] : []));
  const lines = new Map(statusLines(states, nowMs, console.style).map((line, index) => [states[index]?.target ?? '', line]));
  for (const { policyFile, target, view } of views) {
    if (view.kind === 'error') console.err(`${target}: the ledger cannot be read: ${view.error.message}`);
    else if (view.value.kind === 'empty') console.out(`${target}: no ledger yet; rampart adopt ${policyFile} writes its first line`);
    else console.out([lines.get(target) ?? '', ...followedLines(view.value.state, nowMs)].join('\n'));
  }
}

function tellDocument({ console }: Invocation, views: readonly Viewed[]): void {
  const nowMs = systemClock.nowMs();
  const targets = views.map(({ target, view }) => {
    if (view.kind === 'error') return { target, kind: 'unreadable', why: view.error.message };
    return view.value.kind === 'empty' ? { target, ...view.value } : { target, ...view.value, status: targetStatus(view.value.state, nowMs) };
  });
  console.out(JSON.stringify({ targets }, null, 2));
}
