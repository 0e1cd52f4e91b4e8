import { tmpdir } from 'node:os';
import type { BlocksRequest, Question } from '@rampart/rollout-engine';
import { describe, expect, it } from 'vitest';
import { fetchFrom, type Handler } from '@rampart/testing/fakes';
import { describeMetricSourceContract, valueOf } from '@rampart/testing/ports';
import { fakePods } from '../test/fake-pods.ts';
import { metricSources } from './metric-sources.ts';

const START_MS = 1_700_000_000_000;
const errors: Question = { check: 'errors', signal: { kind: 'share', metric: 'requests_total', among: [], where: [], unit: 'requests' }, slices: [], bounds: [], fromMs: START_MS };
const accuracy: Question = { check: 'accuracy', signal: { kind: 'labels', source: { kind: 'http', url: 'http://labels.test/' }, everyMs: 10_000, matureMs: 0 }, slices: [], bounds: [], fromMs: START_MS };

const labelHandler: Handler = async (request) => {
  const { fromMs, toMs } = (await request.json()) as { fromMs: number; toMs: number };
  return Response.json({ blocks: [{ fromMs, toMs, cells: { all: { stable: { trials: 9, events: 1 }, candidate: { trials: 9, events: 2 } } } }] });
};

function aWorld() {
  const pods = fakePods();
  const both = ['http://a.test/metrics', 'http://b.test/metrics'].map((url) => pods.pod(url));
  for (const pod of both) pod.count('requests_total', { code: '200' }, 5);
  const labels = fetchFrom(labelHandler);
  const route: typeof fetch = (input, init) => (new Request(input, init).url.startsWith('http://labels.test/') ? labels(input, init) : pods.fetch(input, init));
  const source = metricSources({ pages: { a: ['http://a.test/metrics'], b: ['http://b.test/metrics'] }, fetch: route, timeoutMs: 5_000, cwd: tmpdir(), env: {} });
  const request: BlocksRequest = { target: 't', rolloutId: 'r', arms: { stable: 'a', candidate: 'b' }, versions: { stable: 'v1', candidate: 'v2' }, questions: [errors, accuracy], nowMs: START_MS, blockMs: 10_000, lagMs: 0, maxGapMs: 120_000, snapshot: null };
  return { source, both, request };
}

describe('metricSources', () => {
  it('asks each source its own questions and merges the answers', async () => {
    const { source, both, request } = aWorld();
    const first = valueOf(await source.fetchBlocks(request));
    for (const pod of both) pod.count('requests_total', { code: '200' }, 7);
    const { evidence } = valueOf(await source.fetchBlocks({ ...request, nowMs: START_MS + 30_000, snapshot: first.snapshot }));
    expect(evidence['errors']).toMatchObject({ kind: 'blocks', blocks: [{ cells: { all: { stable: { trials: 7 } } } }] });
    expect(evidence['accuracy']).toMatchObject({ kind: 'blocks', blocks: [{ cells: { all: { candidate: { trials: 9, events: 2 } } } }] });
  });

  it('keeps the snapshot of the pages when only labels are asked for', async () => {
    const { source, request } = aWorld();
    const { snapshot } = valueOf(await source.fetchBlocks(request));
    expect(valueOf(await source.fetchBlocks({ ...request, questions: [accuracy], snapshot })).snapshot).toEqual(snapshot);
  });
});

describeMetricSourceContract('metricSources', () => {
  const { source, both } = aWorld();
  const unknown = { signal: { kind: 'share', metric: 'nobody_counts_this', among: [], where: [], unit: 'requests' }, slices: [], bounds: [] } as const;
  return { source, arms: { stable: 'a', candidate: 'b' }, startMs: START_MS, lookMs: 30_000, blockMs: 10_000, lagMs: 0, known: errors, unknown, pass: () => both.forEach((pod) => pod.count('requests_total', { code: '200' }, 7)) };
});
