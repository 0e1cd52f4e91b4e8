import { entriesOf, type Chronicle } from '../chronicle.ts';
import type { Checker } from './checker.ts';
import { freezeChanges } from './freeze-changes.ts';
import { lineOf, records } from './ledger-moves.ts';

export const operationOnce: Checker = {
  id: 'I3',
  rule: 'an operation is in a history once, is the same operation in every attempt of its run, and a word that a person said is taken once',
  check: (chronicle) => [...repeated(chronicle), ...attempts(chronicle), ...words(chronicle), ...untruths(chronicle), ...blindly(chronicle), ...freezeChanges(chronicle)],
};

function repeated(chronicle: Chronicle): readonly string[] {
  return records(chronicle).flatMap(({ step, by, event, commit }) => {
    if (event.operation.trim() === '') return [`${step}: ${by} recorded ${event.kind} without an operation`];
    const [, ...before] = lineOf(chronicle, commit.id);
    const again = before.find(({ content }) => content.kind === 'record' && content.event.operation === event.operation);
    return again === undefined ? [] : [`${step}: ${by} recorded ${event.operation} again, which ${again.id.slice(0, 7)} has`];
  });
}

function attempts(chronicle: Chronicle): readonly string[] {
  return records(chronicle).flatMap(({ step, event }) => (/, run \d+\.\d+$/.test(event.operation) ? [`${step}: operation ${event.operation} is another one in the next attempt of the run`] : []));
}

/** Abort, approve, and a version that is named, count once per run and never in an attempt that cannot know whether they are past. */
function words(chronicle: Chronicle): readonly string[] {
  const said = new Map<string, number>();
  const jobs = new Map(entriesOf(chronicle, 'job-began').map(({ job }) => [job.name, job]));
  const broken: string[] = [];
  for (const { step, by, event } of records(chronicle)) {
    const job = jobs.get(by);
    if (job === undefined || job.run === '' || event.kind !== 'ticked' || event.actor !== job.actor) continue;
    const { kind } = event.situation.request;
    if (kind !== job.word) continue;
    if (job.attempt > 1) broken.push(`${step}: attempt ${job.attempt} of run ${job.run} says "${kind}" again`);
    const before = said.get(job.run);
    // A look that lost the race for its record looks again with the same word.
    if (before !== undefined) broken.push(`${step}: "${kind}" of run ${job.run} was taken at ${before} already`);
    said.set(job.run, step);
  }
  return broken;
}

/** What an append answers is true: who hears of a conflict, or that it was not done, does it again. */
function untruths(chronicle: Chronicle): readonly string[] {
  const landed = records(chronicle);
  return entriesOf(chronicle, 'append-answered').flatMap(({ step, job, entry, answer }) => {
    const ours = landed.filter(({ by, event }) => by === job && event.operation === entry.event.operation && event.sequence === entry.event.sequence && event.atMs === entry.event.atMs);
    const before = ours.filter((record) => record.step < step);
    if (answer.kind === 'ok' && answer.value.kind === 'conflict' && before.length > 0) return [`${step}: ${job} was told of a conflict about ${entry.event.operation}, which landed at ${before[0]?.step ?? 0}`];
    if (answer.kind === 'error' && answer.error.outcome === 'not-done' && ours.length > 0) return [`${step}: ${job} was told that ${entry.event.operation} was not done (${answer.error.message.slice(0, 200)}); it landed at ${ours[0]?.step ?? 0}`];
    return [];
  });
}

/** Objects of git are the same however often they are written. */
const REPEATABLE = new Set(['git/create-tree', 'git/create-commit', 'git/create-blob']);

/** Who does not know what became of a write looks before writing it again. */
function blindly(chronicle: Chronicle): readonly string[] {
  const exchanges = entriesOf(chronicle, 'asked').filter(({ exchange }) => !REPEATABLE.has(exchange.operation));
  const heard = new Map(entriesOf(chronicle, 'answered').map(({ number, status }) => [number, status]));
  const last = new Map<string, { readonly operation: string; readonly sent: string }>();
  const broken: string[] = [];
  for (const { step, exchange } of exchanges.toSorted((a, b) => a.exchange.sentStep - b.exchange.sentStep)) {
    const { job, operation, writes, sent, number } = exchange;
    const before = last.get(job);
    if (writes && before?.operation === operation && before.sent === sent) broken.push(`${step}: ${job} sends ${operation} again without having looked what became of it`);
    const status = heard.get(number) ?? 0;
    if (writes && (status === 0 || status >= 500)) last.set(job, { operation, sent });
    else last.delete(job);
  }
  return broken;
}
