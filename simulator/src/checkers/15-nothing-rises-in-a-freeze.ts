// Invariant 15: people are away, have paused the target, or the data is not what it was: nothing rises; everything may fall.
import { quietAt } from '@rampart/rollout-engine';
import type { Checker } from './checker.ts';
import { clockSlackMs, inspection, percent } from './inspection.ts';
import { bookOf } from './reference/book.ts';
import { effectIdOf } from './reference/router-calls.ts';

/** A raise that was decided before a freeze is made within this time. */
const IN_HAND_MS = 60_000;

export const nothingRisesInAFreeze: Checker = {
  id: '15-nothing-rises-in-a-freeze',
  rule: 'In a quiet time, and while frozen data that the policy guards is changed or unreadable, nothing is raised or promoted unless a person approves; while a person has paused the target, nothing at all is; a rollback is never kept waiting.',
  check: (recording) => {
    const found = inspection();
    const { policy } = recording.trial;
    const isGuarded = policy.freeze !== undefined && policy.freeze.then !== 'tell';
    for (const { event, atMs, seen } of bookOf(recording).looks) {
      const { decision, situation } = event;
      const { frozen, quiet, request } = situation;
      const isRaise = decision.kind === 'advance' || (decision.kind === 'promote' && seen.phase === 'trial');
      const isApproved = request.kind === 'approve';
      if (quiet.kind === 'quiet' && !isApproved) found.expect(!isRaise, atMs, `${decision.kind} in a quiet time`);
      if (seen.isPaused) found.expect(!isRaise && decision.kind !== 'promote' && decision.kind !== 'finished', atMs, `${decision.kind} on a paused target`);
      if (isGuarded && frozen.kind === 'changed' && !isApproved && !seen.answered.includes(`frozen:${frozen.paths.join(' ')}`)) {
        found.expect(!isRaise && decision.kind !== 'finished', atMs, `${decision.kind} although frozen data changed (${frozen.paths.join(', ')})`);
      }
      if (isGuarded && frozen.kind === 'unreadable') found.expect(!isRaise && decision.kind !== 'finished', atMs, `${decision.kind} although frozen data cannot be verified`);
      if ((quiet.kind === 'quiet' || seen.isPaused) && request.kind === 'abort') found.expect(decision.kind === 'rollback', atMs, `an abort in a quiet time or a pause is decided ${decision.kind}`);
    }
    if (policy.quiet.length === 0) return found.checked();
    for (const [index, change] of recording.weights.entries()) {
      const { atMs, by, weightPpm } = change;
      const effectId = effectIdOf(recording, change);
      const isRaise = weightPpm > (recording.weights[index - 1]?.weightPpm ?? 0);
      const isFinish = recording.events.some((event) => event.kind === 'ticked' && event.effect.kind !== 'none' && event.effect.effect.id === effectId && (event.effect.effect.purpose === 'finish' || event.situation.request.kind === 'approve'));
      if (by === 'person' || !isRaise || isFinish || effectId === '' || clockSlackMs(recording) > 0) continue;
      const isQuiet = [atMs, atMs - IN_HAND_MS].every((time) => quietAt(policy.quiet, time).kind === 'quiet');
      found.expect(!isQuiet, atMs - recording.startMs, `the router is moved to ${percent(weightPpm)} in a quiet time`);
    }
    return found.checked();
  },
};
