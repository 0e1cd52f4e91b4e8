// A metric store with history: blocks of `blockMs` from the watermark on, of any span that is still kept.
import type { BlocksRequest, Question } from '@rampart/rollout-engine';
import type { Block, Evidence, Gap } from '@rampart/rollout-policy';
import { cellsAsked, type BoundNames } from './asked-cells.ts';
import { addCells, type Cells } from './cell-sums.ts';
import { aheadMs, arrivedMs, backfilled, blocksTold, emptyAnswer } from './faults/store-faults.ts';
import type { TelemetryFaults } from './faults/telemetry-faults.ts';
import { NO_LOSS, type HappeningLog, type Loss } from './happening-log.ts';

export interface History {
  /** `trueNowMs`: offset of the end of what was recorded. */
  answer(question: Question, request: BlocksRequest, trueNowMs: number): Evidence;
}

export function historySource(log: HappeningLog, faults: TelemetryFaults, startMs: number): History {
  const boundNames: BoundNames = new Map();
  return {
    answer: (question, request, trueNowMs) => {
      const newest = log.entries.at(-1);
      if (newest !== undefined && newest.cells[question.check] === undefined) return noData(`the store has nothing about "${question.check}"`);
      const empty = faults.none ? '' : emptyAnswer(faults, trueNowMs);
      if (empty !== '') return noData(empty);
      // The store says what has closed by its own clock.
      const nowMs = request.nowMs - startMs + (faults.none ? 0 : aheadMs(faults, trueNowMs));
      const arrived = faults.none ? nowMs : Math.min(nowMs, arrivedMs(faults, trueNowMs) + nowMs - trueNowMs);
      const due = spansDue(log, question, { fromMs: question.fromMs - startMs, closedMs: arrived - request.lagMs, blockMs: request.blockMs });
      return told(due, { question, faults, trueNowMs, startMs, boundNames });
    },
  };
}

/** A span of the grid: counted, or not. */
interface SpanDue {
  readonly fromMs: number;
  readonly toMs: number;
  readonly cells: Cells;
  readonly loss: Loss;
}

/** From the watermark on, whole entries each: a span is longer than `blockMs` where nobody recorded its end. */
function spansDue(log: HappeningLog, { check, signal }: Question, { fromMs, closedMs, blockMs }: { readonly fromMs: number; readonly closedMs: number; readonly blockMs: number }): readonly SpanDue[] {
  const { entries } = log;
  const due: SpanDue[] = [];
  let index = log.firstEndingAfter(fromMs);
  let spanFromMs = fromMs;
  while (index < entries.length) {
    let toMs = spanFromMs;
    let cells: Cells | undefined;
    let loss: Loss = NO_LOSS;
    while (index < entries.length && toMs < spanFromMs + blockMs) {
      const entry = entries[index];
      if (entry === undefined || entry.fromMs >= spanFromMs + blockMs) break;
      if (entry.fromMs !== toMs && loss.kind === 'none') loss = HOLE;
      // Of a gauge every sample stands for itself.
      if (entry.loss.kind !== 'none' && !(signal.kind === 'level' && entry.loss.kind === 'gap')) loss = entry.loss;
      const counted = entry.cells[check];
      if (counted !== undefined) cells = cells === undefined ? counted : addCells(cells, counted);
      toMs = entry.toMs;
      index += 1;
    }
    // Nothing begins in this span, and it ends before what comes next does.
    if (toMs < spanFromMs + blockMs) {
      if (index >= entries.length) break;
      loss = loss.kind === 'none' ? HOLE : loss;
      toMs = spanFromMs + blockMs;
    }
    if (toMs > closedMs) break;
    due.push({ fromMs: spanFromMs, toMs, cells: cells ?? {}, loss });
    spanFromMs = toMs;
  }
  return due;
}

const HOLE: Loss = { kind: 'gap', why: 'the store has no samples of a part of this span' };

interface Telling {
  readonly question: Question;
  readonly faults: TelemetryFaults;
  readonly trueNowMs: number;
  readonly startMs: number;
  readonly boundNames: BoundNames;
}

function told(due: readonly SpanDue[], { question, faults, trueNowMs, startMs, boundNames }: Telling): Evidence {
  const { count, isCutOff } = faults.none ? { count: due.length, isCutOff: false } : blocksTold(faults, trueNowMs, due.length);
  if (isCutOff && count === 0 && due.length > 0) return noData('the answer of the store was cut off');
  const blocks: Block[] = [];
  const gaps: Gap[] = [];
  for (let index = 0; index < count; index += 1) {
    const span = due[index];
    if (span === undefined) break;
    const { fromMs, toMs, loss } = span;
    if (loss.kind !== 'none') {
      addGap(gaps, { fromMs: startMs + fromMs, toMs: startMs + toMs, why: loss.why });
      continue;
    }
    const asked = cellsAsked(faults.none ? span.cells : backfilled(span.cells, faults, trueNowMs, toMs), question, boundNames);
    if (asked.kind === 'no-data') return asked;
    blocks.push({ fromMs: startMs + fromMs, toMs: startMs + toMs, cells: asked.cells });
  }
  const last = due[count - 1];
  if (blocks.length === 0 && last?.loss.kind === 'no-data') return noData(last.loss.why);
  return { kind: 'blocks', blocks, gaps };
}

/** Holes for one reason that touch each other are one. */
function addGap(gaps: Gap[], gap: Gap): void {
  const before = gaps.at(-1);
  if (before !== undefined && before.toMs === gap.fromMs && before.why === gap.why) gaps[gaps.length - 1] = { ...before, toMs: gap.toMs };
  else gaps.push(gap);
}

function noData(why: string): Evidence {
  return { kind: 'no-data', why };
}
