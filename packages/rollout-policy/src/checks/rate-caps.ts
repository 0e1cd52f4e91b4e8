// How bad can the candidate still be? Two ladders of nulls "at least this bad"; the smallest one that the evidence has refuted is an upper confidence
// bound that holds at every look (test inversion, Howard et al. 2021). It sizes the ramp and is shown to people.
import type { ArmCounts, Cell } from '../evidence.ts';
import type { Ladder, RateCaps } from '../state.ts';
import type { Wager } from '../statistics/wager.ts';
import { cashAfter } from '../statistics/wealth.ts';
import { notWorseWager, underLimitWager } from './comparisons.ts';

/** Candidate's bad ratio over stable's. */
export const FACTOR_NULLS: readonly number[] = [1.1, 1.25, 1.5, 2, 3, 5, 10, 30, 100];
/** Candidate's bad ratio by itself. */
export const RATE_NULLS: readonly number[] = [0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.5];

/** Half as many stakes as a verdict has, which costs at most 7 % of time: there are many nulls. */
const CAP_STAKES: readonly number[] = [0.05, 0.2, 0.5, 0.95];
const CAPITAL_MAX = 1e150;

export function newRateCaps(): RateCaps {
  return { spent: 0, factors: newLadder(FACTOR_NULLS), rates: newLadder(RATE_NULLS) };
}

/** `cell`: bad events of both arms; `own`: what the candidate's own ratio is read from; `alpha`: error probability of each bound. */
export function updateRateCaps(caps: RateCaps, { cell, own }: { readonly cell: Cell; readonly own: ArmCounts }, { gridPoint, alpha }: { readonly gridPoint: number; readonly alpha: number }): RateCaps {
  const spent = Math.max(caps.spent, gridPoint + 1);
  const odds = { spent, mass: (cashAfter(caps.spent) - cashAfter(spent)) / CAP_STAKES.length, needed: 1 / alpha };
  return {
    spent,
    factors: climb(caps.factors, (k) => notWorseWager(cell, { of: 'counts', margin: { kind: 'factor', factor: FACTOR_NULLS[k] ?? 1 } }), odds),
    rates: climb(caps.rates, (k) => underLimitWager(own, RATE_NULLS[k] ?? 1), odds),
  };
}

/** Upper bound of the relative risk; infinite while nothing is refuted. */
export function factorMax(caps: RateCaps): number {
  return FACTOR_NULLS[caps.factors.refuted] ?? Number.POSITIVE_INFINITY;
}

/** Upper bound of the candidate's own bad ratio; 1 while nothing is refuted. */
export function rateMax(caps: RateCaps): number {
  return RATE_NULLS[caps.rates.refuted] ?? 1;
}

function newLadder(nulls: readonly number[]): Ladder {
  return { atoms: nulls.map(() => CAP_STAKES.map(() => 0)), refuted: nulls.length };
}

interface Odds {
  readonly spent: number;
  /** New prior mass per stake. */
  readonly mass: number;
  readonly needed: number;
}

function climb(ladder: Ladder, wagerAgainst: (rung: number) => Wager, { spent, mass, needed }: Odds): Ladder {
  const atoms = ladder.atoms.map((rung, k) => played(rung, wagerAgainst(k), mass));
  const cash = cashAfter(spent);
  const refuted = atoms.findIndex((rung) => rung.reduce((sum, atom) => sum + atom, cash) >= needed);
  return refuted < 0 ? { ...ladder, atoms } : { atoms: atoms.slice(0, refuted), refuted };
}

function played(rung: readonly number[], wager: Wager, mass: number): readonly number[] {
  if (wager.kind === 'none') return mass === 0 ? rung : rung.map((atom) => atom + mass);
  const surplus = wager.successes / wager.trials / wager.nullProb - 1;
  return rung.map((atom, k) => Math.min(CAPITAL_MAX, (atom + mass) * (1 + (CAP_STAKES[k] ?? 0) * surplus)));
}
