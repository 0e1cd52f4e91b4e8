// Invariant 21: a gap is waited out, not made up for.
import type { Checker } from './checker.ts';
import { inspection, percent } from './inspection.ts';
import { bookOf } from './reference/book.ts';
import { oneStepUp } from './reference/rungs.ts';

/** A look that comes so many ticks after the one before it is late. */
const LATE_TICKS = 2;

export const lateTickMovesOneStage: Checker = {
  id: '21-late-tick-moves-one-stage',
  rule: 'A look that comes late makes the same next move as one in time: one step at most, with every block that it missed.',
  check: (recording) => {
    const found = inspection();
    const { looks } = bookOf(recording);
    for (const [index, { event, atMs, seen, before }] of looks.entries()) {
      const sinceMs = atMs - (looks[index - 1]?.atMs ?? 0);
      const { policy } = seen;
      if (sinceMs < LATE_TICKS * Math.max(policy.expert.tickMs, policy.expert.lookMs)) continue;
      const { decision, situation } = event;
      const step = situation.router.kind === 'read' ? situation.router.step : 1;
      found.expect(decision.stageIndex <= seen.stageIndex + 1, atMs, `${sinceMs / 60_000} min late, from stage ${seen.stageIndex} to stage ${decision.stageIndex}`);
      if (decision.kind === 'advance' && decision.to > seen.weight) {
        found.expect(decision.to <= oneStepUp(policy, policy.plan[decision.stageIndex], seen.weight, step), atMs, `${sinceMs / 60_000} min late, from ${percent(seen.weight)} to ${percent(decision.to)}`);
      }
      for (const check of policy.checks) {
        const [was, is] = [before.checks[check.name], decision.checks.find(({ name }) => name === check.name)];
        const counted = seen.checks[check.name];
        if (was === undefined || is === undefined || counted === undefined) continue;
        found.expect(is.watermarkMs === counted.watermarkMs, atMs, `${check.name} is used until ${is.watermarkMs - seen.started.atMs} ms, its blocks reach until ${counted.watermarkMs - seen.started.atMs} ms`);
      }
    }
    return found.checked();
  },
};
