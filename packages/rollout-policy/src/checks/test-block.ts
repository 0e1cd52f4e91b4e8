// One block that is tested: every claim plays its wager, and so do the certificates and the bounds.
import type { Block, Cell } from '../evidence.ts';
import type { Check, Policy } from '../policy.ts';
import type { CheckState, ClaimState, Wealth } from '../state.ts';
import { shortened } from '../statistics/tilt.ts';
import type { Wager } from '../statistics/wager.ts';
import { capital, newWealth, play, startBets } from '../statistics/wealth.ts';
import { countsBadEvents, readBlock, type Claim } from './claims.ts';
import { comparedCells, primaryCell } from './compared-cells.ts';
import { totalsWith } from './counted.ts';
import { collect, isLevel, type ClosedWindow } from './level-window.ts';
import { watchAlone } from './lone-watch.ts';
import { limitCell } from './limits.ts';
import { updateRateCaps } from './rate-caps.ts';
import { amongUsersSeen, countsUsers } from './users-seen.ts';

type Tested = Pick<CheckState, 'totals' | 'carried' | 'same' | 'better' | 'caps' | 'newest' | 'lone'> & Evidenced;
type Evidenced = Pick<CheckState, 'claims' | 'odds' | 'oddsPeak' | 'loudest'>;

const NOTHING: Cell = { stable: { trials: 0, events: 0 }, candidate: { trials: 0, events: 0 } };

/** What the block changes of the check's state. */
export function testBlock(policy: Policy, check: Check, state: CheckState, seen: Block): Tested {
  const gridPoint = gridPointOf(policy, state, seen);
  const { block, carried, closed } = inContext(check, state, seen, gridPoint);
  const compared = comparedCells(check, state, block);
  const reading = readBlock({ policy, check, state, block, closed, compared });
  const primary = block.cells[primaryCell(check, state)] ?? NOTHING;
  // Of those who are left, how many fail in one block says nothing about how many fail.
  const own = countsUsers(check) ? NOTHING.candidate : primary.candidate;
  return {
    ...claimsAfter(check, state, reading.against, gridPoint),
    totals: totalsWith(check, state.totals, seen, [...compared.map(({ name }) => name), limitCell(check, block)]),
    carried,
    same: played(state.same, reading.notWorse, gridPoint),
    better: played(state.better, reading.better, gridPoint),
    caps: countsBadEvents(check) ? updateRateCaps(state.caps, { cell: primary, own }, { gridPoint, alpha: policy.expert.certifyAlpha }) : state.caps,
    newest: { cell: primary, lastedMs: block.toMs - block.fromMs },
    lone: state.lone.kind === 'watching' ? watchAlone(state.lone, primary) : state.lone,
  };
}

/** The highest odds of the check after `block`, as if it had been the next one. */
export function oddsPeakAfter(policy: Policy, check: Check, state: CheckState, seen: Block): number {
  if (state.bounds.kind === 'choosing') return state.oddsPeak;
  const gridPoint = gridPointOf(policy, state, seen);
  const { block, closed } = inContext(check, state, seen, gridPoint);
  const { against } = readBlock({ policy, check, state, block, closed, compared: comparedCells(check, state, block) });
  return claimsAfter(check, state, against, gridPoint).oddsPeak;
}

function gridPointOf(policy: Policy, { originMs }: CheckState, block: Block): number {
  return originMs < 0 ? 0 : Math.floor((block.fromMs - originMs) / policy.expert.gridMs);
}

/** The block as its claims read it, with what it needs from the blocks before it. */
function inContext(check: Check, state: CheckState, block: Block, gridPoint: number): { readonly block: Block; readonly carried: CheckState['carried']; readonly closed: ClosedWindow } {
  if (isLevel(check)) {
    const { window, closed } = collect(state.carried, block, gridPoint);
    return { block, carried: window, closed };
  }
  if (!countsUsers(check)) return { block, carried: state.carried, closed: { kind: 'none' } };
  return { ...amongUsersSeen(state.carried, block), closed: { kind: 'none' } };
}

/** As it is kept in the state. */
function played(wealth: Wealth, wager: Wager, gridPoint: number): Wealth {
  const next = play(wealth, wager, gridPoint);
  return next.kind === 'tilt' ? shortened(next) : next;
}

/**
 * A claim that the block says nothing about (a slice without a request) still lets time pass on its grid. All claims make one e-value: shares add up to
 * at most 1, the rest is cash (Vovk & Wang 2021, Ann. Statist. 49:1736).
 */
function claimsAfter(check: Check, state: CheckState, against: readonly Claim[], gridPoint: number): Evidenced {
  const claims: Record<string, ClaimState> = { ...state.claims };
  for (const { name, share, wager } of against) {
    const known = claims[name];
    claims[name] = { share: known?.share ?? share, wealth: played(known?.wealth ?? newWealth(check.independent ? 'tilt' : 'bet'), wager, gridPoint) };
  }
  let odds = 0;
  let cash = 1;
  let loudest = 'all';
  let most = 0;
  for (const name of Object.keys(claims)) {
    const claim = claims[name];
    if (claim === undefined || claim.share === 0) continue;
    const wealth = startBets(claim.wealth, gridPoint);
    if (wealth !== claim.wealth) claims[name] = { share: claim.share, wealth };
    const value = claim.share * capital(wealth);
    odds += value;
    cash -= claim.share;
    if (value > most) {
      loudest = name;
      most = value;
    }
  }
  odds += Math.max(0, cash);
  return { claims, odds, oddsPeak: Math.max(state.oddsPeak, odds), loudest };
}
