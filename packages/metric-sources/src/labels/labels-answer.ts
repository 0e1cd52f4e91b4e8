// The answer of a label source, judged: what it may say about which spans.
import { decode, list, plainLine, shape } from '@rampart/json-exchange';
import { DIFFERENT, DISCORDANT, type Evidence, type Gap } from '@rampart/rollout-policy';
import { blockDecoder, type Measure, type ToldBlock } from './measures.ts';

export interface LabelsAsked {
  readonly fromMs: number;
  readonly toMs: number;
  readonly blockMs: number;
  readonly slices: readonly string[];
  readonly measure: Measure;
}

export const BLOCKS_MAX = 500;
const SLICE_VALUES_MAX = 32;
const CELL_NAME_MAX = 200;
const MISTAKES_SHOWN = 10;

/** Every mistake is named; one of them is enough to use nothing of the answer. */
export function judgeLabels(answer: unknown, asked: LabelsAsked): Evidence {
  const decoded = decode(shape({ blocks: list(blockDecoder(asked.measure), { countMax: BLOCKS_MAX }) }), answer);
  if (decoded.kind === 'bad') return noData(`its answer is not of the agreed form: ${decoded.why}`);
  const { blocks } = decoded.value;
  if (blocks.length === 0) return noData(`it has no block from ${iso(asked.fromMs)} to ${iso(asked.toMs)}, whose labels should be known by now`);
  const mistakes: string[] = [];
  const gaps: Gap[] = [];
  let lastMs = asked.fromMs;
  for (const [index, block] of blocks.entries()) {
    const found = [...spanMistakes(block, asked, lastMs), ...block.mistakes, ...cellMistakes(block, asked)];
    mistakes.push(...found.map((mistake) => `its block ${String(index)} (${iso(block.fromMs)}) ${mistake}`));
    if (block.fromMs > lastMs) gaps.push({ fromMs: lastMs, toMs: block.fromMs, why: 'the label source has no block' });
    lastMs = Math.max(lastMs, block.toMs);
  }
  if (mistakes.length > 0) return noData(shown(mistakes));
  return { kind: 'blocks', blocks: blocks.map(({ fromMs, toMs, cells }) => ({ fromMs, toMs, cells })), gaps };
}

/** Labels without an arm in all blocks together; `not told` where the answer says it for none of them, or is not of the agreed form. */
export function unjoinedIn(answer: unknown, measure: Measure): number | 'not told' {
  const decoded = decode(shape({ blocks: list(blockDecoder(measure), { countMax: BLOCKS_MAX }) }), answer);
  const told = decoded.kind === 'bad' ? [] : decoded.value.blocks.flatMap(({ unjoined }) => (unjoined === undefined ? [] : [unjoined]));
  return told.length === 0 ? 'not told' : told.reduce((sum, each) => sum + each, 0);
}

function spanMistakes({ fromMs, toMs }: ToldBlock, asked: LabelsAsked, lastMs: number): readonly string[] {
  if (toMs <= fromMs) return ['ends before it begins'];
  return [
    ...(fromMs % asked.blockMs === 0 && toMs % asked.blockMs === 0 ? [] : [`does not begin and end on a multiple of ${String(asked.blockMs)} ms`]),
    ...(fromMs >= asked.fromMs && toMs <= asked.toMs ? [] : [`lies outside of what was asked for (${iso(asked.fromMs)} to ${iso(asked.toMs)})`]),
    ...(fromMs >= lastMs ? [] : ['overlaps the one before, or stands before it']),
  ];
}

/** Names of cells. Calibration names its own. */
function cellMistakes({ cells, mistakes }: ToldBlock, { slices, measure }: LabelsAsked): readonly string[] {
  if (measure.kind === 'calibration') return [];
  const own: ReadonlySet<string> = new Set(measure.kind === 'pairs' ? ['all', DISCORDANT, DIFFERENT] : ['all']);
  const found: string[] = Object.hasOwn(cells, 'all') || mistakes.length > 0 ? [] : ['has no cell "all"'];
  const values = new Map<string, number>();
  for (const name of Object.keys(cells)) {
    if (own.has(name)) continue;
    const dimension = slices.find((slice) => name.startsWith(`${slice}=`));
    if (dimension === undefined || name.length > CELL_NAME_MAX || name.length === dimension.length + 1) found.push(`has the cell "${plainLine(name)}"; allowed are "all" and ${slices.map((slice) => `"${slice}=..."`).join(', ') || 'nothing else'}`);
    else values.set(dimension, (values.get(dimension) ?? 0) + 1);
  }
  for (const [dimension, size] of values) if (size > SLICE_VALUES_MAX) found.push(`has ${String(size)} values of "${dimension}"; at most ${String(SLICE_VALUES_MAX)} can be judged one by one`);
  return found;
}

function shown(mistakes: readonly string[]): string {
  const more = mistakes.length - MISTAKES_SHOWN;
  return mistakes.slice(0, MISTAKES_SHOWN).join('; ') + (more > 0 ? `; and ${String(more)} more` : '');
}

function iso(ms: number): string {
  return ms <= LAST_DATE_MS ? new Date(ms).toISOString() : `${String(ms)} ms`;
}

/** The last moment that a Date can hold. */
const LAST_DATE_MS = 8.64e15;

function noData(why: string): Evidence {
  return { kind: 'no-data', why };
}
