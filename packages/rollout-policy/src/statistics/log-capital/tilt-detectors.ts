// E-detectors on tilts, for events that are independent given the number of trials: one per shift of the log-odds, averaged with the prior weights.
//
// Shiryaev-Roberts M <- e^T (M + 1), CUSUM M <- e^T max(M, 1), in logarithms. Mean time between false alarms at M >= c is at least c blocks
// (Shin, Ramdas & Rinaldo 2024, NEJSDS 2:229). detectors.ts is the same on bets, which is what runs after a promotion.
import { exp, log, log1p, logSumExp } from '../../math/portable-math.ts';
import type { Detector } from '../detectors.ts';
import { tilt, TILT_WEIGHTS } from '../tilt.ts';
import type { Wager } from '../wager.ts';

const LOG_WEIGHTS = TILT_WEIGHTS.map(log);

/** ln of the mean statistic after each block. */
export function tiltDetector(kind: Detector, wagers: readonly Wager[]): readonly number[] {
  let logs: readonly number[] = TILT_WEIGHTS.map(() => Number.NEGATIVE_INFINITY);
  return wagers.map((wager) => {
    if (wager.kind === 'wager') logs = tilt({ kind: 'tilt', logAtoms: logs.map((atom) => renewed(kind, atom)), spent: 0 }, wager).logAtoms;
    return logSumExp(logs.map((atom, k) => (LOG_WEIGHTS[k] ?? 0) + atom));
  });
}

/** ln(M + 1), or ln max(M, 1). */
function renewed(kind: Detector, logAtom: number): number {
  if (kind === 'cusum') return Math.max(0, logAtom);
  return logAtom > 0 ? logAtom + log1p(exp(-logAtom)) : log1p(exp(logAtom));
}
