import type { Evidence, Signal } from '@rampart/rollout-policy';
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { judgeLabels } from './labels-answer.ts';
import { labelsQuestionOf, type Measure } from './measures.ts';

const span = { fromMs: 0, toMs: 60_000 };
const judge = (measure: Measure, block: object, slices: readonly string[] = ['region']): Evidence => judgeLabels({ blocks: [{ ...span, ...block }] }, { ...span, blockMs: 60_000, slices, measure });
const cellsOf = (evidence: Evidence) => (evidence.kind === 'blocks' ? evidence.blocks[0]?.cells : expect.fail(evidence.why));
const whyOf = (evidence: Evidence): string => (evidence.kind === 'no-data' ? evidence.why : expect.fail(JSON.stringify(evidence)));
const arm = (trials: number, events: number) => ({ trials, events });

describe('labelsQuestionOf', () => {
  const asked = { source: { kind: 'http', url: 'http://labels.test/' }, everyMs: 1, matureMs: 2 } as const;
  it.each<[string, Signal, string]>([
    ['labels', { kind: 'labels', ...asked }, 'answers'],
    ['pairs', { kind: 'pairs', ...asked }, 'pairs'],
    ['calibration', { kind: 'calibration', ...asked }, 'calibration'],
    ['a score from labels', { kind: 'score', origin: { kind: 'labels', ...asked }, low: 0, high: 1 }, 'score'],
    ['a score from a metric', { kind: 'score', origin: { kind: 'metric', metric: 'x', where: [] }, low: 0, high: 1 }, 'none'],
    ['a level', { kind: 'level', metric: 'x', where: [], growth: { kind: 'none' } }, 'none'],
  ])('asks for %s', (_, signal, measure) => {
    const question = labelsQuestionOf(signal);
    expect(question.kind === 'asked' ? question.measure.kind : 'none').toBe(measure);
  });
});

describe('judgeLabels on pairs', () => {
  const pairs = (cells: object) => judge({ kind: 'pairs' }, { cells });

  it('has both models on the same items, those that one alone got wrong, and those that differ', () => {
    expect(cellsOf(pairs({ all: { bothRight: 80, candidateWrong: 7, stableWrong: 4, bothWrong: 9, different: 15 }, 'region=west': { bothRight: 8, candidateWrong: 1, stableWrong: 0, bothWrong: 1 } }))).toEqual({
      all: { stable: arm(100, 13), candidate: arm(100, 16) },
      discordant: { stable: arm(11, 4), candidate: arm(11, 7) },
      different: { stable: arm(100, 0), candidate: arm(100, 15) },
      'region=west': { stable: arm(10, 1), candidate: arm(10, 2) },
    });
  });

  it('has no cell of different answers where nobody counted them', () => {
    expect(Object.keys(cellsOf(pairs({ all: { bothRight: 1, candidateWrong: 0, stableWrong: 0, bothWrong: 0 } })) ?? {})).toEqual(['all', 'discordant']);
  });

  const none = { bothRight: 0, candidateWrong: 0, stableWrong: 0, bothWrong: 0 };
  it.each<[string, object, string]>([
    ['fewer different answers than one model alone got wrong', { all: { ...none, candidateWrong: 3, different: 2 } }, 'has 2 different answers in "all", of 3 items and 3 that one model alone got wrong'],
    ['more different answers than items', { all: { ...none, bothRight: 3, different: 4 } }, 'has 4 different answers'],
    ['the cells that are made from the whole', { all: none, discordant: none, different: none }, 'has the cell "discordant", which is made from "all"'],
    ['counts of arms', { all: { stable: arm(1, 0), candidate: arm(1, 0) } }, 'cells.all.bothRight: expected a value'],
    ['no whole', { 'region=west': none }, 'has no cell "all"'],
    ['a name that is none', { all: none, ['__proto__']: none }, 'has the cell "__proto__"'],
  ])('refuses %s', (_, cells, why) => {
    expect(whyOf(pairs(cells))).toContain(why);
  });

  test.prop([fc.record({ bothRight: fc.nat(1e6), candidateWrong: fc.nat(1e6), stableWrong: fc.nat(1e6), bothWrong: fc.nat(1e6) })])('loses no item', (joint) => {
    const cells = cellsOf(pairs({ all: joint }));
    const [all, alone] = [cells?.['all'], cells?.['discordant']];
    expect(all?.stable.trials).toBe(joint.bothRight + joint.candidateWrong + joint.stableWrong + joint.bothWrong);
    expect((all?.candidate.events ?? 0) - (all?.stable.events ?? 0)).toBe((alone?.candidate.events ?? 0) - (alone?.stable.events ?? 0));
  });
});

describe('judgeLabels on calibration', () => {
  type Said = { readonly trials: number; readonly events: number; readonly predicted: number };
  const nothing: Said = { trials: 0, events: 0, predicted: 0 };
  const tenths = (changes: Readonly<Record<number, Said>>) => Array.from({ length: 10 }, (_, index) => ({ stable: nothing, candidate: changes[index] ?? nothing }));

  it('has what came true and what was predicted, in the whole and by tenths', () => {
    const cells = cellsOf(judge({ kind: 'calibration' }, { tenths: tenths({ 0: { trials: 50, events: 1, predicted: 2.5 }, 9: { trials: 10, events: 8, predicted: 9.5 } }) }));
    expect(Object.keys(cells ?? {})).toHaveLength(22);
    expect(cells).toMatchObject({
      all: { stable: arm(0, 0), candidate: arm(60, 9) },
      predicted: { candidate: arm(60, 12) },
      'decile=0': { candidate: arm(50, 1) },
      'predicted:decile=0': { candidate: arm(50, 2.5) },
      'decile=9': { candidate: arm(10, 8) },
      'predicted:decile=9': { candidate: arm(10, 9.5) },
    });
  });

  it.each<[string, object, string]>([
    ['nine tenths', { tenths: tenths({}).slice(1) }, 'has 9 tenths instead of 10'],
    ['eleven tenths', { tenths: [...tenths({}), ...tenths({})].slice(0, 11) }, 'at most 10 items'],
    ['more that came true than items', { tenths: tenths({ 2: { trials: 10, events: 11, predicted: 2.5 } }) }, 'more that came true than items in tenth 2 of candidate'],
    ['predictions of another tenth', { tenths: tenths({ 2: { trials: 10, events: 1, predicted: 3.5 } }) }, 'predicted probabilities that add up to 3.5 over 10 items, outside of 0.2 to 0.3 each, in tenth 2 of candidate'],
    ['a prediction without an item', { tenths: tenths({ 0: { trials: 0, events: 0, predicted: 0.01 } }) }, 'over 0 items'],
    ['cells', { cells: {} }, 'cells: expected no such key'],
  ])('refuses %s', (_, block, why) => {
    expect(whyOf(judge({ kind: 'calibration' }, block))).toContain(why);
  });

  it('names all mistakes at once', () => {
    const bad = { trials: 1, events: 2, predicted: 9 };
    expect(whyOf(judge({ kind: 'calibration' }, { tenths: tenths({ 1: bad, 5: bad }) })).split('; ')).toHaveLength(4);
  });
});

describe('judgeLabels on scores', () => {
  const stars: Measure = { kind: 'score', scale: { low: 1, high: 5 } };
  const both = (trials: number, sum: number) => ({ stable: { trials, sum }, candidate: { trials, sum } });

  it('scales the sums, lowest score 0 and highest 1', () => {
    expect(cellsOf(judge(stars, { cells: { all: { stable: { trials: 4, sum: 20 }, candidate: { trials: 4, sum: 6 } }, 'region=west': both(0, 0) } }))).toEqual({
      all: { stable: arm(4, 4), candidate: arm(4, 0.5) },
      'region=west': { stable: arm(0, 0), candidate: arm(0, 0) },
    });
  });

  it.each<[string, object, string]>([
    ['sums over the scale', { all: both(2, 10.1) }, '2 scores of stable in "all" add up to 10.1, which is outside of 1 to 5 each'],
    ['sums under the scale', { all: both(2, 1) }, 'scores of candidate in "all" add up to 1'],
    ['a sum of nothing', { all: both(0, 1) }, '0 scores of stable'],
    ['a sum as text', { all: both(2, '5' as unknown as number) }, 'cells.all.stable.sum: expected a number'],
    ['no whole', { 'region=west': both(1, 1) }, 'has no cell "all"'],
  ])('refuses %s', (_, cells, why) => {
    expect(whyOf(judge(stars, { cells }))).toContain(why);
  });
});

describe('judgeLabels', () => {
  const measures: readonly Measure[] = [{ kind: 'answers' }, { kind: 'pairs' }, { kind: 'calibration' }, { kind: 'score', scale: { low: 0, high: 1 } }];

  test.prop([fc.constantFrom(...measures), fc.jsonValue()])('survives any answer', (measure, answer) => {
    expect(judgeLabels(answer, { ...span, blockMs: 60_000, slices: [], measure }).kind).toBe('no-data');
  });

  it('names the mistakes of all blocks at once', () => {
    const wrong = { all: { stable: arm(1, 2), candidate: arm(0, 0) }, 'city=x': { stable: arm(0, 0), candidate: arm(0, 0) } };
    const blocks = [{ fromMs: 0, toMs: 50_000, cells: wrong }, { fromMs: 0, toMs: 60_000, cells: wrong }];
    expect(whyOf(judgeLabels({ blocks }, { ...span, blockMs: 60_000, slices: [], measure: { kind: 'answers' } })).split('; its block')).toHaveLength(6);
  });
});
