// A share of requests: trials are all requests of the counter, events those that `where` matches; a cell per value of each slice.
import { plainLine } from '@rampart/json-exchange';
import { cellName, type ArmCounts, type Cell, type LabelMatcher } from '@rampart/rollout-policy';
import { matchesAll, type Labels } from './label-pattern.ts';
import type { Increase } from './page-counters.ts';

export interface ArmIncreases {
  readonly stable: readonly Increase[];
  readonly candidate: readonly Increase[];
}

export type Counted = { readonly kind: 'cells'; readonly cells: Readonly<Record<string, Cell>> } | { readonly kind: 'no-data'; readonly why: string };

const SLICE_VALUES_MAX = 32;
const SLICE_LENGTH_MAX = 100;

export function shareCells({ stable, candidate }: ArmIncreases, where: readonly LabelMatcher[], slices: readonly string[]): Counted {
  const isEvent = matchesAll(where);
  const cellOver = (isIn: (labels: Labels) => boolean): Cell => ({ stable: countsOf(stable, isIn, isEvent), candidate: countsOf(candidate, isIn, isEvent) });
  const cells: Record<string, Cell> = { all: cellOver(() => true) };
  for (const dimension of slices) {
    const values = new Set([...stable, ...candidate].filter(({ by }) => by > 0).map(({ labels }) => labels.get(dimension) ?? '').filter((value) => value !== ''));
    if (values.size > SLICE_VALUES_MAX) return { kind: 'no-data', why: `the slice "${dimension}" has ${String(values.size)} values; at most ${String(SLICE_VALUES_MAX)} can be judged one by one` };
    for (const value of [...values].sort()) {
      if (value.length > SLICE_LENGTH_MAX) return { kind: 'no-data', why: `the slice "${dimension}" has a value of ${String(value.length)} characters: ${plainLine(value, 40)}` };
      cells[cellName(dimension, value)] = cellOver((labels) => labels.get(dimension) === value);
    }
  }
  return { kind: 'cells', cells };
}

function countsOf(increases: readonly Increase[], isIn: (labels: Labels) => boolean, isEvent: (labels: Labels) => boolean): ArmCounts {
  let trials = 0;
  let events = 0;
  for (const { labels, by } of increases) {
    if (!isIn(labels)) continue;
    trials += by;
    if (isEvent(labels)) events += by;
  }
  return { trials, events };
}
