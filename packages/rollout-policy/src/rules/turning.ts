// The smallest change of the newest block that would have changed the decision: what a person asks first.
import { absorb, type EvidenceState } from '../checks/absorb.ts';
import { breaksHardLimit } from '../checks/hard-limit.ts';
import { oddsNeeded } from '../checks/odds-needed.ts';
import { primaryCell } from '../checks/compared-cells.ts';
import type { CheckReport, Turning } from '../decision.ts';
import type { Block, Evidence } from '../evidence.ts';
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
function fewerEvents(look: Look, check: string, cell: string, evidence: Readonly<Record<string, Evidence>>): Turning {
  const newest = newestBlock(check, evidence);
  const seen = newest?.cells[cell]?.candidate.events ?? 0;
  if (newest === undefined || isWorse(look, check, { cell, events: 0 }, evidence)) return NO_TURNING;
  const instead = lastTrue(0, seen, (events) => !isWorse(look, check, { cell, events }, evidence));
  return { kind: 'events', check, cell, seen, instead, decision: 'hold' };
}

/** The fewest events with which the check would have been worse. */
function moreEvents(look: Look, check: string, evidence: Readonly<Record<string, Evidence>>): Turning {
  const state = look.absorbed.checks[check];
  const declared = look.policy.checks.find(({ name }) => name === check);
  const newest = newestBlock(check, evidence);
  if (state === undefined || declared === undefined || newest === undefined) return NO_TURNING;
  const cell = primaryCell(declared, state);
  const { trials = 0, events: seen = 0 } = newest.cells[cell]?.candidate ?? {};
  if (!Number.isSafeInteger(seen) || !isWorse(look, check, { cell, events: trials }, evidence)) return NO_TURNING;
  const instead = lastTrue(seen, trials, (events) => !isWorse(look, check, { cell, events }, evidence)) + 1;
  return { kind: 'events', check, cell, seen, instead, decision: 'rollback' };
}

function underLimit(look: Look, { check, cell, observed, max }: Extract<Ruling['reasons'][number], { code: 'limit-breached' }>): Turning {
  const declared = look.policy.checks.find(({ name }) => name === check);
  if (declared === undefined || declared.limit.kind === 'level' || declared.better === 'higher') return NO_TURNING;
  const instead = lastTrue(0, observed.events, (events) => !breaksHardLimit({ trials: observed.trials, events }, max, look.policy.expert.samplesMin));
  return { kind: 'events', check, cell, seen: observed.events, instead, decision: 'hold' };
}

function newestBlock(check: string, evidence: Readonly<Record<string, Evidence>>): Block | undefined {
  const news = Object.hasOwn(evidence, check) ? evidence[check] : undefined;
  return news?.kind === 'blocks' ? news.blocks.at(-1) : undefined;
}

/** Whether the check alone would be worse, had the newest block of `cell` shown `events`. */
function isWorse({ rollout, policy }: Look, name: string, instead: { readonly cell: string; readonly events: number }, evidence: Readonly<Record<string, Evidence>>): boolean {
  const check = policy.checks.find((known) => known.name === name);
  const news = evidence[name];
  if (check === undefined || news?.kind !== 'blocks') return false;
  const blocks = news.blocks.map((block, index) => (index === news.blocks.length - 1 ? changed(block, instead) : block));
  const alone: EvidenceState = { ...rollout, policy: { ...policy, checks: [check] } };
  return (absorb(alone, { [name]: { ...news, blocks } }).checks[name]?.oddsPeak ?? 0) >= oddsNeeded(policy, check);
}

function changed(block: Block, { cell, events }: { readonly cell: string; readonly events: number }): Block {
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
