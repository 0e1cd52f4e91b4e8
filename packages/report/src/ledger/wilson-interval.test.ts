import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { wilsonInterval } from './wilson-interval.ts';

describe('wilsonInterval', () => {
  it('repeats the published table (Newcombe 1998, table I, method 3)', () => {
    const published = [
      { events: 81, trials: 263, low: 0.2553, high: 0.3662 },
      { events: 15, trials: 148, low: 0.0624, high: 0.1605 },
      { events: 0, trials: 20, low: 0, high: 0.1611 },
      { events: 1, trials: 29, low: 0.0061, high: 0.1718 },
    ];
    for (const { low, high, ...counts } of published) {
      expect(wilsonInterval(counts).low).toBeCloseTo(low, 4);
      expect(wilsonInterval(counts).high).toBeCloseTo(high, 4);
    }
  });

  test.prop([fc.integer({ min: 1, max: 100_000 }), fc.double({ min: 0, max: 1, noNaN: true })], { seed: 1, numRuns: 1000 })('lies within 0 and 1 and around what was seen', (trials, share) => {
    const events = Math.floor(share * trials);
    const { low, high } = wilsonInterval({ events, trials });
    expect(low).toBeGreaterThanOrEqual(0);
    expect(high).toBeLessThanOrEqual(1);
    expect(low).toBeLessThanOrEqual(events / trials + 1e-12);
    expect(high).toBeGreaterThanOrEqual(events / trials - 1e-12);
  });
});
