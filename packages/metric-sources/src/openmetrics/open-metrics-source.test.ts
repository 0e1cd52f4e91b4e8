import type { Question } from '@rampart/rollout-engine';
import { describe, expect, it } from 'vitest';
import { describeMetricSourceContract } from '@rampart/testing/ports';
import { aWatchedWorld, aWorld, cellsOf, counts, errors, FAILED, gapOf, latency, LOOK_MS, MAX_GAP_MS, START_MS, URL_A, URL_B, whyOf } from '../../test/a-page-world.ts';
import { fakePods } from '../../test/fake-pods.ts';
import { openMetricsSource } from './open-metrics-source.ts';

describe.each(['prometheus-text', 'openmetrics'] as const)('openMetricsSource on %s', (format) => {
  const given = () => aWatchedWorld(format === 'openmetrics' ? { format } : {});

  it('counts per arm what was added between two looks', async () => {
    const world = await given();
    world.a.count('requests_total', { code: '200' }, 90);
    world.a.count('requests_total', { code: '503' }, 1);
    world.b.count('requests_total', { code: '200' }, 9);
    world.b.count('requests_total', { code: '500' }, 1);
    const evidence = await world.see();
    expect(evidence).toEqual({
      kind: 'blocks',
      blocks: [{ fromMs: START_MS, toMs: START_MS + LOOK_MS, cells: { all: { stable: counts(91, 1), candidate: counts(10, 1) } } }],
      gaps: [],
    });
  });
});

describe('openMetricsSource', () => {
  it('has nothing to say at the first look', async () => {
    const world = aWorld();
    for (const pod of [world.a, world.b]) pod.count('requests_total', { code: '200' }, 5);
    expect(await world.see()).toEqual({ kind: 'blocks', blocks: [], gaps: [] });
  });

  it('takes an arm without new requests as a count of zero', async () => {
    const world = await aWatchedWorld();
    world.a.count('requests_total', { code: '200' }, 90);
    expect(cellsOf(await world.see())['all']).toEqual({ stable: counts(90, 0), candidate: counts(0, 0) });
  });

  it('takes an arm that never served as zero, and counts its first error', async () => {
    const world = aWorld();
    world.a.count('requests_total', { code: '200' }, 50);
    world.b.raw('# TYPE other counter', 'other_total 5');
    await world.look();
    world.a.count('requests_total', { code: '200' }, 50);
    expect(cellsOf(await world.see())['all']).toEqual({ stable: counts(50, 0), candidate: counts(0, 0) });
    world.b.count('requests_total', { code: '500' }, 1);
    expect(cellsOf(await world.see())['all']).toEqual({ stable: counts(0, 0), candidate: counts(1, 1) });
  });

  it('adds up the pods of an arm', async () => {
    const world = aWorld({ pages: { a: [URL_A, 'http://a2.test/metrics'], b: [URL_B] } });
    const second = world.pods.pod('http://a2.test/metrics');
    for (const pod of [world.a, second, world.b]) pod.count('requests_total', { code: '200' }, 10);
    await world.look();
    world.a.count('requests_total', { code: '200' }, 4);
    second.count('requests_total', { code: '500' }, 2);
    expect(cellsOf(await world.see())['all']).toEqual({ stable: counts(6, 2), candidate: counts(0, 0) });
  });

  it('covers a look that failed with the next one, so that nothing is lost', async () => {
    const world = await aWatchedWorld();
    world.b.count('requests_total', { code: '500' }, 2);
    world.b.answer(() => { throw new Error('connection reset'); });
    expect(whyOf(await world.see())).toContain('http://b.test/metrics could not be reached');
    world.b.answer();
    world.b.count('requests_total', { code: '500' }, 3);
    const evidence = await world.see();
    expect(evidence).toMatchObject({ blocks: [{ fromMs: START_MS, toMs: START_MS + 2 * LOOK_MS }] });
    expect(cellsOf(evidence)['all']?.candidate).toEqual(counts(5, 5));
  });

  it('waits until a block is long enough, and loses nothing', async () => {
    const world = await aWatchedWorld();
    world.b.count('requests_total', { code: '500' }, 1);
    expect(await world.see(errors, 5_000)).toEqual({ kind: 'blocks', blocks: [], gaps: [] });
    expect(cellsOf(await world.see(errors, 10_000))['all']?.candidate).toEqual(counts(1, 1));
  });

  it('gives all checks the same span', async () => {
    const world = await aWatchedWorld();
    for (const pod of [world.a, world.b]) pod.observe('latency_seconds', {}, 0.3);
    await world.look({ questions: [errors, latency] });
    const { evidence } = await world.look({ questions: [errors, latency] });
    const spans = Object.values(evidence).map((each) => (each.kind === 'blocks' ? each.blocks.map(({ fromMs, toMs }) => [fromMs, toMs]) : each.why));
    expect(spans[0]).toEqual([[START_MS + LOOK_MS, START_MS + 2 * LOOK_MS]]);
    expect(spans[1]).toEqual(spans[0]);
  });

  it('does not use a span twice when another job was faster', async () => {
    const world = await aWatchedWorld();
    expect(gapOf(await world.see({ ...errors, fromMs: START_MS + 10_000 }))).toContain('used already');
  });

  describe('says that there is a gap', () => {
    it('when a counter fell', async () => {
      const world = await aWatchedWorld();
      world.b.restart();
      world.b.count('requests_total', { code: '200' }, 40);
      world.b.count('requests_total', { code: '500' }, 1);
      expect(gapOf(await world.see())).toContain('restarted');
      world.b.count('requests_total', { code: '200' }, 5);
      expect(cellsOf(await world.see())['all']?.candidate).toEqual(counts(5, 0));
    });

    it('when the process restarted, though its counters are higher than before', async () => {
      const world = aWorld();
      for (const pod of [world.a, world.b]) pod.count('requests_total', { code: '200' }, 10);
      world.b.raw('process_start_time_seconds 1699999000.25');
      await world.look();
      world.b.count('requests_total', { code: '200' }, 90);
      world.b.raw('process_start_time_seconds 1700000010.5');
      expect(gapOf(await world.see())).toContain('its process restarted');
    });

    it('when a counter was created anew, though it is higher than before', async () => {
      const world = aWorld({ format: 'openmetrics' });
      for (const pod of [world.a, world.b]) pod.count('requests_total', { code: '200' }, 10);
      world.b.raw('requests_created{code="200"} 1699999000.25');
      await world.look();
      world.b.count('requests_total', { code: '200' }, 90);
      world.b.raw('requests_created{code="200"} 1700000010.5');
      expect(gapOf(await world.see())).toContain('restarted');
    });

    it('when a series went away, and again when it comes back', async () => {
      const world = await aWatchedWorld();
      world.b.forget('requests_total', { code: '500' });
      expect(gapOf(await world.see())).toContain('went away');
      world.b.count('requests_total', { code: '200' }, 7);
      expect(cellsOf(await world.see())['all']?.candidate).toEqual(counts(7, 0));
      world.b.count('requests_total', { code: '500' }, 9);
      expect(gapOf(await world.see())).toContain('came back');
      world.b.count('requests_total', { code: '500' }, 1);
      expect(cellsOf(await world.see())['all']?.candidate).toEqual(counts(1, 1));
    });

    it('when all counters were gone for a while: what they show then was counted before', async () => {
      const world = await aWatchedWorld();
      for (const pod of [world.a, world.b]) pod.answer(() => new Response('exporter_up 0\n'));
      for (const look of [1, 2]) expect(whyOf(await world.see()), `look ${String(look)}`).toContain('no page has "requests_total"');
      for (const pod of [world.a, world.b]) pod.answer();
      expect(gapOf(await world.see())).toContain('has no baseline');
      world.b.count('requests_total', { code: '200' }, 7);
      expect(cellsOf(await world.see())['all']).toEqual({ stable: counts(0, 0), candidate: counts(7, 0) });
    });

    it('when another page stood in the place of a pod that said when it began', async () => {
      const world = aWorld();
      for (const pod of [world.a, world.b]) pod.raw('process_start_time_seconds 1699999000.25');
      world.a.count('requests_total', { code: '200' }, 10);
      await world.look();
      world.b.count('requests_total', { code: '200' }, 90);
      world.b.answer(() => new Response('exporter_up 0\n'));
      for (const look of [1, 2]) expect(gapOf(await world.see()), `look ${String(look)}`).toContain('has no baseline');
      world.b.answer();
      expect(gapOf(await world.see())).toContain('has no baseline');
      world.b.count('requests_total', { code: '200' }, 7);
      expect(cellsOf(await world.see())['all']?.candidate).toEqual(counts(7, 0));
    });

    it('when a series is new and says that it is old', async () => {
      const world = aWorld({ format: 'openmetrics' });
      for (const pod of [world.a, world.b]) pod.count('requests_total', { code: '200' }, 10);
      await world.look();
      world.b.count('requests_total', { code: '500' }, 400);
      world.b.raw('requests_created{code="500"} 1690000000');
      expect(gapOf(await world.see())).toContain('created before the last look');
    });

    it('when the last look is too long ago for counters to bridge', async () => {
      const world = await aWatchedWorld();
      expect(gapOf(await world.see(errors, MAX_GAP_MS + 1))).toContain('since the last look');
      world.a.count('requests_total', { code: '200' }, 1);
      expect(cellsOf(await world.see())['all']?.stable).toEqual(counts(1, 0));
    });

    it.each([['of somebody else', { someone: 'else' }], ['of a later version', { version: 2, atMs: 0, pages: {} }], ['that is broken', { version: 1, atMs: START_MS, pages: { [URL_A]: { counted: { requests_total: { x: -1 } } } } }]])('when the snapshot is one %s, and begins anew', async (_, snapshot) => {
      const world = await aWatchedWorld();
      const { evidence } = await world.look({ snapshot });
      expect(gapOf(evidence['errors'] ?? { kind: 'no-data', why: '' })).toContain('the stored counters cannot be used');
      world.a.count('requests_total', { code: '200' }, 1);
      expect(cellsOf(await world.see())['all']?.stable).toEqual(counts(1, 0));
    });

    it('when a page was not looked at before, unless its process began since', async () => {
      const world = await aWatchedWorld();
      const { snapshot } = await world.look();
      const unseen = (text: string): unknown => {
        const { pages, ...rest } = snapshot as { readonly pages: Readonly<Record<string, unknown>> };
        world.b.raw(text);
        return { ...rest, pages: { [URL_A]: pages[URL_A] } };
      };
      expect(gapOf((await world.look({ snapshot: unseen('x 1') })).evidence['errors'] ?? { kind: 'no-data', why: '' })).toContain('no baseline');
      const { evidence } = await world.look({ snapshot: unseen(`process_start_time_seconds ${String(START_MS / 1000 + 45)}`), afterMs: 15_000 });
      expect(cellsOf(evidence['errors'] ?? { kind: 'no-data', why: '' })['all']?.candidate).toEqual(counts(103, 3));
    });
  });

  describe('says that there is no data', () => {
    it('when no page has the metric, with the names that it saw', async () => {
      const world = await aWatchedWorld();
      const misspelt: Question = { ...errors, signal: { kind: 'share', metric: 'request_total', among: [], where: FAILED, unit: 'requests' } };
      expect(whyOf(await world.see(misspelt))).toBe('no page has "request_total"; seen: requests_total');
    });

    it('when no series has the label that `where` or a slice asks for', async () => {
      const world = await aWatchedWorld();
      const misspelt: Question = { ...errors, signal: { kind: 'share', metric: 'requests_total', among: [], where: [{ label: 'status', op: '=~', pattern: '5..' }], unit: 'requests' } };
      expect(whyOf(await world.see(misspelt))).toBe('no series of "requests_total" has the label "status"; they have: code');
      expect(whyOf(await world.see({ ...errors, slices: ['region'] }))).toContain('has the label "region"');
    });

    it.each([
      ['NaN', 'requests_total{code="418"} NaN', 'is NaN'],
      ['infinite', 'requests_total{code="418"} +Inf', 'is Infinity, which is no count'],
      ['negative', 'requests_total{code="418"} -1', 'is -1, which is no count'],
      ['a fraction', 'requests_total{code="418"} 1.5', 'is 1.5, which is no count'],
      ['there twice', 'requests_total{code="200"} 100', 'stands there twice'],
      ['of an hour ago', `requests_total{code="418"} 1 ${String(START_MS - 3_600_000)}`, 'the page is stale'],
      ['a gauge', '# TYPE requests_total gauge', '"requests_total" is declared as gauge, not as counter'],
    ])('when a counter is %s, and only for the checks that use it', async (_, line, why) => {
      const world = await aWatchedWorld();
      for (const pod of [world.a, world.b]) pod.observe('latency_seconds', {}, 0.3);
      await world.look({ questions: [errors, latency] });
      world.b.raw(line);
      const { evidence } = await world.look({ questions: [errors, latency] });
      expect(whyOf(evidence['errors'] ?? { kind: 'no-data', why: '' })).toContain(why);
      expect(evidence['latency']).toMatchObject({ kind: 'blocks', blocks: [{}] });
      world.b.raw();
      expect(gapOf(await world.see())).toContain('no baseline');
      expect(await world.see()).toMatchObject({ kind: 'blocks', blocks: [{}] });
    });

    it.each<[string, Response, string]>([
      ['answers 500', new Response('', { status: 500 }), 'answered 500'],
      ['redirects', new Response(null, { status: 302, headers: { location: 'http://elsewhere.test/' } }), 'answered 302'],
      ['is a web page', new Response('<html>', { headers: { 'content-type': 'text/html' } }), 'is no metric page: its content type is "text/html"'],
      ['is cut off', new Response('requests_total{code="200"} 12'), 'it was cut off'],
      ['is no metrics', new Response('hello world\n', { headers: { 'content-type': 'text/plain' } }), 'cannot be read: line 1'],
      ['comes from a cache', new Response('', { headers: { 'content-type': 'text/plain', age: '600' } }), 'is stale: 600 s old'],
      ['is dated', new Response('', { headers: { 'content-type': 'text/plain', date: new Date(START_MS - 3_600_000).toUTCString() } }), 'is stale'],
      ['is far too large', new Response('x'.repeat(17 * 1024 * 1024)), 'answered more than'],
    ])('when a page %s', async (_, response, why) => {
      const world = await aWatchedWorld();
      world.b.answer(() => response);
      expect(whyOf(await world.see())).toContain(why);
    });

    it('when a slot has no pages', async () => {
      const world = aWorld({ pages: { a: [URL_A] } });
      world.a.count('requests_total', { code: '200' });
      expect(whyOf(await world.see())).toBe('the policy names no metric page for slot "b"');
    });

    it('when the clock went back', async () => {
      const world = await aWatchedWorld();
      expect(whyOf(await world.see(errors, -60_000))).toContain('a clock went back');
    });

    it('when it is asked for labels', async () => {
      const world = await aWatchedWorld();
      const labels: Question = { ...errors, signal: { kind: 'labels', source: { kind: 'http', url: 'http://labels.test/' }, everyMs: 1, matureMs: 1 } };
      expect(whyOf(await world.see(labels))).toBe('metric pages cannot answer a check of labels');
    });
  });

  describe('with slices', () => {
    const sliced: Question = { ...errors, slices: ['region'] };

    it('counts each value of the label', async () => {
      const world = aWorld();
      for (const pod of [world.a, world.b]) for (const region of ['east', 'west']) pod.count('requests_total', { code: '200', region }, 10);
      await world.look({ questions: [sliced] });
      world.a.count('requests_total', { code: '200', region: 'west' }, 20);
      world.a.count('requests_total', { code: '200', region: '' }, 3);
      world.b.count('requests_total', { code: '500', region: 'west' }, 2);
      world.b.count('requests_total', { code: '500', region: 'n"orth\n' }, 1);
      expect(cellsOf(await world.see(sliced))).toEqual({
        all: { stable: counts(23, 0), candidate: counts(3, 3) },
        'region=west': { stable: counts(20, 0), candidate: counts(2, 2) },
        'region=n"orth\n': { stable: counts(0, 0), candidate: counts(1, 1) },
      });
    });

    it('refuses more values than can be judged', async () => {
      const world = aWorld();
      for (const pod of [world.a, world.b]) pod.count('requests_total', { code: '200', region: 'east' });
      await world.look({ questions: [sliced] });
      for (let region = 0; region < 33; region += 1) world.b.count('requests_total', { code: '200', region: String(region) });
      expect(whyOf(await world.see(sliced))).toContain('has 33 values; at most 32');
    });
  });

  it('leaves a snapshot that is small: a series costs its labels and its value', async () => {
    const world = await aWatchedWorld();
    const { snapshot } = await world.look();
    expect(snapshot).toEqual({
      version: 1,
      atMs: START_MS + LOOK_MS,
      pages: Object.fromEntries([URL_A, URL_B].map((url) => [url, { counted: { requests_total: { 'code="200"': 100, 'code="500"': 3 } } }])),
    });
  });

  it('reads all pages at once', async () => {
    const world = await aWatchedWorld();
    let waiting = 0;
    let release: () => void = () => undefined;
    const both = new Promise<void>((resolve) => (release = resolve));
    for (const pod of [world.a, world.b]) {
      pod.answer(async () => {
        waiting += 1;
        if (waiting === 2) release();
        await both;
        return new Response('requests_total{code="200"} 200\nrequests_total{code="500"} 3\n');
      });
    }
    expect(cellsOf(await world.see())['all']).toEqual({ stable: counts(100, 0), candidate: counts(100, 0) });
  });
});

describeMetricSourceContract('openMetricsSource', () => {
  const pods = fakePods();
  const both = [pods.pod(URL_A), pods.pod(URL_B)];
  return {
    source: openMetricsSource({ pages: { a: [URL_A], b: [URL_B] }, fetch: pods.fetch, timeoutMs: 5_000 }),
    arms: { stable: 'a', candidate: 'b' },
    startMs: START_MS,
    lookMs: LOOK_MS,
    blockMs: 15_000,
    lagMs: 0,
    known: { signal: errors.signal, slices: [], bounds: [] },
    unknown: { signal: { kind: 'share', metric: 'nobody_counts_this', among: [], where: [], unit: 'requests' }, slices: [], bounds: [] },
    pass: () => {
      for (const pod of both) {
        pod.count('requests_total', { code: '200' }, 40);
        pod.count('requests_total', { code: '500' }, 1);
      }
    },
  };
});
