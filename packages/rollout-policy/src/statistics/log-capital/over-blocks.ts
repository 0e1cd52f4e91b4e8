// The logarithm of a test's capital after each of a list of blocks, all mass in play from the start or with restarts: the production primitives
// over a history, for bounds, displays and golden vectors.
import { logSumExp } from '../../math/portable-math.ts';
import { newTilt, startTilts, tilt } from '../tilt.ts';
import type { Wager } from '../wager.ts';
import { logCapital, newWealth, play, PUBLISHED_RESTART_PACE, STAKES } from '../wealth.ts';

/** All prior mass on "from the start": a plain mixture of tilts. Blocks that say nothing change nothing. */
export function plainTilts(wagers: readonly Wager[]): readonly number[] {
  let wealth = startTilts(newTilt(), Number.POSITIVE_INFINITY, 1);
  return wagers.map((wager) => {
    if (wager.kind === 'wager') wealth = tilt(wealth, wager);
    return logSumExp(wealth.logAtoms);
  });
}

/** All prior mass on "from the start": a plain mixture of bets. */
export function plainBets(wagers: readonly Wager[]): readonly number[] {
  let wealth: ReturnType<typeof newWealth> = { kind: 'bet', atoms: STAKES.map(() => 1 / STAKES.length), scale: 0, spent: Number.POSITIVE_INFINITY };
  return wagers.map((wager) => {
    wealth = play(wealth, wager, -1);
    return logCapital(wealth);
  });
}

/** One grid point of the published restart prior 1/((t+1)(t+2)) per block; the mass that is not in play yet counts as cash. */
export function restarted(evaluator: 'bet' | 'tilt', wagers: readonly Wager[]): readonly number[] {
  let wealth = newWealth(evaluator);
  return wagers.map((wager, gridPoint) => {
    wealth = play(wealth, wager, gridPoint, PUBLISHED_RESTART_PACE);
    return logCapital(wealth, PUBLISHED_RESTART_PACE);
  });
}
