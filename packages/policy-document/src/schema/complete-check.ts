// A check with everything filled in that it leaves out.
import type { Check, Signal } from '@rampart/rollout-policy';
import { CHECK_DEFAULTS, LABELS_EVERY_MS, WELL_KNOWN_SIGNALS } from '../defaults.ts';
import type { CheckDocument } from './check-schema.ts';

/** `written` kept the rules of check-rules.ts, else the answer is `incomplete`. */
export function completeCheck(name: string, written: CheckDocument): Check | 'incomplete' {
  const signal = signalIn(name, written);
  if (signal === 'incomplete') return signal;
  const defaults = CHECK_DEFAULTS[signal.kind];
  return {
    name,
    signal,
    slices: written.slices ?? [],
    worseBy: written.worseBy ?? defaults.worseBy.value,
    limit: written.limit ?? { kind: 'none' },
    then: written.then ?? defaults.then.value,
  };
}

function signalIn(name: string, { share, time, labels, where, every, mature }: CheckDocument): Signal | 'incomplete' {
  if (labels !== undefined) return mature === undefined ? 'incomplete' : { kind: 'labels', source: labels, everyMs: every ?? LABELS_EVERY_MS.value, matureMs: mature };
  if (share !== undefined) return where === undefined ? 'incomplete' : { kind: 'share', metric: share, where };
  if (time !== undefined) return { kind: 'time', metric: time, where: where ?? [] };
  if (name !== 'errors' && name !== 'latency') return 'incomplete';
  const known = WELL_KNOWN_SIGNALS[name];
  return { kind: known.kind, metric: known.metric, where: where ?? known.where };
}
