// Invariant 26: a list has an order, what it lists has none.
import { decide, type Block, type Rollout } from '@rampart/rollout-policy';
import type { Checker } from './checker.ts';
import { recordedLooks, type Ticked } from './history.ts';
import { inspection, percent } from './inspection.ts';
import { withBlocks } from './replay.ts';

export const orderOfNamesChangesNothing: Checker = {
  id: '26-order-of-names-changes-nothing',
  rule: 'The order of the checks in the policy, and of cells, slices and bins in the evidence, changes no decision.',
  check: (recording) => {
    const found = inspection();
    for (const { event, atMs, rollout } of recordedLooks(recording)) {
      if (Object.keys(event.evidence).length === 0) continue;
      const was = event.decision;
      const { decision: is } = decide(turned(rollout), reversed(withBlocks(event.evidence, rollout.policy.checks, () => true, (_, block) => turnedBlock(block))), event.situation);
      const isAlike = is.kind === was.kind && is.to === was.to && is.mirror === was.mirror && is.needs === was.needs && is.stageIndex === was.stageIndex;
      found.expect(isAlike, atMs, `${described(was)}, and in another order ${described(is)}`);
    }
    return found.checked();
  },
};

function turned(rollout: Rollout): Rollout {
  return { ...rollout, policy: { ...rollout.policy, checks: keepingSplitFirst(rollout.policy.checks.toReversed()) }, checks: reversed(rollout.checks) };
}

/** Which of several counters tells the split of the traffic is declared by their order. */
function keepingSplitFirst(checks: Rollout['policy']['checks']): Rollout['policy']['checks'] {
  const last = checks.findLast(({ signal }) => signal.kind === 'share');
  return last === undefined ? checks : [last, ...checks.filter((check) => check !== last)];
}

function turnedBlock(block: Block): Block {
  return { ...block, cells: reversed(block.cells) };
}

function reversed<T>(record: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).toReversed());
}

function described({ kind, to, needs, reasons }: Ticked['decision']): string {
  return `${kind} to ${percent(to)} (${reasons[0]?.code ?? ''}, needs ${needs})`;
}
