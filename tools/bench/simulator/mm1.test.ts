import { describe, expect, it } from 'vitest';
import { meanTimeInSystem } from './mm1.ts';

describe('meanTimeInSystem', () => {
  // Kleinrock 1975, "Queueing Systems" I, 3.2: 1 / (1 - load) service times.
  it.each([
    [0.2, 1.25],
    [0.5, 2],
    [0.8, 5],
  ])('at load %d is %d service times', (load, expected) => {
    expect(Math.abs(meanTimeInSystem({ customers: 400_000, load, seed: 3 }) / expected - 1)).toBeLessThan(0.05);
  });

  it('repeats with its seed, and differs with another', () => {
    const some = { customers: 1_000, load: 0.8 };
    expect(meanTimeInSystem({ ...some, seed: 1 })).toBe(meanTimeInSystem({ ...some, seed: 1 }));
    expect(meanTimeInSystem({ ...some, seed: 1 })).not.toBe(meanTimeInSystem({ ...some, seed: 2 }));
  });
});
