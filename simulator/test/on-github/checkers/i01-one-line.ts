import { entriesOf } from '../chronicle.ts';
import type { Checker } from './checker.ts';
import { ledgerMoves, lineOf } from './ledger-moves.ts';

export const oneLine: Checker = {
  id: 'I1',
  rule: 'the history of a branch is one line: each record follows the head before it, its number is one more, and nobody writes on a line that lacks what they have seen',
  check: (chronicle) => {
    const broken: string[] = [];
    for (const { step, by, from, to } of ledgerMoves(chronicle)) {
      if (by === 'person') continue;
      if (to === 'none') {
        broken.push(`${step}: ${by} removed the branch`);
        continue;
      }
      const parent = from === 'none' ? '' : from.id;
      if (to.parents.join() !== parent) broken.push(`${step}: ${by} moved the branch from ${parent.slice(0, 7)} to a commit on ${to.parents.join().slice(0, 7)}`);
      if (to.content.kind === 'damaged') {
        broken.push(`${step}: ${by} recorded what cannot be read: ${to.content.why}`);
        continue;
      }
      const { event, state } = to.content;
      if (event.sequence !== state.sequence) broken.push(`${step}: event ${event.sequence} beside state ${state.sequence}`);
      const last = from === 'none' ? 0 : from.content.kind === 'record' ? from.content.event.sequence : event.sequence - 1;
      if (event.sequence !== last + 1) broken.push(`${step}: ${by} recorded number ${event.sequence} after ${last}`);
    }
    return [...broken, ...moveRequests(chronicle), ...forgetful(chronicle)];
  },
};

/** A move is on condition of the old head, and never by force. */
const moveRequests = (chronicle: Parameters<Checker['check']>[0]): readonly string[] =>
  entriesOf(chronicle, 'asked').flatMap(({ step, exchange }) => {
    if (exchange.operation !== 'graphql/updateRefs') return [];
    const { variables } = JSON.parse(exchange.sent) as { readonly variables: { readonly input: { readonly refUpdates: readonly { readonly name: string; readonly beforeOid?: string; readonly force?: boolean }[] } } };
    return variables.input.refUpdates.filter(({ name, beforeOid, force }) => beforeOid === undefined || (force === true && (name === chronicle.refs.ledger || name === chronicle.refs.freezes))).map(({ name }) => `${step}: ${exchange.job} moves ${name} wherever it is`);
  });

const forgetful = (chronicle: Parameters<Checker['check']>[0]): readonly string[] => {
  const seen = new Map<string, Set<string>>();
  const broken: string[] = [];
  const note = (job: string, head: string): void => void (seen.get(job) ?? seen.set(job, new Set()).get(job))?.add(head);
  for (const entry of chronicle.entries) {
    if (entry.kind === 'read' && entry.view.kind === 'ok' && entry.view.value.kind === 'present') note(entry.job, entry.view.value.head);
    if (entry.kind === 'append-answered' && entry.answer.kind === 'ok' && entry.answer.value.kind === 'appended') note(entry.job, entry.answer.value.head);
    if (entry.kind !== 'moved' || entry.move.ref !== chronicle.refs.ledger || entry.move.by === 'person' || entry.move.to === '') continue;
    const line = new Set(lineOf(chronicle, entry.move.to).map(({ id }) => id));
    for (const head of seen.get(entry.move.by) ?? []) if (!line.has(head)) broken.push(`${entry.step}: ${entry.move.by} wrote ${entry.move.to.slice(0, 7)} on a line without ${head.slice(0, 7)}, which it had seen`);
  }
  return broken;
};
