// Takes new evidence into the checks of a rollout: drops what overlaps a weight change, plays every other block once.
import type { ArmCounts, Block, Cell, Evidence } from '../evidence.ts';
import type { Check, Policy } from '../policy.ts';
import type { CheckState, ClaimState, Rollout, SampleRatioState } from '../state.ts';
import { weightedMean } from '../statistics/merging.ts';
import { capital, newWealth, play, startBets } from '../statistics/wealth.ts';
import { PPM_NONE } from '../units.ts';
import { judgeBlock } from './block-validity.ts';
import { countsBadEvents, readBlock } from './claims.ts';
import { comparedCells, primaryCell } from './compared-cells.ts';
import { chooseBounds } from './histogram-bounds.ts';
import { collect, isLevel, type ClosedWindow } from './level-window.ts';
import { breachesOf, type Breach } from './limits.ts';
import { loneCounts, watchAlone } from './lone-watch.ts';
import { newRateCaps, updateRateCaps } from './rate-caps.ts';
import { splitCheck, watchSplit, weightDuring } from './sample-ratio.ts';
import { amongUsersSeen, countsUsers } from './users-seen.ts';

/** What of a rollout the evidence goes into. */
export type EvidenceState = Pick<Rollout, 'policy' | 'checks' | 'exclusions' | 'weights' | 'sampleRatio'>;

export interface Absorbed {
  readonly checks: Readonly<Record<string, CheckState>>;
  readonly sampleRatio: SampleRatioState;
  readonly breaches: readonly Breach[];
  /** Checks that had at least one valid block, used or dropped. */
  readonly seen: readonly string[];
}

export function newCheckState(check: Check, fromMs: number): CheckState {
  const evaluator = check.independent ? 'tilt' : 'bet';
  return {
    watermarkMs: fromMs,
    originMs: -1,
    blocksUsed: 0,
    coveredMs: 0,
    coveredFromMs: fromMs,
    totals: {},
    claims: {},
    bounds: check.signal.kind === 'time' ? { kind: 'choosing', stable: {} } : { kind: 'chosen', seconds: [] },
    carried: { kind: 'none' },
    odds: 1,
    oddsPeak: 1,
    loudest: 'all',
    same: newWealth(evaluator),
    better: newWealth(evaluator),
    caps: newRateCaps(),
    excess: 0,
    expected: 0,
    requestsPerMs: 0,
    newest: { cell: NOTHING, lastedMs: 0 },
    lone: { kind: 'none' },
    noData: '',
  };
}

/** The checks after `evidence`. Evidence of checks that the policy does not have is ignored. Total: bad blocks make a check blind, never fail. */
export function absorb(before: EvidenceState, evidence: Readonly<Record<string, Evidence>>): Absorbed {
  const { policy, exclusions } = before;
  const checks: Record<string, CheckState> = {};
  const breaches: Breach[] = [];
  const seen: string[] = [];
  const split = splitCheck(policy);
  let { sampleRatio } = before;
  for (const check of policy.checks) {
    let state = before.checks[check.name] ?? newCheckState(check, 0);
    const news = Object.hasOwn(evidence, check.name) ? evidence[check.name] : undefined;
    if (news?.kind === 'no-data') state = { ...state, noData: news.why === '' ? 'the source has no data and does not say why' : news.why };
    if (news?.kind === 'blocks' && news.blocks.length > 0) {
      state = { ...state, noData: '' };
      for (const block of news.blocks) {
        const validity = judgeBlock(check, block, state.watermarkMs);
        if (validity.kind === 'invalid') {
          state = { ...state, noData: `invalid evidence: ${validity.why}` };
          break;
        }
        seen.push(check.name);
        const weight = weightDuring(before.weights, block);
        const met: Met = { policy, check, block, isExposed: weight !== PPM_NONE };
        if (exclusions.some((span) => block.fromMs < span.toMs && span.fromMs < block.toMs)) {
          state = drop(met, state);
          continue;
        }
        breaches.push(...breachesOf(policy, check, block));
        if (check === split && weight !== 'unknown') sampleRatio = watchSplit(policy, sampleRatio, block, weight);
        state = use(met, state);
      }
    }
    checks[check.name] = state;
  }
  return { checks, sampleRatio, breaches, seen };
}

/**
 * Evidence time starts anew after a weight change: dwell and bake count blocks that begin at `fromMs` or later, however late the older ones come. So does
 * what blocks carry on: users were moved, and a gauge's growth over a change of load is none.
 */
export function restartCoverage(checks: Readonly<Record<string, CheckState>>, fromMs: number): Readonly<Record<string, CheckState>> {
  return Object.fromEntries(Object.entries(checks).map(([name, state]) => [name, { ...state, coveredMs: 0, coveredFromMs: fromMs, carried: { kind: 'none' } }]));
}

interface Met {
  readonly policy: Policy;
  readonly check: Check;
  readonly block: Block;
  /** False while users saw none of the candidate's answers (shadow): nothing that it does then is harm. */
  readonly isExposed: boolean;
}

/** Nothing is tested on a block around a weight change, but the bad requests in it were made, and the users in it were seen. */
function drop(met: Met, state: CheckState): CheckState {
  const carried: CheckState['carried'] = countsUsers(met.check) ? amongUsersSeen(state.carried, met.block).carried : { kind: 'none' };
  return { ...state, watermarkMs: met.block.toMs, requestsPerMs: busiest(met, state), ...harmWith(met, state), carried };
}

function use(met: Met, state: CheckState): CheckState {
  const { policy, block } = met;
  const originMs = state.originMs < 0 ? block.fromMs : state.originMs;
  const gridPoint = Math.floor((block.fromMs - originMs) / policy.expert.gridMs);
  const aged: CheckState = {
    ...state,
    originMs,
    watermarkMs: block.toMs,
    blocksUsed: state.blocksUsed + 1,
    coveredMs: state.coveredMs + (block.fromMs >= state.coveredFromMs ? block.toMs - block.fromMs : 0),
    requestsPerMs: busiest(met, state),
    ...harmWith(met, state),
  };
  if (aged.bounds.kind === 'choosing') return { ...aged, bounds: chooseBounds(aged.bounds.stable, block), totals: withCell(aged.totals, 'all', block.cells['all']) };
  return test(met, aged, gridPoint);
}

function test({ policy, check, block: seen }: Met, state: CheckState, gridPoint: number): CheckState {
  const { block, carried, closed } = inContext(check, state, seen, gridPoint);
  const reading = readBlock({ policy, check, state, block, closed });
  const claims: Record<string, ClaimState> = {};
  // A claim that this block says nothing about (a slice without a request) still lets time pass on its grid.
  for (const [name, claim] of Object.entries(state.claims)) claims[name] = { ...claim, wealth: startBets(claim.wealth, gridPoint) };
  for (const { name, share, wager } of reading.against) {
    const known = state.claims[name] ?? { share, wealth: newWealth(check.independent ? 'tilt' : 'bet') };
    claims[name] = { ...known, wealth: play(known.wealth, wager, gridPoint) };
  }
  const primary = block.cells[primaryCell(check, state)] ?? NOTHING;
  // Of those who are left, how many fail in one block says nothing about how many fail.
  const own = countsUsers(check) ? NOTHING.candidate : primary.candidate;
  return merged({
    ...state,
    totals: totalsWith(check, state, seen),
    claims,
    carried,
    same: play(state.same, reading.notWorse, gridPoint),
    better: play(state.better, reading.better, gridPoint),
    caps: countsBadEvents(check) ? updateRateCaps(state.caps, { cell: primary, own }, { gridPoint, alpha: policy.expert.certifyAlpha }) : state.caps,
    newest: { cell: primary, lastedMs: block.toMs - block.fromMs },
    lone: state.lone.kind === 'watching' ? watchAlone(state.lone, loneCounts(check, state, block)) : state.lone,
  });
}

/** The block as its claims read it, with what it needs from the blocks before it. */
function inContext(check: Check, state: CheckState, block: Block, gridPoint: number): { readonly block: Block; readonly carried: CheckState['carried']; readonly closed: ClosedWindow } {
  if (isLevel(check)) {
    const { window, closed } = collect(state.carried, block, gridPoint);
    return { block, carried: window, closed };
  }
  return { ...(countsUsers(check) ? amongUsersSeen(state.carried, block) : { block, carried: state.carried }), closed: { kind: 'none' } };
}

/** Claims about one candidate make one e-value: shares add up to at most 1, the rest is cash. */
function merged(state: CheckState): CheckState {
  const values = Object.entries(state.claims).filter(([, claim]) => claim.share > 0).map(([name, claim]) => ({ name, value: capital(claim.wealth), weight: claim.share }));
  const odds = weightedMean(values);
  const loudest = values.reduce((best, next) => (next.weight * next.value > best.weight * best.value ? next : best), { name: 'all', value: 0, weight: 0 });
  return { ...state, odds, oddsPeak: Math.max(state.oddsPeak, odds), loudest: loudest.name };
}

/** Counted: what is compared, the whole, and what stands behind it. */
function totalsWith(check: Check, state: CheckState, block: Block): CheckState['totals'] {
  const compared = comparedCells(check, state, block).map(({ name }) => name);
  const whole = check.signal.kind === 'pairs' ? ['all', 'discordant', 'different'] : check.signal.kind === 'calibration' ? ['all', 'predicted'] : ['all'];
  return [...new Set([...compared, ...whole])].reduce((totals, name) => withCell(totals, name, block.cells[name]), state.totals);
}

function withCell(totals: CheckState['totals'], name: string, counts: Cell | undefined): CheckState['totals'] {
  return counts === undefined ? totals : { ...totals, [name]: addCells(totals[name] ?? NOTHING, counts) };
}

function harmWith({ check, block: seen, isExposed }: Met, state: CheckState): Pick<CheckState, 'excess' | 'expected'> {
  const name = primaryCell(check, state);
  const block = countsUsers(check) ? amongUsersSeen(state.carried, seen).block : seen;
  const cell = block.cells[name] ?? NOTHING;
  if (!isExposed || !countsBadEvents(check) || cell.candidate.trials === 0) return { excess: state.excess, expected: state.expected };
  const expected = expectedIn(cell, countsUsers(check) ? NOTHING.stable : state.totals[name]?.stable);
  return expected === 'unknown' ? { excess: state.excess, expected: state.expected } : { excess: state.excess + cell.candidate.events - expected, expected: state.expected + expected };
}

/** Stable's part of a block with few requests of it says little: then its totals so far stand in. */
function expectedIn({ stable, candidate }: Cell, soFar: ArmCounts = NOTHING.stable): number | 'unknown' {
  const reference = stable.trials * 4 >= candidate.trials ? stable : addCounts(stable, soFar);
  return reference.trials === 0 ? 'unknown' : (candidate.trials * reference.events) / reference.trials;
}

/** Users and samples are no requests. Follows a rise of the traffic at once and a fall slowly (time constant: the grid), so that one quiet block makes no room for a large weight. */
function busiest({ policy, check, block }: Met, state: CheckState): number {
  if (isLevel(check) || countsUsers(check)) return 0;
  const all = block.cells['all'] ?? NOTHING;
  const lastedMs = block.toMs - block.fromMs;
  const seen = (all.stable.trials + all.candidate.trials) / lastedMs;
  const forgotten = Math.min(1, lastedMs / policy.expert.gridMs);
  return Math.max(seen, state.requestsPerMs + (seen - state.requestsPerMs) * forgotten);
}

function addCells(a: Cell, b: Cell): Cell {
  return { stable: addCounts(a.stable, b.stable), candidate: addCounts(a.candidate, b.candidate) };
}

function addCounts(a: ArmCounts, b: ArmCounts): ArmCounts {
  return { trials: a.trials + b.trials, events: a.events + b.events };
}

const NOTHING: Cell = { stable: { trials: 0, events: 0 }, candidate: { trials: 0, events: 0 } };
