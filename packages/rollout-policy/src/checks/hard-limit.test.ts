import { describe, expect, it } from 'vitest';
import { breaksHardLimit } from './hard-limit.ts';

function tail(n: number, x: number, p: number): number {
  let mass = Math.pow(1 - p, n);
  let sum = x === 0 ? mass : 0;
  for (let k = 1; k <= n; k += 1) {
    mass *= ((n - k + 1) / k) * (p / (1 - p));
    if (k >= x) sum += mass;
  }
  return sum;
}

describe('breaksHardLimit', () => {
  it('breaks at the first block of a dead candidate, with the smallest sample that is allowed', () => {
    expect(breaksHardLimit({ trials: 20, events: 20 }, 0.2, { samplesMin: 20, independent: false })).toBe(true);
    expect(breaksHardLimit({ trials: 19, events: 19 }, 0.2, { samplesMin: 20, independent: false })).toBe(false);
  });

  it('keeps on what luck explains: one slow request of twenty under a limit of one per cent', () => {
    expect(breaksHardLimit({ trials: 20, events: 1 }, 0.01, { samplesMin: 20, independent: false })).toBe(false);
    expect(breaksHardLimit({ trials: 1000, events: 10 }, 0.01, { samplesMin: 20, independent: false })).toBe(false);
    expect(breaksHardLimit({ trials: 0, events: 0 }, 0.01, { samplesMin: 0, independent: false })).toBe(false);
  });

  it('is never more ready than one chance in ten thousand at the limit itself', () => {
    for (const n of [20, 60, 200, 1000]) {
      for (const limit of [0.01, 0.05, 0.2, 0.5]) {
        const first = Array.from({ length: n + 1 }, (_, x) => x).find((x) => breaksHardLimit({ trials: n, events: x }, limit, { samplesMin: 20, independent: true }));
        if (first !== undefined) expect(tail(n, first, limit)).toBeLessThanOrEqual(1e-4);
      }
    }
  });

  it('is not tripped by one burst of retries, unless every event is declared to stand alone', () => {
    const burst = { trials: 75, events: 15 };
    expect(breaksHardLimit(burst, 0.05, { samplesMin: 20, independent: false })).toBe(false);
    expect(breaksHardLimit(burst, 0.05, { samplesMin: 20, independent: true })).toBe(true);
  });
});
