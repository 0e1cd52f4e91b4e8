// Jobs that were started for one rollout: a promotion or a rollback that comes late is about that one, or about nothing.
import { entriesOf, type Chronicle } from '../chronicle.ts';
import { records } from './ledger-moves.ts';

export function aboutAnother(chronicle: Chronicle): readonly string[] {
  const named = new Map(entriesOf(chronicle, 'job-began').flatMap(({ job }) => (job.rolloutId === '' ? [] : [[job.name, job.rolloutId]])));
  const recorded = records(chronicle).flatMap(({ step, by, event }) => {
    const meant = named.get(by);
    return meant !== undefined && 'rolloutId' in event && event.rolloutId !== meant ? [`${step}: ${by} was started for rollout ${meant}, and records ${event.kind} of ${event.rolloutId}`] : [];
  });
  const done = entriesOf(chronicle, 'router-set').flatMap(({ step, job, change }) => {
    const { rolloutId } = change.stamp;
    const meant = named.get(job);
    // A router that carries no rollout's stamp is not told of one.
    return meant !== undefined && rolloutId !== meant && rolloutId !== `manual-${change.target}` ? [`${step}: ${job} was started for rollout ${meant}, and sets the router for ${rolloutId}`] : [];
  });
  return [...recorded, ...done];
}
