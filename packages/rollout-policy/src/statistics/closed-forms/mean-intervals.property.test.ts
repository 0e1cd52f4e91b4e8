// What holds for every confidence sequence of a mean in [0, 1].
import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { conjmixEmpbernTwosidedCs, conjmixHoeffdingTwosidedCs } from './conjugate-mixture-intervals.ts';
import { predmixEmpbernTwosidedCs, predmixHoeffdingCs, type Interval } from './predictable-mixture-intervals.ts';

interface Sample {
  readonly x: readonly number[];
  readonly alpha: number;
}

const SEQUENCES: readonly { readonly name: string; readonly cs: (sample: Sample) => Interval }[] = [
  { name: 'predmixEmpbernTwosidedCs', cs: predmixEmpbernTwosidedCs },
  { name: 'predmixHoeffdingCs', cs: predmixHoeffdingCs },
  { name: 'conjmixEmpbernTwosidedCs', cs: (sample) => conjmixEmpbernTwosidedCs({ ...sample, vOpt: 5 }) },
  { name: 'conjmixHoeffdingTwosidedCs', cs: (sample) => conjmixHoeffdingTwosidedCs({ ...sample, tOpt: 20 }) },
];

const observations = fc.array(fc.double({ noNaN: true, min: 0, max: 1 }), { minLength: 1, maxLength: 60 });
const alpha = fc.double({ noNaN: true, min: 1e-6, max: 0.4 });

describe.each(SEQUENCES)('$name', ({ cs }) => {
  prop.prop([observations, alpha], { numRuns: 60 })('stays in [0, 1], nested in alpha, mirrored with the observations', (x, level) => {
    const { lower, upper } = cs({ x, alpha: level });
    const wider = cs({ x, alpha: level / 5 });
    const mirrored = cs({ x: x.map((value) => 1 - value), alpha: level });
    expect(lower).toHaveLength(x.length);
    lower.forEach((end, k) => {
      expect(end).toBeGreaterThanOrEqual(0);
      expect(upper[k]).toBeLessThanOrEqual(1);
      expect(end).toBeLessThanOrEqual(upper[k]!);
      expect(mirrored.upper[k]).toBeCloseTo(1 - end, 9);
      // Bets that depend on alpha may lean on other observations; at the last one of a long run the order is that of the levels.
      if (level < 0.2 && k === x.length - 1) expect(wider.upper[k]! - wider.lower[k]!).toBeGreaterThanOrEqual(upper[k]! - end - 1e-9);
    });
  });

  prop.prop([fc.double({ noNaN: true, min: 0.05, max: 0.95 })], { numRuns: 10 })('closes in on a constant', (mean) => {
    const x = Array.from({ length: 400 }, (_, k) => mean + (k % 2 === 0 ? 0.04 : -0.04));
    const { lower, upper } = cs({ x, alpha: 0.05 });
    expect(lower.at(-1)).toBeLessThanOrEqual(mean);
    expect(upper.at(-1)).toBeGreaterThanOrEqual(mean);
    expect(upper.at(-1)! - lower.at(-1)!).toBeLessThan(0.35);
  });
});
