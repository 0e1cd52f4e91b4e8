// A pod's metric page that a test counts on, or replaces by whatever a broken one would answer.
import type { Handler } from '../fakes/serve-handler.ts';

export interface MetricPage {
  readonly handler: Handler;
  /** Counts requests on `http_requests_total`; a series exists from its first use on. */
  count(labels: Readonly<Record<string, string>>, by: number): void;
  /** Healthy and failed requests since the last call, in one go. */
  serve(requests: { readonly good: number; readonly failed: number; readonly labels?: Readonly<Record<string, string>> }): void;
  /** Answers this instead, until called without an argument. */
  answer(handler?: Handler): void;
}

export function metricPage(): MetricPage {
  const series = new Map<string, number>();
  let instead: Handler | undefined;
  const count: MetricPage['count'] = (labels, by) => {
    const key = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`).join(',');
    series.set(key, (series.get(key) ?? 0) + by);
  };
  return {
    handler: (request) => instead?.(request) ?? textPage(['# TYPE http_requests_total counter', ...[...series].map(([key, value]) => `http_requests_total{${key}} ${String(value)}`)]),
    count,
    serve: ({ good, failed, labels = {} }) => {
      count({ ...labels, code: '200' }, good);
      count({ ...labels, code: '500' }, failed);
    },
    answer: (handler) => void (instead = handler),
  };
}

/** In the text format of Prometheus. */
export function textPage(lines: readonly string[], headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(lines.map((line) => `${line}\n`).join(''), { headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', ...headers } });
}

/** What the format says about label values (Prometheus, exposition formats: text format details). */
function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
}
