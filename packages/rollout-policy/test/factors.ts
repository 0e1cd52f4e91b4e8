// By what one block multiplies each atom of a wealth, seen from outside: the property tests hold for what is played, not for a formula beside it.
import type { Wealth } from '../src/state.ts';
import type { Wager } from '../src/statistics/wager.ts';
import { newWealth, play, startBets } from '../src/statistics/wealth.ts';

/** One per atom; 1 where the block says nothing. */
export function factorsOf(evaluator: Wealth['kind'], wager: Wager): readonly number[] {
  const started = startBets(newWealth(evaluator), 0);
  const before = logAtoms(started);
  return logAtoms(play(started, wager, 0)).map((atom, k) => Math.exp(atom - (before[k] ?? 0)));
}

function logAtoms(wealth: Wealth): readonly number[] {
  return wealth.kind === 'tilt' ? wealth.logAtoms : wealth.atoms.map((atom) => Math.log(atom) + wealth.scale * Math.LN2);
}
