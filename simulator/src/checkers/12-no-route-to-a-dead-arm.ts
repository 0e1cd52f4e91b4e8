// Invariant 12: out of the frying pan, not into the fire.
import type { Decision } from '@rampart/rollout-policy';
import type { Checker } from './checker.ts';
import { isByPerson } from './history.ts';
import { inspection, percent } from './inspection.ts';
import { bookOf } from './reference/book.ts';

export const noRouteToADeadArm: Checker = {
  id: '12-no-route-to-a-dead-arm',
  rule: 'While stable is known to be dead nothing but a person sends all traffic to it: the rollout holds or halts, and asks.',
  check: (recording) => {
    const found = inspection();
    for (const { event, atMs, seen } of bookOf(recording).looks) {
      const { decision, situation, effect } = event;
      if (situation.stable !== 'dead' || seen.weight === 0 || isByPerson(event) || isDoneAlready(decision)) continue;
      const moves = effect.kind === 'none' ? decision.to < seen.weight && decision.to === 0 : effect.effect.weight === 0;
      found.expect(!moves, atMs, `${decision.kind} (${decision.reasons[0]?.code ?? ''}) sends all traffic to a stable that is dead, from ${percent(seen.weight)}`);
      if (decision.kind === 'halt') found.expect(decision.needs === 'human', atMs, 'a halt asks nobody');
    }
    return found.checked();
  },
};

/** The router serves nothing of the candidate as it is. */
function isDoneAlready({ reasons, to }: Decision): boolean {
  return to === 0 && reasons.some((reason) => reason.code === 'lowered-before-record' && reason.observed === 0);
}
