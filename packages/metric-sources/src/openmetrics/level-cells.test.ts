import type { Question } from '@rampart/rollout-engine';
import type { LabelMatcher } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { aWorld, cellsOf, counts, errors, gapOf, LOOK_MS, MAX_GAP_MS, START_MS, URL_A, URL_B, whyOf } from '../../test/a-page-world.ts';

const levelOf = (where: readonly LabelMatcher[] = []): Question => ({ check: 'memory', signal: { kind: 'level', metric: 'memory_bytes', where, growth: { kind: 'none' } }, slices: [], bounds: [], fromMs: START_MS });
const memory = levelOf();

const given = async (...lines: readonly string[]) => {
  const world = aWorld();
  for (const pod of [world.a, world.b]) pod.raw('# TYPE memory_bytes gauge', ...(lines.length === 0 ? ['memory_bytes 1.5e+09'] : lines));
  await world.look({ questions: [memory] });
  return world;
};

describe('openMetricsSource with a level', () => {
  it('has one sample per look, in the block that ends with it', async () => {
    const world = await given();
    world.b.raw('memory_bytes 1.75e+09');
    expect(await world.see(memory)).toEqual({ kind: 'blocks', blocks: [{ fromMs: START_MS, toMs: START_MS + LOOK_MS, cells: { all: { stable: counts(1, 1.5e9), candidate: counts(1, 1.75e9) } } }], gaps: [] });
    world.b.raw('memory_bytes 0.5');
    expect(cellsOf(await world.see(memory))['all']?.candidate).toEqual(counts(1, 0.5));
  });

  it('takes the highest over series and pods', async () => {
    const world = aWorld({ pages: { a: [URL_A, 'http://a2.test/metrics'], b: [URL_B] } });
    world.a.raw('memory_bytes{area="heap"} 5', 'memory_bytes{area="stack"} 9');
    world.pods.pod('http://a2.test/metrics').raw('memory_bytes{area="heap"} 7');
    world.b.raw('memory_bytes{area="heap"} 3');
    const heap = levelOf([{ label: 'area', op: '=', pattern: 'heap' }]);
    const question: Question = { ...heap, check: 'heap' };
    await world.look({ questions: [memory, question] });
    const { evidence } = await world.look({ questions: [memory, question] });
    expect(evidence).toMatchObject({ memory: { blocks: [{ cells: { all: { stable: counts(1, 9) } } }] }, heap: { blocks: [{ cells: { all: { stable: counts(1, 7) } } }] } });
  });

  it('needs no baseline: a restart is no gap', async () => {
    const world = await given('process_start_time_seconds 1699999000', 'memory_bytes 9');
    world.b.raw('process_start_time_seconds 1700000010', 'memory_bytes 2');
    expect(cellsOf(await world.see(memory))['all']?.candidate).toEqual(counts(1, 2));
  });

  it('bridges no more than the counters beside it', async () => {
    const world = await given();
    expect(gapOf(await world.see(memory, MAX_GAP_MS + 1))).toContain('since the last look');
  });

  it.each([
    ['NaN', ['memory_bytes NaN'], 'http://b.test/metrics: "memory_bytes{}" is NaN'],
    ['infinite', ['memory_bytes +Inf'], 'is Infinity, which is no level'],
    ['negative', ['memory_bytes{area="heap"} 5', 'memory_bytes{area="stack"} -1'], '"memory_bytes{area="stack"}" is -1; a level is at least 0'],
    ['of an hour ago', [`memory_bytes 5 ${String(START_MS - 3_600_000)}`], 'the page is stale'],
    ['a counter', ['# TYPE memory_bytes counter', 'memory_bytes 5'], 'is declared as counter, not as gauge'],
    ['missing on one pod', ['other 5'], 'http://b.test/metrics: there is no "memory_bytes"'],
  ])('has no data when it is %s', async (_, lines, why) => {
    const world = await given();
    world.b.raw(...lines);
    expect(whyOf(await world.see(memory))).toContain(why);
  });

  it('has no data when no page shows it, with the names that it saw', async () => {
    const world = await given();
    for (const pod of [world.a, world.b]) pod.raw('memory 5');
    expect(whyOf(await world.see(memory))).toBe('no page has "memory_bytes"; seen: memory');
  });

  it('has no data when `where` matches nothing', async () => {
    const world = await given();
    expect(whyOf(await world.see(levelOf([{ label: 'area', op: '=', pattern: 'heap' }])))).toContain('no series of "memory_bytes" is matched by `where`');
  });

  it('leaves the counters of other checks alone', async () => {
    const world = await given('memory_bytes 5', 'requests_total{code="200"} 7', 'requests_total{code="500"} 0');
    await world.look({ questions: [errors, memory] });
    const { snapshot } = await world.look({ questions: [errors, memory] });
    expect(snapshot).toMatchObject({ pages: { [URL_B]: { counted: { requests_total: { 'code="200"': 7, 'code="500"': 0 } } } } });
    expect(JSON.stringify(snapshot)).not.toContain('memory');
  });
});
