// How long labels take. A request that has no label yet is not one that never gets one: it counts as long as it has waited.
import type { LabelHistory } from '../history/history.ts';

export type LabelDelayFit =
  | { readonly kind: 'none'; readonly why: string }
  | {
      readonly kind: 'delays';
      readonly labelled: number;
      readonly waiting: number;
      /** Of the labels that come, so many are in after so long; `unknown` where the export ends before it can be told. */
      readonly quantiles: readonly { readonly share: number; readonly delayMs: number | 'unknown' }[];
      /** Share of the requests that ever get a label, as far as the export shows. */
      readonly everLabelled: number;
      /** The curve had not levelled off when the export ended: late labels are missing, and the delays are at least these. */
      readonly isCutOff: boolean;
    };

const SHARES = [0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];
const LABELS_MIN = 100;
/** Still growing in the last tenth of the longest wait by more than this share: cut off. */
const STILL_GROWING = 0.01;

/** Kaplan & Meier 1958: the share labelled by each delay, from those that had waited that long. */
export function fitLabelDelay(labels: LabelHistory): LabelDelayFit {
  if (labels.kind === 'none') return { kind: 'none', why: 'no column says when labels came (--labelled, --delay)' };
  const { delaysMs, waitingMs } = labels;
  if (delaysMs.length < LABELS_MIN) return { kind: 'none', why: `${delaysMs.length} labels are too few for their delays; that takes ${LABELS_MIN}` };
  const [delays, waits] = [delaysMs.slice().sort(), waitingMs.slice().sort()];
  const curve = labelledBy(delays, waits);
  const everLabelled = curve.shares.at(-1) ?? 0;
  const longestMs = Math.max(delays.at(-1) ?? 0, waits.at(-1) ?? 0);
  const before = curve.delaysMs.findLastIndex((delay) => delay <= 0.9 * longestMs);
  const isCutOff = waits.length > 0 && everLabelled - (curve.shares[before] ?? 0) > STILL_GROWING * everLabelled;
  const quantiles = SHARES.map((share) => {
    const index = curve.shares.findIndex((labelled) => labelled >= share * everLabelled - 1e-12);
    return { share, delayMs: isCutOff && share > 0.9 ? ('unknown' as const) : (curve.delaysMs[index] ?? 'unknown') };
  });
  return { kind: 'delays', labelled: delays.length, waiting: waits.length, quantiles, everLabelled, isCutOff };
}

function labelledBy(delays: Float64Array, waits: Float64Array): { readonly delaysMs: readonly number[]; readonly shares: readonly number[] } {
  const delaysMs: number[] = [];
  const shares: number[] = [];
  let unlabelled = 1;
  let gone = 0;
  for (let index = 0; index < delays.length; ) {
    const delay = delays[index] ?? 0;
    let same = 0;
    while (index + same < delays.length && delays[index + same] === delay) same += 1;
    // Who has waited exactly so long was still there.
    while (gone < waits.length && (waits[gone] ?? 0) < delay) gone += 1;
    const atRisk = delays.length - index + waits.length - gone;
    unlabelled *= 1 - same / atRisk;
    delaysMs.push(delay);
    shares.push(1 - unlabelled);
    index += same;
  }
  return { delaysMs, shares };
}
