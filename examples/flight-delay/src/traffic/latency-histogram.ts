// Latencies in steps of a tenth of a millisecond up to one second.
export interface LatencyHistogram {
  add(ms: number): void;
  /** Upper end of the step that the quantile (0..1) lies in; 0 without any latency, 1000 for everything above. */
  quantileMs(quantile: number): number;
}

const stepsPerMs = 10;

export function latencyHistogram(): LatencyHistogram {
  const counts = new Uint32Array(1000 * stepsPerMs);
  let total = 0;
  return {
    add: (ms) => {
      const at = Math.min(counts.length - 1, Math.max(0, Math.ceil(ms * stepsPerMs) - 1));
      counts[at] = (counts[at] ?? 0) + 1;
      total += 1;
    },
    quantileMs: (quantile) => {
      if (total === 0) return 0;
      let below = 0;
      const at = counts.findIndex((count) => (below += count) >= quantile * total);
      return (at + 1) / stepsPerMs;
    },
  };
}
