// Invariant 36: what the ledger holds is enough to make every decision and every state again, and an independent count of its events comes to the same.
import { decide, fold, planEffect, type Folded } from '@rampart/rollout-policy';
import type { Recording } from '../rollout/recording.ts';
import type { Checker } from './checker.ts';
import { recordedLooks } from './history.ts';
import { inspection } from './inspection.ts';
import { bookOf, type Book } from './reference/book.ts';
import { firstDifference } from './same.ts';

type Expect = (holds: boolean, atMs: number, seen: string) => void;

export const replayReproduces: Checker = {
  id: '36-replay-reproduces',
  rule: 'The ledger\'s events, put through the pure core once more, give every recorded state, decision and effect again; an independent count of them gives the same state.',
  check: (recording) => {
    const found = inspection();
    const { events, states, startMs } = recording;
    let folded: Folded = { kind: 'empty' };
    for (const [index, event] of events.entries()) {
      const state = fold(folded, event);
      folded = { kind: 'present', state };
      const recorded = states[index];
      const difference = recorded === undefined ? 'no state' : firstDifference(state, recorded);
      found.expect(difference === '', event.atMs - startMs, `event ${index + 1} (${event.kind}) gives another state than the recorded one: ${difference}`);
    }
    for (const { event, atMs, rollout } of recordedLooks(recording)) {
      const { decision } = decide(rollout, event.evidence, event.situation);
      const difference = firstDifference(decision, event.decision);
      found.expect(difference === '', atMs, `the recorded look is decided differently now: ${difference}`);
      if (event.effect.kind === 'none') continue;
      const planned = planEffect(rollout, event.decision, event.sequence, event.situation.router.kind === 'read' ? event.situation.router.weight : 'unknown');
      found.expect(firstDifference(planned, event.effect.effect) === '', atMs, `the recorded effect is planned differently now: ${firstDifference(planned, event.effect.effect)}`);
    }
    byTheBook(recording, found.expect);
    return found.checked();
  },
};

function byTheBook(recording: Recording, expect: Expect): void {
  const { after } = bookOf(recording);
  for (const [index, { rollout }] of recording.states.entries()) {
    const [book, event] = [after[index] ?? 'none', recording.events[index]];
    const atMs = (event?.atMs ?? recording.startMs) - recording.startMs;
    expect((book === 'none') === (rollout.kind === 'none'), atMs, `after event ${index + 1} the state has ${rollout.kind === 'none' ? 'no rollout' : 'a live rollout'}`);
    if (book === 'none' || rollout.kind === 'none') continue;
    const difference = firstDifference(bookedOf(book), {
      phase: rollout.phase,
      stageIndex: rollout.stageIndex,
      weight: rollout.weight,
      mirror: rollout.mirror,
      weightMax: rollout.weightMax,
      firstWeight: rollout.firstWeight,
      weightSinceMs: rollout.weightSinceMs,
      pending: rollout.pending.kind === 'none' ? 'none' : rollout.pending.id,
      checks: Object.fromEntries(book.policy.checks.map(({ name }) => {
        const check = rollout.checks[name];
        return [name, check === undefined ? 'missing' : { watermarkMs: check.watermarkMs, coveredMs: check.coveredMs, coveredFromMs: check.coveredFromMs, blocksUsed: check.blocksUsed, isBlind: check.noData !== '' }];
      })),
    });
    expect(difference === '', atMs, `after event ${index + 1} (${event?.kind ?? ''}), by its events and in its state: ${difference}`);
  }
}

function bookedOf(book: Book): unknown {
  return {
    phase: book.phase,
    stageIndex: book.stageIndex,
    weight: book.weight,
    mirror: book.mirror,
    weightMax: book.weightMax,
    firstWeight: book.firstWeight,
    weightSinceMs: book.weightSinceMs,
    pending: book.pending === 'none' ? 'none' : book.pending.id,
    checks: Object.fromEntries(Object.entries(book.checks).map(([name, { watermarkMs, coveredMs, coveredFromMs, blocksUsed, noData }]) => [name, { watermarkMs, coveredMs, coveredFromMs, blocksUsed, isBlind: noData !== '' }])),
  };
}
