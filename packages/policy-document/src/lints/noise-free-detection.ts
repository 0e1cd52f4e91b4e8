// How many blocks a regression needs when every block shows it exactly: the tests of the core themselves, fed with evidence without luck.
import { absorb, boundCellName, newCheckState, oddsNeeded, type Block, type Cell, type Check, type CheckState, type Policy } from '@rampart/rollout-policy';

/** Per block; the answer hardly depends on them, nor on a weight below a quarter, as long as no count is a handful. */
const STABLE_REQUESTS = 95_000;
const CANDIDATE_REQUESTS = 5_000;
const BAD_RATIO = 0.01;
const BLOCKS_MAX = 500;

/** Blocks of `blockMs` until `check` is confirmed worse on a candidate whose bad (or slow) ratio is `factor` times stable's. */
export function blocksUntilWorse(policy: Policy, check: Check, factor: number, blockMs: number): number | 'never' {
  const alone: Policy = { ...policy, checks: [check] };
  let checks: Readonly<Record<string, CheckState>> = { [check.name]: newCheckState(check, 0) };
  for (let blocks = 1; blocks <= BLOCKS_MAX; blocks += 1) {
    const block: Block = { fromMs: (blocks - 1) * blockMs, toMs: blocks * blockMs, cells: cellsOf(factor) };
    checks = absorb(alone, checks, { [check.name]: { kind: 'blocks', blocks: [block], gaps: [] } }, []).checks;
    if ((checks[check.name]?.odds ?? 0) >= oddsNeeded(policy, check)) return blocks;
  }
  return 'never';
}

/** One bucket bound stands for a histogram: the share of slower requests is what gets worse. */
function cellsOf(factor: number): Readonly<Record<string, Cell>> {
  const cell: Cell = {
    stable: { trials: STABLE_REQUESTS, events: STABLE_REQUESTS * BAD_RATIO },
    candidate: { trials: CANDIDATE_REQUESTS, events: Math.min(CANDIDATE_REQUESTS, Math.round(CANDIDATE_REQUESTS * BAD_RATIO * factor)) },
  };
  return { all: cell, [boundCellName(0.1)]: cell };
}
