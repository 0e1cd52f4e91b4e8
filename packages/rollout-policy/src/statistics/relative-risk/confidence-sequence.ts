// Bounds of the relative risk that hold at every look: all rho that a fixed mixture of alternatives has not refuted.
//
// Keep rho while logsumexp over 160 grid points of l - ln 160 - l(rho) < ln(1/alpha) (method of mixtures, Robbins 1970; Howard et al. 2021). l is concave
// in ln rho, so what is kept is an interval around the estimate.
import type { Cell } from '../../evidence.ts';
import { exp, log, logSumExp } from '../../math/portable-math.ts';
import { keptUntil, LOG_MAX } from '../kept-interval.ts';
import { highestAt, profile, tellingBlocks } from './profile.ts';

export interface RelativeRisk {
  readonly lower: number;
  /** The most likely value; NaN while there is no event at all. */
  readonly estimate: number;
  readonly upper: number;
}

/** Uniform in ln rho from 1/16 to 128, both included. Fixed before any evidence: that is what makes the bounds hold. */
const GRID_POINTS = 160;
const GRID_FROM = -2.772588722239781; // ln(1/16)
const GRID_TO = 4.852030263919617; // ln 128
const GRID: readonly number[] = Array.from({ length: GRID_POINTS }, (_, k) => GRID_FROM + ((GRID_TO - GRID_FROM) * k) / (GRID_POINTS - 1));

/** Blocks as they came, not summed. alpha in (0, 1). Without events of the candidate the lower bound is 0; without events of stable the upper one is infinite. */
export function relativeRiskSequence(cells: readonly Cell[], alpha: number): RelativeRisk {
  const blocks = tellingBlocks(cells);
  const best = highestAt(blocks);
  if (Number.isNaN(best)) return { lower: 0, estimate: Number.NaN, upper: Number.POSITIVE_INFINITY };
  const floor = logMixture(blocks) + log(alpha);
  const isKept = (x: number): boolean => profile(blocks, x) > floor;
  const from = Math.max(-LOG_MAX, Math.min(LOG_MAX, best));
  return {
    lower: best === Number.NEGATIVE_INFINITY ? 0 : exp(keptUntil(isKept, from, -1)),
    estimate: exp(best),
    upper: best === Number.POSITIVE_INFINITY ? best : exp(keptUntil(isKept, from, 1)),
  };
}

function logMixture(blocks: readonly Cell[]): number {
  return logSumExp(GRID.map((x) => profile(blocks, x))) - log(GRID_POINTS);
}
