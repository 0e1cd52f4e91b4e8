// Blocks of evidence as rates over time: few enough points to be drawn, each with enough requests to mean something.
import type { ArmCounts, Block, Check, LedgerEvent } from '@rampart/rollout-policy';
import { cellTitle, cellWords, whereWords } from '../words/cell-words.ts';
import { isFailure } from '../words/comparison-words.ts';
import { named } from '../words/foreign-text.ts';
import { measureOf } from '../words/measure.ts';
import type { Chapter } from './chapters.ts';
import type { RateBin, RateSeries } from './rollout-report.ts';

const BINS_PER_ROLLOUT = 40;
const REQUESTS_PER_BIN = 60;
/** However few requests an arm has, its line has about this many points over the whole rollout. */
const BINS_AT_LEAST = 8;

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * One series per check (for latency: of the bound that spoke last), and one more for a slice that was found worse. Blocks are joined to at most about 40
 * bins, longer ones where an arm has few requests; a span without a request of an arm has no bin of it.
 */
export function rateSeries(chapter: Chapter): readonly RateSeries[] {
  const { events, started } = chapter;
  const endMs = Math.max(started.atMs + 1, ...events.map((event) => event.atMs));
  return started.policy.checks.flatMap((check) => {
    const blocks = events.flatMap((event) => blocksOf(event, check.name));
    return cellsToShow(check, events, blocks).map((cell) => ({
      check: check.name,
      cell,
      title: cellTitle(check.name, cell, check),
      measure: measureOf(check),
      counts: countsWords(check, cell),
      stable: binned(blocks, cell, 'stable', { fromMs: started.atMs, toMs: endMs }),
      candidate: binned(blocks, cell, 'candidate', { fromMs: started.atMs, toMs: endMs }),
    }));
  });
}

function blocksOf(event: LedgerEvent, check: string): readonly Block[] {
  if (event.kind !== 'ticked' || !Object.hasOwn(event.evidence, check)) return [];
  const evidence = event.evidence[check];
  return evidence?.kind === 'blocks' ? evidence.blocks : [];
}

function cellsToShow(check: Check, events: readonly LedgerEvent[], blocks: readonly Block[]): readonly string[] {
  if (blocks.length === 0) return [];
  const report = events.flatMap((event) => (event.kind === 'ticked' ? event.decision.checks.filter(({ name }) => name === check.name) : [])).at(-1);
  const loudest = report?.cell ?? 'all';
  if (check.signal.kind === 'time' || check.signal.kind === 'bins') return loudest === 'all' ? [] : [loudest];
  return loudest !== 'all' && report?.verdict === 'worse' ? ['all', loudest] : ['all'];
}

function countsWords(check: Check, cell: string): string {
  const where = whereWords(cell);
  switch (check.signal.kind) {
    case 'labels':
      return `answers that were ${check.better === 'lower' ? 'wrong' : 'right'}${where}`;
    case 'pairs':
      return `items that were answered wrong${where}`;
    case 'calibration':
      return `items that came true${where}`;
    case 'bins':
      return `share of ${cellWords(cell, check)}`;
    case 'score':
      return `mean of "${named(check.name)}"${where}`;
    case 'level':
      return `value of ${named(check.signal.metric)}`;
    case 'time':
      return `requests ${cellWords(cell, check)}`;
    case 'share':
      return isFailure(check) ? `${check.signal.unit} that failed${where}` : `${check.signal.unit} counted as "${named(check.name)}"${where}`;
  }
}

function binned(blocks: readonly Block[], cell: string, arm: 'stable' | 'candidate', span: Span): readonly RateBin[] {
  const bins: RateBin[] = [];
  let open: RateBin | 'none' = 'none';
  for (const block of blocks) {
    const counts = block.cells[cell]?.[arm];
    if (counts === undefined || counts.trials === 0) continue;
    open = open === 'none' ? { fromMs: block.fromMs, toMs: block.toMs, ...counts } : joined(open, block, counts);
    if (!isFull(open, span)) continue;
    bins.push(open);
    open = 'none';
  }
  return open === 'none' ? bins : [...bins, open];
}

/** Long enough to be drawn, and with enough requests to mean something or too long to wait for them. */
function isFull({ fromMs, toMs, trials }: RateBin, span: Span): boolean {
  const share = (toMs - fromMs) / (span.toMs - span.fromMs);
  return share >= 1 / BINS_PER_ROLLOUT && (trials >= REQUESTS_PER_BIN || share >= 1 / BINS_AT_LEAST);
}

function joined(bin: RateBin, block: Block, counts: ArmCounts): RateBin {
  return { fromMs: bin.fromMs, toMs: block.toMs, trials: bin.trials + counts.trials, events: bin.events + counts.events };
}
