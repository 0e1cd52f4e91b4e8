import type { Checker } from './checker.ts';
import { routerRaises } from './i07-effects-are-fenced.ts';
import { entriesOf } from '../chronicle.ts';
import { intendedRaise, records, type Record } from './ledger-moves.ts';
import { madeTooLate, pointerAhead } from './made-in-time.ts';

/** A lowering waits for nothing: what is recorded of it is what came of it. */
function waitingLowering({ step, by, event, before }: Record): readonly string[] {
  if (event.kind !== 'ticked' || event.effect.kind !== 'intended' || before === 'none' || before.rollout.kind === 'none') return [];
  const { weight } = event.effect.effect;
  return weight < before.rollout.weight ? [`${step}: ${by} recorded the lowering to ${weight} before it was done`] : [];
}

export const intentFirst: Checker = {
  id: 'I8',
  rule: 'a raise is recorded before it is made, made while it is fresh, and confirmed only after the router has shown it; the pointer of the registry follows the traffic; a lowering that is recorded as done was done',
  check: (chronicle) => {
    const landed = records(chronicle);
    const intended = new Map<string, number>();
    for (const record of landed) {
      const raise = intendedRaise(record);
      if (raise !== 'none' && !intended.has(raise.id)) intended.set(raise.id, record.step);
    }
    const early = routerRaises(chronicle).flatMap(({ step, job, change }) => {
      const since = intended.get(change.stamp.effectId);
      return since === undefined || since > step ? [`${step}: ${job} made the raise ${change.stamp.effectId}, which was recorded ${since === undefined ? 'never' : `at ${since}`}`] : [];
    });
    const sets = entriesOf(chronicle, 'router-set');
    const reads = entriesOf(chronicle, 'router-read');
    const isShown = (effectId: string, before: number): boolean =>
      reads.some(({ step, answer }) => step < before && answer.kind === 'ok' && answer.value.stamp.kind === 'stamp' && answer.value.stamp.effectId === effectId);
    const unseen = landed.flatMap(({ step, by, event }) => {
      if (event.kind === 'confirmed') {
        const wasSet = sets.some((set) => set.step < step && set.change.stamp.effectId === event.effectId);
        if (!wasSet) return [`${step}: ${by} confirms ${event.effectId}, which nobody has made`];
        return isShown(event.effectId, step) ? [] : [`${step}: ${by} confirms ${event.effectId} before the router has shown it`];
      }
      if (event.kind !== 'ticked' || event.effect.kind !== 'done') return [];
      const { id } = event.effect.effect;
      return isShown(id, step) ? [] : [`${step}: ${by} records ${id} as done, and the router has never shown it`];
    });
    return [...early, ...madeTooLate(chronicle), ...pointerAhead(chronicle), ...unseen, ...landed.flatMap(waitingLowering)];
  },
};
