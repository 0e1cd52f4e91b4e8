// Invariant 7: a rollback is done at once, tried until it is confirmed, and confirmed only when it is true.
import type { Recording } from '../rollout/recording.ts';
import type { Checker } from './checker.ts';
import { clockSlackMs, inspection, percent } from './inspection.ts';
import { bookOf, type BookedLook } from './reference/book.ts';

export const rollbackIsCarriedOut: Checker = {
  id: '07-rollback-is-carried-out',
  rule: 'A rollback takes the traffic away in the look that decides it, is tried again in every look until it is confirmed, and is confirmed only when the router serves nothing of the candidate.',
  check: (recording) => {
    const found = inspection();
    for (const look of bookOf(recording).looks) {
      const { event, atMs } = look;
      if (event.decision.kind !== 'rollback') continue;
      found.expect(event.decision.to === 0 && event.decision.mirror === 0, atMs, `a rollback goes to ${percent(event.decision.to)}`);
      found.expect(isTried(look), atMs, 'a rollback is recorded without an effect although the candidate may be served');
      if (event.effect.kind !== 'done') continue;
      const served = Math.min(servedAt(recording, event.atMs), servedAt(recording, event.atMs + clockSlackMs(recording)));
      found.expect(served === 0, atMs, `the rollback is recorded as done and the router serves ${percent(served)}`);
    }
    for (const { atMs, job, decision } of recording.looks) {
      if (decision.kind !== 'rollback' || recording.calls.length === 0 || servedAt(recording, atMs) === 0 || clockSlackMs(recording) > 0) continue;
      const later = recording.calls.filter((call) => call.job === job && call.atMs >= atMs);
      const isOver = later.some(({ answer }) => answer === 'died');
      found.expect(isOver || later.some(({ port, method }) => port === 'router' && method === 'set'), atMs - recording.startMs, 'the job that decides a rollback does not ask the router');
    }
    return found.checked();
  },
};

function isTried({ event, before }: BookedLook): boolean {
  if (event.effect.kind === 'done' || event.effect.kind === 'unconfirmed') return event.effect.effect.weight === 0 && event.effect.effect.mirror === 0;
  const { router } = event.situation;
  return before.phase === 'leaving' && before.weight === 0 && before.mirror === 0 && before.pending === 'none' && router.kind === 'read' && router.weight === 0;
}

/** What the router really serves then; what takes effect in the same moment counts. A person's own change is the person's. */
function servedAt({ weights, trial }: Recording, atMs: number): number {
  const last = weights.findLast((change) => change.atMs <= atMs + trial.scenario.router.settlesAfterMs);
  return last === undefined || last.by === 'person' ? 0 : last.weightPpm;
}
