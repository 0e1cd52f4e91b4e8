// What a check counts, in words: requests that failed, answers that were wrong, requests slower than a bound.
import type { ArmCounts, Check, Margin } from '@rampart/rollout-policy';
import { count, decimal, duration, factor, percentOfRatio } from '../text/quantity.ts';
import { named } from './foreign-text.ts';
import type { CheckFacts, RolloutContext } from './rollout-context.ts';

export interface Comparison {
  /** Name of the check. */
  readonly check: string;
  readonly cell: string;
  readonly stable: ArmCounts;
  readonly candidate: ArmCounts;
}

export function factsOf(context: RolloutContext, check: string): CheckFacts | undefined {
  return context.checks.find((known) => known.check.name === check);
}

/** Both arms' counts of one cell as the state has them, or `otherwise`. */
export function countsOf(context: RolloutContext, wanted: { readonly check: string; readonly cell: string }, otherwise: Omit<Comparison, 'check' | 'cell'>): Comparison {
  const cells = factsOf(context, wanted.check)?.state.cells ?? {};
  const cell = Object.hasOwn(cells, wanted.cell) ? cells[wanted.cell] : undefined;
  return { ...wanted, ...(cell === undefined ? otherwise : cell.totals) };
}

/** `v42 failed 3.3 times as often as v41`: the candidate against stable, by the counts of the same time. */
export function comparisonWords(context: RolloutContext, comparison: Comparison): string {
  const { stable, candidate } = comparison;
  const did = deedOf(factsOf(context, comparison.check)?.check, comparison);
  const [c, s] = [named(context.candidate), named(context.stable)];
  const times = ratioOf(candidate) / ratioOf(stable);
  if (Number.isFinite(times) && times > 1.005) return `${c} ${did} ${factor(times)} times as often as ${s}`;
  return `${c} ${did} in ${share(candidate)}, ${s} in ${share(stable)}`;
}

/** `38 of 120 requests (32 %) failed`. */
export function armWords(context: RolloutContext, seen: { readonly check: string; readonly cell: string; readonly counts: ArmCounts }): string {
  return `${named(context.candidate)} ${deedOf(factsOf(context, seen.check)?.check, seen)} in ${share(seen.counts)}`;
}

/** Past tense of what a bad event of this check is, with the part of the traffic that it is about. */
function deedOf(check: Check | undefined, { cell }: { readonly cell: string }): string {
  const where = cell === 'all' || cell.startsWith('le=') ? '' : ` for ${named(cell.replace('=', ' '))}`;
  switch (check?.signal.kind) {
    case 'labels':
      return `was wrong${where}`;
    case 'time':
      return cell.startsWith('le=') ? `took longer than ${boundWords(cell)}` : 'was slow';
    case 'share':
      return check.then === 'rollback' ? `failed${where}` : `had "${named(check.name)}"${where}`;
    case undefined:
      return `had trouble${where}`;
  }
}

/** `le=0.25` is a bound in seconds. */
export function boundWords(cell: string): string {
  const seconds = Number(cell.slice('le='.length));
  return Number.isFinite(seconds) ? duration(seconds * 1000) : named(cell);
}

/** How a check and one of its cells are called in tables: `errors`, `accuracy, region west`, `latency over 250 ms`. */
export function cellTitle(check: string, cell: string): string {
  if (cell === 'all') return named(check);
  return cell.startsWith('le=') ? `${named(check)} over ${boundWords(cell)}` : `${named(check)}, ${named(cell.replace('=', ' '))}`;
}

/** `143 of 57,000 (0.25 %)`; nothing seen is said so. */
export function share(arm: ArmCounts): string {
  if (arm.trials === 0) return 'no requests yet';
  return `${count(arm.events)} of ${count(arm.trials)} (${percentOfRatio(ratioOf(arm))})`;
}

/** What the policy accepts: `1.25 x`, `+1 point`, and the limit where there is one. */
export function allowedWords(check: Check): string {
  const margin = marginWords(check.worseBy);
  switch (check.limit.kind) {
    case 'none':
      return margin;
    case 'share':
      return `${margin}, limit ${percentOfRatio(check.limit.ratioMax)}`;
    case 'time':
      return `${margin}, p${decimal(check.limit.quantile * 100, 3)} ${duration(check.limit.msMax)}`;
  }
}

function marginWords(margin: Margin): string {
  if (margin.kind === 'factor') return `${decimal(margin.factor, 3)} x`;
  const points = decimal(margin.ratio * 100, 3);
  return `+${points} ${points === '1' ? 'point' : 'points'}`;
}

export function ratioOf(arm: ArmCounts): number {
  return arm.trials === 0 ? Number.NaN : arm.events / arm.trials;
}
