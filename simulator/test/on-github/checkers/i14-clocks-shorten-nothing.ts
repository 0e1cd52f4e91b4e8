import type { Chronicle } from '../chronicle.ts';
import { routerRaises } from './i07-effects-are-fenced.ts';
import type { Checker } from './checker.ts';
import { records } from './ledger-moves.ts';
import { falseTimes } from './record-times.ts';
import { looksAgainLate } from './looks-again.ts';

export const clocksShortenNothing: Checker = {
  id: 'I14',
  rule: 'clocks that are off or jump, and gaps, shorten neither a step nor a bake, and keep nobody from the next look; a record bears GitHub\'s time',
  check: (chronicle) => [...bakes(chronicle), ...steps(chronicle), ...falseTimes(chronicle), ...looksAgainLate(chronicle)],
};

/** A stamp of a block is rounded to what the pages were read at. */
const ROUNDING_MS = 2_000;

function bakes(chronicle: Chronicle): readonly string[] {
  const bake = chronicle.policy.plan.find((stage) => stage.kind === 'bake');
  if (bake?.kind !== 'bake') return [];
  let since: { readonly atMs: number; readonly rolloutId: string } | 'none' = 'none';
  let coveredMs = 0;
  return records(chronicle).flatMap(({ step, atMs, by, event }) => {
    if (event.kind === 'promoted') {
      since = { atMs, rolloutId: event.rolloutId };
      coveredMs = 0;
    }
    if (event.kind !== 'ticked' || since === 'none' || event.rolloutId !== since.rolloutId) return [];
    const news = event.evidence['errors'];
    coveredMs += news?.kind === 'blocks' ? news.blocks.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0) : 0;
    if (event.decision.kind !== 'finished') return [];
    const lastedMs = atMs - since.atMs;
    return [
      // The weight was there before the pointer: the bake is measured from there.
      ...(lastedMs < bake.durationMs - 60_000 ? [`${step}: ${by} finishes a bake of ${bake.durationMs} ms after ${lastedMs}`] : []),
      ...(coveredMs < bake.durationMs - 60_000 ? [`${step}: ${by} finishes a bake of ${bake.durationMs} ms with ${coveredMs} ms of evidence`] : []),
    ];
  });
}

/** Between two raises of the ramp lies at least its time, by the true clock. */
function steps(chronicle: Chronicle): readonly string[] {
  const ramp = chronicle.policy.plan.find((stage) => stage.kind === 'ramp');
  const everyMs = ramp?.kind === 'ramp' && ramp.steps.kind === 'ladder' ? ramp.steps.everyMs : 0;
  const top = ramp?.kind === 'ramp' ? ramp.weightMax : 0;
  const raises = routerRaises(chronicle).filter(({ is }) => is <= top);
  return raises.flatMap(({ step, atMs, job, was, change }, index) => {
    const before = raises[index - 1];
    const isNext = before !== undefined && before.change.stamp.rolloutId === change.stamp.rolloutId && was >= before.is && was > 0;
    return isNext && atMs - before.atMs < everyMs - ROUNDING_MS ? [`${step}: ${job} raises ${atMs - before.atMs} ms after the raise before, ${everyMs} are asked for`] : [];
  });
}
