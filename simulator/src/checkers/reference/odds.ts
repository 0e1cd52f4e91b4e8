// The odds of a plain check, computed anew from its blocks: bets on the candidate's share of the bad events, restarted on the grid of evidence time
// (docs/policies/statistics.md). Only for checks that need nothing more; others are compared in other ways.
import type { ArmCounts, Block, Cell, Check, Margin, Policy } from '@rampart/rollout-policy';

const NOTHING: ArmCounts = { trials: 0, events: 0 };

const STAKES: readonly number[] = [0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.95];
const PACE = 0.25;

/** A share of requests, judged as a whole, one-sided, by bets. */
export function isPlain(policy: Policy, { name, signal, slices, gap, sides, limit, independent, worseBy }: Check): boolean {
  const isJudge = policy.plan.some((stage) => stage.kind === 'split' && stage.judge === name);
  return signal.kind === 'share' && signal.unit === 'requests' && slices.length === 0 && gap.kind === 'none' && sides === 'worse' && limit.kind !== 'time' && !independent && worseBy.kind !== 'none' && !isJudge;
}

/** Bets against and for a check, as far as its blocks go. */
export interface PlainOdds {
  /** Start of the first block; the grid stands on it. -1 before. */
  readonly originMs: number;
  readonly worse: Bets;
  readonly over: Bets;
  readonly same: Bets;
  readonly better: Bets;
  /** How surprised somebody who thought "not worse than the margin" must be by now, and at most so far. */
  readonly against: number;
  readonly peak: number;
}

export function newOdds(): PlainOdds {
  return { originMs: -1, worse: newBets(), over: newBets(), same: newBets(), better: newBets(), against: 1, peak: 1 };
}

/** What was learned without users, or of an exposure that was ended, certifies nothing. */
export function certifyingAnew(odds: PlainOdds): PlainOdds {
  return { ...odds, same: newBets(), better: newBets() };
}

export function oddsAfter(policy: Policy, check: Check, before: PlainOdds, block: Block): PlainOdds {
  const originMs = before.originMs < 0 ? block.fromMs : before.originMs;
  const gridPoint = Math.floor((block.fromMs - originMs) / policy.expert.gridMs);
  const cell = orientedCell(check, block.cells['all']);
  const ruledOut = policy.promise.catches.find((caught) => caught.check === check.name)?.effect ?? check.worseBy;
  const worse = bet(before.worse, gridPoint, worseSurplus(policy, check.worseBy, cell));
  const over = bet(before.over, gridPoint, limitSurplus(check, block.cells['all']));
  const against = check.limit.kind === 'share' ? (worth(worse) + worth(over)) / 2 : worth(worse);
  return {
    originMs,
    worse,
    over,
    same: bet(before.same, gridPoint, notWorseSurplus(ruledOut, cell)),
    better: bet(before.better, gridPoint, notWorseSurplus({ kind: 'factor', factor: 1 }, cell)),
    against,
    peak: Math.max(before.peak, against),
  };
}

/** What certifies: odds against "at least as bad as what must be ruled out", and against "no better than stable". */
export function oddsFor({ same, better }: PlainOdds): { readonly same: number; readonly better: number } {
  return { same: worth(same), better: worth(better) };
}

interface Bets {
  readonly atoms: readonly number[];
  readonly spent: number;
}

function newBets(): Bets {
  return { atoms: STAKES.map(() => 0), spent: 0 };
}

/** First what the grid puts into play, then the block. */
function bet({ atoms, spent: before }: Bets, gridPoint: number, surplus: number): Bets {
  const spent = Math.max(before, gridPoint + 1);
  const mass = (cash(before) - cash(spent)) / STAKES.length;
  return { atoms: atoms.map((atom, k) => Math.min(1e300, (atom + mass) * (1 + (STAKES[k] ?? 0) * surplus))), spent };
}

function worth({ atoms, spent }: Bets): number {
  return atoms.reduce((sum, atom) => sum + atom, 0) + cash(spent);
}

function cash(spent: number): number {
  return PACE / (spent + PACE);
}

function orientedCell({ better }: Check, cell: Cell = { stable: NOTHING, candidate: NOTHING }): Cell {
  return better === 'lower' ? cell : { stable: cell.candidate, candidate: cell.stable };
}

function surplusOf(seen: number, expected: number): number {
  return expected > 0 && expected < 1 ? seen / expected - 1 : 0;
}

function worseSurplus({ expert }: Policy, margin: Margin, { stable, candidate }: Cell): number {
  if (stable.trials === 0 || candidate.trials === 0) return 0;
  if (margin.kind === 'points') return surplusOf((1 + candidate.events / candidate.trials - stable.events / stable.trials) / 2, (1 + margin.ratio) / 2);
  const factor = margin.kind === 'factor' ? margin.factor : 1;
  const cap = Math.min(expert.stableRatioMax, 0.95 / factor);
  const odds = factor <= 1 ? factor : (factor * (1 - cap)) / (1 - factor * cap);
  return shareSurplus({ stable, candidate }, odds);
}

function notWorseSurplus(margin: Margin, { stable, candidate }: Cell): number {
  if (stable.trials === 0 || candidate.trials === 0) return 0;
  if (margin.kind === 'points') return surplusOf(1 - (1 + candidate.events / candidate.trials - stable.events / stable.trials) / 2, 1 - (1 + margin.ratio) / 2);
  const events = stable.events + candidate.events;
  const factor = margin.kind === 'factor' ? margin.factor : 1;
  const expected = (candidate.trials * factor) / (candidate.trials * factor + stable.trials);
  return events === 0 ? 0 : surplusOf(stable.events / events, 1 - expected);
}

function shareSurplus({ stable, candidate }: Cell, factor: number): number {
  const events = stable.events + candidate.events;
  const expected = (candidate.trials * factor) / (candidate.trials * factor + stable.trials);
  return events === 0 ? 0 : surplusOf(candidate.events / events, expected);
}

/** Where stable is over the limit too the block says nothing. */
function limitSurplus({ limit, better }: Check, cell: Cell = { stable: NOTHING, candidate: NOTHING }): number {
  if (limit.kind !== 'share') return 0;
  const bad = ({ trials, events }: ArmCounts): ArmCounts => (better === 'lower' ? { trials, events } : { trials, events: trials - events });
  const most = better === 'lower' ? limit.ratioMax : 1 - limit.ratioMax;
  const [stable, candidate] = [bad(cell.stable), bad(cell.candidate)];
  if (candidate.trials === 0 || stable.events > stable.trials * most) return 0;
  return surplusOf(candidate.events / candidate.trials, most);
}
