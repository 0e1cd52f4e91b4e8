// How jobs wait for GitHub: never so long that traffic goes unwatched, and between tries of the same question at all.
import { entriesOf, type Chronicle, type EntryOf } from '../chronicle.ts';

/** As jobs wait at most for a limit, and some time for what comes before and after it. */
const LONGEST_MS = 300_000 + 60_000;

export function waitsTooLong(chronicle: Chronicle): readonly string[] {
  // Who was stalled did not wait on purpose.
  if (chronicle.plot.faults.some(({ number }) => [16, 22].includes(number))) return [];
  const limitedAt = new Map<string, number>();
  return chronicle.entries.flatMap((entry) => {
    if (entry.kind === 'answered' && (entry.status === 429 || (entry.status === 403 && (entry.headers['retry-after'] !== undefined || entry.headers['x-ratelimit-remaining'] === '0')))) limitedAt.set(entry.job, entry.atMs);
    if (entry.kind === 'told' || entry.kind === 'job-ended') limitedAt.delete(entry.job);
    if (entry.kind !== 'asked') return [];
    const since = limitedAt.get(entry.exchange.job);
    limitedAt.delete(entry.exchange.job);
    return since !== undefined && entry.exchange.sentAtMs - since > LONGEST_MS ? [`${entry.step}: ${entry.exchange.job} looks at nothing for ${Math.round((entry.exchange.sentAtMs - since) / 1_000)} s, to wait for a limit`] : [];
  });
}

/** Of three tries of one question that all failed, at least one has waited so long. */
const PAUSE_MS = 250;

export function asksWithoutPause(chronicle: Chronicle): readonly string[] {
  const stopped = new Set(entriesOf(chronicle, 'job-ended').filter(({ how }) => how !== 'finished').map(({ job }) => job));
  const heard = new Map<number, EntryOf<'answered' | 'unanswered'>>();
  for (const entry of chronicle.entries) if (entry.kind === 'answered' || entry.kind === 'unanswered') heard.set(entry.number, entry);
  const failed = new Map<string, { readonly sent: string; readonly tries: number; readonly waitedMs: number; readonly atMs: number }>();
  return entriesOf(chronicle, 'asked').toSorted((a, b) => a.exchange.sentStep - b.exchange.sentStep).flatMap(({ step, exchange }) => {
    const { job, operation, sent, sentAtMs, number, writes } = exchange;
    const answer = heard.get(number);
    if (writes || number === 0 || stopped.has(job)) return [];
    const key = `${job} ${operation}`;
    const before = failed.get(key);
    const tries = before?.sent === sent ? before.tries + 1 : 1;
    const waitedMs = before?.sent === sent ? before.waitedMs + sentAtMs - before.atMs : 0;
    const hasFailed = answer !== undefined && (answer.kind === 'unanswered' || answer.status >= 500);
    if (hasFailed) failed.set(key, { sent, tries, waitedMs, atMs: answer.atMs });
    else failed.delete(key);
    return tries === 3 && waitedMs < PAUSE_MS ? [`${step}: ${job} asks ${operation} a third time, with ${waitedMs} ms of pause after two failures`] : [];
  });
}
