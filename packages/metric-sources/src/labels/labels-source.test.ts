import { tmpdir } from 'node:os';
import type { BlocksRequest, Question } from '@rampart/rollout-engine';
import type { Evidence, Signal } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { fetchFrom, type Handler } from '@rampart/testing/fakes';
import { describeMetricSourceContract, valueOf } from '@rampart/testing/ports';
import { dueSpan, labelsSource } from './labels-source.ts';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const MIDNIGHT = Date.UTC(2026, 0, 5);

const signal: Extract<Signal, { kind: 'labels' }> = { kind: 'labels', source: { kind: 'http', url: 'http://labels.test/' }, everyMs: 6 * HOUR, matureMs: 48 * HOUR };
const accuracy: Question = { check: 'accuracy', signal, slices: ['region'], bounds: [], fromMs: MIDNIGHT };
const request: BlocksRequest = {
  target: 'fraud-prod',
  rolloutId: 'r-1',
  arms: { stable: 'a', candidate: 'b' },
  versions: { stable: 'v1', candidate: 'v2' },
  questions: [accuracy],
  nowMs: MIDNIGHT + 54 * HOUR + 5 * SECOND,
  blockMs: HOUR,
  lagMs: 5 * SECOND,
  maxGapMs: 120 * SECOND,
  snapshot: null,
};

const cell = (trials: number, events: number) => ({ stable: { trials, events }, candidate: { trials, events } });
const blockAt = (hour: number, cells: object = { all: cell(10, 1) }, hours = 1) => ({ fromMs: MIDNIGHT + hour * HOUR, toMs: MIDNIGHT + (hour + hours) * HOUR, cells });

const ask = async (handler: Handler, changes: Partial<BlocksRequest> = {}): Promise<Evidence> => {
  const source = labelsSource({ fetch: fetchFrom(handler), timeoutMs: 5_000, cwd: tmpdir(), env: {} });
  const answer = valueOf(await source.fetchBlocks({ ...request, ...changes }));
  return answer.evidence['accuracy'] ?? { kind: 'no-data', why: 'not answered' };
};
const answering = (blocks: unknown): Promise<Evidence> => ask(() => Response.json({ blocks }));

describe('labels that belong to no request', () => {
  const told = async (blocks: readonly object[]) => valueOf(await labelsSource({ fetch: fetchFrom(() => Response.json({ blocks })), timeoutMs: 5_000, cwd: tmpdir(), env: {} }).fetchBlocks(request));

  it('are told beside the evidence, and change nothing in it', async () => {
    const answer = await told([{ ...blockAt(0), unjoined: 4 }, { ...blockAt(1), unjoined: 3 }]);
    expect(answer).toEqual({ ...(await told([blockAt(0), blockAt(1)])), unjoined: { accuracy: 7 } });
  });

  it('are not made up where the source does not tell them, and have to be a count', async () => {
    expect('unjoined' in (await told([blockAt(0)]))).toBe(false);
    expect((await told([{ ...blockAt(0), unjoined: -1 }])).evidence['accuracy']).toMatchObject({ kind: 'no-data', why: expect.stringContaining('unjoined') });
  });
});

describe('dueSpan', () => {
  const due = (nowMs: number, fromMs = MIDNIGHT, changes: Partial<typeof signal> = {}, blockMs = HOUR) => {
    const span = dueSpan({ ...signal, ...changes }, fromMs, { nowMs, lagMs: 5 * SECOND, blockMs });
    return [(span.fromMs - MIDNIGHT) / HOUR, (span.toMs - MIDNIGHT) / HOUR];
  };

  it('is empty until a whole cohort has matured', () => {
    expect(due(MIDNIGHT + 54 * HOUR + 4 * SECOND)).toEqual([0, 0]);
    expect(due(MIDNIGHT + 54 * HOUR + 5 * SECOND)).toEqual([0, 6]);
    expect(due(MIDNIGHT + 59 * HOUR)).toEqual([0, 6]);
  });

  it('goes on from the watermark, at the next multiple of a block', () => {
    expect(due(MIDNIGHT + 61 * HOUR, MIDNIGHT + 6 * HOUR)).toEqual([6, 12]);
    expect(due(MIDNIGHT + 61 * HOUR, MIDNIGHT + 6 * HOUR + 1)).toEqual([7, 12]);
  });

  it('asks for at most 500 blocks, and catches up in several looks', () => {
    expect(due(MIDNIGHT + 2_000 * HOUR)).toEqual([0, 500]);
    expect(due(MIDNIGHT + 2_000 * HOUR, MIDNIGHT + 500 * HOUR)).toEqual([500, 1000]);
  });

  it('cuts cohorts that are no multiple of a block at the block before', () => {
    expect(due(MIDNIGHT + 10 * HOUR, MIDNIGHT, { everyMs: 1.5 * HOUR, matureMs: 0 })).toEqual([0, 9]);
    expect(due(MIDNIGHT + 2 * HOUR, MIDNIGHT, { everyMs: 1.5 * HOUR, matureMs: 0 })).toEqual([0, 1]);
  });
});

describe('labelsSource', () => {
  it('asks for the matured cohort, by event time', async () => {
    let asked: unknown;
    await ask(async (incoming) => {
      asked = await incoming.json();
      return Response.json({ blocks: [] });
    });
    expect(asked).toEqual({ op: 'labels', measure: 'answers', target: 'fraud-prod', rolloutId: 'r-1', fromMs: MIDNIGHT, toMs: MIDNIGHT + 6 * HOUR, blockMs: HOUR, arms: { stable: 'a', candidate: 'b' }, versions: { stable: 'v1', candidate: 'v2' }, slices: ['region'] });
  });

  it('asks nobody while no cohort is due', async () => {
    let asks = 0;
    const evidence = await ask(() => Response.json({ asks: (asks += 1) }), { nowMs: MIDNIGHT + 50 * HOUR });
    expect([asks, evidence]).toEqual([0, { kind: 'blocks', blocks: [], gaps: [] }]);
  });

  it('gives back the blocks, with the slices that were declared', async () => {
    const blocks = [blockAt(0, { all: cell(10, 1), 'region=west': cell(4, 1), 'region=a=b': cell(1, 0) }), blockAt(1, { all: cell(0, 0) }, 2), blockAt(3), blockAt(4), blockAt(5)];
    expect(await answering(blocks)).toEqual({ kind: 'blocks', blocks, gaps: [] });
  });

  it('tells holes as gaps and asks again for what is missing at the end', async () => {
    expect(await answering([blockAt(1), blockAt(3)])).toMatchObject({
      kind: 'blocks',
      blocks: [{ fromMs: MIDNIGHT + HOUR }, { fromMs: MIDNIGHT + 3 * HOUR }],
      gaps: [{ fromMs: MIDNIGHT, toMs: MIDNIGHT + HOUR }, { fromMs: MIDNIGHT + 2 * HOUR, toMs: MIDNIGHT + 3 * HOUR }],
    });
  });

  it.each<[string, unknown, string]>([
    ['no block at all', [], 'has no block from 2026-01-05T00:00:00.000Z to 2026-01-05T06:00:00.000Z'],
    ['no list', { 0: blockAt(0) }, 'blocks: expected a list'],
    ['a span before what was asked', [blockAt(-1)], 'lies outside of what was asked for'],
    ['a span after what was asked', [blockAt(6)], 'lies outside of what was asked for'],
    ['a span between two blocks', [{ ...blockAt(0), toMs: MIDNIGHT + HOUR / 2 }], 'does not begin and end on a multiple of 3600000 ms'],
    ['a span that ends before it begins', [{ ...blockAt(1), toMs: MIDNIGHT }], 'ends before it begins'],
    ['the same span twice', [blockAt(0), blockAt(0)], 'its block 1 (2026-01-05T00:00:00.000Z) overlaps the one before'],
    ['blocks that overlap', [blockAt(0, undefined, 3), blockAt(2)], 'overlaps the one before'],
    ['more wrong answers than answers', [blockAt(0, { all: cell(1, 2) })], 'has more wrong answers than answers in "all"'],
    ['half an answer', [blockAt(0, { all: cell(1.5, 1) })], 'blocks[0].cells.all.stable.trials: expected a whole number'],
    ['a negative count', [blockAt(0, { all: cell(-1, -2) })], 'expected a whole number from 0'],
    ['no whole', [blockAt(0, { 'region=west': cell(1, 0) })], 'has no cell "all"'],
    ['a slice that was not declared', [blockAt(0, { all: cell(1, 0), 'city=x': cell(1, 0) })], 'has the cell "city=x"; allowed are "all" and "region=..."'],
    ['a slice without a value', [blockAt(0, { all: cell(1, 0), 'region=': cell(1, 0) })], 'has the cell "region="'],
    ['an arm missing', [blockAt(0, { all: { stable: { trials: 1, events: 0 } } })], 'candidate: expected a value'],
    ['too many values of a slice', [blockAt(0, { all: cell(1, 0), ...Object.fromEntries(Array.from({ length: 33 }, (_, region) => [`region=${String(region)}`, cell(1, 0)])) })], 'has 33 values of "region"'],
    ['too many blocks', Array.from({ length: 501 }, (_, hour) => blockAt(hour)), 'at most 500 items'],
  ])('has no data from %s', async (_, blocks, why) => {
    const evidence = await answering(blocks);
    expect(evidence.kind === 'no-data' ? evidence.why : 'data').toContain(why);
    expect(evidence.kind === 'no-data' ? evidence.why : '').toMatch(/^the label source: /);
  });

  it('has no data when the source fails', async () => {
    expect(await ask(() => new Response('{"error":"warehouse is asleep"}', { status: 503 }))).toEqual({ kind: 'no-data', why: 'the label source: answered 503: warehouse is asleep' });
  });

  it('asks a command in the same words', async () => {
    const script = `process.stdin.toArray().then((chunks) => { const { fromMs, blockMs } = JSON.parse(Buffer.concat(chunks)); console.log(JSON.stringify({ blocks: [{ fromMs, toMs: fromMs + blockMs, cells: { all: { stable: { trials: 5, events: 1 }, candidate: { trials: 5, events: 0 } } } }] })) })`;
    const source = labelsSource({ fetch: fetchFrom(() => { throw new Error('not here'); }), timeoutMs: 20_000, cwd: tmpdir(), env: {} });
    const question: Question = { ...accuracy, signal: { ...signal, source: { kind: 'command', argv: [process.execPath, '-e', script] } } };
    const answer = valueOf(await source.fetchBlocks({ ...request, questions: [question] }));
    expect(answer.evidence['accuracy']).toMatchObject({ kind: 'blocks', blocks: [{ fromMs: MIDNIGHT, toMs: MIDNIGHT + HOUR }] });
  });
});

describeMetricSourceContract('labelsSource', () => {
  const known = { signal: { ...signal, everyMs: HOUR, matureMs: 0 }, slices: [], bounds: [] };
  const both = <T>(arm: T) => ({ stable: arm, candidate: arm });
  const told: Readonly<Record<string, object>> = {
    answers: { cells: { all: cell(10, 1) } },
    pairs: { cells: { all: { bothRight: 7, candidateWrong: 2, stableWrong: 1, bothWrong: 0, different: 4 } } },
    calibration: { tenths: Array.from({ length: 10 }, (_, tenth) => both({ trials: 10, events: tenth, predicted: tenth + 0.5 })) },
    score: { cells: { all: both({ trials: 4, sum: 11 }) } },
  };
  const handler: Handler = async (incoming) => {
    const asked = (await incoming.json()) as { fromMs: number; toMs: number; blockMs: number; measure: string };
    const count = (asked.toMs - asked.fromMs) / asked.blockMs;
    return Response.json({ blocks: Array.from({ length: count }, (_, index) => ({ fromMs: asked.fromMs + index * asked.blockMs, toMs: asked.fromMs + (index + 1) * asked.blockMs, ...told[asked.measure] })) });
  };
  const { source, everyMs, matureMs } = known.signal;
  const also = [
    { ...known, signal: { kind: 'pairs', source, everyMs, matureMs } },
    { ...known, signal: { kind: 'calibration', source, everyMs, matureMs } },
    { ...known, signal: { kind: 'score', origin: { kind: 'labels', source, everyMs, matureMs }, low: 1, high: 5 } },
  ] as const;
  return {
    source: labelsSource({ fetch: fetchFrom(handler), timeoutMs: 5_000, cwd: tmpdir(), env: {} }),
    arms: { stable: 'a', candidate: 'b' },
    startMs: MIDNIGHT,
    lookMs: 2 * HOUR,
    blockMs: HOUR / 2,
    lagMs: 5 * SECOND,
    known,
    also,
    unknown: { ...known, signal: { ...known.signal, source: { kind: 'http', url: 'ftp://nobody.test/' } } },
    pass: () => undefined,
  };
});
