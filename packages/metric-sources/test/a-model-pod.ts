// A pod of a model server that shows one page of OpenMetrics 2.0: answers by class, users, scores, native latencies and its memory.
import { boundAt, coarsened, indexAtOrOver, type NativeHistogram } from '../src/openmetrics/native-histogram.ts';
import type { FakePod } from './fake-pods.ts';

export interface Served {
  readonly bin: string;
  /** At most 1000. */
  readonly seconds: number;
  readonly score: number;
  readonly user: 'known' | 'new' | 'failing';
}

export interface ModelPod {
  serve(served: Served): void;
  /** As servers do when a histogram has too many buckets: four of them become one. */
  mergeBuckets(): void;
  widenZero(threshold: number): void;
  memory(bytes: number): void;
  restart(startedMs: number): void;
}

export const NO_BUCKETS: NativeHistogram = { schema: 3, zeroThreshold: 2 ** -128, zeroCount: 0, negativeCount: 0, buckets: [] };

/** Counted as a server counts it: one bucket for each value. */
export function nativeFrom(values: readonly number[], schema: number, zeroThreshold = NO_BUCKETS.zeroThreshold): NativeHistogram {
  const counts = new Map<number, number>();
  for (const value of values.filter((each) => each > zeroThreshold)) {
    const index = indexAtOrOver(schema, value);
    counts.set(index, (counts.get(index) ?? 0) + 1);
  }
  return { schema, zeroThreshold, zeroCount: values.filter((each) => each <= zeroThreshold).length, negativeCount: 0, buckets: [...counts].sort(([a], [b]) => a - b) };
}

/** The text between the braces. */
export function nativeText({ schema, zeroThreshold, zeroCount, buckets }: NativeHistogram, sum: number): string {
  const count = buckets.reduce((total, [, each]) => total + each, zeroCount);
  const spans = buckets.map(([index], position) => `${String(index - (position === 0 ? 0 : (buckets[position - 1]?.[0] ?? 0) + 1))}:1`);
  const filled = buckets.length === 0 ? '' : `,positive_spans:[${spans.join(',')}],positive_buckets:[${buckets.map(([, each]) => each).join(',')}]`;
  return `count:${String(count)},sum:${String(sum)},schema:${String(schema)},zero_threshold:${String(zeroThreshold)},zero_count:${String(zeroCount)}${filled}`;
}

export function aModelPod(pod: FakePod, bins: readonly string[]): ModelPod {
  let served: Served[] = [];
  let [schema, zeroThreshold, memory, startedMs] = [3, NO_BUCKETS.zeroThreshold, 1_000, 0];
  const show = (): void => {
    const users = (kind: Served['user']): number => served.filter(({ user }) => user === kind).length;
    const seconds = served.map((each) => each.seconds);
    const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
    pod.raw(
      `process_start_time_seconds ${String(startedMs / 1000)}`,
      '# TYPE answers_total counter',
      ...bins.map((bin) => `answers_total{class="${bin}"} ${String(served.filter((each) => each.bin === bin).length)}`),
      '# TYPE users_total counter',
      `users_total{what="seen"} ${String(users('new'))}`,
      `users_total{what="failed"} ${String(users('failing'))}`,
      '# TYPE latency_seconds histogram',
      `latency_seconds {${nativeText(coarsened(nativeFrom(seconds, 3, zeroThreshold), schema), total(seconds))}}`,
      '# TYPE judge summary',
      `judge {count:${String(served.length)},sum:${String(total(served.map(({ score }) => score)))},quantile:[]}`,
      '# TYPE memory_bytes gauge',
      `memory_bytes ${String(memory)}`,
    );
  };
  const change = (how: () => void): void => {
    how();
    show();
  };
  show();
  return {
    serve: (each) => change(() => served.push(each)),
    mergeBuckets: () => change(() => void (schema = Math.max(-1, schema - 2))),
    widenZero: (threshold) => change(() => void (zeroThreshold = Math.max(threshold, zeroThreshold))),
    memory: (bytes) => change(() => void (memory = bytes)),
    restart: (nowMs) => change(() => void ([served, schema, zeroThreshold, startedMs] = [[], 3, NO_BUCKETS.zeroThreshold, nowMs])),
  };
}

/** A bound of the finest schema, for values that lie on one. */
export const eighth = (index: number): number => boundAt(3, index);
