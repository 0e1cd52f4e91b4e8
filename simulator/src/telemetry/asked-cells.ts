// What of the counted cells goes into the answer to a question: all of them, but of a histogram only the bounds that are asked for.
import type { Question } from '@rampart/rollout-engine';
import { boundCellName } from '@rampart/rollout-policy';
import type { Cells } from './cell-sums.ts';

export type AskedCells = { readonly kind: 'cells'; readonly cells: Cells } | { readonly kind: 'no-data'; readonly why: string };

/** Remembers the names of the bounds of each check: they stay the same for many looks. */
export type BoundNames = Map<string, { readonly bounds: readonly number[]; readonly names: readonly string[] }>;

export function cellsAsked(cells: Cells, { check, signal, bounds }: Pick<Question, 'check' | 'signal' | 'bounds'>, known: BoundNames): AskedCells {
  if (signal.kind !== 'time' || bounds.length === 0) return { kind: 'cells', cells };
  const asked: Record<string, Cells[string]> = {};
  const { all } = cells;
  if (all !== undefined) asked['all'] = all;
  const names = namesOf(check, bounds, known);
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index] ?? '';
    const cell = cells[name];
    if (cell === undefined) return { kind: 'no-data', why: `the bucket bound ${bounds[index] ?? ''} s is not in every histogram any more` };
    asked[name] = cell;
  }
  return { kind: 'cells', cells: asked };
}

function namesOf(check: string, bounds: readonly number[], known: BoundNames): readonly string[] {
  const before = known.get(check);
  if (before !== undefined && before.bounds.length === bounds.length && before.bounds.every((bound, index) => bound === bounds[index])) return before.names;
  const names = bounds.map(boundCellName);
  known.set(check, { bounds: [...bounds], names });
  return names;
}
