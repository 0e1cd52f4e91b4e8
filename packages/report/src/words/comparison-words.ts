// How the candidate did against stable, in one clause per kind of signal: `v42 failed 3.3 times as often as v41`.
import type { ArmCounts, Cell, Check } from '@rampart/rollout-policy';
import { count, factor, percentOfRatio } from '../text/quantity.ts';
import { boundWords, cellTitle, cellWords, claimKind, whereWords } from './cell-words.ts';
import { named } from './foreign-text.ts';
import { armValue, measureOf, ratioOf, SHARE_OF_REQUESTS } from './measure.ts';
import type { CheckFacts, RolloutContext } from './rollout-context.ts';

export interface Comparison extends Cell {
  /** Name of the check. */
  readonly check: string;
  readonly claim: string;
  readonly cell: string;
}

export function factsOf(context: RolloutContext, check: string): CheckFacts | undefined {
  return context.checks.find((known) => known.check.name === check);
}

/** Sums of one cell since the rollout started. */
export function cellOf(facts: CheckFacts | undefined, cell: string): Cell {
  const known = facts !== undefined && Object.hasOwn(facts.state.totals, cell) ? facts.state.totals[cell] : undefined;
  return known ?? { stable: { trials: 0, events: 0 }, candidate: { trials: 0, events: 0 } };
}

export function comparisonWords(context: RolloutContext, comparison: Comparison): string {
  const facts = factsOf(context, comparison.check);
  const kind = claimKind(comparison.claim);
  // A decision that carries no counts of what it found (an old record) still says what it found.
  if (comparison.candidate.trials === 0) return `${named(context.candidate)} does worse than ${named(context.stable)} in ${cellTitle(comparison.check, comparison.cell, facts?.check)}`;
  if (kind === 'gap') return gapWords(context, facts, comparison);
  if (kind === 'growth') return `${named(context.candidate)} grows faster than ${named(context.stable)} in ${named(comparison.check)}`;
  switch (facts?.check.signal.kind) {
    case 'score':
    case 'level':
      return valuesWords(context, facts, comparison);
    case 'pairs':
      return pairsWords(context, facts, comparison);
    case 'calibration':
      return calibrationWords(context, facts, comparison);
    case 'bins':
      return binWords(context, facts.check, comparison);
    case 'share':
    case 'time':
    case 'labels':
    case undefined:
      return oftenWords(context, facts?.check, comparison);
  }
}

/** `v42 failed in 38 of 120 (31.7 %)`: one arm alone, against a limit. */
export function againstLimitWords(context: RolloutContext, seen: { readonly check: string; readonly cell: string; readonly observed: ArmCounts }): string {
  const check = factsOf(context, seen.check)?.check;
  const candidate = named(context.candidate);
  const measure = check === undefined ? SHARE_OF_REQUESTS : measureOf(check);
  const value = armValue(measure, seen.observed);
  if (measure.kind !== 'share') return `${candidate} stands at ${value} in ${named(seen.check)}${whereWords(seen.cell)}`;
  if (check?.signal.kind === 'pairs') return `${candidate} answered ${value} differently from ${named(context.stable)}`;
  return `${candidate} ${deedWords(check, seen.cell)} in ${value}`;
}

/** Past tense of what a counted event of this check is, with the part of the traffic that it is about. */
export function deedWords(check: Check | undefined, cell: string): string {
  const where = whereWords(cell);
  switch (check?.signal.kind) {
    case 'time':
      return cell.startsWith('le=') ? `took longer than ${boundWords(cell)}` : 'was slow';
    case 'labels':
      return check.better === 'lower' ? `was wrong${where}` : `was right${where}`;
    case 'pairs':
      return `was wrong${where}`;
    case 'bins':
      return check.signal.by === 'le' ? `was ${cellWords(cell, check)}` : `answered ${named(cell.slice('bin='.length))}`;
    case 'calibration':
      return `saw it come true${where}`;
    case 'share':
      return isFailure(check) ? `failed${check.signal.unit === 'users' ? ' for users' : ''}${where}` : `had "${named(check.name)}"${where}`;
    case 'score':
    case 'level':
    case undefined:
      return `had trouble${where}`;
  }
}

/** A share that takes the candidate out when it grows counts failures; any other share is called by its check's name. */
export function isFailure(check: Check): boolean {
  return check.signal.kind === 'share' && check.then === 'rollback' && check.better === 'lower';
}

function oftenWords(context: RolloutContext, check: Check | undefined, { cell, stable, candidate }: Comparison): string {
  const did = deedWords(check, cell);
  const [c, s] = [named(context.candidate), named(context.stable)];
  const measure = check === undefined ? SHARE_OF_REQUESTS : measureOf(check);
  const times = ratioOf(candidate) / ratioOf(stable);
  if (Number.isFinite(times) && times > 1.005) return `${c} ${did} ${factor(times)} times as often as ${s}`;
  return `${c} ${did} in ${armValue(measure, candidate)}, ${s} in ${armValue(measure, stable)}`;
}

/** Means and gauges: `v42 stands at 0.71 in judge, v41 at 0.78`. */
function valuesWords(context: RolloutContext, { check }: CheckFacts, { cell, stable, candidate }: Comparison): string {
  const measure = measureOf(check);
  return `${named(context.candidate)} stands at ${armValue(measure, candidate)} in ${named(check.name)}${whereWords(cell)}, ${named(context.stable)} at ${armValue(measure, stable)}`;
}

/** Both answered the same items: only those that one of them alone got wrong tell them apart. */
function pairsWords(context: RolloutContext, facts: CheckFacts, { cell, stable, candidate }: Comparison): string {
  const [c, s] = [named(context.candidate), named(context.stable)];
  if (cell === 'different') return `${c} answered ${armValue(measureOf(facts.check), candidate)} differently from ${s}`;
  const alone = cell === 'all' ? cellOf(facts, 'discordant') : { stable, candidate };
  if (cell !== 'all' || alone.candidate.trials === 0) return oftenWords(context, facts.check, { check: facts.check.name, claim: cell, cell, stable, candidate });
  return `${c} alone got ${count(alone.candidate.events)} wrong, ${s} alone ${count(alone.stable.events)}, of the same ${count(candidate.trials)} items`;
}

function calibrationWords(context: RolloutContext, facts: CheckFacts, { cell, candidate }: Comparison): string {
  const predicted = cellOf(facts, cell === 'all' ? 'predicted' : `predicted:${cell}`).candidate;
  if (predicted.trials === 0) return `${named(context.candidate)} ${deedWords(facts.check, cell)} in ${armValue(measureOf(facts.check), candidate)}`;
  return `${named(context.candidate)} said ${percentOfRatio(ratioOf(predicted))} on average${whereWords(cell)}, and ${percentOfRatio(ratioOf(candidate))} came true`;
}

function binWords(context: RolloutContext, check: Check, { cell, stable, candidate }: Comparison): string {
  const gave = `${named(context.candidate)} ${deedWords(check, cell)} in ${percentOfRatio(ratioOf(candidate))} of cases`;
  const expected = referenceOf(check, cell);
  return expected === 'none' ? `${gave}, ${named(context.stable)} in ${percentOfRatio(ratioOf(stable))}` : `${gave}, ${percentOfRatio(expected)} are expected`;
}

/** The frozen share of a bin, where the check compares with one. */
export function referenceOf({ signal }: Check, cell: string): number | 'none' {
  if (signal.kind !== 'bins' || signal.against.kind === 'stable') return 'none';
  const bin = cell.slice('bin='.length);
  return Object.hasOwn(signal.against.shares, bin) ? (signal.against.shares[bin] ?? 0) : 0;
}

/** One slice of the candidate against the rest of the candidate. */
function gapWords(context: RolloutContext, facts: CheckFacts | undefined, { cell, candidate }: Comparison): string {
  const all = cellOf(facts, 'all').candidate;
  const rest = { trials: Math.max(0, all.trials - candidate.trials), events: Math.max(0, all.events - candidate.events) };
  const measure = facts === undefined ? SHARE_OF_REQUESTS : measureOf(facts.check);
  if (measure.kind !== 'share') return `${named(context.candidate)} stands at ${armValue(measure, candidate)}${whereWords(cell)}, at ${armValue(measure, rest)} for the rest`;
  return `${named(context.candidate)} ${deedWords(facts?.check, cell)} in ${armValue(measure, candidate)}, for the rest in ${armValue(measure, rest)}`;
}
