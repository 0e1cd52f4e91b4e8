import { fetchFrom, virtualClock } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { podPage, type ServedModel } from '../../test/a-served-model.ts';
import { findSignals, type Signals } from './find-signals.ts';
import { surveyPages } from './survey-pages.ts';
import { KNOWN_COUNTERS, KNOWN_HISTOGRAMS, MEMORY_GAUGES, UNREADABLE_METRICS } from './well-known-metrics.ts';

const NAMES = [...KNOWN_COUNTERS, ...KNOWN_HISTOGRAMS, ...UNREADABLE_METRICS].map(({ metric }) => metric);

async function found(lines: readonly string[], contentType?: string): Promise<Signals> {
  const model: ServedModel = { linesAt: () => lines, ...(contentType === undefined ? {} : { contentType }) };
  const clock = virtualClock();
  const survey = await surveyPages({ urls: ['http://pod.test/metrics'], forMs: 60_000, names: [...NAMES, ...MEMORY_GAUGES], fetch: fetchFrom(podPage(model)), timeoutMs: 1_000 }, clock, new AbortController().signal);
  expect(survey.troubles).toEqual([]);
  return findSignals(survey);
}

const histogram = (name: string, labels = ''): readonly string[] => [`# TYPE ${name} histogram`, `${name}_bucket{${labels}le="0.1"} 9`, `${name}_bucket{${labels}le="+Inf"} 10`, `${name}_count{${labels.replace(/,$/, '')}} 10`, `${name}_sum{${labels.replace(/,$/, '')}} 1`];

describe('findSignals', () => {
  it.each<readonly [string, readonly string[], string, string]>([
    ['a Prometheus client library', ['# TYPE http_requests_total counter', 'http_requests_total{code="200"} 9', 'http_requests_total{code="503"} 1'], 'http_requests_total', 'code=~5..'],
    ['the FastAPI instrumentator, which writes classes', ['http_requests_total{handler="/p",status="2xx"} 9', 'http_requests_total{handler="/p",status="5xx"} 1'], 'http_requests_total', 'status=~5..'],
    ['classes in capitals', ['http_requests_total{status="2XX"} 9'], 'http_requests_total', 'status=~5XX|5..'],
    ['MLServer', ['# TYPE rest_server_requests_total counter', 'rest_server_requests_total{method="POST",path="/v2/models/x/infer",status_code="200"} 4', 'model_infer_request_failure_total{model="x"} 0'], 'rest_server_requests_total', 'status_code=~5..'],
    ['BentoML', ['bentoml_service_request_total{endpoint="/predict",http_response_code="200"} 160'], 'bentoml_service_request_total', 'http_response_code=~5..'],
    ['the executor of Seldon Core, by the count of its histogram', histogram('seldon_api_executor_server_requests_seconds', 'code="200",method="post",'), 'seldon_api_executor_server_requests_seconds_count', 'code=~5..'],
    ['TensorFlow Serving, by its own codes', [':tensorflow:serving:request_count{model_name="x",status="OK"} 7'], ':tensorflow:serving:request_count', 'status!=OK'],
    ['vLLM without its web server', ['vllm:request_success_total{finished_reason="stop",model_name="x"} 3'], 'vllm:request_success_total', 'finished_reason=~abort|error'],
    ['something that nobody knows, by its label', ['# TYPE scoring_calls_total counter', 'scoring_calls_total{http_status="200"} 5', 'other_total{kind="a"} 100'], 'scoring_calls_total', 'http_status=~5..'],
    ['the larger of two that nobody knows', ['a_calls_total{code="200"} 5', 'b_calls_total{code="200"} 50'], 'b_calls_total', 'code=~5..'],
  ])('finds errors of %s', async (_, lines, metric, failing) => {
    const { errors } = await found(lines);
    expect(errors === 'none' ? errors : [errors.metric, `${errors.failing.label}${errors.failing.op}${errors.failing.pattern}`]).toEqual([metric, failing]);
  });

  it.each([
    ['a counter without a status', ['requests_total{method="GET"} 3']],
    ['a status that is no status', ['requests_total{status="fine"} 3']],
    ['a gauge', ['# TYPE requests_total gauge', 'requests_total{code="200"} 3']],
    ['the scrape itself', ['promhttp_metric_handler_requests_total{code="200"} 3', 'prometheus_http_requests_total{code="200"} 3']],
    ['Triton, which counts failures apart', ['# TYPE nv_inference_request_success counter', 'nv_inference_request_success{model="m",version="1"} 3', 'nv_inference_request_failure{model="m",reason="OTHER",version="1"} 0']],
  ])('finds no errors in %s', async (_, lines) => {
    expect((await found(lines)).errors).toBe('none');
  });

  it.each([
    ['vllm:e2e_request_latency_seconds', 'vllm:e2e_request_latency_seconds'],
    ['request_predict_seconds', 'request_predict_seconds'],
    ['my_scoring_latency_seconds', 'my_scoring_latency_seconds'],
  ])('finds times in %s', async (name, metric) => {
    expect((await found(histogram(name))).latency).toMatchObject({ metric });
  });

  it.each([
    ['ray_serve_http_request_latency_ms', /is no histogram of seconds \(milliseconds\)/],
    ['my_latency_milliseconds', /my_latency_milliseconds is a histogram of another unit than seconds/],
  ])('says why it takes no times from %s', async (name, why) => {
    const { latency, unusable } = await found(histogram(name));
    expect(latency).toBe('none');
    expect(unusable).toEqual([expect.stringMatching(why)]);
  });

  it('says what Triton counts apart and what else would do', async () => {
    const { unusable, others } = await found(['nv_inference_request_failure{model="m"} 0', 'nv_inference_request_duration_us{model="m"} 5', 'http_requests_total{code="200"} 9', 'flask_http_request_total{status="200"} 9']);
    expect(unusable).toEqual([expect.stringMatching(/^nv_inference_request_failure counts failures apart/), expect.stringMatching(/^nv_inference_request_duration_us is no histogram/)]);
    expect(others).toEqual(['flask_http_request_total']);
  });

  it('says how a native histogram can be used that it did not measure', async () => {
    const lines = ['# TYPE http_request_duration_seconds histogram', 'http_request_duration_seconds {count:17,sum:324789.3,schema:0,zero_threshold:1e-4,zero_count:0,positive_spans:[0:2],positive_buckets:[5,12]}', '# EOF'];
    const { latency, unusable } = await found(lines, 'application/openmetrics-text; version=2.0.0');
    expect(latency).toBe('none');
    expect(unusable).toEqual([expect.stringMatching(/^http_request_duration_seconds has native buckets alone: `time: http_request_duration_seconds`/)]);
  });

  it('finds memory, in OpenMetrics too', async () => {
    const { memory } = await found(['# TYPE process_resident_memory_bytes gauge', 'process_resident_memory_bytes 1.0', '# EOF'], 'application/openmetrics-text; version=1.0.0');
    expect(memory).toMatchObject({ metric: 'process_resident_memory_bytes' });
  });

  it('proposes no name that a policy could not hold', async () => {
    const long = `x${'_requests'.repeat(40)}_total`;
    expect((await found([`${long}{code="200"} 1`])).errors).toBe('none');
  });
});
