// A model that serves, as far as `rampart init` sees it: metric pages of pods that count on with every look, and what they hold besides.
import type { Handler } from '@rampart/testing';

export interface ServedModel {
  /** Lines of the page before each look; `look` counts from 0. */
  readonly linesAt: (look: number) => readonly string[];
  readonly contentType?: string;
}

/** A page in the text format of Prometheus that is made anew at each look. */
export function podPage({ linesAt, contentType = 'text/plain; version=0.0.4; charset=utf-8' }: ServedModel): Handler {
  let look = 0;
  return () => {
    const text = linesAt(look).map((line) => `${line}\n`).join('');
    look += 1;
    return new Response(text, { headers: { 'content-type': contentType } });
  };
}

/** FastAPI behind the instrumentator: requests by route and class of status, a histogram of seconds, memory, and when the process began. */
export function fastApiPod({ requests, failed, startSeconds, seconds = 0.03 }: { readonly requests: number; readonly failed: number; readonly startSeconds: number; readonly seconds?: number }): ServedModel {
  return {
    linesAt: (look) => {
      const all = requests + look * 10;
      const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1].map((bound) => `http_request_duration_seconds_bucket{handler="/predict",le="${bound}"} ${bound >= seconds ? Math.floor(all * (bound >= 2 * seconds ? 1 : 0.98)) : 0}`);
      return [
        '# TYPE http_requests_total counter',
        `http_requests_total{handler="/predict",method="POST",status="2xx"} ${all - failed}`,
        `http_requests_total{handler="/predict",method="POST",status="5xx"} ${failed}`,
        '# TYPE http_request_duration_seconds histogram',
        ...buckets,
        `http_request_duration_seconds_bucket{handler="/predict",le="+Inf"} ${all}`,
        `http_request_duration_seconds_count{handler="/predict"} ${all}`,
        `http_request_duration_seconds_sum{handler="/predict"} ${all * seconds}`,
        '# TYPE process_resident_memory_bytes gauge',
        'process_resident_memory_bytes 3.1e+08',
        '# TYPE process_start_time_seconds gauge',
        `process_start_time_seconds ${startSeconds}`,
      ];
    },
  };
}
