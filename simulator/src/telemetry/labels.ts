// A label source: what is known some time after the request, in closed cohorts of event time that have matured, as packages/metric-sources/src/labels asks
// for it: cohorts on multiples of `everyMs`, blocks on multiples of `blockMs`, both since the epoch. Nothing is remembered between two looks.
// It is another place than the metrics: of the faults of metrics it knows those that concern what an item is counted as, and the time-out of everything.
import type { BlocksRequest, Question } from '@rampart/rollout-engine';
import type { Block, Evidence, Gap, LabelsQuestion } from '@rampart/rollout-policy';
import type { Span } from '../world/world.ts';
import { addCells, type Cells } from './cell-sums.ts';
import { backfilled } from './faults/store-faults.ts';
import { latenessOf } from './faults/late-labels.ts';
import type { TelemetryFaults } from './faults/telemetry-faults.ts';
import type { HappeningLog } from './happening-log.ts';

export interface Labels {
  answer(question: Question, asked: LabelsQuestion, request: BlocksRequest, trueNowMs: number): Evidence;
}

/** An answer has so many blocks at most; a long absence is caught up in several looks. */
const BLOCKS_MAX = 500;

export function labelsSource(log: HappeningLog, faults: TelemetryFaults, startMs: number): Labels {
  return {
    answer: ({ check, fromMs: watermarkMs }, { everyMs, matureMs }, { nowMs, lagMs, blockMs }, trueNowMs) => {
      const cohortMs = Math.max(everyMs, blockMs);
      const fromMs = Math.ceil(watermarkMs / blockMs) * blockMs;
      const maturedMs = Math.floor(Math.floor((nowMs - matureMs - lagMs) / cohortMs) * cohortMs / blockMs) * blockMs;
      const toMs = Math.min(maturedMs, fromMs + BLOCKS_MAX * blockMs);
      if (toMs <= fromMs) return NOTHING_DUE;
      const isThere = (span: Span): boolean => faults.none || trueNowMs >= span.toMs + matureMs + latenessOf(faults, span.fromMs, trueNowMs);
      const cohort = cohortOf(log, check, { watermarkMs: watermarkMs - startMs, fromMs: fromMs - startMs, toMs: toMs - startMs, blockMs }, isThere);
      const blocks = cohort.map((block) => ({ fromMs: startMs + block.fromMs, toMs: startMs + block.toMs, cells: faults.none ? block.cells : backfilled(block.cells, faults, trueNowMs, block.toMs) }));
      if (blocks.length === 0) return { kind: 'no-data', why: 'the label source: it has no block of a span whose labels should be known by now' };
      return { kind: 'blocks', blocks, gaps: gapsBefore(blocks, fromMs) };
    },
  };
}

const NOTHING_DUE: Evidence = { kind: 'blocks', blocks: [], gaps: [] };

/** Whole entries each: a block is longer than `blockMs` where nobody recorded its end. */
function cohortOf(log: HappeningLog, check: string, { watermarkMs, fromMs, toMs, blockMs }: { readonly watermarkMs: number; readonly fromMs: number; readonly toMs: number; readonly blockMs: number }, isThere: (span: Span) => boolean): readonly Block[] {
  const { entries } = log;
  const blocks: Block[] = [];
  let open: { readonly fromMs: number; readonly toMs: number; readonly cells: Cells } | undefined;
  for (let index = log.firstEndingAfter(fromMs); index < entries.length; index += 1) {
    const entry = entries[index];
    if (entry === undefined || entry.toMs > toMs) break;
    const cells = entry.cells[check];
    if (entry.fromMs < watermarkMs || cells === undefined || !isThere(entry)) continue;
    open = open === undefined || open.toMs !== entry.fromMs ? { fromMs: entry.fromMs, toMs: entry.toMs, cells } : { fromMs: open.fromMs, toMs: entry.toMs, cells: addCells(open.cells, cells) };
    if (open.toMs - fromMs >= Math.floor((open.fromMs - fromMs) / blockMs) * blockMs + blockMs) {
      blocks.push(open);
      open = undefined;
    }
  }
  return blocks;
}

function gapsBefore(blocks: readonly Block[], fromMs: number): readonly Gap[] {
  const gaps: Gap[] = [];
  let lastMs = fromMs;
  for (const block of blocks) {
    if (block.fromMs > lastMs) gaps.push({ fromMs: lastMs, toMs: block.fromMs, why: 'the label source has no block' });
    lastMs = block.toMs;
  }
  return gaps;
}
