// Gauges do not count chances: neighbouring samples are nearly the same. They are compared once per part of the evidence-time grid, by the means of
// both arms over that part (a sign test: under the null, each part is at least as likely to come out fine as not).
import type { Block, Cell } from '../evidence.ts';
import type { Check } from '../policy.ts';
import type { CheckState, LevelWindow } from '../state.ts';
import { addCells } from './counted.ts';
import { NO_WAGER, wagerOn, type Wager } from '../statistics/wager.ts';

export type ClosedWindow =
  | { readonly kind: 'none' }
  /** `now`: the part that is over. `before`: the part that ended before it; without samples where there was none. */
  | { readonly kind: 'closed'; readonly now: Cell; readonly before: Cell };

const NOTHING: Cell = { stable: { trials: 0, events: 0 }, candidate: { trials: 0, events: 0 } };

/** Adds the block's samples to its part of the grid; hands out the part before it when this block is the first of a new one. */
export function collect(window: CheckState['carried'], block: Block, gridPoint: number): { readonly window: LevelWindow; readonly closed: ClosedWindow } {
  const samples = block.cells['all'] ?? NOTHING;
  if (window.kind !== 'level') return { window: { kind: 'level', gridPoint, sums: samples, before: NOTHING }, closed: { kind: 'none' } };
  if (window.gridPoint === gridPoint) return { window: { ...window, sums: addCells(window.sums, samples) }, closed: { kind: 'none' } };
  const isNext = gridPoint === window.gridPoint + 1;
  return {
    window: { kind: 'level', gridPoint, sums: samples, before: isNext ? window.sums : NOTHING },
    closed: { kind: 'closed', now: window.sums, before: window.before },
  };
}

/** Null: the candidate's level is over stable's times the margin in at most half of the parts. */
export function levelWager({ now }: { readonly now: Cell }, factor: number): Wager {
  if (now.stable.trials === 0 || now.candidate.trials === 0) return NO_WAGER;
  return wagerOn(mean(now.candidate) > factor * mean(now.stable) ? 1 : 0, 1, 0.5);
}

/** Null: the candidate grows faster than stable, by more than `perHour` of itself, in at most half of the parts. */
export function growthWager({ now, before }: { readonly now: Cell; readonly before: Cell }, { perHour, gridMs }: { readonly perHour: number; readonly gridMs: number }): Wager {
  if (now.candidate.trials === 0 || before.candidate.trials === 0 || before.candidate.events <= 0) return NO_WAGER;
  const common = Math.max(0, growth(now.stable, before.stable));
  return wagerOn(growth(now.candidate, before.candidate) - common > (perHour * gridMs) / 3_600_000 ? 1 : 0, 1, 0.5);
}

export function isLevel(check: Check): boolean {
  return check.signal.kind === 'level';
}

function growth(now: Cell['stable'], before: Cell['stable']): number {
  return now.trials === 0 || before.trials === 0 || before.events <= 0 ? 0 : mean(now) / mean(before) - 1;
}

function mean({ trials, events }: Cell['stable']): number {
  return events / trials;
}
