// Detectors for a model that runs alone, where alarms may recur: one e-detector per atom, merged with the prior weights.
//
// Shiryaev-Roberts: M <- e^factor (M + 1); CUSUM: M <- e^factor max(M, 1); alarm at M >= c. While nothing is wrong the mean time between false alarms is
// at least c looks, and within T looks the chance of one is at most T/c (Shin, Ramdas & Rinaldo 2024, NEJSDS 2:229, Theorem 2.4).
import { STAKES } from './wealth.ts';
import type { Wager } from './wager.ts';

/** Larger statistics say no more; cutting them down can only make an alarm later. */
const STATISTIC_MAX = 1e250;

export type Detector = 'shiryaev-roberts' | 'cusum';

/** One statistic per stake. */
export function newDetector(): readonly number[] {
  return STAKES.map(() => 0);
}

export function detect(kind: Detector, atoms: readonly number[], wager: Wager): readonly number[] {
  if (wager.kind === 'none') return atoms;
  const surplus = wager.successes / wager.trials / wager.nullProb - 1;
  return atoms.map((atom, k) => Math.min(STATISTIC_MAX, restarted(kind, atom) * (1 + (STAKES[k] ?? 0) * surplus)));
}

/** The mean over the stakes: what is compared with c. */
export function detectorLevel(atoms: readonly number[]): number {
  return atoms.reduce((sum, atom) => sum + atom, 0) / atoms.length;
}

function restarted(kind: Detector, atom: number): number {
  return kind === 'shiryaev-roberts' ? atom + 1 : Math.max(atom, 1);
}
