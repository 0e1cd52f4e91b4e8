// What a block says against the candidate, claim by claim, and what it says for it. A claim is one null hypothesis with its share of the check's error
// budget. Here every kind of check becomes wagers; nothing after this knows kinds of checks.
import type { ArmCounts, Block, Cell } from '../evidence.ts';
import { DISCORDANT, predictedCellName } from '../evidence.ts';
import type { Check, Margin, Policy } from '../policy.ts';
import type { CheckState } from '../state.ts';
import { rateInterval } from '../statistics/rate-interval.ts';
import { NO_WAGER, opposite, type Wager } from '../statistics/wager.ts';
import { notWorseWager, oriented, overLimitWager, underLimitWager, worseWager, type Comparison } from './comparisons.ts';
import { primaryCell, slicesOf, type ComparedCell } from './compared-cells.ts';
import { growthWager, levelWager, type ClosedWindow } from './level-window.ts';
import { limitCell, limitWager } from './limits.ts';

export interface Claim {
  readonly name: string;
  /** The cell that it is about. */
  readonly cell: string;
  readonly share: number;
  readonly wager: Wager;
}

export interface Reading {
  readonly against: readonly Claim[];
  /** For the candidate, on the primary cell: not worse than what has to be ruled out, and strictly better. */
  readonly notWorse: Wager;
  readonly better: Wager;
}

export interface BlockInContext {
  readonly policy: Policy;
  readonly check: Check;
  readonly state: CheckState;
  readonly block: Block;
  readonly closed: ClosedWindow;
  readonly compared: readonly ComparedCell[];
}

/** Above this ratio factor margins of labelled answers are no longer exact (wrong answers are commoner than failures). */
const LABELS_STABLE_RATIO_MAX = 0.25;
/** A bin that the reference does not know is allowed this share of the answers. */
const UNKNOWN_BIN_RATIO = 0.005;
/** Names of claims about no named cell, and beginnings of the others: label values, which are foreign text, stand at the end of a cell's name. */
export const LIMIT_CLAIM = 'limit';
const LESS = 'less ';
const GAP = 'gap ';
const GROWTH = 'growth';
const FUTILE = 'futile';

export function readBlock(context: BlockInContext): Reading {
  const { policy, check, state, block } = context;
  const groups = [...comparisons(context), ...gaps(context), ...growth(context), ...limits(context)];
  const primary = block.cells[primaryCell(check, state)] ?? NOTHING;
  return {
    against: [...groups, ...futility(policy, check, primary)],
    notWorse: certificate(context, primary, mustRuleOut(policy, check)),
    // A gauge that is a little lower is not better, only not worse.
    better: check.signal.kind === 'level' ? NO_WAGER : certificate(context, primary, check.signal.kind === 'score' ? { kind: 'points', ratio: 0 } : { kind: 'factor', factor: 1 }),
  };
}

/** The size of trouble that promotion has to rule out: what the promise says it catches, else the check's own margin. */
export function mustRuleOut(policy: Policy, check: Check): Margin {
  return policy.promise.catches.find((caught) => caught.check === check.name)?.effect ?? check.worseBy;
}

/** Whether "not worse" can be certified at all: a two-sided check has no better side, and some signals are not compared with stable. */
export function isCertifiable(check: Check): boolean {
  return check.sides === 'worse' && check.worseBy.kind !== 'none' && check.signal.kind !== 'calibration' && check.signal.kind !== 'bins';
}

/** Counts of both arms where stable's ratio and the candidate's can be compared as bad events of requests. */
export function countsBadEvents(check: Check): boolean {
  const { kind } = check.signal;
  return check.better === 'lower' && (kind === 'share' || kind === 'labels' || kind === 'time' || kind === 'pairs');
}

/** Comparison, gaps, growth and limit get equal parts of the check's budget, as many as the policy asks for. */
function partOf(check: Check): number {
  const isGrowing = check.signal.kind === 'level' && check.signal.growth.kind !== 'none';
  const asked = [check.worseBy.kind !== 'none', check.gap.kind !== 'none', isGrowing, check.limit.kind === 'share' || check.limit.kind === 'time'];
  return 1 / Math.max(1, asked.filter(Boolean).length);
}

function comparisons(context: BlockInContext): readonly Claim[] {
  const { check, compared } = context;
  if (check.worseBy.kind === 'none') return [];
  const part = partOf(check);
  const isTwoSided = check.sides === 'both' || check.signal.kind === 'calibration';
  const claims: Claim[] = [];
  for (const { name, share } of compared) {
    const [more, less] = sidesOf(context, name);
    claims.push({ name, cell: name, share: share * (isTwoSided ? part / 2 : part), wager: more });
    if (isTwoSided) claims.push({ name: `${LESS}${name}`, cell: name, share: (share * part) / 2, wager: less });
  }
  return claims;
}

/** Wagers on "more than allowed" and on "less than allowed" (worse, and better, where one side is worse). */
function sidesOf(context: BlockInContext, name: string): readonly [Wager, Wager] {
  const { check, block, closed } = context;
  const cell = block.cells[name] ?? NOTHING;
  if (check.signal.kind === 'calibration') return calibrationWagers(cell.candidate, block.cells[predictedCellName(name)]?.candidate ?? NOTHING.candidate, pointsOf(check.worseBy));
  if (check.signal.kind === 'bins' && check.signal.against.kind === 'reference') return referenceWagers(cell.candidate, check.signal.against.shares[name.slice('bin='.length)] ?? 0, check.worseBy);
  if (check.signal.kind === 'level') return closed.kind === 'none' ? [NO_WAGER, NO_WAGER] : [levelWager(closed, factorOf(check.worseBy)), NO_WAGER];
  const counts = pairedCell(check, block, name, cell);
  const compared = oriented(check, counts);
  return [worseWager(compared, comparisonOf(context)), worseWager({ stable: compared.candidate, candidate: compared.stable }, comparisonOf(context))];
}

/**
 * With a relative margin only the items that exactly one model got wrong say anything (McNemar 1947); points are about all items. Of slices these items
 * are not known, and the share test is wrong for paired ones: they say nothing.
 */
function pairedCell(check: Check, block: Block, name: string, cell: Cell): Cell {
  if (check.signal.kind !== 'pairs' || check.worseBy.kind !== 'factor') return cell;
  return name === 'all' ? (block.cells[DISCORDANT] ?? NOTHING) : NOTHING;
}

function comparisonOf({ policy, check, state }: BlockInContext): Comparison {
  const declared = policy.expert.stableRatioMax;
  const stableRatioMax = check.independent ? 0 : check.signal.kind === 'labels' ? labelsRatioMax(declared, state, policy.expert.certifyAlpha) : declared;
  // Given the items that one model alone got wrong, which of the two it was is a coin: no cap on any rate is needed.
  return { of: check.signal.kind === 'score' ? 'means' : 'counts', margin: check.worseBy, stableRatioMax: check.signal.kind === 'pairs' ? 0 : stableRatioMax };
}

/** A cap for all labels would widen large margins out of sight, so what was seen before this block bounds it: a rate of 2 % is not treated as 25 %. */
function labelsRatioMax(declared: number, { totals }: CheckState, alpha: number): number {
  const seen = rateInterval(totals['all']?.stable ?? NOTHING.stable, alpha).upper;
  return Math.min(Math.max(LABELS_STABLE_RATIO_MAX, declared), seen);
}

/** Came true against what was said, within `points`: given the items the predicted mean is known, so it is the null's own mean. */
function calibrationWagers(came: ArmCounts, said: ArmCounts, points: number): readonly [Wager, Wager] {
  if (said.trials === 0) return [NO_WAGER, NO_WAGER];
  const predicted = said.events / said.trials;
  return [overLimitWager(came, predicted + points), underLimitWager(came, predicted - points)];
}

function referenceWagers(arm: ArmCounts, share: number, margin: Margin): readonly [Wager, Wager] {
  const known = Math.max(share, UNKNOWN_BIN_RATIO);
  if (margin.kind === 'points') return [overLimitWager(arm, known + margin.ratio), underLimitWager(arm, share - margin.ratio)];
  return [overLimitWager(arm, known * factorOf(margin)), underLimitWager(arm, share / factorOf(margin))];
}

/** Fairness: each slice of the candidate against the rest of the candidate. */
function gaps({ check, state, block }: BlockInContext): readonly Claim[] {
  if (check.gap.kind === 'none') return [];
  const { ratio } = check.gap;
  const all = block.cells['all'] ?? NOTHING;
  return slicesOf(check, state, block).map(({ name, share }): Claim => {
    const slice = (block.cells[name] ?? NOTHING).candidate;
    const rest = { trials: all.candidate.trials - slice.trials, events: all.candidate.events - slice.events };
    const cell = oriented(check, { stable: rest, candidate: slice });
    return { name: `${GAP}${name}`, cell: name, share: share * partOf(check), wager: worseWager(cell, { of: 'means', margin: { kind: 'points', ratio }, stableRatioMax: 0 }) };
  });
}

function growth({ policy, check, closed }: BlockInContext): readonly Claim[] {
  if (check.signal.kind !== 'level' || check.signal.growth.kind === 'none') return [];
  const wager = closed.kind === 'none' ? NO_WAGER : growthWager(closed, { perHour: check.signal.growth.ratioMax, gridMs: policy.expert.gridMs });
  return [{ name: GROWTH, cell: 'all', share: partOf(check), wager }];
}

function limits({ check, block }: BlockInContext): readonly Claim[] {
  if (check.limit.kind !== 'share' && check.limit.kind !== 'time') return [];
  return [{ name: LIMIT_CLAIM, cell: limitCell(check, block), share: partOf(check), wager: limitWager(check, block) }];
}

/** For the check that judges an A/B stage: the null "better by what would be worth having". Refuting it ends the stage; it costs nothing of the budget. */
function futility(policy: Policy, check: Check, primary: Cell): readonly Claim[] {
  const split = policy.plan.find((stage) => stage.kind === 'split');
  if (split?.judge !== check.name || split.goal !== 'superior' || split.worthwhile.kind === 'none') return [];
  const margin: Margin = split.worthwhile.kind === 'factor' ? { kind: 'factor', factor: 1 / split.worthwhile.factor } : { kind: 'points', ratio: -split.worthwhile.ratio };
  const wager = worseWager(oriented(check, primary), { of: check.signal.kind === 'score' ? 'means' : 'counts', margin, stableRatioMax: 0 });
  return [{ name: FUTILE, cell: 'all', share: 0, wager }];
}

/** The cell that a claim other than a limit is about, by its name. */
export function cellOfClaim(claim: string, primary: string): string {
  if (claim === FUTILE) return primary;
  if (claim === GROWTH) return 'all';
  const beginning = [LESS, GAP].find((text) => claim.startsWith(text));
  return beginning === undefined ? claim : claim.slice(beginning.length);
}

export function isFutility(claim: string): boolean {
  return claim === FUTILE;
}

function certificate({ check, block, closed }: BlockInContext, primary: Cell, margin: Margin): Wager {
  if (!isCertifiable(check)) return NO_WAGER;
  if (check.signal.kind === 'level') return closed.kind === 'none' ? NO_WAGER : opposite(levelWager(closed, factorOf(margin)));
  const cell = check.signal.kind === 'pairs' && margin.kind === 'factor' ? (block.cells[DISCORDANT] ?? NOTHING) : primary;
  return notWorseWager(oriented(check, cell), { of: check.signal.kind === 'score' ? 'means' : 'counts', margin });
}

function factorOf(margin: Margin): number {
  return margin.kind === 'factor' ? margin.factor : 1;
}

function pointsOf(margin: Margin): number {
  return margin.kind === 'points' ? margin.ratio : 0;
}

const NOTHING: Cell = { stable: { trials: 0, events: 0 }, candidate: { trials: 0, events: 0 } };
