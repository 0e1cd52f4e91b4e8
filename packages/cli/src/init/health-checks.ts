// Requests that no user sends: health checks and scrapes, told by the route that a label names.
import type { LabelMatcher } from '@rampart/rollout-policy';
import { lastLook, samplesOf, type Survey } from './survey-pages.ts';

/** Labels that name a route, the usual first. */
const ROUTE_LABELS: readonly string[] = ['handler', 'path', 'route', 'http_route', 'endpoint', 'uri', 'url', 'url_path', 'grpc_service'];

/**
 * `/healthz`, `/api/health`, `/v2/health/live`, `/v2/models/fraud/ready`, `/actuator/health`, `/-/healthy`, `/ping`, `/metrics`, and the service of
 * gRPC health checks. Of few letters, so that it can stand in a policy; `/orders/ready` is a route of somebody.
 */
const HEALTH_CHECK =
  /^(?:\/(?:(?:api|internal|actuator|management|admin|-|v\d+(?:\/models\/[\w.-]{1,60})?)\/)*_?(?:health(?:[_-]?check|z|y)?(?:\/(?:live|ready|liveness|readiness))?|live(?:z|ness)?|ready(?:z)?|readiness|ping|heartbeat|metrics)\/?|grpc\.health\.v1\.Health)$/;

/** More of them than this is no list that a person reads. */
const VALUES_MAX = 8;

/** Matchers that leave the health checks out of what `metric` counts; none where it has none, or has nothing else. */
export function withoutHealthChecks(survey: Survey, metric: string): readonly LabelMatcher[] {
  const counted = survey.pods.flatMap((pod) => samplesOf(lastLook(pod).page, metric)).filter(({ value }) => value > 0);
  for (const label of ROUTE_LABELS) {
    const values = [...new Set(counted.map(({ labels }) => labels.get(label) ?? ''))];
    const checks = values.filter((value) => HEALTH_CHECK.test(value)).sort();
    const hasOthers = values.some((value) => value !== '' && !HEALTH_CHECK.test(value));
    if (checks.length > 0 && checks.length <= VALUES_MAX && hasOthers) return checks.map((pattern) => ({ label, op: '!=', pattern }));
  }
  return [];
}
