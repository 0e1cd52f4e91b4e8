import { formatLabelMatchers } from '@rampart/policy-document';
import { fetchFrom, virtualClock } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { podPage } from '../../test/a-served-model.ts';
import { withoutHealthChecks } from './health-checks.ts';
import { surveyPages } from './survey-pages.ts';

async function leftOut(lines: readonly string[]): Promise<string> {
  const survey = await surveyPages({ urls: ['http://pod.test/metrics'], forMs: 60_000, names: ['requests_total'], fetch: fetchFrom(podPage({ linesAt: () => lines })), timeoutMs: 1_000 }, virtualClock(), new AbortController().signal);
  return formatLabelMatchers(withoutHealthChecks(survey, 'requests_total'));
}

const line = (labels: string, count = 5): string => `requests_total{code="200",${labels}} ${count}`;
const PREDICT = line('handler="/predict"');

describe('withoutHealthChecks', () => {
  it.each(['/health', '/healthz', '/healthz/', '/health/live', '/livez', '/ready', '/readyz', '/api/health', '/v2/health/ready', '/v2/models/fraud-v3.1/ready', '/actuator/health', '/actuator/health/liveness', '/-/healthy', '/_health', '/healthcheck', '/health-check', '/ping', '/metrics'])('leaves out %s', async (route) => {
    expect(await leftOut([PREDICT, line(`handler="${route}"`)])).toBe(`handler!="${route}"`);
  });

  it.each(['/health-insurance', '/predict/health', '/orders/ready', '/healthy-meals', '/v2/models/ready/infer', '/lively', '/pingpong', '/metrics/predict', 'health', '/', 'none', '/health?user=1', '/v1/models/a b/ready'])('takes %s for a route of the model', async (route) => {
    expect(await leftOut([PREDICT, line(`handler="${route}"`)])).toBe('');
  });

  it('names each of several', async () => {
    expect(await leftOut([PREDICT, line('handler="/readyz"'), line('handler="/metrics"'), line('handler="/healthz"')])).toBe('handler!="/healthz",handler!="/metrics",handler!="/readyz"');
  });

  it('finds the label that names routes, and the health service of gRPC', async () => {
    expect(await leftOut([line('method="GET",uri="/health"'), line('method="POST",uri="/infer"')])).toBe('uri!="/health"');
    expect(await leftOut([line('grpc_service="inference.GRPCInferenceService"'), line('grpc_service="grpc.health.v1.Health"')])).toBe('grpc_service!="grpc.health.v1.Health"');
  });

  it.each([
    ['nothing else was counted', [line('handler="/health"')]],
    ['nothing else was counted yet', [line('handler="/health"'), line('handler="/predict"', 0)]],
    ['what else there is has no route', [line('handler="/health"'), line('handler=""')]],
    ['the label says something else', [line('kind="/health"'), line('kind="/predict"')]],
    ['they were never asked', [line('handler="/health"', 0), PREDICT]],
  ])('leaves nothing out when %s', async (_, lines) => {
    expect(await leftOut(lines)).toBe('');
  });
});
