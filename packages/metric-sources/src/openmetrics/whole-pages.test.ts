// Pages as servers of three kinds send them, with all that stands around what is asked for: the same model seen through each of them.
import type { Question } from '@rampart/rollout-engine';
import { describe, expect, it } from 'vitest';
import { aWorld, cellsOf, counts, START_MS } from '../../test/a-page-world.ts';

/** What the model server has counted since it began. */
interface Counted {
  readonly approved: number;
  readonly blocked: number;
  readonly failed: number;
  readonly under100Ms: number;
  readonly scores: number;
  readonly scoreSum: string;
  readonly memory: string;
}

const total = ({ approved, blocked }: Counted): number => approved + blocked;

/** Python's prometheus_client behind a WSGI server: text 0.0.4, floats, gauges beside `_created`. */
const pythonPage = (counted: Counted): string => `# HELP python_gc_objects_collected_total Objects collected during gc
# TYPE python_gc_objects_collected_total counter
python_gc_objects_collected_total{generation="0"} 6731.0
# HELP python_info Python platform information
# TYPE python_info gauge
python_info{implementation="CPython",major="3",minor="12",patchlevel="3",version="3.12.3"} 1.0
# HELP process_resident_memory_bytes Resident memory size in bytes.
# TYPE process_resident_memory_bytes gauge
process_resident_memory_bytes ${counted.memory}
# HELP process_start_time_seconds Start time of the process since unix epoch in seconds.
# TYPE process_start_time_seconds gauge
process_start_time_seconds 1.69999900034e+09
# HELP predictions_total Answers of the model, "quoted" and with a \\\\ backslash
# TYPE predictions_total counter
predictions_total{answer="approve",code="200"} ${String(counted.approved)}.0
predictions_total{answer="block",code="200"} ${String(counted.blocked - counted.failed)}.0
predictions_total{answer="block",code="503"} ${String(counted.failed)}.0
# TYPE predictions_created gauge
predictions_created{answer="approve",code="200"} 1.69999900092e+09
predictions_created{answer="block",code="200"} 1.69999900093e+09
predictions_created{answer="block",code="503"} 1.69999900094e+09
# HELP predict_seconds Time to answer
# TYPE predict_seconds histogram
predict_seconds_bucket{le="0.05"} 0.0
predict_seconds_bucket{le="0.1"} ${String(counted.under100Ms)}.0
predict_seconds_bucket{le="+Inf"} ${String(total(counted))}.0
predict_seconds_count ${String(total(counted))}.0
predict_seconds_sum 91.25301
# HELP judge_score What the judge thinks
# TYPE judge_score summary
judge_score_count ${String(counted.scores)}.0
judge_score_sum ${counted.scoreSum}
`;

/** Go's client_golang through promhttp: OpenMetrics 1.0 with exemplars and created samples. */
const goPage = (counted: Counted): string => `# HELP go_gc_duration_seconds A summary of the wall-time pause (stop-the-world) duration in garbage collection cycles.
# TYPE go_gc_duration_seconds summary
go_gc_duration_seconds{quantile="0.0"} 2.7e-05
go_gc_duration_seconds{quantile="1.0"} 0.000541
go_gc_duration_seconds_sum 0.019
go_gc_duration_seconds_count 88
# HELP judge_score What the judge thinks
# TYPE judge_score summary
judge_score_sum ${counted.scoreSum}
judge_score_count ${String(counted.scores)}
judge_score_created 1.699999001e+09
# HELP predict_seconds Time to answer
# TYPE predict_seconds histogram
predict_seconds_bucket{le="0.05"} 0 # {} 0.041
predict_seconds_bucket{le="0.1"} ${String(counted.under100Ms)} # {trace_id="4bf92f3577b34da6"} 0.0823 1.6999999e+09
predict_seconds_bucket{le="+Inf"} ${String(total(counted))}
predict_seconds_sum 91.25301
predict_seconds_count ${String(total(counted))}
predict_seconds_created 1.699999001e+09
# HELP predictions Answers of the model
# TYPE predictions counter
predictions_total{answer="approve",code="200"} ${String(counted.approved)}.0
predictions_created{answer="approve",code="200"} 1.699999001e+09
predictions_total{answer="block",code="200"} ${String(counted.blocked - counted.failed)}.0
predictions_created{answer="block",code="200"} 1.699999001e+09
predictions_total{answer="block",code="503"} ${String(counted.failed)}.0
predictions_created{answer="block",code="503"} 1.699999001e+09
# HELP process_resident_memory_bytes Resident memory size in bytes.
# TYPE process_resident_memory_bytes gauge
# UNIT process_resident_memory_bytes bytes
process_resident_memory_bytes ${counted.memory}
# TYPE process_start_time_seconds gauge
process_start_time_seconds 1.69999900034e+09
# TYPE target info
target_info{service_name="fraud",service_version="v2"} 1
# EOF
`;

/** A server of OpenMetrics 2.0: composite values, start timestamps, native and classic buckets on one line. */
const composedPage = (counted: Counted): string => `# TYPE process_start_time_seconds gauge
# UNIT process_start_time_seconds seconds
process_start_time_seconds 1699999000.34
# TYPE process_resident_memory_bytes gauge
process_resident_memory_bytes ${counted.memory} 1700000000.000
# TYPE predictions_total counter
# HELP predictions_total Answers of the model
predictions_total{answer="approve",code="200"} ${String(counted.approved)} st@1699999001.000 # {trace_id="shaZ8oxi"} 1.0 1699999999.5
predictions_total{answer="block",code="200"} ${String(counted.blocked - counted.failed)} st@1699999001.000
predictions_total{answer="block",code="503"} ${String(counted.failed)} st@1699999001.000
# TYPE predict_seconds histogram
predict_seconds {count:${String(total(counted))},sum:91.25301,schema:0,zero_threshold:2.938735877055719e-39,zero_count:0,positive_spans:[-3:1,1:1],positive_buckets:[${String(counted.under100Ms)},${String(total(counted) - counted.under100Ms)}],bucket:[0.05:0,0.1:${String(counted.under100Ms)},+Inf:${String(total(counted))}]} st@1699999001.000 # {trace_id="a"} 0.0823 1699999999.0 # {trace_id="b"} 0.3 1699999998.0
# TYPE judge_score summary
judge_score {count:${String(counted.scores)},sum:${counted.scoreSum},quantile:[]} st@1699999001.000
# TYPE queue_depth gaugehistogram
queue_depth {gcount:3,gsum:12,bucket:[1:0,8:3,+Inf:3]}
# EOF
`;

const ask = (check: string, signal: Question['signal']): Question => ({ check, signal, slices: [], bounds: [], fromMs: START_MS });
const questions: readonly Question[] = [
  ask('errors', { kind: 'share', metric: 'predictions_total', among: [], where: [{ label: 'code', op: '=~', pattern: '5..' }], unit: 'requests' }),
  ask('latency', { kind: 'time', metric: 'predict_seconds', where: [] }),
  ask('answers', { kind: 'bins', metric: 'predictions_total', where: [], by: 'answer', against: { kind: 'stable' } }),
  ask('judge', { kind: 'score', origin: { kind: 'metric', metric: 'judge_score', where: [] }, low: 0, high: 1 }),
  ask('memory', { kind: 'level', metric: 'process_resident_memory_bytes', where: [], growth: { kind: 'none' } }),
];

const earlier: Counted = { approved: 900, blocked: 100, failed: 3, under100Ms: 800, scores: 40, scoreSum: '30.5', memory: '1.13246208e+08' };
const later: Counted = { approved: 990, blocked: 110, failed: 5, under100Ms: 850, scores: 44, scoreSum: '33.5', memory: '1.5e+08' };

describe('openMetricsSource', () => {
  it.each([
    ['a page of a Python server', pythonPage, 'text/plain; version=0.0.4; charset=utf-8'],
    ['a page of a Go server', goPage, 'application/openmetrics-text; version=1.0.0; charset=utf-8'],
    ['a page of OpenMetrics 2.0', composedPage, 'application/openmetrics-text; version=2.0.0; charset=utf-8'],
  ])('reads %s', async (_, page, type) => {
    const world = aWorld();
    const show = (stable: Counted, candidate: Counted): void => {
      world.a.answer(() => new Response(page(stable), { headers: { 'content-type': type } }));
      world.b.answer(() => new Response(page(candidate), { headers: { 'content-type': type } }));
    };
    show(earlier, earlier);
    await world.look({ questions });
    show(earlier, later);
    const { evidence } = await world.look({ questions });
    const cells = Object.fromEntries(questions.map(({ check }) => [check, cellsOf(evidence[check] ?? { kind: 'no-data', why: 'not answered' })]));
    const nothing = counts(0, 0);
    expect(cells).toEqual({
      errors: { all: { stable: nothing, candidate: counts(100, 2) } },
      latency: { all: { stable: nothing, candidate: counts(100, 0) }, 'le=0.05': { stable: nothing, candidate: counts(100, 100) }, 'le=0.1': { stable: nothing, candidate: counts(100, 50) } },
      answers: { all: { stable: nothing, candidate: counts(100, 0) }, 'bin=approve': { stable: nothing, candidate: counts(100, 90) }, 'bin=block': { stable: nothing, candidate: counts(100, 10) } },
      judge: { all: { stable: nothing, candidate: counts(4, 3) } },
      memory: { all: { stable: counts(1, 113_246_208), candidate: counts(1, 150_000_000) } },
    });
  });

  it('asks for OpenMetrics 2.0 first, and takes the older formats', async () => {
    const world = aWorld();
    let accepted = '';
    for (const pod of [world.a, world.b]) pod.answer((request) => {
      accepted = request.headers.get('accept') ?? '';
      return new Response('up 1\n');
    });
    await world.look({ questions });
    expect([...accepted.matchAll(/version=([\d.]+)[^,]*;q=([\d.]+)/g)].map(([, version, weight]) => [version, weight])).toEqual([['2.0.0', '0.7'], ['1.0.0', '0.6'], ['0.0.4', '0.5']]);
  });
});
