// What a slot tells about its requests, as an OpenMetrics page. A new object for every release, so that counters start at its birth.
import { regions } from '../flights/march.ts';

export interface SlotMetrics {
  count(request: { readonly code: number; readonly region: string; readonly seconds: number }): void;
  countAnswer(answer: Answer): void;
  page(): string;
}

export interface SlotMetricsOptions {
  readonly bornAtMs: number;
  /** Memory of the process, now. */
  readonly residentBytes: () => number;
}

const answers = ['late', 'on-time'] as const;
type Answer = (typeof answers)[number];

export const openMetricsType = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

const boundsSeconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1];
/** Counted from zero, so that the first failure is seen as one. */
const expectedCodes = [200, 500, 503];

export function slotMetrics({ bornAtMs, residentBytes }: SlotMetricsOptions): SlotMetrics {
  const born = (bornAtMs / 1000).toFixed(3);
  const requests = new Map<string, number>(expectedCodes.flatMap((code) => regions.map((region) => [labels(code, region), 0] as const)));
  const answered = new Map<Answer, number>(answers.map((answer) => [answer, 0]));
  const perBound: number[] = boundsSeconds.map(() => 0);
  let slower = 0;
  let sumSeconds = 0;

  const histogramLines = (): readonly string[] => {
    let below = 0;
    const buckets = boundsSeconds.map((bound, index) => `http_request_duration_seconds_bucket{le="${Number.isInteger(bound) ? bound.toFixed(1) : bound}"} ${(below += perBound[index] ?? 0)}`);
    const count = below + slower;
    return [...buckets, `http_request_duration_seconds_bucket{le="+Inf"} ${count}`, `http_request_duration_seconds_count ${count}`, `http_request_duration_seconds_sum ${sumSeconds.toFixed(6)}`, `http_request_duration_seconds_created ${born}`];
  };

  return {
    count: ({ code, region, seconds }) => {
      const name = labels(code, region);
      requests.set(name, (requests.get(name) ?? 0) + 1);
      const at = boundsSeconds.findIndex((bound) => seconds <= bound);
      if (at === -1) slower += 1;
      else perBound[at] = (perBound[at] ?? 0) + 1;
      sumSeconds += seconds;
    },
    countAnswer: (answer) => void answered.set(answer, (answered.get(answer) ?? 0) + 1),
    page: () =>
      [
        '# HELP http_requests Predictions that were asked for, by status and by the region of origin.',
        '# TYPE http_requests counter',
        ...[...requests].flatMap(([name, value]) => [`http_requests_total{${name}} ${value}`, `http_requests_created{${name}} ${born}`]),
        '# HELP answers What was predicted.',
        '# TYPE answers counter',
        ...[...answered].flatMap(([answer, value]) => [`answers_total{answer="${answer}"} ${value}`, `answers_created{answer="${answer}"} ${born}`]),
        '# HELP process_resident_memory_bytes Memory of the whole process.',
        '# TYPE process_resident_memory_bytes gauge',
        '# UNIT process_resident_memory_bytes bytes',
        `process_resident_memory_bytes ${residentBytes()}`,
        '# HELP http_request_duration_seconds From the whole question to the answer.',
        '# TYPE http_request_duration_seconds histogram',
        '# UNIT http_request_duration_seconds seconds',
        ...histogramLines(),
        '# EOF',
        '',
      ].join('\n'),
  };
}

function labels(code: number, region: string): string {
  return `code="${code}",region="${region}"`;
}
