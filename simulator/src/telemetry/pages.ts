// Metric pages: no history. A block is what was counted from the last look to this one, and ends at the look; a page is read as of now and nothing arrives
// late on it, so the lag of a request does not apply. Follows packages/metric-sources/src/openmetrics look by look.
import type { BlocksRequest, Question } from '@rampart/rollout-engine';
import type { Evidence, Gap, Signal } from '@rampart/rollout-policy';
import { cellsAsked, type BoundNames } from './asked-cells.ts';
import { addCells, mapCells, NOTHING, onlyArm, type ArmName, type Cells } from './cell-sums.ts';
import { pageView, plainView, seriesTrouble, type ArmView, type PageView } from './faults/page-view.ts';
import type { TelemetryFaults } from './faults/telemetry-faults.ts';
import type { Entry, HappeningLog } from './happening-log.ts';
import { NO_BASELINE, readSnapshot, type ArmSnapshot, type PageSnapshot } from './page-snapshot.ts';

export interface PagesLook {
  readonly evidence: Record<string, Evidence>;
  readonly snapshot: unknown;
}

export interface Pages {
  look(request: BlocksRequest, questions: readonly Question[]): PagesLook;
}

export function pagesSource(log: HappeningLog, faults: TelemetryFaults): Pages {
  const boundNames: BoundNames = new Map();
  let shown: readonly [number, number] = [0, 0];
  let looks = 0;

  const viewNow = (maxGapMs: number): PageView => {
    const trueNowMs = log.entries.at(-1)?.toMs ?? 0;
    if (faults.none) return plainView(trueNowMs);
    const view = pageView(faults, { trueNowMs, maxGapMs, before: shown, looks });
    shown = [view.stable.shownMs, shown[0]];
    looks += 1;
    return view;
  };

  return {
    look: (request, questions) => {
      const { nowMs, maxGapMs } = request;
      const before = readSnapshot(request.snapshot);
      if (before.kind === 'snapshot') {
        const sinceMs = nowMs - before.snapshot.atMs;
        if (sinceMs < 0) return { evidence: toAll(questions, noData(`the last look was ${-sinceMs} ms in the future: a clock went back`)), snapshot: request.snapshot };
        // Counters lose nothing by waiting: the next look has a block that is long enough.
        if (sinceMs < request.blockMs) return { evidence: toAll(questions, NOTHING_NEW), snapshot: request.snapshot };
      }
      const view = viewNow(maxGapMs);
      // The last look stays the baseline: when the pages can be read again soon, nothing is lost.
      const unreadable = view.unreadable || olderThan(before, view, request);
      if (unreadable !== '') return { evidence: toAll(questions, noData(unreadable)), snapshot: request.snapshot };
      const evidence: Record<string, Evidence> = {};
      for (const question of questions) evidence[question.check] = answerTo(question, request, { before, view, log, faults, boundNames });
      return { evidence, snapshot: snapshotOf(nowMs, view) };
    },
  };
}

/** Counters of a process that did not begin anew are lower than they were: the page is an older one, from a cache. */
function olderThan(before: Look['before'], view: PageView, { nowMs, maxGapMs }: BlocksRequest): string {
  if (before.kind !== 'snapshot' || nowMs - before.snapshot.atMs > maxGapMs) return '';
  const older = ARMS.find((arm) => view[arm].counters === 'fine' && view[arm].restarts === before.snapshot[arm].restarts && view[arm].shownMs < before.snapshot[arm].shownMs);
  return older === undefined ? '' : `the page of ${older} is older than at the last look`;
}

interface Look {
  readonly before: ReturnType<typeof readSnapshot>;
  readonly view: PageView;
  readonly log: HappeningLog;
  readonly faults: TelemetryFaults;
  readonly boundNames: BoundNames;
}

function answerTo(question: Question, { nowMs, maxGapMs }: BlocksRequest, { before, view, log, faults, boundNames }: Look): Evidence {
  const { check, signal, fromMs } = question;
  const newest = log.entries.at(-1);
  if (newest !== undefined && newest.cells[check] === undefined) return noData(`no page has what the check "${check}" asks for`);
  const trouble = faults.none ? '' : countersTrouble(view, signal);
  if (trouble !== '') return noData(trouble);
  if (before.kind === 'none') return NOTHING_NEW;
  if (before.kind === 'unusable') return gapFor(fromMs, nowMs, 'the stored counters cannot be used');
  const { atMs } = before.snapshot;
  if (nowMs - atMs > maxGapMs) return gapFor(Math.max(fromMs, atMs), nowMs, `${Math.round((nowMs - atMs) / 1000)} s since the last look; counters bridge at most ${Math.round(maxGapMs / 1000)} s`);
  if (fromMs > atMs) return gapFor(fromMs, nowMs, 'evidence since the last look of this job was used already, by another one');
  const lost = signal.kind === 'level' ? '' : baselineTrouble(before.snapshot, view, faults, log);
  if (lost !== '') return gapFor(atMs, nowMs, lost);
  const counted = signal.kind === 'level' ? levelNow(log, check, view) : countedBetween(log, check, before.snapshot, view);
  const asked = cellsAsked(counted, question, boundNames);
  if (asked.kind === 'no-data') return asked;
  return { kind: 'blocks', blocks: [{ fromMs: atMs, toMs: nowMs, cells: asked.cells }], gaps: NO_GAPS };
}

/** What makes the counters unfit, whatever they say. Counters that are gone on one arm alone are a gap (baselineTrouble). */
function countersTrouble({ stable, candidate }: PageView, { kind }: Signal): string {
  const isGauge = kind === 'level';
  if (stable.counters === 'gone' && candidate.counters === 'gone') return 'no page has the metric';
  for (const { counters } of [stable, candidate]) {
    if (counters === 'nan') return 'a series is NaN';
    if (counters === 'no-counts' && !isGauge) return 'a series is no whole number, which is no count';
    if (counters === 'gone' && isGauge) return 'there is no gauge on a page';
  }
  return '';
}

function baselineTrouble(before: PageSnapshot, view: PageView, faults: TelemetryFaults, log: HappeningLog): string {
  for (const arm of ARMS) {
    const [then, now] = [before[arm], view[arm]];
    if (now.counters === 'gone') return `the counters of ${arm} went away`;
    if (then.shownMs === NO_BASELINE) return `the counters of ${arm} have no baseline from an earlier look`;
    if (then.restarts !== now.restarts) return `the process of ${arm} restarted`;
    if (then.shownMs < (log.entries[0]?.fromMs ?? 0)) return `the counters of ${arm} have no baseline that is young enough`;
    const came = faults.none ? '' : seriesTrouble(faults, then.shownMs, now.shownMs);
    if (came !== '') return came;
  }
  return '';
}

const ARMS: readonly ArmName[] = ['stable', 'candidate'];

function countedBetween(log: HappeningLog, check: string, before: PageSnapshot, view: PageView): Cells {
  const { stable, candidate } = view;
  if (before.stable.shownMs === before.candidate.shownMs && stable.shownMs === candidate.shownMs) return sumBetween(log, check, before.stable.shownMs, stable.shownMs);
  return addCells(onlyArm(sumBetween(log, check, before.stable.shownMs, stable.shownMs), 'stable'), onlyArm(sumBetween(log, check, before.candidate.shownMs, candidate.shownMs), 'candidate'));
}

/** What ended after `fromMs`, up to `toMs`. */
function sumBetween(log: HappeningLog, check: string, fromMs: number, toMs: number): Cells {
  const { entries } = log;
  let sum: Cells | undefined;
  for (let index = log.firstEndingAfter(fromMs); index < entries.length; index += 1) {
    const entry = entries[index];
    if (entry === undefined || entry.toMs > toMs) break;
    const cells = entry.cells[check];
    if (cells !== undefined) sum = sum === undefined ? cells : addCells(sum, cells);
  }
  return sum ?? withoutCounts(entries.at(-1)?.cells[check] ?? NO_CELLS);
}

/** Series that did not grow are still there. */
function withoutCounts(cells: Cells): Cells {
  return mapCells(cells, () => NO_CELLS.all);
}

const NO_CELLS = { all: { stable: NOTHING, candidate: NOTHING } };

/** One look is one sample: the gauge as the page shows it. */
function levelNow(log: HappeningLog, check: string, { stable, candidate }: PageView): Cells {
  const shown = (arm: ArmView): Cells => lastUpTo(log, arm.shownMs)?.cells[check] ?? NO_CELLS;
  if (stable.shownMs === candidate.shownMs) return shown(stable);
  return addCells(onlyArm(shown(stable), 'stable'), onlyArm(shown(candidate), 'candidate'));
}

function lastUpTo({ entries }: HappeningLog, ms: number): Entry | undefined {
  let index = entries.length - 1;
  while (index > 0 && (entries[index]?.toMs ?? ms) > ms) index -= 1;
  return entries[index];
}

function snapshotOf(atMs: number, { stable, candidate }: PageView): PageSnapshot {
  return { version: 1, atMs, stable: kept(stable), candidate: kept(candidate) };
}

function kept({ shownMs, restarts, counters }: ArmView): ArmSnapshot {
  return { shownMs: counters === 'fine' ? shownMs : NO_BASELINE, restarts };
}

const NO_GAPS: readonly Gap[] = [];
const NOTHING_NEW: Evidence = { kind: 'blocks', blocks: [], gaps: NO_GAPS };

function gapFor(fromMs: number, toMs: number, why: string): Evidence {
  return { kind: 'blocks', blocks: [], gaps: fromMs < toMs ? [{ fromMs, toMs, why }] : NO_GAPS };
}

function noData(why: string): Evidence {
  return { kind: 'no-data', why };
}

function toAll(questions: readonly Question[], evidence: Evidence): Record<string, Evidence> {
  const all: Record<string, Evidence> = {};
  for (const { check } of questions) all[check] = evidence;
  return all;
}
