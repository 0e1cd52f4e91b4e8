// Invariant 1: the declared caps hold, after rounding, and so does the cap that follows from the promised bad requests.
import type { Checker } from './checker.ts';
import { clockSlackMs, inspection, percent } from './inspection.ts';
import { bookOf } from './reference/book.ts';
import { bearable } from './reference/promise.ts';
import { capOf, promotedCap } from './reference/rungs.ts';

export const weightCap: Checker = {
  id: '01-weight-cap',
  rule: 'The weight never exceeds what the current stage declares and the promised bad requests bear, at the router as in the ledger.',
  check: (recording) => {
    const found = inspection();
    const { looks, after } = bookOf(recording);
    for (const { event, atMs, seen } of looks) {
      const { decision, situation } = event;
      const { policy, weight } = seen;
      const stage = policy.plan[decision.stageIndex];
      if (decision.kind === 'advance') {
        found.expect(decision.mirror <= (stage?.kind === 'shadow' ? stage.share : 0), atMs, `copies of ${percent(decision.mirror)} are decided in stage ${stage?.kind ?? 'none'}`);
        if (decision.to > weight) {
          found.expect(decision.to <= capOf(stage), atMs, `${percent(decision.to)} is decided where stage ${stage?.kind ?? 'none'} allows ${percent(capOf(stage))}`);
          const most = bearable(seen, situation.nextLookMs, weight === 0);
          found.expect(decision.to <= most + 1, atMs, `${percent(decision.to)} is decided where the promise bears ${percent(Math.floor(most))}`);
        }
      }
    }
    for (const [index, event] of recording.events.entries()) {
      const book = after[index];
      if (event.kind !== 'intended' || book === undefined || book === 'none') continue;
      const cap = promotedCap(book.policy, recording.trial.scenario.router.stepPpm);
      found.expect(event.effect.weight <= cap, event.atMs - recording.startMs, `promotion to ${percent(event.effect.weight)} leaves less than the holdback (at most ${percent(cap)})`);
    }
    for (const { atMs, weightPpm, rolloutId, by } of recording.weights) {
      if (by === 'person') continue;
      const recorded = recording.events.filter((event) => event.atMs <= atMs + clockSlackMs(recording)).flatMap((event) => (event.kind === 'intended' ? [event.effect] : event.kind === 'ticked' && event.effect.kind !== 'none' ? [event.effect.effect] : []));
      const asked = recorded.filter((effect) => effect.rolloutId === rolloutId).map(({ weight }) => weight);
      if (asked.length === 0) continue;
      found.expect(weightPpm <= Math.max(...asked), atMs - recording.startMs, `the router serves ${percent(weightPpm)} where ${percent(Math.max(...asked))} was the most that was asked for`);
    }
    return found.checked();
  },
};
