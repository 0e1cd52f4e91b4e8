// Reads how targets stand, and nothing else. Writes nothing.
import type { TargetView } from '@rampart/report';
import type { OpenedTarget } from './open-targets.ts';

/** All at the same moment: where GitHub keeps the history, that is one question. */
export function viewTargets(targets: readonly OpenedTarget[]): Promise<readonly TargetView[]> {
  return Promise.all(targets.map(viewTarget));
}

async function viewTarget({ policyFile, pinned, ports }: OpenedTarget): Promise<TargetView> {
  const { target } = pinned.policy;
  const answer = await ports.ledger.read(target);
  if (answer.kind === 'ok') return { target, policyFile, read: answer.value };
  const { code, message } = answer.error;
  return { target, policyFile, read: { kind: 'unreadable', why: message, passes: code === 'unavailable' || code === 'conflict' } };
}
