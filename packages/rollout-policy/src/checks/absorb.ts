// Takes new evidence into the checks of a rollout: drops what overlaps a weight change, tests every other block once.
import type { Block, Cell, Evidence } from '../evidence.ts';
import type { Check, Policy } from '../policy.ts';
import type { CheckState, Rollout, SampleRatioState } from '../state.ts';
import { newWealth } from '../statistics/wealth.ts';
import { judgeBlock } from './block-validity.ts';
import { totalsWith } from './counted.ts';
import { harmWith, type Harm } from './harm-in-block.ts';
import { chooseBounds } from './histogram-bounds.ts';
import { breachesOf, type Breach } from './limits.ts';
import { isLevel } from './level-window.ts';
import { newRateCaps } from './rate-caps.ts';
import { inForceDuring, splitCheck, watchSplit } from './sample-ratio.ts';
import { testBlock } from './test-block.ts';
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
    if (news?.kind === 'blocks') {
      for (const block of news.blocks) {
        const validity = judgeBlock(check, block, state.watermarkMs);
        if (validity.kind === 'invalid') {
          state = { ...state, noData: `invalid evidence: ${validity.why}` };
          break;
        }
        seen.push(check.name);
        const inForce = inForceDuring(before.weights, block);
        const isExposed = inForce === 'unknown' || inForce.weight > 0;
        const isMeasured = isExposed || inForce.mirror > 0 || isLevel(check);
        const harm = harmWith(policy, check, state, { block, isExposed });
        if (exclusions.some((span) => block.fromMs < span.toMs && span.fromMs < block.toMs)) {
          state = drop(check, state, block, harm);
          continue;
        }
        if (isMeasured) breaches.push(...breachesOf(policy, check, block));
        if (check === split && inForce !== 'unknown') sampleRatio = watchSplit(policy, sampleRatio, block, inForce.weight);
        state = use(policy, check, state, isMeasured ? block : withoutCandidate(block), harm);
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

/** At 0 % and without copies whatever the candidate has counted came from nobody's request: a golden set, a health check. */
function withoutCandidate(block: Block): Block {
  return { ...block, cells: Object.fromEntries(Object.entries(block.cells).map(([name, { stable }]) => [name, { stable, candidate: NOTHING.candidate }])) };
}

/** Nothing is tested on a block around a weight change, but the users in it were seen. */
function drop(check: Check, state: CheckState, block: Block, harm: Harm): CheckState {
  return { ...state, ...harm, watermarkMs: block.toMs, noData: '', carried: countsUsers(check) ? amongUsersSeen(state.carried, block).carried : { kind: 'none' } };
}

function use(policy: Policy, check: Check, state: CheckState, block: Block, harm: Harm): CheckState {
  return {
    ...state,
    ...harm,
    watermarkMs: block.toMs,
    noData: '',
    originMs: state.originMs < 0 ? block.fromMs : state.originMs,
    blocksUsed: state.blocksUsed + 1,
    coveredMs: state.coveredMs + (block.fromMs >= state.coveredFromMs ? block.toMs - block.fromMs : 0),
    // Blocks that choose the bounds are not tested: a test must not see the data that shaped it.
    ...(state.bounds.kind === 'chosen'
      ? testBlock(policy, check, state, block)
      : { bounds: chooseBounds(state.bounds.stable, block), totals: totalsWith(check, state.totals, block, []) }),
  };
}

const NOTHING: Cell = { stable: { trials: 0, events: 0 }, candidate: { trials: 0, events: 0 } };
