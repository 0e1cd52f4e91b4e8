import { entriesOf, type Chronicle, type EntryOf } from '../chronicle.ts';
import type { Checker } from './checker.ts';
import { tellsOfRefusal } from './limits-are-told.ts';
import { bucketOf, toldToWait } from './told-to-wait.ts';
import { asksWithoutPause, waitsTooLong } from './waits.ts';

export const limitsAreKept: Checker = {
  id: 'I11',
  asks: 'jobs',
  rule: 'nobody asks while GitHub told them to wait, and a look asks for a bounded number of things: once, and for nothing more, where nothing is new',
  check: (chronicle) => [...early(chronicle), ...waitsTooLong(chronicle), ...asksWithoutPause(chronicle), ...tellsOfRefusal(chronicle), ...budget(chronicle), ...quietLooks(chronicle)],
};

/** More than any look needs, with its mirrors, when nothing goes wrong. */
const MOST = 90;
/** Seconds are rounded, and the way takes its time. */
const ROUNDING_MS = 1_001;
const MINUTE = 60_000;

interface Waiting {
  untilMs: number;
  readonly why: string;
}

/** What each job was told, by bucket of the limit; a secondary limit is for all. */
function early(chronicle: Chronicle): readonly string[] {
  const waiting = new Map<string, Waiting>();
  const operations = new Map(entriesOf(chronicle, 'asked').map(({ exchange }) => [exchange.number, exchange.operation]));
  const sent = new Map(entriesOf(chronicle, 'asked').map(({ exchange }) => [exchange.number, exchange]));
  const broken: string[] = [];
  // In the order of what jobs do: they send, and they hear.
  const acts = chronicle.entries.flatMap((entry): readonly { readonly at: number; readonly entry: EntryOf<'asked' | 'answered'> }[] => {
    if (entry.kind === 'asked') return [{ at: entry.exchange.sentStep - 0.5, entry }];
    return entry.kind === 'answered' ? [{ at: entry.step, entry }] : [];
  });
  for (const { entry } of acts.toSorted((a, b) => a.at - b.at)) {
    if (entry.kind === 'asked') {
      const { job, operation, sentAtMs } = entry.exchange;
      for (const bucket of [`${job} all`, `${job} ${bucketOf(operation)}`]) {
        const told = waiting.get(bucket);
        if (told !== undefined && sentAtMs < told.untilMs - ROUNDING_MS) broken.push(`${entry.step}: ${job} asks ${operation} ${told.untilMs - sentAtMs} ms too early: ${told.why}`);
      }
      continue;
    }
    const operation = operations.get(entry.number);
    const exchange = sent.get(entry.number);
    if (operation === undefined || exchange === undefined) continue;
    const wait = toldToWait(entry, exchange);
    if (wait === 'none') continue;
    // Without a word GitHub asks for a minute, and for longer each time.
    const forMs = wait.kind === 'for' ? wait.forMs : MINUTE;
    const bucket = `${entry.job} ${wait.isAll ? 'all' : bucketOf(operation)}`;
    waiting.set(bucket, { untilMs: entry.atMs + forMs, why: wait.why });
  }
  return broken;
}

function budget(chronicle: Chronicle): readonly string[] {
  const count = new Map<string, number>();
  return chronicle.entries.flatMap((entry) => {
    if (entry.kind === 'asked' && entry.exchange.faults.length === 0) count.set(entry.exchange.job, (count.get(entry.exchange.job) ?? 0) + 1);
    if (entry.kind !== 'told' && entry.kind !== 'job-ended') return [];
    const asked = count.get(entry.job) ?? 0;
    count.set(entry.job, 0);
    return asked > MOST ? [`${entry.step}: ${entry.job} asked for ${asked} things in one look`] : [];
  });
}

/** At the end nothing is new any more. */
function quietLooks(chronicle: Chronicle): readonly string[] {
  const looks = entriesOf(chronicle, 'phase').filter(({ name }) => name === 'clean-look');
  const last = looks.at(-1);
  if (last === undefined || chronicle.end.state === 'none' || chronicle.end.state.rollout.kind === 'live') return [];
  const began = entriesOf(chronicle, 'job-began').filter(({ step }) => step > last.step);
  if (began.length !== 1 || began[0]?.job.kind !== 'step') return [];
  // What was told to wait was not done.
  const served = new Set(entriesOf(chronicle, 'answered').filter(({ status }) => status < 400).map(({ number }) => number));
  const asked = entriesOf(chronicle, 'asked').filter(({ step, exchange }) => step > last.step && served.has(exchange.number)).map(({ exchange }) => exchange);
  const writes = asked.filter((exchange) => exchange.writes);
  // Records that somebody has filled with a megabyte of words do not fit into a query: they are read besides.
  const isLong = chronicle.plot.faults.some(({ number }) => number === 25);
  if (isLong && writes.length === 0 && asked.filter(({ operation }) => operation !== 'git/get-blob').length <= 1) return [];
  // What was refused before is shown when it may be: then something is new to people, and nothing to the ledger.
  const isShownAgain = asked.some(({ operation }) => lastAnswer(chronicle, operation, last.step) >= 400) && !writes.some(({ operation }) => operation === 'git/create-commit');
  if (isShownAgain) return [];
  return asked.length > 1 || writes.length > 0 ? [`${last.step}: a look that finds nothing new asks for ${asked.map(({ operation }) => operation).join(', ')}`] : [];
}

/** Status of the newest answer to such a request; 0 where there was none. */
function lastAnswer(chronicle: Chronicle, operation: string, before: number): number {
  const numbers = new Set(entriesOf(chronicle, 'asked').flatMap(({ step, exchange }) => (step < before && exchange.operation === operation ? [exchange.number] : [])));
  return entriesOf(chronicle, 'answered').findLast(({ step, number }) => step < before && numbers.has(number))?.status ?? 0;
}
