// Invariant 2: no decision jumps.
import type { Checker } from './checker.ts';
import { inspection, percent } from './inspection.ts';
import { bookOf } from './reference/book.ts';
import { oneStepUp, topOf } from './reference/rungs.ts';

/** What may come after the last stage before the promotion. */
const AFTER_TRIAL: ReadonlySet<string> = new Set(['bake', 'follow', 'switch']);

export const oneStepPerDecision: Checker = {
  id: '02-one-step-per-decision',
  rule: 'A decision raises the weight by at most one step, enters at most the next stage, and promotes from the top of the last one only.',
  check: (recording) => {
    const found = inspection();
    for (const { event, atMs, seen } of bookOf(recording).looks) {
      const { decision, situation } = event;
      const { policy, weight, stageIndex, phase } = seen;
      if (phase === 'trial') found.expect(decision.stageIndex === stageIndex || decision.stageIndex === stageIndex + 1, atMs, `from stage ${stageIndex} to stage ${decision.stageIndex}`);
      const step = situation.router.kind === 'read' ? situation.router.step : 1;
      if (decision.kind === 'advance' && decision.to > weight) {
        const most = oneStepUp(policy, policy.plan[decision.stageIndex], weight, step);
        found.expect(decision.to <= most, atMs, `from ${percent(weight)} to ${percent(decision.to)}; one step goes to ${percent(Math.floor(most))}`);
      }
      if (decision.kind !== 'promote' || phase !== 'trial' || decision.reasons.some(({ code }) => code === 'undecided')) continue;
      const skipped = policy.plan.slice(decision.stageIndex + 1).filter(({ kind }) => !AFTER_TRIAL.has(kind));
      found.expect(skipped.length === 0, atMs, `promoted although ${skipped.map(({ kind }) => kind).join(', ')} is still to come`);
      const stage = policy.plan[stageIndex];
      if (stage?.kind === 'ramp' || stage?.kind === 'split') found.expect(weight >= topOf(stage, step), atMs, `promoted at ${percent(weight)}; the top of the ${stage.kind} is ${percent(topOf(stage, step))}`);
    }
    return found.checked();
  },
};
