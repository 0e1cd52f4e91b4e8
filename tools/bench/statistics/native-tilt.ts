// The tilt of packages/rollout-policy with the machine's own Math: what portable arithmetic is compared with, and nothing else uses.
import { TILT_SHIFTS, TILT_WEIGHTS } from '../../../packages/rollout-policy/src/statistics/tilt.ts';

const EXPM1_SHIFTS = TILT_SHIFTS.map(Math.expm1);
const LOG_WEIGHTS = TILT_WEIGHTS.map(Math.log);
const HALF = 0.5;

interface Counts {
  readonly successes: number;
  readonly trials: number;
  readonly nullProb: number;
}

/** After the first point of the grid: half of the prior at stake. */
export function newNativeTilt(): readonly number[] {
  return TILT_WEIGHTS.map((weight) => Math.log(weight * HALF));
}

/** `mass`: the prior of one more point of the grid, put in before the block is played. */
export function nativeTilt(logAtoms: readonly number[], { successes, trials, nullProb }: Counts, mass: number): readonly number[] {
  const moved: number[] = [];
  const logMass = Math.log(mass);
  for (let k = 0; k < logAtoms.length; k += 1) {
    moved.push(nativeLogAdd(logAtoms[k] ?? 0, (LOG_WEIGHTS[k] ?? 0) + logMass) + successes * (TILT_SHIFTS[k] ?? 0) - trials * Math.log1p(nullProb * (EXPM1_SHIFTS[k] ?? 0)));
  }
  return moved;
}

export function nativeLogCapital(logAtoms: readonly number[]): number {
  const top = Math.max(0, ...logAtoms);
  let sum = HALF * Math.exp(-top);
  for (const atom of logAtoms) sum += Math.exp(atom - top);
  return top + Math.log(sum);
}

function nativeLogAdd(a: number, b: number): number {
  const [high, low] = a > b ? [a, b] : [b, a];
  return high + Math.log1p(Math.exp(low - high));
}
