// A declared limit, read anew from docs/policies/limits.md: which blocks broke it, and whether stable broke it as well.
import { onlyTells } from '@rampart/rollout-policy';
import type { ArmCounts, Block, Check, Policy } from '@rampart/rollout-policy';
import { log } from '@rampart/rollout-policy/statistics';
import { NOTHING, type CountedCheck } from './counted-check.ts';

export interface BrokenLimit {
  readonly check: Check;
  readonly cell: string;
  readonly candidate: ArmCounts;
  readonly isCommon: boolean;
}

/** Limits that blocks of this look broke. */
export function brokenLimits(policy: Policy, check: Check, { fresh }: CountedCheck): readonly BrokenLimit[] {
  if (check.limit.kind === 'none' || (check.signal.kind === 'share' && check.signal.unit === 'users')) return [];
  return fresh.flatMap((block) => {
    const cell = cellOf(check, block);
    const counts = block.cells[cell];
    if (counts === undefined || counts.candidate.trials === 0 || !breaks(policy, check, counts.candidate)) return [];
    return [{ check, cell, candidate: counts.candidate, isCommon: isOver(check, counts.stable) }];
  });
}

function cellOf({ limit, signal }: Check, { cells }: Block): string {
  if (signal.kind === 'pairs') return 'different';
  if (limit.kind !== 'time') return 'all';
  const bounds = Object.keys(cells).filter((name) => name.startsWith('le=')).map((name) => ({ name, seconds: Number(name.slice(3)) })).filter(({ seconds }) => Number.isFinite(seconds) && seconds * 1000 >= limit.msMax);
  return bounds.reduce((lowest, next) => (next.seconds < lowest.seconds ? next : lowest), { name: 'none', seconds: Number.POSITIVE_INFINITY }).name;
}

function breaks(policy: Policy, check: Check, arm: ArmCounts): boolean {
  if (check.limit.kind === 'level') return arm.events > arm.trials * check.limit.max;
  return isSurprising(badOf(check, arm), shareMax(check), policy.expert.samplesMin, check.independent);
}

function isOver(check: Check, stable: ArmCounts): boolean {
  if (check.limit.kind === 'level') return stable.events > stable.trials * check.limit.max;
  const { trials, events } = badOf(check, stable);
  return events > trials * shareMax(check);
}

function badOf({ better }: Check, { trials, events }: ArmCounts): ArmCounts {
  return better === 'lower' ? { trials, events } : { trials, events: trials - events };
}

/** Of bad ones, at most. */
export function shareMax({ limit, better }: Check): number {
  const declared = limit.kind === 'share' ? limit.ratioMax : limit.kind === 'time' ? Math.round((1 - limit.quantile) * 1e9) / 1e9 : 1;
  return better === 'lower' ? declared : 1 - declared;
}

/** Less likely than 1 in 10,000 at the limit by Chernoff's bound, with failures in bursts of ten (of three where most fail). */
export function isSurprising({ trials, events }: ArmCounts, ratioMax: number, samplesMin: number, independent: boolean): boolean {
  if (trials < Math.max(1, samplesMin)) return false;
  const ratio = events / trials;
  if (!(ratio > ratioMax)) return false;
  const burst = independent ? 1 : ratio > 0.5 ? 3 : 10;
  return (trials / burst) * divergence(ratio, ratioMax) >= log(10_000);
}

function divergence(p: number, q: number): number {
  if (q <= 0) return Number.POSITIVE_INFINITY;
  const part = (a: number, b: number): number => (a === 0 ? 0 : a * log(a / b));
  return part(p, q) + (q >= 1 ? 0 : part(1 - p, 1 - q));
}

/** What the newest tested block shows against what is accepted: nothing is raised into a block that fails. */
export function failsNow(policy: Policy, check: Check, { newest, total }: CountedCheck): boolean {
  const cell = newest === 'none' ? undefined : newest.cells['all'];
  if (cell === undefined || onlyTells(check.then) || check.better === 'higher' || (check.signal.kind !== 'share' && check.signal.kind !== 'labels')) return false;
  if (check.signal.kind === 'share' && check.signal.unit === 'users') return false;
  const known = [cell.stable, total.stable].filter(({ trials }) => trials > 0);
  if (known.length === 0) return false;
  const ratio = Math.max(...known.map(({ trials, events }) => (events + 3) / trials));
  const accepted = check.worseBy.kind === 'factor' ? ratio * check.worseBy.factor : ratio + (check.worseBy.kind === 'points' ? check.worseBy.ratio : 0);
  return isSurprising(cell.candidate ?? NOTHING, accepted, policy.expert.samplesMin, check.independent);
}
