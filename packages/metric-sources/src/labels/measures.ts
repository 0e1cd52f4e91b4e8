// What a label source is asked to count, and how what it tells becomes cells. Each measure has its own form of a block.
import { integer, list, mapped, number, plainLine, record, shape, type Decoder } from '@rampart/json-exchange';
import { decileCellName, DIFFERENT, DISCORDANT, predictedCellName, type ArmCounts, type Cell, type LabelsQuestion, type Signal } from '@rampart/rollout-policy';
import { outside, scaled, type Scale } from '../score-scale.ts';

export type Measure = { readonly kind: 'answers' | 'pairs' | 'calibration' } | { readonly kind: 'score'; readonly scale: Scale };

/** A block as it was told. */
export interface ToldBlock {
  readonly fromMs: number;
  readonly toMs: number;
  readonly cells: Readonly<Record<string, Cell>>;
  /** Labels of the span that belong to no request of either arm, where the source tells. Evidence for nobody. */
  readonly unjoined?: number;
  /** What cannot be, each as the end of a sentence that begins with the block. */
  readonly mistakes: readonly string[];
}

/** What a label source is to be asked for this signal, if it is one that it can answer. */
export function labelsQuestionOf(signal: Signal): { readonly kind: 'asked'; readonly question: LabelsQuestion; readonly measure: Measure } | { readonly kind: 'none' } {
  switch (signal.kind) {
    case 'labels':
      return { kind: 'asked', question: signal, measure: { kind: 'answers' } };
    case 'pairs':
    case 'calibration':
      return { kind: 'asked', question: signal, measure: { kind: signal.kind } };
    case 'score':
      return signal.origin.kind === 'labels' ? { kind: 'asked', question: signal.origin, measure: { kind: 'score', scale: signal } } : { kind: 'none' };
    case 'share':
    case 'time':
    case 'bins':
    case 'level':
      return { kind: 'none' };
  }
}

export function blockDecoder(measure: Measure): Decoder<ToldBlock> {
  switch (measure.kind) {
    case 'answers':
      return cellwise(shape({ stable: counts, candidate: counts }), answers);
    case 'pairs':
      return cellwise(joint, pairs);
    case 'score':
      return cellwise(shape({ stable: sums, candidate: sums }), (name, cell) => scores(name, cell, measure.scale));
    case 'calibration':
      return mapped(shape({ fromMs: time, toMs: time, tenths: list(tenth, { countMax: TENTHS }) }, UNJOINED), ({ tenths, ...span }) => ({ ...span, ...calibration(tenths) }));
  }
}

interface Told {
  readonly cells: Readonly<Record<string, Cell>>;
  readonly mistakes: readonly string[];
}

const CELLS_MAX = 1000;
/** So large that all sums of such counts are still whole. */
const COUNT_MAX = Math.floor(Number.MAX_SAFE_INTEGER / 16);

const time = integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const count = integer({ min: 0, max: COUNT_MAX });
const counts: Decoder<ArmCounts> = shape({ trials: count, events: count });
const UNJOINED = { unjoined: count };
const joint = shape({ bothRight: count, candidateWrong: count, stableWrong: count, bothWrong: count }, { different: count });
const sums = shape({ trials: count, sum: number({ min: -Number.MAX_VALUE, max: Number.MAX_VALUE }) });
const said = shape({ trials: count, events: count, predicted: number({ min: 0, max: COUNT_MAX }) });
const tenth = shape({ stable: said, candidate: said });

type Joint = typeof joint extends Decoder<infer T> ? T : never;
type Sums = typeof sums extends Decoder<infer T> ? T : never;
type Said = typeof said extends Decoder<infer T> ? T : never;

function cellwise<T>(cell: Decoder<T>, tell: (name: string, cell: T) => Told): Decoder<ToldBlock> {
  return mapped(shape({ fromMs: time, toMs: time, cells: record(cell, { keysMax: CELLS_MAX }) }, UNJOINED), ({ cells, ...span }) => {
    const told = Object.entries(cells).map(([name, each]) => tell(name, each));
    return { ...span, cells: Object.fromEntries(told.flatMap((each) => Object.entries(each.cells))), mistakes: told.flatMap(({ mistakes }) => mistakes) };
  });
}

function answers(name: string, cell: Cell): Told {
  const tooMany = cell.stable.events > cell.stable.trials || cell.candidate.events > cell.candidate.trials;
  return { cells: { [name]: cell }, mistakes: tooMany ? [`has more wrong answers than answers in "${plainLine(name)}"`] : [] };
}

/** Only the whole has the items that one model alone got wrong, and those on which the answers differ. */
function pairs(name: string, counted: Joint): Told {
  if (name === DISCORDANT || name === DIFFERENT) return { cells: {}, mistakes: [`has the cell "${name}", which is made from "all"`] };
  const { bothRight, candidateWrong, stableWrong, bothWrong, different } = counted;
  const trials = bothRight + candidateWrong + stableWrong + bothWrong;
  const alone = candidateWrong + stableWrong;
  const whole: Cell = { stable: { trials, events: stableWrong + bothWrong }, candidate: { trials, events: candidateWrong + bothWrong } };
  const cells: Record<string, Cell> = { [name]: whole };
  if (name === 'all') {
    cells[DISCORDANT] = { stable: { trials: alone, events: stableWrong }, candidate: { trials: alone, events: candidateWrong } };
    if (different !== undefined) cells[DIFFERENT] = { stable: { trials, events: 0 }, candidate: { trials, events: different } };
  }
  // A right and a wrong answer differ; two right ones, or two wrong ones, may.
  const isPossible = different === undefined || (different >= alone && different <= trials);
  return { cells, mistakes: isPossible ? [] : [`has ${String(different)} different answers in "${plainLine(name)}", of ${String(trials)} items and ${String(alone)} that one model alone got wrong`] };
}

function scores(name: string, cell: { readonly stable: Sums; readonly candidate: Sums }, scale: Scale): Told {
  const largest = Math.max(Math.abs(scale.low), Math.abs(scale.high));
  // Each of the additions is rounded to the 53 bits of the sum.
  const totals = (['stable', 'candidate'] as const).map((arm) => ({ arm, total: { ...cell[arm], slack: (cell[arm].trials + 2) * Number.EPSILON * cell[arm].trials * largest } }));
  const mistakes = totals.filter(({ total }) => scaled(total, scale) === 'outside').map(({ arm, total }) => `is not possible: ${outside(arm, name, total, scale)}`);
  const [stable, candidate] = totals.map(({ total }) => scaled(total, scale));
  return stable === undefined || candidate === undefined || stable === 'outside' || candidate === 'outside' ? { cells: {}, mistakes } : { cells: { [name]: { stable, candidate } }, mistakes };
}

const TENTHS = 10;
/** Predicted probabilities are added up by others: what their rounding may do, per item. */
const PREDICTED_SLACK = 1e-9;

function calibration(tenths: readonly { readonly stable: Said; readonly candidate: Said }[]): Told {
  if (tenths.length !== TENTHS) return { cells: {}, mistakes: [`has ${String(tenths.length)} tenths instead of ${String(TENTHS)}`] };
  const mistakes = tenths.flatMap((each, index) => (['stable', 'candidate'] as const).flatMap((arm) => saidMistakes(each[arm], index).map((mistake) => `has ${mistake} in tenth ${String(index)} of ${arm}`)));
  const cells = tenths.flatMap((each, index) => saidCells(decileCellName(index), each));
  const sum = (arm: 'stable' | 'candidate'): Said => tenths.reduce<Said>((total, { [arm]: { trials, events, predicted } }) => ({ trials: total.trials + trials, events: total.events + events, predicted: total.predicted + predicted }), { trials: 0, events: 0, predicted: 0 });
  return { cells: Object.fromEntries([...saidCells('all', { stable: sum('stable'), candidate: sum('candidate') }), ...cells]), mistakes };
}

function saidMistakes({ trials, events, predicted }: Said, index: number): readonly string[] {
  const slack = trials * PREDICTED_SLACK;
  const fits = predicted >= (trials * index) / TENTHS - slack && predicted <= (trials * (index + 1)) / TENTHS + slack;
  return [
    ...(events > trials ? [`more that came true than items`] : []),
    ...(fits ? [] : [`predicted probabilities that add up to ${String(predicted)} over ${String(trials)} items, outside of ${String(index / TENTHS)} to ${String((index + 1) / TENTHS)} each,`]),
  ];
}

function saidCells(name: string, { stable, candidate }: { readonly stable: Said; readonly candidate: Said }): readonly (readonly [string, Cell])[] {
  const predicted = ({ trials, predicted: sum }: Said): ArmCounts => ({ trials, events: Math.min(trials, sum) });
  return [
    [name, { stable: { trials: stable.trials, events: stable.events }, candidate: { trials: candidate.trials, events: candidate.events } }],
    [predictedCellName(name), { stable: predicted(stable), candidate: predicted(candidate) }],
  ];
}
