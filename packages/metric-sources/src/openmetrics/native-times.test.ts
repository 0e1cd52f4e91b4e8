import type { Question } from '@rampart/rollout-engine';
import { describe, expect, it } from 'vitest';
import { eighth, nativeFrom, nativeText } from '../../test/a-model-pod.ts';
import { aWorld, cellsOf, counts, gapOf, latency, whyOf, type World } from '../../test/a-page-world.ts';
import type { FakePod } from '../../test/fake-pods.ts';

/** What the pod has measured since it began, at this resolution. */
const show = (pod: FakePod, values: readonly number[], { schema = 3, zero = 2 ** -128, classic = '', labels = '' } = {}): void => {
  pod.raw('# TYPE latency_seconds histogram', `latency_seconds${labels} {${nativeText(nativeFrom(values, schema, zero), 1)}${classic}}`);
};
const bounds = (cells: object): readonly string[] => Object.keys(cells).filter((name) => name.startsWith('le='));
const CLASSIC = (...counted: readonly number[]): string => `,bucket:[0.1:${String(counted[0])},1:${String(counted[1])},+Inf:${String(counted[2])}]`;

const given = async (values: readonly number[] = [0.5, 2], options: Parameters<typeof show>[2] = {}): Promise<World> => {
  const world = aWorld({ format: 'openmetrics' });
  for (const pod of [world.a, world.b]) show(pod, values, options);
  await world.look({ questions: [latency] });
  return world;
};

describe('openMetricsSource with a native histogram', () => {
  it('counts per bound of the schema the requests that were slower', async () => {
    const world = await given([0.5, 2], { schema: 0 });
    show(world.a, [0.5, 2, 0.6, 0.9, 1.5], { schema: 0 });
    show(world.b, [0.5, 2, 0.3], { schema: 0 });
    expect(cellsOf(await world.see(latency))).toEqual({
      all: { stable: counts(3, 0), candidate: counts(1, 0) },
      'le=0.5': { stable: counts(3, 3), candidate: counts(1, 0) },
      'le=1': { stable: counts(3, 1), candidate: counts(1, 0) },
      'le=2': { stable: counts(3, 0), candidate: counts(1, 0) },
    });
  });

  it('has bounds 9 % apart at most, however finely a server counts', async () => {
    const world = await given([1, 2], { schema: 3 });
    expect(bounds(cellsOf(await world.see(latency)))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8].map((index) => `le=${String(eighth(index))}`));
  });

  it('goes on with the bounds that are left when a server merges buckets', async () => {
    const world = await given([0.5, 2]);
    const fine = bounds(cellsOf(await world.see(latency)));
    show(world.b, [0.5, 2, 1.9], { schema: 1 });
    const merged = cellsOf(await world.see(latency));
    expect(merged['all']?.candidate).toEqual(counts(1, 0));
    expect(merged[`le=${String(eighth(4))}`]?.candidate).toEqual(counts(1, 1));
    expect(bounds(merged)).toEqual(['le=0.5', `le=${String(eighth(-4))}`, 'le=1', `le=${String(eighth(4))}`, 'le=2']);
    expect(fine).toEqual(expect.arrayContaining([...bounds(merged)]));
  });

  it('counts from over the zero bucket when a server widens it', async () => {
    const world = await given([0.001, 0.5, 2]);
    show(world.a, [0.001, 0.5, 2, 0.002, 0.7], { zero: 0.5 });
    const cells = cellsOf(await world.see(latency));
    expect(cells['le=0.5']?.stable).toEqual(counts(2, 1));
    expect(bounds(cells)[0]).toBe('le=0.5');
  });

  it('counts the bounds that are wanted, whether something is near them or not', async () => {
    const world = await given();
    show(world.a, [0.5, 2, 0.7]);
    const wanted = (...seconds: readonly number[]): Question => ({ ...latency, bounds: seconds });
    expect(cellsOf(await world.see(wanted(0.125, eighth(-4), 64)))).toEqual({
      all: { stable: counts(1, 0), candidate: counts(0, 0) },
      'le=0.125': { stable: counts(1, 1), candidate: counts(0, 0) },
      [`le=${String(eighth(-4))}`]: { stable: counts(1, 0), candidate: counts(0, 0) },
      'le=64': { stable: counts(1, 0), candidate: counts(0, 0) },
    });
    expect(whyOf(await world.see(wanted(0.5, 0.3)))).toContain('the bucket bound 0.3 s is not in every histogram any more');
  });

  it('widens its bounds rather than having more than 128 of them', async () => {
    const world = await given([1e-6, 1e3]);
    const seen = bounds(cellsOf(await world.see(latency)));
    // 30 doublings: 240 bounds at eight per doubling, 120 at four.
    expect(seen).toHaveLength(120);
    expect(seen).toContain('le=1024');
  });

  it('has a block of nothing before the first request', async () => {
    const world = await given([]);
    expect(cellsOf(await world.see(latency))['all']).toEqual({ stable: counts(0, 0), candidate: counts(0, 0) });
  });

  it('counts only what `where` matches', async () => {
    const world = aWorld({ format: 'openmetrics' });
    const both = (ok: readonly number[], failed: readonly number[]): void => {
      for (const pod of [world.a, world.b]) pod.raw(`latency_seconds{code="200"} {${nativeText(nativeFrom(ok, 0), 1)}}`, `latency_seconds{code="500"} {${nativeText(nativeFrom(failed, 0), 1)}}`);
    };
    both([1], [1]);
    const narrow: Question = { ...latency, signal: { kind: 'time', metric: 'latency_seconds', where: [{ label: 'code', op: '=', pattern: '200' }] } };
    await world.look({ questions: [narrow] });
    both([1, 1, 2], [1, 8, 8, 8]);
    expect(cellsOf(await world.see(narrow))).toEqual({ all: { stable: counts(2, 0), candidate: counts(2, 0) }, 'le=1': { stable: counts(2, 1), candidate: counts(2, 1) }, 'le=2': { stable: counts(2, 0), candidate: counts(2, 0) } });
  });

  it('reads the classic buckets where every page offers both', async () => {
    const world = await given([0.5, 2], { classic: CLASSIC(0, 1, 2) });
    show(world.a, [0.5, 2, 0.05], { classic: CLASSIC(1, 2, 3) });
    expect(bounds(cellsOf(await world.see(latency)))).toEqual(['le=0.1', 'le=1']);
  });

  it('reads the native buckets where one page offers nothing else', async () => {
    const world = aWorld({ format: 'openmetrics' });
    show(world.a, [0.5, 2], { schema: 0, classic: CLASSIC(0, 1, 2) });
    show(world.b, [0.5, 2], { schema: 0 });
    await world.look({ questions: [latency] });
    show(world.a, [0.5, 2, 0.6], { schema: 0, classic: CLASSIC(0, 2, 3) });
    expect(cellsOf(await world.see(latency))['le=0.5']).toEqual({ stable: counts(1, 1), candidate: counts(0, 0) });
  });

  it('has no data where one arm has classic and the other native buckets alone', async () => {
    const world = aWorld({ format: 'openmetrics' });
    show(world.a, [0.5]);
    world.b.raw('latency_seconds {count:1,sum:1,bucket:[0.1:0,+Inf:1]}');
    expect(whyOf(await world.see(latency))).toBe('"latency_seconds" has native buckets alone on http://a.test/metrics and classic ones alone on http://b.test/metrics: they cannot be compared');
  });

  it('says that there is a gap when a bucket lost counts, and goes on from there', async () => {
    const world = await given([0.5, 2]);
    show(world.b, [0.5, 0.5, 0.5]);
    expect(gapOf(await world.see(latency))).toContain('restarted');
    show(world.b, [0.5, 0.5, 0.5, 1]);
    expect(cellsOf(await world.see(latency))['all']?.candidate).toEqual(counts(1, 0));
  });

  it('says that there is a gap when a histogram began anew, though it counted more', async () => {
    const world = aWorld({ format: 'openmetrics' });
    const since = (pod: FakePod, start: string, values: readonly number[]): void => pod.raw(`latency_seconds {${nativeText(nativeFrom(values, 3), 1)}} st@${start}`);
    since(world.a, '1699999000.25', [1]);
    since(world.b, '1699999000.25', [1]);
    await world.look({ questions: [latency] });
    since(world.b, '1700000010.5', [1, 2, 3]);
    expect(gapOf(await world.see(latency))).toContain('restarted');
  });

  it.each([
    ['values under zero', 'count:1,sum:1,schema:0,zero_threshold:0,zero_count:0,negative_spans:[0:1],negative_buckets:[1]', 'has values under zero'],
    ['an unknown schema', 'count:0,sum:0,schema:-53,zero_threshold:0,zero_count:0', 'has the schema -53'],
    ['requests that took no number of seconds', 'count:2,sum:NaN,schema:0,zero_threshold:0,zero_count:1', 'the rest is not a number'],
    ['half a request', 'count:0.5,sum:1,schema:0,zero_threshold:0,zero_count:0.5', 'is no count'],
  ])('has no data from %s', async (_, text, why) => {
    const world = await given();
    world.b.raw(`latency_seconds {${text}}`);
    expect(whyOf(await world.see(latency))).toContain(why);
  });

  it('leaves a snapshot with its buckets, at the resolution that is kept', async () => {
    const world = await given([0.5, 2]);
    const { snapshot } = await world.look({ questions: [latency] });
    expect(snapshot).toMatchObject({ pages: { 'http://a.test/metrics': { counted: { latency_seconds_count: { '': 2 } }, natives: { latency_seconds: { '': [3, 2 ** -128, 0, -8, 1, 8, 1] } } } } });
  });
});
