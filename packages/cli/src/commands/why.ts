// rampart why: a release that broke a rule, told look by look, and from when on nothing but the policy could have helped.
import { availableParallelism } from 'node:os';
import { duration } from '@rampart/report';
import type { Inevitable } from '@rampart/simulator';
import { isSet, type Command } from '../command.ts';
import { otherFutures, replayed, withReplayPool, type Futures } from '../simulation/replay-in-worker.ts';
import { readScenarioToReplay } from '../simulation/scenario-to-replay.ts';
import { isBroken, replayDocument, replayText } from '../simulation/tell-replay.ts';
import { refuse, tellRefused } from '../simulation/tell-refused.ts';
import { textTable } from '../text-table.ts';

export const why: Command = {
  name: 'why',
  summary: 'tells a scenario file as replay does, and when its end became inevitable: luck is drawn anew from each look on',
  options: {},
  policies: 'none',
  words: '<file>',
  run: async (invocation) => {
    const [name, ...more] = invocation.words;
    if (name === undefined || more.length > 0) return refuse(invocation, 'why', [`name one scenario file, or the letters that rampart check printed, got ${String(invocation.words.length)}`]);
    const read = await readScenarioToReplay(name, invocation.cwd);
    if (read.kind !== 'scenario') return tellRefused(invocation, 'why', read);
    return await withReplayPool(invocation, availableParallelism(), async (pool) => {
      const seen = await replayed(pool, read.scenario);
      const futures = await (seen.kind === 'replayed' && isBroken(seen) ? otherFutures(pool, read.scenario, seen.lookedAtMs, invocation) : NOTHING_TO_EXPLAIN);
      const { console } = invocation;
      if (isSet(invocation, 'json')) console.out(JSON.stringify({ ...replayDocument(read.scenario, seen), ...futuresDocument(futures) }, null, 2));
      else console.out([replayText(read.scenario, seen, console.style), ...futuresLines(futures)].join('\n'));
      return isBroken(seen) ? 1 : 0;
    });
  },
};

const NOTHING_TO_EXPLAIN: Futures = { kind: 'not-told', why: '' };

function futuresDocument(futures: Futures): Readonly<Record<string, unknown>> {
  return futures.kind === 'told' ? { inevitable: futures.inevitable } : { inevitable: null, ...(futures.why === '' ? {} : { whyNot: futures.why }) };
}

function futuresLines(futures: Futures): readonly string[] {
  if (futures.kind === 'not-told') return futures.why === '' ? [] : [`When it became inevitable is not told: ${futures.why}.`];
  const { course } = futures.inevitable;
  const rows = turningPoints(course).map(({ fromMs, broken, futures: of }) => [`from ${duration(fromMs)} on`, `${String(broken)} of ${String(of)} futures break it`]);
  return [inevitableWords(futures.inevitable), ...textTable(rows, { left: 1 }).map((line) => `   ${line}`)];
}

function inevitableWords({ atMs, course }: Inevitable): string {
  const [first] = course;
  if (atMs === 'never') return 'Other luck could have helped to the very end:';
  if (first !== undefined && atMs === first.fromMs) return 'It was inevitable from the start: no other luck would have helped, only another policy:';
  return `It became inevitable after ${duration(atMs)}: from then on no other luck helps, only another policy would have:`;
}

/** Rows that say the same as the one before and the one after are left out. */
function turningPoints(course: Inevitable['course']): Inevitable['course'] {
  return course.filter(({ broken }, index) => index === 0 || index === course.length - 1 || broken !== course[index - 1]?.broken || broken !== course[index + 1]?.broken);
}
