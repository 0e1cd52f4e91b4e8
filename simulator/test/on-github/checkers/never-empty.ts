// What cannot be read is not nothing: who finds no ledger where there is one would begin it anew, and a person would be told that nothing was ever released.
import { entriesOf, type Chronicle } from '../chronicle.ts';

/** Longer than an answer is on its way. */
const ON_ITS_WAY_MS = 30_000;
/** GitHub itself shows what was before, people take the branch away, or the answer waits for who asked. */
const SHOWS_NOTHING = new Set([11, 12, 13, 16, 22]);

export function takenForEmpty(chronicle: Chronicle): readonly string[] {
  if (chronicle.plot.faults.some(({ number }) => SHOWS_NOTHING.has(number))) return [];
  const made = entriesOf(chronicle, 'moved').find(({ move }) => move.ref === chronicle.refs.ledger);
  if (made === undefined) return [];
  return entriesOf(chronicle, 'read').flatMap(({ step, atMs, job, view }) =>
    view.kind === 'ok' && view.value.kind === 'empty' && atMs - made.atMs > ON_ITS_WAY_MS ? [`${step}: ${job} takes the ledger for empty, which is there since ${made.step}`] : [],
  );
}
