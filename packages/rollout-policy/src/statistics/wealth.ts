// Capital of a sequential test with the restart mixture: the one primitive behind every verdict.
//
// Against a null hypothesis we hold capital and stake parts of it, block by block. Under the null the expected capital never grows, so
// P(capital ever reaches 1/alpha) <= alpha at any look schedule (Ville 1939); capital reads as odds against luck. Two evaluators: bets (here) need
// the mean of a block only, whatever its requests have to do with each other; tilts (tilt.ts) are faster and need independent trials.
// Restart mixture: Shiryaev 1963; as a mixture of shifted e-processes Shin, Ramdas & Rinaldo 2024, NEJSDS 2:229.
import { exp, log } from '../math/portable-math.ts';
import type { Wealth } from '../state.ts';
import { newTilt, startTilts, tilt, tiltLogCapital } from './tilt.ts';
import type { Wager } from './wager.ts';

/** Fractions of the capital that are staked, each by an equal part of it: small ones for small effects, large ones for large. */
export const STAKES: readonly number[] = [0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.95];

/** Capital is shown and merged up to here; beyond it only its logarithm is exact. */
export const CAPITAL_SHOWN_MAX = 1e300;

const LN2 = 0.6931471805599453;
const SCALE_STEP = 512;
const UP = 1.3407807929942597e154; // 2^512
const DOWN = 7.458340731200207e-155; // 2^-512

type Bets = Extract<Wealth, { kind: 'bet' }>;

export function newWealth(evaluator: Wealth['kind']): Wealth {
  return evaluator === 'tilt' ? newTilt() : { kind: 'bet', atoms: STAKES.map(() => 0), scale: 0, spent: 0 };
}

/**
 * How slowly the prior is put into play. 1/4 puts four fifths of it in at the start: trouble from the start costs ln 1.25, and what begins at point t
 * costs 2 ln t + ln 4. The published restart prior 1/((t+1)(t+2)) is 1 (ln 2 at the start, where most trouble is).
 */
export const RESTART_PACE = 0.25;
export const PUBLISHED_RESTART_PACE = 1;

/** Prior mass that is still cash after `spent` grid points; never all of it, however long it goes on. */
export function cashAfter(spent: number, pace = RESTART_PACE): number {
  return pace / (spent + pace);
}

/** Capital now: what is at stake plus cash; at most CAPITAL_SHOWN_MAX. */
export function capital(wealth: Wealth): number {
  if (wealth.kind === 'tilt') return Math.min(CAPITAL_SHOWN_MAX, exp(tiltLogCapital(wealth, cashAfter(wealth.spent))));
  let sum = 0;
  for (const atom of wealth.atoms) sum += atom;
  for (let scale = wealth.scale; scale > 0 && sum < CAPITAL_SHOWN_MAX; scale -= SCALE_STEP) sum *= UP;
  return Math.min(CAPITAL_SHOWN_MAX, sum + cashAfter(wealth.spent));
}

/** Natural logarithm of the capital, exact at any size. Cash beside a capital of 2^512 is less than its last digit. */
export function logCapital(wealth: Wealth, pace = RESTART_PACE): number {
  const cash = cashAfter(wealth.spent, pace);
  if (wealth.kind === 'tilt') return tiltLogCapital(wealth, cash);
  let sum = wealth.scale === 0 ? cash : 0;
  for (const atom of wealth.atoms) sum += atom;
  return log(sum) + wealth.scale * LN2;
}

/**
 * Puts the prior mass of all grid points up to `gridPoint` (0, 1, 2, ...) into play: most of it at the start, the rest so that trouble that begins late is
 * not held back by a healthy past. Calling it again for the same point changes nothing.
 */
export function startBets(wealth: Wealth, gridPoint: number, pace = RESTART_PACE): Wealth {
  const spent = gridPoint + 1;
  if (spent <= wealth.spent) return wealth;
  const mass = cashAfter(wealth.spent, pace) - cashAfter(spent, pace);
  if (wealth.kind === 'tilt') return startTilts(wealth, spent, mass);
  let each = mass / STAKES.length;
  for (let scale = wealth.scale; scale > 0; scale -= SCALE_STEP) each *= DOWN;
  return { ...wealth, atoms: wealth.atoms.map((atom) => atom + each), spent };
}

/** One more block: prior first, then the wager, if the block says anything. */
export function play(wealth: Wealth, wager: Wager, gridPoint: number, pace = RESTART_PACE): Wealth {
  const started = startBets(wealth, gridPoint, pace);
  if (wager.kind === 'none') return started;
  return started.kind === 'tilt' ? tilt(started, wager) : bet(started, wager);
}

/** Factor 1 + c (y/p0 - 1) per stake c: Waudby-Smith & Ramdas 2024, JRSS-B 86:1, Proposition 2. */
function bet(wealth: Bets, wager: Extract<Wager, { kind: 'wager' }>): Bets {
  const surplus = wager.successes / wager.trials / wager.nullProb - 1;
  const atoms: number[] = [];
  let largest = 0;
  for (let k = 0; k < wealth.atoms.length; k += 1) {
    const atom = (wealth.atoms[k] ?? 0) * (1 + (STAKES[k] ?? 0) * surplus);
    atoms.push(atom);
    if (atom > largest) largest = atom;
  }
  return rescaled({ ...wealth, atoms }, largest);
}

/** Multiplying by a power of two changes no digit, so capital neither overflows nor loses a bit. A factor is at most 1/nullProb: one step is enough. */
function rescaled(wealth: Bets, largest: number): Bets {
  if (largest > UP) return { ...wealth, atoms: wealth.atoms.map((atom) => atom * DOWN), scale: wealth.scale + SCALE_STEP };
  if (wealth.scale > 0 && largest < 1) return { ...wealth, atoms: wealth.atoms.map((atom) => atom * UP), scale: wealth.scale - SCALE_STEP };
  return wealth;
}
