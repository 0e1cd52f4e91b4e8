// The contract of metric sources, for every kind of signal that pages can answer.
import type { Question } from '@rampart/rollout-engine';
import { describeMetricSourceContract } from '@rampart/testing/ports';
import { aModelPod } from '../../test/a-model-pod.ts';
import { LOOK_MS, START_MS, URL_A, URL_B } from '../../test/a-page-world.ts';
import { fakePods } from '../../test/fake-pods.ts';
import { openMetricsSource } from './open-metrics-source.ts';

describeMetricSourceContract('openMetricsSource on OpenMetrics 2.0', () => {
  const pods = fakePods('openmetrics');
  const both = [pods.pod(URL_A), pods.pod(URL_B)].map((pod) => aModelPod(pod, ['approve', 'block']));
  const ask = (signal: Question['signal']) => ({ signal, slices: [], bounds: [] });
  const users = ask({ kind: 'share', metric: 'users_total', among: [], where: [{ label: 'what', op: '=', pattern: 'failed' }], unit: 'users' });
  return {
    source: openMetricsSource({ pages: { a: [URL_A], b: [URL_B] }, fetch: pods.fetch, timeoutMs: 5_000 }),
    arms: { stable: 'a', candidate: 'b' },
    startMs: START_MS,
    lookMs: LOOK_MS,
    blockMs: 15_000,
    lagMs: 0,
    known: ask({ kind: 'time', metric: 'latency_seconds', where: [] }),
    unknown: ask({ kind: 'level', metric: 'nobody_shows_this', where: [], growth: { kind: 'none' } }),
    also: [
      users,
      ask({ kind: 'time', metric: 'latency_seconds', where: [] }),
      ask({ kind: 'bins', metric: 'answers_total', where: [], by: 'class', against: { kind: 'stable' } }),
      ask({ kind: 'bins', metric: 'latency_seconds', where: [], by: 'le', against: { kind: 'stable' } }),
      ask({ kind: 'score', origin: { kind: 'metric', metric: 'judge', where: [] }, low: 0, high: 1 }),
      ask({ kind: 'level', metric: 'memory_bytes', where: [], growth: { kind: 'none' } }),
    ],
    pass: () => {
      for (const pod of both) {
        pod.serve({ bin: 'approve', seconds: 0.2, score: 0.5, user: 'new' });
        pod.serve({ bin: 'block', seconds: 1.7, score: 1, user: 'failing' });
        pod.serve({ bin: 'approve', seconds: 0, score: 0.25, user: 'known' });
      }
    },
  };
});
