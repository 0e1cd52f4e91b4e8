// A pod's metric page. Every look finds more requests on it, as on a pod that serves; a test can make it answer whatever a broken one would.
import type { Handler } from '../fakes/serve-handler.ts';

export interface MetricPage {
  readonly handler: Handler;
  /** From now on this share of the requests fails (0..1). */
  fail(ratio: number): void;
  /** Answers this instead, until called without an argument. */
  answer(handler?: Handler): void;
  /** Stands before the page until called without an argument. */
  intercept(handler?: (request: Request, next: Handler) => Promise<Response>): void;
}

/** `requests`: how many there were since the last look, asked at each. */
export function metricPage(requests: () => number): MetricPage {
  const counted = { '200': 0, '500': 0 };
  let failing = 0.01;
  let instead: Handler | undefined;
  let interceptor: Parameters<MetricPage['intercept']>[0];
  const count: Handler = (request) => {
    if (instead !== undefined) return instead(request);
    const all = requests();
    const failed = Math.round(all * failing);
    counted['500'] += failed;
    counted['200'] += all - failed;
    return textPage(['# TYPE http_requests_total counter', ...Object.entries(counted).map(([code, total]) => counter({ code }, total))]);
  };
  return {
    handler: (request) => (interceptor === undefined ? count(request) : interceptor(request, count)),
    intercept: (handler) => void (interceptor = handler),
    fail: (ratio) => void (failing = ratio),
    answer: (handler) => void (instead = handler),
  };
}

/** In the text format of Prometheus. */
export function textPage(lines: readonly string[], headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(lines.map((line) => `${line}\n`).join(''), { headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', ...headers } });
}

/** One line of a page. */
export function counter(labels: Readonly<Record<string, string>>, count: number): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"')}"`);
  return `http_requests_total{${pairs.join(',')}} ${String(count)}`;
}
