// The evaluator for events that are independent given the number of trials: tilt the log-odds of the null by a mixture of shifts.
//
// Factor for a shift d: T = x d - n log1p(p0 expm1(d)), the log likelihood ratio of a binomial whose log-odds are shifted by d from p0. If every trial
// succeeds with conditional probability at most p0, E exp(T) <= 1 for d > 0. Clustered events break it (one retry storm looks like proof): use bets there.
import { exp, expm1, log, log1p } from '../math/portable-math.ts';
import type { Wealth } from '../state.ts';
import type { Wager } from './wager.ts';

type Tilts = Extract<Wealth, { kind: 'tilt' }>;

export const TILT_SHIFTS: readonly number[] = shifts();
/** Prior weight of each shift: proportional to its square root, adding up to 1. */
export const TILT_WEIGHTS: readonly number[] = weights(TILT_SHIFTS);

const EXPM1_SHIFTS = TILT_SHIFTS.map(expm1);
const LOG_WEIGHTS = TILT_WEIGHTS.map(log);

export function newTilt(): Tilts {
  return { kind: 'tilt', logAtoms: TILT_SHIFTS.map(() => Number.NEGATIVE_INFINITY), spent: 0 };
}

/** Adds `mass` of prior, spread by TILT_WEIGHTS. */
export function startTilts(wealth: Tilts, spent: number, mass: number): Tilts {
  const logMass = log(mass);
  return { ...wealth, logAtoms: wealth.logAtoms.map((atom, k) => logAdd(atom, (LOG_WEIGHTS[k] ?? 0) + logMass)), spent };
}

export function tilt(wealth: Tilts, { successes, trials, nullProb }: Extract<Wager, { kind: 'wager' }>): Tilts {
  const logAtoms: number[] = [];
  for (let k = 0; k < wealth.logAtoms.length; k += 1) {
    logAtoms.push((wealth.logAtoms[k] ?? 0) + successes * (TILT_SHIFTS[k] ?? 0) - trials * log1p(nullProb * (EXPM1_SHIFTS[k] ?? 0)));
  }
  return { ...wealth, logAtoms };
}

/** Cash included. `capital` may be infinite where `log` is large. */
export function tiltLogCapital({ logAtoms, spent }: Tilts): { readonly log: number; readonly capital: number } {
  const cash = 1 / (spent + 1);
  const top = Math.max(0, ...logAtoms);
  let sum = cash * exp(-top);
  for (const atom of logAtoms) sum += exp(atom - top);
  return { log: top + log(sum), capital: sum * exp(top) };
}

function logAdd(a: number, b: number): number {
  const [high, low] = a > b ? [a, b] : [b, a];
  return low === Number.NEGATIVE_INFINITY ? high : high + log1p(exp(low - high));
}

/** 16 shifts from 0.1 to 3.5 (odds ratios 1.11 to 33), geometric: within 1.4 of Wald's bound for effects from 1.2 to 10. */
function shifts(): readonly number[] {
  const stretch = log(35) / 15;
  return Array.from({ length: 16 }, (_, k) => 0.1 * exp(k * stretch));
}

function weights(of: readonly number[]): readonly number[] {
  const roots = of.map((shift) => Math.sqrt(shift));
  const sum = roots.reduce((total, root) => total + root, 0);
  return roots.map((root) => root / sum);
}
