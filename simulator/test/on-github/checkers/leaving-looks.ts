// A job that looks for the last time decides as one after whom nobody may come for a day: what it leaves exposed has to be within the promise all that time.
import { START_MS } from '../../../src/rollout/release.ts';
import { entriesOf, type Chronicle } from '../chronicle.ts';
import { records } from './ledger-moves.ts';

/** A look takes its time to come to the decision. */
const ON_ITS_WAY_MS = 10_000;
const DAY_MS = 86_400_000;

export function thinksItComesAgain(chronicle: Chronicle): readonly string[] {
  // By clocks that agree, of processes that nothing holds up.
  if (chronicle.plot.faults.some(({ number }) => [16, 22, 23].includes(number))) return [];
  const jobs = new Map(entriesOf(chronicle, 'job-began').map(({ atMs, job }) => [job.name, { endsAtMs: START_MS + atMs + job.deadlineMs }]));
  const staying = new Set(entriesOf(chronicle, 'told').flatMap(({ job, mode }) => (mode === 'auto' ? [job] : [])));
  return records(chronicle).flatMap(({ step, by, event }) => {
    if (event.kind !== 'ticked' || !staying.has(by)) return [];
    const leftMs = (jobs.get(by)?.endsAtMs ?? Number.POSITIVE_INFINITY) - event.situation.nowMs;
    const isLast = leftMs < chronicle.policy.expert.lookMs - ON_ITS_WAY_MS;
    return isLast && event.situation.nextLookMs < DAY_MS ? [`${step}: ${by} decides as if somebody looked again in ${event.situation.nextLookMs / 1_000} s, and its own time is over in ${Math.round(leftMs / 1_000)}`] : [];
  });
}
