// From a cell of a block to a wager: what was seen and the most that a null hypothesis allows. An empty arm, or no event at all, says nothing.
import type { ArmCounts, Cell } from '../evidence.ts';
import type { Check, Margin } from '../policy.ts';
import { NO_WAGER, opposite, wagerOn, type Wager } from '../statistics/wager.ts';

/** What is compared, and how. */
export interface Comparison {
  /** `counts`: bad events among trials. `means`: sums of values in [0, 1]. */
  readonly of: 'counts' | 'means';
  readonly margin: Margin;
  /** Bets on counts are exact for yes/no events while stable's bad ratio is at most this; 0 where the evaluator needs no such cap (tilt). */
  readonly stableRatioMax: number;
}

/** Null: the candidate is not worse than the margin. */
export function worseWager(cell: Cell, { of, margin, stableRatioMax }: Comparison): Wager {
  if (margin.kind === 'none') return NO_WAGER;
  if (margin.kind === 'points') return differenceWager(cell, margin.ratio);
  return of === 'means' ? ratioOfMeansWager(cell, margin.factor) : shareWager(cell, oddsMargin(margin.factor, stableRatioMax));
}

/** Null: the candidate is at least as bad as the margin. Winning this certifies that it is not. */
export function notWorseWager(cell: Cell, { of, margin }: Omit<Comparison, 'stableRatioMax'>): Wager {
  if (margin.kind === 'none') return NO_WAGER;
  if (margin.kind === 'points') return opposite(differenceWager(cell, margin.ratio));
  return opposite(of === 'means' ? ratioOfMeansWager(cell, margin.factor) : shareWager(cell, margin.factor));
}

/** Null: the mean (bad ratio) is at most `ratioMax`. */
export function overLimitWager(arm: ArmCounts, ratioMax: number): Wager {
  return wagerOn(arm.events, arm.trials, ratioMax);
}

/** Null: the mean is at least `ratioMin`. */
export function underLimitWager(arm: ArmCounts, ratioMin: number): Wager {
  return opposite(overLimitWager(arm, ratioMin));
}

/** Where more is better the arms change places: "the candidate has fewer conversions" is "stable has more". */
export function oriented(check: Pick<Check, 'better'>, cell: Cell): Cell {
  return check.better === 'lower' ? cell : { stable: cell.candidate, candidate: cell.stable };
}

/**
 * The relative margin r as an odds-ratio margin r(1-p)/(1-r p): keeps bets on shares exact for yes/no events while stable's bad ratio is at most p
 * (without it the expected share exceeds the null by up to 0.7 % of itself at p = 10 %). Never above what a cap of 95 % allows.
 */
export function oddsMargin(factor: number, stableRatioMax: number): number {
  if (factor <= 1) return factor;
  const cap = Math.min(stableRatioMax, 0.95 / factor);
  return (factor * (1 - cap)) / (1 - factor * cap);
}

/**
 * The candidate's share of the events of both arms, against nc r/(nc r + nb) with the observed trials nc, nb (share test, Lindon & Malek 2022,
 * arXiv 2011.03567). What hits both arms cancels, whatever the weight.
 */
function shareWager({ stable, candidate }: Cell, factor: number): Wager {
  const events = stable.events + candidate.events;
  if (events === 0 || stable.trials === 0 || candidate.trials === 0) return NO_WAGER;
  const weighted = candidate.trials * factor;
  return wagerOn(candidate.events, events, weighted / (weighted + stable.trials));
}

/** The difference of the means, scaled to [0, 1] (Choe & Ramdas 2023): one value per block, whatever its requests have to do with each other. */
function differenceWager({ stable, candidate }: Cell, points: number): Wager {
  if (stable.trials === 0 || candidate.trials === 0) return NO_WAGER;
  const difference = candidate.events / candidate.trials - stable.events / stable.trials;
  return wagerOn((1 + difference) / 2, 1, (1 + points) / 2);
}

/** E[candidate - r stable] <= 0 for means in [0, 1]: the difference lies in [-r, 1] and is scaled to [0, 1]. Linear, so exact for any law. */
function ratioOfMeansWager({ stable, candidate }: Cell, factor: number): Wager {
  if (stable.trials === 0 || candidate.trials === 0) return NO_WAGER;
  const difference = candidate.events / candidate.trials - (factor * stable.events) / stable.trials;
  return wagerOn((difference + factor) / (1 + factor), 1, factor / (1 + factor));
}
