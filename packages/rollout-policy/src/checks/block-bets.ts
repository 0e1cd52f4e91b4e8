// Turns a cell of a block into a bet: what was seen (y) and the most that a null allows on average (nullMean).
// A cell that says nothing about the null (an empty arm, no event at all) gives no bet.
import type { ArmCounts, Cell } from '../evidence.ts';
import type { Margin } from '../policy.ts';

export type BlockBet = { readonly kind: 'none' } | { readonly kind: 'bet'; readonly y: number; readonly nullMean: number };

const NO_BET: BlockBet = { kind: 'none' };

/**
 * Null: the candidate is not worse than the margin. Factor margin r: the candidate's share of the bad events of both arms, against
 * nc r/(nc r + nb) with the observed request counts nc, nb (share test, Lindon & Malek 2022, arXiv 2011.03567). What hits both arms
 * cancels, whatever the weight. Points margin e: the difference of the bad ratios, scaled to [0, 1] (Choe & Ramdas 2023).
 */
export function worseBet(cell: Cell, margin: Margin, stableRatioMax: number): BlockBet {
  switch (margin.kind) {
    case 'factor':
      return shareBet(cell, oddsMargin(margin.factor, stableRatioMax));
    case 'points':
      return differenceBet(cell, margin.ratio);
  }
}

/** Null: the candidate is at least as bad as the margin. Winning this certifies that it is not. */
export function notWorseBet(cell: Cell, margin: Margin): BlockBet {
  return mirrored(margin.kind === 'factor' ? shareBet(cell, margin.factor) : differenceBet(cell, margin.ratio));
}

/** Null: the candidate's bad ratio is at most `ratioMax`. */
export function overLimitBet(arm: ArmCounts, ratioMax: number): BlockBet {
  if (arm.trials === 0) return NO_BET;
  return { kind: 'bet', y: arm.events / arm.trials, nullMean: ratioMax };
}

/** Null: the candidate's bad ratio is at least `ratio`. */
export function underRateBet(arm: ArmCounts, ratio: number): BlockBet {
  return mirrored(overLimitBet(arm, ratio));
}

/**
 * The relative margin r as an odds-ratio margin r(1-p)/(1-r p): keeps the share test exact for yes/no events while stable's bad ratio is at most p
 * (without it the expected share exceeds the null by up to 0.7 % of itself at p = 10 %). Never above what a cap of 95 % allows.
 */
export function oddsMargin(factor: number, stableRatioMax: number): number {
  const cap = Math.min(stableRatioMax, 0.95 / factor);
  return (factor * (1 - cap)) / (1 - factor * cap);
}

function shareBet({ stable, candidate }: Cell, factor: number): BlockBet {
  const events = stable.events + candidate.events;
  if (events === 0 || stable.trials === 0 || candidate.trials === 0) return NO_BET;
  const weighted = candidate.trials * factor;
  return { kind: 'bet', y: candidate.events / events, nullMean: weighted / (weighted + stable.trials) };
}

function differenceBet({ stable, candidate }: Cell, points: number): BlockBet {
  if (stable.trials === 0 || candidate.trials === 0) return NO_BET;
  const difference = candidate.events / candidate.trials - stable.events / stable.trials;
  return { kind: 'bet', y: (1 + difference) / 2, nullMean: (1 + points) / 2 };
}

function mirrored(side: BlockBet): BlockBet {
  return side.kind === 'none' ? side : { kind: 'bet', y: 1 - side.y, nullMean: 1 - side.nullMean };
}
