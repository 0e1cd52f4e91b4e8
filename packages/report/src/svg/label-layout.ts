// Moves labels apart so that none covers another, each as near to its own place as the others allow.
import type { Extent } from './scale.ts';

/**
 * New places in the order of `places`, at least `gap` apart and inside `bounds`, which must have room for all. Labels that overlap form a group around
 * the mean of their wishes (pool adjacent violators), so that none is pushed further than needed.
 */
export function spreadLabels(places: readonly number[], gap: number, bounds: Extent): readonly number[] {
  const order = places.map((place, index) => ({ place, index })).sort((a, b) => a.place - b.place || a.index - b.index);
  const groups: Group[] = [];
  for (const { place, index } of order) {
    groups.push(placed({ members: [index], wish: place, start: 0 }, gap, bounds));
    for (let last = groups.at(-1), before = groups.at(-2); last !== undefined && before !== undefined && last.start < endOf(before, gap); last = groups.at(-1), before = groups.at(-2)) {
      groups.splice(-2, 2, placed(merged(before, last, gap), gap, bounds));
    }
  }
  const spread = [...places];
  for (const { members, start } of groups) members.forEach((index, k) => (spread[index] = start + k * gap));
  return spread;
}

interface Group {
  readonly members: readonly number[];
  /** Where the first member would be if every member had its wish on average. */
  readonly wish: number;
  readonly start: number;
}

function merged(a: Group, b: Group, gap: number): Group {
  const members = [...a.members, ...b.members];
  const wish = (a.wish * a.members.length + (b.wish - a.members.length * gap) * b.members.length) / members.length;
  return { members, wish, start: wish };
}

function placed(group: Group, gap: number, bounds: Extent): Group {
  const room = bounds.to - (group.members.length - 1) * gap;
  return { ...group, start: Math.max(bounds.from, Math.min(group.wish, room)) };
}

function endOf(group: Group, gap: number): number {
  return group.start + group.members.length * gap;
}
