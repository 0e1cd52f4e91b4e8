// The smallest change of the newest block that would have changed the decision: what a person asks first.
import { absorb, newCheckState, type EvidenceState } from '../checks/absorb.ts';
import { breaksHardLimit } from '../checks/hard-limit.ts';
import { oddsNeeded } from '../checks/odds-needed.ts';
import { oddsPeakAfter } from '../checks/test-block.ts';
import { primaryCell } from '../checks/compared-cells.ts';
import type { CheckReport, Turning } from '../decision.ts';
import type { Block, Evidence } from '../evidence.ts';
import type { Check } from '../policy.ts';
import type { Look } from './look.ts';
import type { Ruling } from './ruling.ts';

const NO_TURNING: Turning = { kind: 'none' };

/** Only what one number can turn: a rollback for a check that is worse, and everything that a few more bad events would have made one. */
export function turningOf(look: Look, ruling: Ruling, evidence: Readonly<Record<string, Evidence>>): Turning {
  const [reason] = ruling.reasons;
  if (reason?.code === 'regression') return fewerEvents(look, reason.check, reason.cell, evidence);
  if (reason?.code === 'limit-breached') return underLimit(look, reason);
  if (ruling.kind !== 'hold' && ruling.kind !== 'advance' && ruling.kind !== 'promote') return NO_TURNING;
  const closest = look.reports.reduce<CheckReport | undefined>((best, next) => (next.then === 'rollback' && (best === undefined || nearness(next) > nearness(best)) ? next : best), undefined);
  return closest === undefined ? NO_TURNING : moreEvents(look, closest.name, evidence);
}

function nearness(report: CheckReport): number {
  return report.odds / report.oddsNeeded;
}

/** The most events with which the check would not have been worse. */
function fewerEvents(look: Look, name: string, cell: string, evidence: Readonly<Record<string, Evidence>>): Turning {
  const check = look.policy.checks.find((known) => known.name === name);
  const blocks = testedBlocks(look, name, evidence);
  const newest = blocks.at(-1);
  const seen = newest?.cells[cell]?.candidate.events ?? 0;
  if (check === undefined || newest === undefined) return NO_TURNING;
  const isWorse = judgeOf(look, check, blocks);
  if (isWorse(changed(newest, cell, 0))) return NO_TURNING;
  const instead = lastTrue(0, seen, (events) => !isWorse(changed(newest, cell, events)));
  return { kind: 'events', check: name, cell, seen, instead, decision: 'hold' };
}

/** The fewest events with which the check would have been worse. */
function moreEvents(look: Look, name: string, evidence: Readonly<Record<string, Evidence>>): Turning {
  const check = look.policy.checks.find((known) => known.name === name);
  const state = look.absorbed.checks[name];
  const blocks = testedBlocks(look, name, evidence);
  const newest = blocks.at(-1);
  if (check === undefined || state === undefined || newest === undefined || check.better === 'higher') return NO_TURNING;
  const cell = primaryCell(check, state);
  const { trials = 0, events: seen = 0 } = newest.cells[cell]?.candidate ?? {};
  if (!Number.isSafeInteger(seen) || seen >= trials) return NO_TURNING;
  const isWorse = judgeOf(look, check, blocks);
  if (!isWorse(changed(newest, cell, trials))) return NO_TURNING;
  const instead = lastTrue(seen, trials, (events) => !isWorse(changed(newest, cell, events))) + 1;
  return { kind: 'events', check: name, cell, seen, instead, decision: 'rollback' };
}

function underLimit(look: Look, { check, cell, observed, max }: Extract<Ruling['reasons'][number], { code: 'limit-breached' }>): Turning {
  const declared = look.policy.checks.find(({ name }) => name === check);
  if (declared === undefined || declared.limit.kind === 'level' || declared.better === 'higher') return NO_TURNING;
  const instead = lastTrue(0, observed.events, (events) => !breaksHardLimit({ trials: observed.trials, events }, max, { samplesMin: look.policy.expert.samplesMin, independent: declared.independent }));
  return { kind: 'events', check, cell, seen: observed.events, instead, decision: 'hold' };
}

/** Blocks that were tested: around a change of the weight nothing is. */
function testedBlocks({ rollout }: Look, check: string, evidence: Readonly<Record<string, Evidence>>): readonly Block[] {
  const news = Object.hasOwn(evidence, check) ? evidence[check] : undefined;
  if (news?.kind !== 'blocks') return [];
  return rollout.exclusions.length === 0 ? news.blocks : news.blocks.filter((block) => !rollout.exclusions.some((span) => block.fromMs < span.toMs && span.fromMs < block.toMs));
}

/** Tells whether the check alone would be worse, had the newest block shown other numbers. */
function judgeOf({ rollout, policy }: Look, check: Check, blocks: readonly Block[]): (instead: Block) => boolean {
  const alone: EvidenceState = { ...rollout, policy: { ...policy, checks: [check] } };
  const known = rollout.checks[check.name] ?? newCheckState(check, 0);
  const before = blocks.length === 1 ? known : (absorb(alone, { [check.name]: { kind: 'blocks', blocks: blocks.slice(0, -1), gaps: [] } }).checks[check.name] ?? known);
  const needed = oddsNeeded(policy, check);
  return (instead) => oddsPeakAfter(policy, check, before, instead) >= needed;
}

function changed(block: Block, cell: string, events: number): Block {
  const counts = block.cells[cell];
  return counts === undefined ? block : { ...block, cells: { ...block.cells, [cell]: { ...counts, candidate: { ...counts.candidate, events } } } };
}

/** The largest whole number from `from` for which `holds`; it holds at `from`, and at some point up to `to` it stops for good. */
function lastTrue(from: number, to: number, holds: (value: number) => boolean): number {
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}
