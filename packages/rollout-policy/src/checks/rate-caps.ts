// How bad can the candidate still be? Ladders of nulls "at least this bad"; the smallest one that the evidence has refuted is an upper
// confidence bound that holds at every look (test inversion, Howard et al. 2021). It sizes the ramp and is shown to people.
import type { Cell } from '../evidence.ts';
import { notWorseBet, underRateBet } from './block-bets.ts';
import type { Wealth } from '../state.ts';
import { bet, newWealth, startBets } from '../statistics/wealth.ts';

/** Candidate's bad ratio over stable's. */
export const FACTOR_NULLS: readonly number[] = [1.1, 1.25, 1.5, 2, 3, 5, 10, 30, 100];
/** Candidate's bad ratio by itself. */
export const RATE_NULLS: readonly number[] = [0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.5];

export interface RateCaps {
  readonly factorCaps: readonly Wealth[];
  readonly rateCaps: readonly Wealth[];
}

export function newRateCaps(): RateCaps {
  return { factorCaps: FACTOR_NULLS.map(newWealth), rateCaps: RATE_NULLS.map(newWealth) };
}

export function updateRateCaps(caps: RateCaps, cell: Cell, gridPoint: number): RateCaps {
  return {
    factorCaps: caps.factorCaps.map((wealth, k) => play(wealth, notWorseBet(cell, { kind: 'factor', factor: FACTOR_NULLS[k] ?? 1 }), gridPoint)),
    rateCaps: caps.rateCaps.map((wealth, k) => play(wealth, underRateBet(cell.candidate, RATE_NULLS[k] ?? 1), gridPoint)),
  };
}

/** Upper bound of the relative risk at error probability `alpha`; infinite while nothing is refuted. */
export function factorMax(caps: RateCaps, alpha: number): number {
  return smallestRefuted(FACTOR_NULLS, caps.factorCaps, alpha, Number.POSITIVE_INFINITY);
}

/** Upper bound of the candidate's own bad ratio; 1 while nothing is refuted. */
export function rateMax(caps: RateCaps, alpha: number): number {
  return smallestRefuted(RATE_NULLS, caps.rateCaps, alpha, 1);
}

function smallestRefuted(nulls: readonly number[], wealths: readonly Wealth[], alpha: number, otherwise: number): number {
  const found = nulls.findIndex((_, k) => (wealths[k]?.peak ?? 0) >= 1 / alpha);
  return nulls[found] ?? otherwise;
}

/** One more block for a wealth: prior first, then the bet, if the block says anything. */
export function play(wealth: Wealth, stake: ReturnType<typeof notWorseBet>, gridPoint: number): Wealth {
  const started = startBets(wealth, gridPoint);
  return stake.kind === 'none' ? started : bet(started, stake);
}
