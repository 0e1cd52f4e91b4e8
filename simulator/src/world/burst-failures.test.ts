import { describe, expect, it } from 'vitest';
import { burstMean, newRandom, purposeOf } from '../chance/index.ts';
import { BurstFailures, burstStart } from './burst-failures.ts';

const SIZE = { mean: 5, max: 50 };
const random = (run: number) => newRandom().at(3, run, 0, purposeOf('test'));

/** Failures among so many requests that come in spans of `perSpan`. */
function failures(ratio: number, { requests, perSpan, run = 0 }: { readonly requests: number; readonly perSpan: number; readonly run?: number }): number {
  const bursts = new BurstFailures(SIZE);
  const stream = random(run);
  let failing = 0;
  for (let left = requests; left > 0; left -= perSpan) failing += bursts.among(stream, Math.min(left, perSpan), ratio);
  return failing;
}

describe('BurstFailures', () => {
  it.each([[0.01, 1], [0.01, 700], [0.2, 3], [0.9, 40], [0.9, 1]])('fails a ratio of %f of the requests, %i in a span', (ratio, perSpan) => {
    const requests = 200_000;
    expect(failures(ratio, { requests, perSpan }) / requests / ratio).toBeCloseTo(1, 1);
  });

  it('fails all at 1, none at 0, and never more than there are', () => {
    expect(failures(1, { requests: 1_000, perSpan: 7 })).toBe(1_000);
    expect(failures(0, { requests: 1_000, perSpan: 7 })).toBe(0);
    const bursts = new BurstFailures(SIZE);
    const stream = random(1);
    for (let requests = 0; requests < 2_000; requests += 1) expect(bursts.among(stream, requests % 4, 0.5)).toBeLessThanOrEqual(requests % 4);
  });

  it('goes on with a burst that did not fit', () => {
    const bursts = new BurstFailures({ mean: 1e6, max: 10 });
    const stream = random(2);
    expect([bursts.among(stream, 4, 0.999_999), bursts.among(stream, 4, 0), bursts.among(stream, 4, 0)]).toEqual([4, 4, 2]);
  });

  it('varies alike whether requests come in one span or one by one', () => {
    const spread = (perSpan: number): number => {
      const counts = Array.from({ length: 400 }, (_, run) => failures(0.02, { requests: 1_000, perSpan, run: 10 + run }));
      const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
      return counts.reduce((sum, count) => sum + (count - mean) * (count - mean), 0) / counts.length / mean;
    };
    // About (variance 20 + mean 5 squared) / mean 5 at rare failures; of 400 counts it is known to a seventh.
    for (const perSpan of [1_000, 1]) {
      expect(spread(perSpan)).toBeGreaterThan(6);
      expect(spread(perSpan)).toBeLessThan(12);
    }
  });
});

describe('burstStart', () => {
  it('is rare for a rare failure: the ratio over the mean size', () => {
    expect(burstStart(1e-6, SIZE) / (1e-6 / burstMean(SIZE))).toBeCloseTo(1, 4);
    expect([burstStart(0, SIZE), burstStart(1, SIZE)]).toEqual([0, 1]);
  });
});
