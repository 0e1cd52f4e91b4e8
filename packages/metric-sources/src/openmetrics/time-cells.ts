// Times from histogram buckets: per bucket bound, how many of the requests were slower. No interpolation inside buckets.
import type { ArmCounts, Cell } from '@rampart/rollout-policy';
import { boundCellName } from '@rampart/rollout-policy';
import type { ArmIncreases, Counted } from './counted.ts';
import type { Labels } from './label-pattern.ts';
import type { Increase } from './page-counters.ts';
import { labelsText, type Series } from './series.ts';

/** What is wrong with the histograms of one page, or nothing: each has its +Inf bucket, bounds that are numbers, and counts that grow with them. */
export function histogramTrouble(series: readonly Series[]): string {
  const histograms = Map.groupBy(series, ({ labels }) => labelsText(labels, 'le'));
  for (const [name, buckets] of histograms) {
    const sorted = buckets.map(({ labels, value }) => ({ bound: boundOf(labels), value })).sort((a, b) => a.bound - b.bound);
    if (sorted.some(({ bound }) => Number.isNaN(bound))) return `{${name}} has a bucket without a bound`;
    if (sorted.at(-1)?.bound !== Infinity) return `{${name}} has no +Inf bucket`;
    if (new Set(sorted.map(({ bound }) => bound)).size < sorted.length) return `{${name}} has a bound twice`;
    if (sorted.some(({ value }, index) => value < (sorted[index - 1]?.value ?? 0))) return `{${name}} has buckets that do not grow with their bounds`;
  }
  return '';
}

/**
 * One cell per bound that every histogram of both arms has: trials are all requests, events those over the bound. `all` has the requests and
 * no events. `wanted` bounds only, or all when it is empty.
 */
export function timeCells({ stable, candidate }: ArmIncreases, wanted: readonly number[]): Counted {
  const bounds = commonBounds([...stable, ...candidate]);
  const missing = wanted.find((bound) => !bounds.has(bound));
  if (missing !== undefined && bounds.size > 0) return { kind: 'no-data', why: `the bucket bound ${String(missing)} s is not in every histogram any more` };
  const arms = { stable: slowerThan(stable), candidate: slowerThan(candidate) };
  const cells: Record<string, Cell> = { all: { stable: arms.stable(Infinity), candidate: arms.candidate(Infinity) } };
  let last: Cell | undefined;
  for (const bound of [...bounds].sort((a, b) => a - b)) {
    const cell: Cell = { stable: arms.stable(bound), candidate: arms.candidate(bound) };
    if (!shrinks(last, cell)) return { kind: 'no-data', why: `more requests were slower than ${String(bound)} s than the bound before: the buckets contradict each other` };
    if (wanted.length === 0 || wanted.includes(bound)) cells[boundCellName(bound)] = cell;
    last = cell;
  }
  return bounds.size === 0 && stable.length + candidate.length > 0 ? { kind: 'no-data', why: 'the histograms of the two arms have no bucket bound in common' } : { kind: 'cells', cells };
}

/** Finite bounds that all histograms share. */
export function commonBounds(increases: readonly Increase[]): ReadonlySet<number> {
  const sets = [...Map.groupBy(increases, ({ url, labels }) => `${url} ${labelsText(labels, 'le')}`).values()].map((buckets) => new Set(buckets.map(({ labels }) => boundOf(labels)).filter(Number.isFinite)));
  const [first = new Set<number>(), ...others] = sets;
  return new Set([...first].filter((bound) => others.every((each) => each.has(bound))));
}

function slowerThan(increases: readonly Increase[]): (bound: number) => ArmCounts {
  const upTo = countUpTo(increases);
  return (bound) => ({ trials: upTo(Infinity), events: upTo(Infinity) - upTo(bound) });
}

/** How many were at most a bound that every histogram has; at Infinity, how many there were. */
export function countUpTo(increases: readonly Increase[]): (bound: number) => number {
  const byBound = new Map<number, number>();
  for (const { labels, by } of increases) byBound.set(boundOf(labels), (byBound.get(boundOf(labels)) ?? 0) + by);
  return (bound) => byBound.get(bound) ?? 0;
}

/** Differences of two readings that were taken while requests were counted may contradict each other. */
function shrinks(last: Cell | undefined, next: Cell): boolean {
  return (['stable', 'candidate'] as const).every((arm) => next[arm].events >= 0 && next[arm].events <= (last?.[arm].events ?? next[arm].trials));
}

function boundOf(labels: Labels): number {
  const written = labels.get('le') ?? '';
  if (written === '+Inf') return Infinity;
  if (written === '-Inf') return -Infinity;
  return written.trim() === '' ? NaN : Number(written);
}
