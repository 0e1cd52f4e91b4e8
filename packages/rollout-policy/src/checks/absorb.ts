// Takes new evidence into the checks of a rollout: drops what overlaps a weight change, plays every other block once.
import { overLimitBet, worseBet, notWorseBet } from './block-bets.ts';
import { judgeBlock } from './block-validity.ts';
import { chooseBounds, comparedCells, limitCell, primaryCell } from './compared-cells.ts';
import type { ArmCounts, Block, Cell, Evidence } from '../evidence.ts';
import { breaksHardLimit } from './hard-limit.ts';
import type { Check, Policy } from '../policy.ts';
import { newRateCaps, play, updateRateCaps } from './rate-caps.ts';
import type { CellState, CheckState, Span } from '../state.ts';
import { capital, newWealth, startBets } from '../statistics/wealth.ts';

/** Above this ratio factor margins of labelled answers are no longer exact (wrong answers are commoner than failures). */
const LABELS_STABLE_RATIO_MAX = 0.25;

/** A hard limit that a new block broke. */
export interface Breach {
  readonly check: string;
  readonly cell: string;
  readonly ratioMax: number;
  readonly counts: Cell;
  /** Stable broke it in the same block: something common to both arms. */
  readonly common: boolean;
}

export interface Absorbed {
  readonly checks: Readonly<Record<string, CheckState>>;
  readonly breaches: readonly Breach[];
  /** Checks that had at least one valid block, used or dropped. */
  readonly seen: readonly string[];
}

export function newCheckState(check: Check, fromMs: number): CheckState {
  return {
    watermarkMs: fromMs,
    originMs: -1,
    blocksUsed: 0,
    coveredMs: 0,
    coveredFromMs: fromMs,
    cells: {},
    bounds: check.signal.kind === 'time' ? { kind: 'choosing', stable: {} } : { kind: 'chosen', seconds: [] },
    odds: 1,
    oddsPeak: 1,
    loudest: 'all',
    same: newWealth(),
    better: newWealth(),
    limit: newWealth(),
    ...newRateCaps(),
    excess: 0,
    requestsPerMs: 0,
    noData: '',
  };
}

/** The checks after `evidence`. Evidence of checks that the policy does not have is ignored. Total: bad blocks make a check blind, never fail. */
export function absorb(
  policy: Policy,
  before: Readonly<Record<string, CheckState>>,
  evidence: Readonly<Record<string, Evidence>>,
  exclusions: readonly Span[],
): Absorbed {
  const checks: Record<string, CheckState> = {};
  const breaches: Breach[] = [];
  const seen: string[] = [];
  for (const check of policy.checks) {
    let state = before[check.name] ?? newCheckState(check, 0);
    const news = Object.hasOwn(evidence, check.name) ? evidence[check.name] : undefined;
    if (news?.kind === 'no-data') state = { ...state, noData: news.why };
    if (news?.kind === 'blocks' && news.blocks.length > 0) {
      state = { ...state, noData: '' };
      for (const block of news.blocks) {
        const validity = judgeBlock(block, state.watermarkMs);
        if (validity.kind === 'invalid') {
          state = { ...state, noData: `invalid evidence: ${validity.why}` };
          break;
        }
        seen.push(check.name);
        const dropped = exclusions.some((span) => block.fromMs < span.toMs && span.fromMs < block.toMs);
        if (!dropped) breaches.push(...breachesOf(policy, check, block));
        state = dropped ? drop(policy, check, state, block) : use(policy, check, state, block);
      }
    }
    checks[check.name] = state;
  }
  return { checks, breaches, seen };
}

/** Evidence time starts anew after a weight change: dwell and bake count blocks that begin at `fromMs` or later, however late the older ones come. */
export function restartCoverage(checks: Readonly<Record<string, CheckState>>, fromMs: number): Readonly<Record<string, CheckState>> {
  return Object.fromEntries(Object.entries(checks).map(([name, state]) => [name, { ...state, coveredMs: 0, coveredFromMs: fromMs }]));
}

/** Nothing is tested on a block around a weight change, but the bad requests in it were made. */
function drop(policy: Policy, check: Check, state: CheckState, block: Block): CheckState {
  return { ...state, watermarkMs: block.toMs, requestsPerMs: busiest(policy, state, block), excess: state.excess + excessIn(check, state, block) };
}

function use(policy: Policy, check: Check, state: CheckState, block: Block): CheckState {
  const originMs = state.originMs < 0 ? block.fromMs : state.originMs;
  const gridPoint = Math.floor((block.fromMs - originMs) / policy.expert.gridMs);
  const aged = {
    ...state,
    originMs,
    watermarkMs: block.toMs,
    blocksUsed: state.blocksUsed + 1,
    coveredMs: state.coveredMs + (block.fromMs >= state.coveredFromMs ? block.toMs - block.fromMs : 0),
    requestsPerMs: busiest(policy, state, block),
    excess: state.excess + excessIn(check, state, block),
  };
  if (aged.bounds.kind === 'choosing') return choose(aged, block);
  return test(policy, check, aged, block, gridPoint);
}

/** Blocks that choose the bounds are not tested: a test must not see the data that shaped it. */
function choose(state: CheckState, block: Block): CheckState {
  if (state.bounds.kind === 'chosen') return state;
  return { ...state, bounds: chooseBounds(state.bounds.stable, block), cells: { ...state.cells, all: counted(state.cells['all'], block.cells['all']) } };
}

function test(policy: Policy, check: Check, state: CheckState, block: Block, gridPoint: number): CheckState {
  const stableRatioMax = check.signal.kind === 'labels' ? Math.max(LABELS_STABLE_RATIO_MAX, policy.expert.stableRatioMax) : policy.expert.stableRatioMax;
  const cells: Record<string, CellState> = { ...state.cells };
  for (const { name, share } of comparedCells(check, state, block)) {
    const counts = block.cells[name];
    if (counts === undefined) continue;
    const known = cells[name] ?? newCell(share);
    cells[name] = { ...known, totals: addCells(known.totals, counts), worse: play(known.worse, worseBet(counts, check.worseBy, stableRatioMax), gridPoint) };
  }
  // A slice without a request in this block still lets time pass on its grid.
  for (const [name, cell] of Object.entries(cells)) {
    if (block.cells[name] === undefined) cells[name] = { ...cell, worse: startBets(cell.worse, gridPoint) };
  }
  if (check.signal.kind === 'time') cells['all'] = counted(state.cells['all'], block.cells['all']);

  const primary = block.cells[primaryCell(check, state)] ?? EMPTY_CELL;
  const limited = check.limit.kind === 'none' ? undefined : block.cells[limitCell(check, block)];
  const tested: CheckState = {
    ...state,
    cells,
    same: play(state.same, notWorseBet(primary, check.worseBy), gridPoint),
    better: play(state.better, notWorseBet(primary, { kind: 'factor', factor: 1 }), gridPoint),
    limit: limited === undefined || isOver(limited.stable, limitRatio(check)) ? state.limit : play(state.limit, overLimitBet(limited.candidate, limitRatio(check)), gridPoint),
    ...updateRateCaps(state, primary, gridPoint),
  };
  return withOdds(check, tested);
}

/** Merges cells and limit into one e-value: weights add up to at most 1, the rest stays cash (Vovk & Wang 2021, Ann. Statist. 49:1736). */
function withOdds(check: Check, state: CheckState): CheckState {
  let compared = 0;
  let spare = 1;
  let loudest = { name: 'all', value: 0 };
  for (const [name, cell] of Object.entries(state.cells)) {
    if (cell.share === 0) continue;
    const value = cell.share * capital(cell.worse);
    compared += value;
    spare -= cell.share;
    if (value > loudest.value) loudest = { name, value };
  }
  compared += Math.max(0, spare);
  const odds = check.limit.kind === 'none' ? compared : (compared + capital(state.limit)) / 2;
  return { ...state, odds, oddsPeak: Math.max(state.oddsPeak, odds), loudest: loudest.name };
}

/** A block in which stable is over the limit too says nothing against the candidate. */
function isOver(stable: ArmCounts, ratioMax: number): boolean {
  return stable.events > stable.trials * ratioMax;
}

function breachesOf(policy: Policy, check: Check, block: Block): readonly Breach[] {
  if (check.limit.kind === 'none') return [];
  const cell = limitCell(check, block);
  const counts = block.cells[cell];
  if (counts === undefined) return [];
  const ratioMax = limitRatio(check);
  const breaks = (arm: ArmCounts): boolean => breaksHardLimit(arm, ratioMax, policy.expert.samplesMin);
  return breaks(counts.candidate) ? [{ check: check.name, cell, ratioMax, counts, common: breaks(counts.stable) }] : [];
}

/** The bad ratio that the limit allows: `p99 at most 80 ms` means at most 1 % slower than 80 ms. */
export function limitRatio(check: Check): number {
  switch (check.limit.kind) {
    case 'none':
      return 1;
    case 'share':
      return check.limit.ratioMax;
    case 'time':
      return 1 - check.limit.quantile;
  }
}

function excessIn(check: Check, state: CheckState, block: Block): number {
  const name = primaryCell(check, state);
  return excessOf(block.cells[name] ?? EMPTY_CELL, state.cells[name]?.totals.stable);
}

/** Stable's part of a block with few requests of it says little: then its totals so far stand in. */
function excessOf(cell: Cell, stableTotals: ArmCounts | undefined): number {
  const { stable, candidate } = cell;
  if (candidate.trials === 0) return 0;
  const reference = stable.trials * 4 >= candidate.trials ? stable : { trials: stable.trials + (stableTotals?.trials ?? 0), events: stable.events + (stableTotals?.events ?? 0) };
  return reference.trials === 0 ? 0 : candidate.events - (candidate.trials * reference.events) / reference.trials;
}

/** Follows a rise of the traffic at once and a fall slowly (time constant: the grid), so that one quiet block makes no room for a large weight. */
function busiest(policy: Policy, state: CheckState, block: Block): number {
  const all = block.cells['all'] ?? EMPTY_CELL;
  const lastedMs = block.toMs - block.fromMs;
  const seen = (all.stable.trials + all.candidate.trials) / lastedMs;
  const forgotten = Math.min(1, lastedMs / policy.expert.gridMs);
  return Math.max(seen, state.requestsPerMs + (seen - state.requestsPerMs) * forgotten);
}

function newCell(share: number): CellState {
  return { totals: EMPTY_CELL, share, worse: newWealth() };
}

/** `all` of a time check is only counted; its bounds are what is compared. */
function counted(known: CellState | undefined, counts: Cell | undefined): CellState {
  const cell = known ?? newCell(0);
  return counts === undefined ? cell : { ...cell, totals: addCells(cell.totals, counts) };
}

function addCells(a: Cell, b: Cell): Cell {
  return { stable: addCounts(a.stable, b.stable), candidate: addCounts(a.candidate, b.candidate) };
}

function addCounts(a: ArmCounts, b: ArmCounts): ArmCounts {
  return { trials: a.trials + b.trials, events: a.events + b.events };
}

const EMPTY_CELL: Cell = { stable: { trials: 0, events: 0 }, candidate: { trials: 0, events: 0 } };
