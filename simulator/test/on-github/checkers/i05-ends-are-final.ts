import { entriesOf, type Chronicle } from '../chronicle.ts';
import type { Checker } from './checker.ts';
import { routerRaises } from './i07-effects-are-fenced.ts';
import { lineOf, records, wasAltered } from './ledger-moves.ts';
import { raisedByAbort, raisedWhilePaused } from './who-knew-better.ts';

export const endsAreFinal: Checker = {
  id: 'I5',
  rule: 'what has ended stays ended and is released again only by a person, what leaves is never promoted, no traffic goes back to it, and who aborts or has read of a pause raises nothing',
  check: (chronicle) => {
    const broken: string[] = [...raisedByAbort(chronicle), ...raisedWhilePaused(chronicle), ...startedAgain(chronicle)];
    const leaving = new Map<string, number>();
    for (const { step, by, event, before, state, commit } of records(chronicle)) {
      const [was, is] = [before === 'none' ? undefined : before.rollout, state.rollout];
      if (was?.kind === 'live' && was.phase === 'leaving') {
        if (is.kind === 'live' && is.phase !== 'leaving') broken.push(`${step}: ${by} took ${was.id} from leaving to ${is.phase}`);
        if (is.kind === 'none' && state.ended.at(-1)?.outcome === 'promoted') broken.push(`${step}: ${by} ended ${was.id} as promoted, which was leaving`);
      }
      if (is.kind === 'live' && is.phase === 'leaving' && !leaving.has(is.id)) leaving.set(is.id, step);
      if (event.kind !== 'started') continue;
      const [, ...line] = lineOf(chronicle, commit.id);
      if (line.some(({ content }) => content.kind === 'record' && content.event.kind === 'started' && content.event.rolloutId === event.rolloutId)) broken.push(`${step}: ${by} started ${event.rolloutId} a second time`);
    }
    for (const { step, job, change } of routerRaises(chronicle)) {
      const since = leaving.get(change.stamp.rolloutId);
      // A history that somebody took away begins again, and its rollouts with it.
      if (since !== undefined && since < step && !wasAltered(chronicle)) broken.push(`${step}: ${job} raised ${change.stamp.rolloutId} at the router, which was leaving since ${since}`);
    }
    return broken;
  },
};

/** The same bytes get another chance when a person names them; what was only replaced has had none yet. */
function startedAgain(chronicle: Chronicle): readonly string[] {
  const asked = new Set(entriesOf(chronicle, 'job-began').flatMap(({ job }) => (job.word === 'version' || job.word === 'retry' ? [job.name] : [])));
  return records(chronicle).flatMap(({ step, by, event, before }) => {
    if (event.kind !== 'started' || before === 'none' || asked.has(by)) return [];
    const ended = before.ended.findLast(({ candidate }) => candidate.digest === event.candidate.digest);
    return ended === undefined || ended.outcome === 'superseded' ? [] : [`${step}: ${by} releases ${event.candidate.version} again, which ended ${ended.outcome}, and nobody asked for it`];
  });
}
