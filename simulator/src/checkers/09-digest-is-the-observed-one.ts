// Invariant 9: bytes are what is released, names are not.
import type { Checker } from './checker.ts';
import { inspection } from './inspection.ts';
import { bookOf } from './reference/book.ts';

export const digestIsTheObservedOne: Checker = {
  id: '09-digest-is-the-observed-one',
  rule: 'What is raised, promoted and finished is ready and has the digest that was recorded at the start; nothing that happens later changes that digest.',
  check: (recording) => {
    const found = inspection();
    const { looks, after } = bookOf(recording);
    for (const { event, atMs, seen } of looks) {
      const { kind } = event.decision;
      const isFirstPromotion = kind === 'promote' && seen.phase === 'trial';
      if (kind !== 'advance' && kind !== 'finished' && !isFirstPromotion) continue;
      const { candidate } = event.situation;
      found.expect(candidate.kind === 'ready', atMs, `${kind} while the candidate is ${candidate.kind}`);
      if (candidate.kind === 'ready') found.expect(candidate.digest === seen.started.candidate.digest, atMs, `${kind} with ${candidate.digest} in the slot, ${seen.started.candidate.digest} was recorded`);
    }
    for (const [index, state] of recording.states.entries()) {
      const [book, before] = [after[index], after[index - 1]];
      const event = recording.events[index];
      const atMs = (event?.atMs ?? 0) - recording.startMs;
      if (state.rollout.kind === 'live' && book !== undefined && book !== 'none') {
        const { candidate, policyDigest } = state.rollout;
        found.expect(candidate.digest === book.started.candidate.digest && candidate.slot === book.started.candidate.slot, atMs, `the rollout is about ${candidate.digest}, it began with ${book.started.candidate.digest}`);
        found.expect(policyDigest === book.started.policyDigest, atMs, `the policy is ${policyDigest}, it began with ${book.started.policyDigest}`);
      }
      if (event?.kind !== 'confirmed' || state.rollout.kind === 'live' || before === undefined || before === 'none') continue;
      found.expect(state.stable.digest === before.started.candidate.digest && state.stable.slot === before.started.candidate.slot, atMs, `${state.stable.digest} is stable after ${before.started.candidate.digest} was promoted`);
    }
    return found.checked();
  },
};
