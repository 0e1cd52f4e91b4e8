// The evaluator for events that are independent given the number of trials: tilt the log-odds of the null by a mixture of shifts.
//
// Factor for a shift d: T = x d - n log1p(p0 expm1(d)), the log likelihood ratio of a binomial whose log-odds are shifted by d from p0. If every trial
// succeeds with conditional probability at most p0, E exp(T) <= 1 for d > 0. Clustered events break it (one retry storm looks like proof): use bets there.
import { exp, expm1, log, log1p } from '../math/portable-math.ts';
import type { Wealth } from '../state.ts';
import { tiltGrid } from './tilt-grid.ts';
import type { Wager } from './wager.ts';

type Tilts = Extract<Wealth, { kind: 'tilt' }>;

/** 16 shifts from 0.1 to 3.5 (odds ratios 1.11 to 33), geometric: within 1.4 of Wald's bound for effects from 1.2 to 10. Weights add up to 1. */
export const { shifts: TILT_SHIFTS, weights: TILT_WEIGHTS } = tiltGrid({ count: 16, from: 0.1, to: 3.5 });

const DIGITS_KEPT = 1e6;
const EXPM1_SHIFTS = TILT_SHIFTS.map(expm1);
const LOG_WEIGHTS = TILT_WEIGHTS.map(log);

/** Nothing is in play before the first grid point: no atoms, because the logarithm of nothing is no JSON. */
export function newTilt(): Tilts {
  return { kind: 'tilt', logAtoms: [], spent: 0 };
}

/** Adds `mass` of prior, spread by TILT_WEIGHTS. */
export function startTilts(wealth: Tilts, spent: number, mass: number): Tilts {
  const logMass = log(mass);
  return { ...wealth, logAtoms: LOG_WEIGHTS.map((weight, k) => logAdd(wealth.logAtoms[k] ?? Number.NEGATIVE_INFINITY, weight + logMass)), spent };
}

export function tilt(wealth: Tilts, { successes, trials, nullProb }: Extract<Wager, { kind: 'wager' }>): Tilts {
  const logAtoms: number[] = [];
  for (let k = 0; k < wealth.logAtoms.length; k += 1) {
    logAtoms.push((wealth.logAtoms[k] ?? 0) + successes * (TILT_SHIFTS[k] ?? 0) - trials * log1p(nullProb * (EXPM1_SHIFTS[k] ?? 0)));
  }
  return { ...wealth, logAtoms };
}

/** A millionth of ln capital, rounded down, which is always allowed: short in JSON, so that a state with many claims stays small. */
export function shortened({ kind, logAtoms, spent }: Tilts): Tilts {
  return { kind, logAtoms: logAtoms.map((atom) => Math.floor(atom * DIGITS_KEPT) / DIGITS_KEPT), spent };
}

/** Natural logarithm of what is in play and `cash` together. */
export function tiltLogCapital({ logAtoms }: Tilts, cash: number): number {
  let top = 0;
  for (let k = 0; k < logAtoms.length; k += 1) top = Math.max(top, logAtoms[k] ?? 0);
  let sum = cash * exp(-top);
  for (let k = 0; k < logAtoms.length; k += 1) sum += exp((logAtoms[k] ?? 0) - top);
  return top + log(sum);
}

function logAdd(a: number, b: number): number {
  const [high, low] = a > b ? [a, b] : [b, a];
  return low === Number.NEGATIVE_INFINITY ? high : high + log1p(exp(low - high));
}
