// A second, plain count of what a check has seen: which blocks of its evidence were to be used, what they add up to, and how much time they cover. Written
// from docs/policies and the ports' contracts and not from the core, so that a mistake there does not repeat itself here.
import type { ArmCounts, Block, Cell, Check, Evidence, Policy } from '@rampart/rollout-policy';
import { isPlain, newOdds, oddsAfter, type PlainOdds } from './odds.ts';

export interface CountedCheck {
  readonly watermarkMs: number;
  /** Used in this look, as tested: around a change of weight nothing is, and what is not exposed counts nothing of the candidate. */
  readonly fresh: readonly Block[];
  readonly blocksUsed: number;
  /** Tested or not. */
  readonly blocksSeen: number;
  readonly newest: Block | 'none';
  /** Of the blocks that were used. */
  readonly total: Cell;
  /** Of all of them, as they were told. */
  readonly told: Cell;
  readonly coveredMs: number;
  readonly coveredFromMs: number;
  /** Why it sees nothing; empty while it does. */
  readonly noData: string;
  readonly excess: number;
  /** What stable would have had on the candidate's requests. */
  readonly expected: number;
  /** Only of checks that are plain (odds.ts). */
  readonly odds: PlainOdds;
  /** Requests of both arms per millisecond, forgotten slowly. */
  readonly requestsPerMs: number;
}

export interface InForce {
  readonly weights: readonly { readonly fromMs: number; readonly weight: number; readonly mirror: number }[];
  readonly exclusions: readonly { readonly fromMs: number; readonly toMs: number }[];
}

export const NOTHING: ArmCounts = { trials: 0, events: 0 };
const EMPTY: Cell = { stable: NOTHING, candidate: NOTHING };

export function newCount(fromMs: number): CountedCheck {
  return { watermarkMs: fromMs, fresh: [], blocksUsed: 0, blocksSeen: 0, newest: 'none', total: EMPTY, told: EMPTY, coveredMs: 0, coveredFromMs: fromMs, noData: '', excess: 0, expected: 0, odds: newOdds(), requestsPerMs: 0 };
}

export function count(policy: Policy, check: Check, before: CountedCheck, evidence: Evidence, inForce: InForce): CountedCheck {
  if (evidence.kind === 'no-data') return { ...before, fresh: [], noData: evidence.why || 'no data' };
  let now: CountedCheck = { ...before, fresh: [] };
  for (const block of evidence.blocks) {
    if (!isPlausible(check, block) || block.fromMs < now.watermarkMs) return { ...now, noData: 'invalid' };
    now = countBlock(policy, check, now, block, inForce);
  }
  return now;
}

function countBlock(policy: Policy, check: Check, before: CountedCheck, block: Block, { weights, exclusions }: InForce): CountedCheck {
  const now = weights.findLast(({ fromMs }) => fromMs <= block.fromMs) ?? { weight: 0, mirror: 0 };
  const { stable, candidate } = block.cells['all'] ?? { stable: NOTHING, candidate: NOTHING };
  const told = { stable: added(before.told.stable, stable), candidate: added(before.told.candidate, candidate) };
  const seen = { ...before, told, blocksSeen: before.blocksSeen + 1, watermarkMs: block.toMs, noData: '', requestsPerMs: pace(policy, check, before, block), ...(now.weight > 0 ? harmAfter(check, before, { stable, candidate }) : {}) };
  if (exclusions.some(({ fromMs, toMs }) => block.fromMs < toMs && fromMs < block.toMs)) return seen;
  const isMeasured = now.weight > 0 || now.mirror > 0 || check.signal.kind === 'level';
  const tested = isMeasured ? block : { ...block, cells: Object.fromEntries(Object.entries(block.cells).map(([name, cell]) => [name, { stable: cell.stable, candidate: NOTHING }])) };
  return {
    ...seen,
    fresh: [...before.fresh, tested],
    blocksUsed: before.blocksUsed + 1,
    newest: tested,
    odds: isPlain(policy, check) ? oddsAfter(policy, check, before.odds, tested) : before.odds,
    total: { stable: added(before.total.stable, stable), candidate: isMeasured ? added(before.total.candidate, candidate) : before.total.candidate },
    coveredMs: before.coveredMs + (block.fromMs >= before.coveredFromMs ? block.toMs - block.fromMs : 0),
  };
}

/** What a signal can count at all. */
function isPlausible({ signal }: Check, { fromMs, toMs, cells }: Block): boolean {
  if (!Number.isSafeInteger(fromMs) || !Number.isSafeInteger(toMs) || fromMs < 0 || toMs <= fromMs || !Object.hasOwn(cells, 'all')) return false;
  const isSum = signal.kind === 'score' || signal.kind === 'calibration' || signal.kind === 'level';
  const mayExceed = signal.kind === 'level' || (signal.kind === 'share' && signal.unit === 'users');
  return Object.values(cells).every(({ stable, candidate }) =>
    [stable, candidate].every(({ trials, events }) => Number.isSafeInteger(trials) && trials >= 0 && Number.isFinite(events) && events >= 0 && (isSum || Number.isSafeInteger(events)) && (mayExceed || events <= trials)),
  );
}

/** Bad events of the candidate beyond stable's ratio; where stable had few requests in the block, its ratio so far stands in. */
function harmAfter(check: Check, { excess, expected, total }: CountedCheck, { stable, candidate }: Cell): Pick<CountedCheck, 'excess' | 'expected'> {
  const reference = stable.trials * 4 >= candidate.trials ? stable : added(stable, total.stable);
  if (!isBadRequest(check) || candidate.trials === 0 || reference.trials === 0) return { excess, expected };
  const byStable = (candidate.trials * reference.events) / reference.trials;
  return { excess: excess + candidate.events - byStable, expected: expected + byStable };
}

function pace(policy: Policy, { signal }: Check, { requestsPerMs }: CountedCheck, { fromMs, toMs, cells }: Block): number {
  if (signal.kind === 'level' || (signal.kind === 'share' && signal.unit === 'users')) return 0;
  const seen = ((cells['all']?.stable.trials ?? 0) + (cells['all']?.candidate.trials ?? 0)) / (toMs - fromMs);
  return Math.max(seen, requestsPerMs + (seen - requestsPerMs) * Math.min(1, (toMs - fromMs) / policy.expert.gridMs));
}

/** Bad requests in the sense of the promise. */
export function isBadRequest({ signal, better, then }: Check): boolean {
  return then === 'rollback' && better === 'lower' && (signal.kind === 'share' || signal.kind === 'labels');
}

function added(a: ArmCounts, b: ArmCounts): ArmCounts {
  return { trials: a.trials + b.trials, events: a.events + b.events };
}
