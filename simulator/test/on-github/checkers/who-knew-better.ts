// Raises by jobs that knew better: the person whom they serve has said abort, or they have read that the target is paused.
import { entriesOf, type Chronicle } from '../chronicle.ts';
import { routerRaises } from './i07-effects-are-fenced.ts';

export function raisedByAbort(chronicle: Chronicle): readonly string[] {
  const aborting = new Set(entriesOf(chronicle, 'job-began').filter(({ job }) => job.word === 'abort').map(({ job }) => job.name));
  return routerRaises(chronicle).filter(({ job }) => aborting.has(job)).map(({ step, job, was, is }) => `${step}: ${job} was told to abort, and raises from ${was} to ${is}`);
}

export function raisedWhilePaused(chronicle: Chronicle): readonly string[] {
  const raises = new Set(routerRaises(chronicle).map(({ step }) => step));
  const paused = new Set<string>();
  return chronicle.entries.flatMap((entry) => {
    if (entry.kind === 'read' && entry.view.kind === 'ok' && entry.view.value.kind === 'present') {
      if (entry.view.value.state.pause.kind === 'paused') paused.add(entry.job);
      else paused.delete(entry.job);
    }
    return entry.kind === 'router-set' && raises.has(entry.step) && paused.has(entry.job) ? [`${entry.step}: ${entry.job} has read that the target is paused, and raises from ${entry.was} to ${entry.is}`] : [];
  });
}
