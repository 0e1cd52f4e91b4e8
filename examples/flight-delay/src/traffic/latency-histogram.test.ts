import { describe, expect, it } from 'vitest';
import { latencyHistogram } from './latency-histogram.ts';

describe('latencyHistogram', () => {
  it('tells quantiles to a tenth of a millisecond', () => {
    const latency = latencyHistogram();
    for (let ms = 1; ms <= 100; ms += 1) latency.add(ms);
    expect([latency.quantileMs(0.5), latency.quantileMs(0.99), latency.quantileMs(1)]).toEqual([50, 99, 100]);
  });

  it('puts what is longer than a second at the end, and knows when it is empty', () => {
    const latency = latencyHistogram();
    expect(latency.quantileMs(0.5)).toBe(0);
    latency.add(5_000);
    expect(latency.quantileMs(0.5)).toBe(1_000);
  });
});
