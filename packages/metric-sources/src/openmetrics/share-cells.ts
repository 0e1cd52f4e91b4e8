// A share: trials are what the series counted that `among` matches, events what those of them counted that `where` matches too; a cell per value of
// each slice.
import type { ArmCounts, Cell, Signal } from '@rampart/rollout-policy';
import { matching, slicesOf, type ArmIncreases, type Counted } from './counted.ts';
import { matchesAll, type Labels } from './label-pattern.ts';
import type { Increase } from './page-counters.ts';

/**
 * Of requests every series that `among` matches counts trials, and `where` tells the bad ones of them. Of users two different moments are counted: a user
 * is seen, and later perhaps fails for the first time; so the trials are what `where` does not match, and there may be more events than trials.
 */
export function shareCells(all: ArmIncreases, { among, where, unit }: Extract<Signal, { kind: 'share' }>, slices: readonly string[]): Counted {
  if (unit === 'users' && where.length === 0) return { kind: 'no-data', why: 'users are counted when they are first seen and when they first fail: `where` has to tell the second' };
  const arms = matching(all, among);
  const sliced = slicesOf(arms, slices);
  if (sliced.kind === 'no-data') return sliced;
  const isEvent = matchesAll(where);
  const countsOf = (increases: readonly Increase[], isIn: (labels: Labels) => boolean): ArmCounts => {
    let trials = 0;
    let events = 0;
    for (const { labels, by } of increases) {
      if (!isIn(labels)) continue;
      const bad = isEvent(labels);
      if (bad) events += by;
      if (unit === 'requests' || !bad) trials += by;
    }
    return { trials, events };
  };
  const cellOver = (isIn: (labels: Labels) => boolean): Cell => ({ stable: countsOf(arms.stable, isIn), candidate: countsOf(arms.candidate, isIn) });
  return { kind: 'cells', cells: { all: cellOver(() => true), ...Object.fromEntries(sliced.slices.map(({ cell, isIn }) => [cell, cellOver(isIn)])) } };
}
