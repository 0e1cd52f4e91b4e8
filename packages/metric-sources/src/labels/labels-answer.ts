// The answer of a label source, judged: what it may say about which spans.
import { decode, integer, list, plainLine, record, shape, type Decoder } from '@rampart/json-exchange';
import type { ArmCounts, Block, Evidence, Gap } from '@rampart/rollout-policy';

export interface LabelsAsked {
  readonly fromMs: number;
  readonly toMs: number;
  readonly blockMs: number;
  readonly slices: readonly string[];
}

export const BLOCKS_MAX = 500;
const SLICE_VALUES_MAX = 32;
const CELL_NAME_MAX = 200;

/** Every mistake is named; one of them is enough to use nothing of the answer. */
export function judgeLabels(answer: unknown, asked: LabelsAsked): Evidence {
  const decoded = decode(answerShape, answer);
  if (decoded.kind === 'bad') return noData(`its answer is not of the agreed form: ${decoded.why}`);
  const { blocks } = decoded.value;
  if (blocks.length === 0) return noData(`it has no block from ${iso(asked.fromMs)} to ${iso(asked.toMs)}, whose labels should be known by now`);
  const gaps: Gap[] = [];
  let lastMs = asked.fromMs;
  for (const [index, block] of blocks.entries()) {
    const trouble = spanTrouble(block, asked, lastMs) || cellsTrouble(block, asked.slices);
    if (trouble !== '') return noData(`its block ${String(index)} (${iso(block.fromMs)}) ${trouble}`);
    if (block.fromMs > lastMs) gaps.push({ fromMs: lastMs, toMs: block.fromMs, why: 'the label source has no block' });
    lastMs = block.toMs;
  }
  return { kind: 'blocks', blocks, gaps };
}

const count = integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const counts: Decoder<ArmCounts> = shape({ trials: count, events: count });
const time = integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const block: Decoder<Block> = shape({ fromMs: time, toMs: time, cells: record(shape({ stable: counts, candidate: counts }), { keysMax: 1000 }) });
const answerShape = shape({ blocks: list(block, { countMax: BLOCKS_MAX }) });

function spanTrouble({ fromMs, toMs }: Block, asked: LabelsAsked, lastMs: number): string {
  if (toMs <= fromMs) return 'ends before it begins';
  if (fromMs % asked.blockMs !== 0 || toMs % asked.blockMs !== 0) return `does not begin and end on a multiple of ${String(asked.blockMs)} ms`;
  if (fromMs < asked.fromMs || toMs > asked.toMs) return `lies outside of what was asked for (${iso(asked.fromMs)} to ${iso(asked.toMs)})`;
  return fromMs < lastMs ? 'overlaps the one before, or stands before it' : '';
}

function cellsTrouble({ cells }: Block, slices: readonly string[]): string {
  if (!Object.hasOwn(cells, 'all')) return 'has no cell "all"';
  const values = new Map<string, number>();
  for (const [name, { stable, candidate }] of Object.entries(cells)) {
    if (stable.events > stable.trials || candidate.events > candidate.trials) return `has more wrong answers than answers in "${plainLine(name)}"`;
    if (name === 'all') continue;
    const dimension = slices.find((slice) => name.startsWith(`${slice}=`));
    if (dimension === undefined || name.length > CELL_NAME_MAX || name.length === dimension.length + 1) return `has the cell "${plainLine(name)}"; allowed are "all" and ${slices.map((slice) => `"${slice}=..."`).join(', ') || 'nothing else'}`;
    values.set(dimension, (values.get(dimension) ?? 0) + 1);
  }
  const crowded = [...values].find(([, size]) => size > SLICE_VALUES_MAX);
  return crowded === undefined ? '' : `has ${String(crowded[1])} values of "${crowded[0]}"; at most ${String(SLICE_VALUES_MAX)} can be judged one by one`;
}

function iso(ms: number): string {
  return ms <= LAST_DATE_MS ? new Date(ms).toISOString() : `${String(ms)} ms`;
}

/** The last moment that a Date can hold. */
const LAST_DATE_MS = 8.64e15;

function noData(why: string): Evidence {
  return { kind: 'no-data', why };
}
