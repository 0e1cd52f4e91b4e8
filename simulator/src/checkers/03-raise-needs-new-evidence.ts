// Invariant 3: what raises is an `advance`, made of evidence that came after the raise before it.
import type { Checker } from './checker.ts';
import { inspection, percent } from './inspection.ts';
import { bookOf } from './reference/book.ts';
import { failsNow } from './reference/limits.ts';
import { coveredMs } from './reference/promise.ts';
import { isMoving } from './reference/router-reading.ts';

export const raiseNeedsNewEvidence: Checker = {
  id: '03-raise-needs-new-evidence',
  rule: 'The weight rises only by a decision to advance, made of healthy time since the last change of the weight, and never into a block that fails.',
  check: (recording) => {
    const found = inspection();
    for (const { event, atMs, seen } of bookOf(recording).looks) {
      const { decision, effect, situation } = event;
      const { policy, weight, phase } = seen;
      if (effect.kind !== 'none' && effect.effect.weight > weight && effect.effect.purpose !== 'finish') {
        found.expect(decision.kind === 'advance' && phase === 'trial', atMs, `a look that decides ${decision.kind} in phase ${phase} raises to ${percent(effect.effect.weight)}`);
      }
      if (decision.kind !== 'advance' || decision.to <= weight) continue;
      const stage = policy.plan[decision.stageIndex];
      const dwellMs = stage?.kind === 'ramp' && stage.steps.kind === 'ladder' ? stage.steps.everyMs : policy.expert.blockMs;
      const isFirstOfStage = decision.stageIndex !== seen.stageIndex;
      if (!isFirstOfStage) found.expect(!isMoving(situation.router, weight), atMs, 'raised again before the raise before it is in effect');
      if (weight > 0 && !isFirstOfStage) found.expect(coveredMs(seen) >= dwellMs, atMs, `raised after ${coveredMs(seen) / 1000} s of healthy time, ${dwellMs / 1000} s are asked for`);
      if (weight === 0) found.expect(Object.values(seen.checks).some(({ blocksSeen }) => blocksSeen > 0), atMs, 'raised without any evidence');
      for (const check of policy.checks) {
        const counted = seen.checks[check.name];
        if (weight > 0 && counted !== undefined) found.expect(!failsNow(policy, check, counted), atMs, `raised to ${percent(decision.to)} while ${check.name} fails in the newest block`);
      }
    }
    return found.checked();
  },
};
