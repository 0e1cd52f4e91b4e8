// How bad can the candidate still be? Two ladders of nulls "at least this bad"; the smallest one that the evidence has refuted is an upper confidence
// bound that holds at every look (test inversion, Howard et al. 2021). It sizes the ramp and is shown to people.
import type { ArmCounts, Cell } from '../evidence.ts';
import type { Ladder, RateCaps } from '../state.ts';
import { cashAfter } from '../statistics/wealth.ts';

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
  const odds = { cash: cashAfter(spent), mass: (cashAfter(caps.spent) - cashAfter(spent)) / CAP_STAKES.length, needed: 1 / alpha };
  const { stable, candidate } = cell;
  const events = stable.events + candidate.events;
  const isCompared = events > 0 && stable.trials > 0 && candidate.trials > 0;
  // The same as notWorseWager and underLimitWager say, without an object per null: this is most of the arithmetic of a decision.
  const stableShare = isCompared ? stable.events / events : 0;
  const fine = own.trials > 0 ? 1 - own.events / own.trials : 0;
  return {
    spent,
    factors: climb(caps.factors, (rung) => (isCompared ? stableShare * (((FACTOR_NULLS[rung] ?? 1) * candidate.trials) / stable.trials + 1) - 1 : 0), odds),
    rates: climb(caps.rates, (rung) => (own.trials > 0 ? fine / (1 - (RATE_NULLS[rung] ?? 1)) - 1 : 0), odds),
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
  return { atoms: nulls.flatMap(() => CAP_STAKES.map(() => 0)), refuted: nulls.length };
}

interface Odds {
  readonly cash: number;
  /** New prior mass per stake. */
  readonly mass: number;
  readonly needed: number;
}

/** The same bets as in wealth.ts, in one flat list. `surplusAt`: what a stake wins on a rung. */
function climb(ladder: Ladder, surplusAt: (rung: number) => number, { cash, mass, needed }: Odds): Ladder {
  const atoms: number[] = [];
  const stakes = CAP_STAKES.length;
  for (let rung = 0; rung < ladder.refuted; rung += 1) {
    const surplus = surplusAt(rung);
    let sum = cash;
    for (let k = 0; k < stakes; k += 1) {
      const atom = Math.min(CAPITAL_MAX, ((ladder.atoms[rung * stakes + k] ?? 0) + mass) * (1 + (CAP_STAKES[k] ?? 0) * surplus));
      atoms.push(atom);
      sum += atom;
    }
    if (sum >= needed) return { atoms: atoms.slice(0, rung * stakes), refuted: rung };
  }
  return { atoms, refuted: ladder.refuted };
}
