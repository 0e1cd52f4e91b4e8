// What a record says about when it was made: bakes, steps and blocks are measured between the times of records that jobs on other machines have made.
import { START_MS } from '../../../src/rollout/release.ts';
import { entriesOf, type Chronicle } from '../chronicle.ts';

/** An answer that is believed was on its way for less than the client waits for one, and its date has whole seconds. */
const FAR_MS = 20_000 + 1_000;

/** Whatever the clock of its machine says, a record bears GitHub's time, as well as GitHub's answers tell it. */
export function falseTimes(chronicle: Chronicle): readonly string[] {
  // Who looks at several targets gathers what only waits, and records it some looks later.
  const lateMs = chronicle.plot.beside.kind === 'nothing' ? FAR_MS : Number.POSITIVE_INFINITY;
  return entriesOf(chronicle, 'append-asked').flatMap(({ step, atMs, job, entry }) => {
    const aheadMs = entry.event.atMs - START_MS - atMs;
    return aheadMs > FAR_MS || aheadMs < -lateMs ? [`${step}: ${job} records ${entry.event.kind} with a time that is ${Math.abs(Math.round(aheadMs / 1_000))} s ${aheadMs > 0 ? 'ahead' : 'ago'}`] : [];
  });
}
