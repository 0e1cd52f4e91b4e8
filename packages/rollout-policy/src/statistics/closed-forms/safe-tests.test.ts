import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { safeZTestStat, twoByTwoEValue, twoByTwoLogEValue } from './safe-tests.ts';

describe('twoByTwoEValue', () => {
  const sizes = fc.record({ na: fc.integer({ min: 1, max: 3 }), nb: fc.integer({ min: 1, max: 3 }) });
  const pseudo = fc.double({ noNaN: true, min: 0.05, max: 5 });
  const beta = fc.tuple(pseudo, pseudo, pseudo, pseudo);

  prop.prop([sizes, beta, fc.double({ noNaN: true, min: 0, max: 1 })], { numRuns: 100 })('is worth at most 1 on average when both groups have the same probability', ({ na, nb }, prior, p) => {
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);
    const mass = (n: number, k: number) => choose(n, k) * p ** k * (1 - p) ** (n - k);
    let expected = 0;
    for (let a1 = 0; a1 <= na; a1 += 1)
      for (let b1 = 0; b1 <= nb; b1 += 1)
        for (let a2 = 0; a2 <= na; a2 += 1)
          for (let b2 = 0; b2 <= nb; b2 += 1)
            expected += mass(na, a1) * mass(nb, b1) * mass(na, a2) * mass(nb, b2) * twoByTwoEValue({ ya: [a1, a2], yb: [b1, b2], na, nb, beta: prior });
    expect(expected).toBeLessThanOrEqual(1 + 1e-12);
  });

  it('starts at 1, is known in logarithms where it overflows, and does not care about group names', () => {
    const beta = [0.18, 0.18, 0.18, 0.18] as const;
    expect(twoByTwoEValue({ ya: [], yb: [], na: 1, nb: 1, beta })).toBe(1);
    const many = { ya: Array.from({ length: 3000 }, () => 1), yb: Array.from({ length: 3000 }, () => 0), na: 1, nb: 1, beta };
    expect(twoByTwoEValue(many)).toBe(Infinity);
    expect(twoByTwoLogEValue(many)).toBeGreaterThan(3000);
    expect(twoByTwoLogEValue({ ...many, ya: many.yb, yb: many.ya })).toBeCloseTo(twoByTwoLogEValue(many), 8);
  });
});

describe('safeZTestStat', () => {
  it.each(['twoSided', 'greater', 'less'] as const)('is worth 1 on average under the null (%s)', (alternative) => {
    let expected = 0;
    const step = 0.01;
    for (let z = -14; z <= 14; z += step) expected += (step * Math.exp((-z * z) / 2) * safeZTestStat({ z, phiS: 0.3, n1: 20, n2: 35, sigma: 1.4, alternative })) / Math.sqrt(2 * Math.PI);
    expect(expected).toBeCloseTo(1, 9);
  });

  it('takes the direction from the alternative', () => {
    const at = { phiS: 0.3, n1: 100 };
    expect(safeZTestStat({ ...at, z: 3, alternative: 'greater' })).toBe(safeZTestStat({ ...at, z: -3, alternative: 'less' }));
    expect(safeZTestStat({ ...at, z: 3, alternative: 'greater' })).toBe(safeZTestStat({ ...at, phiS: -0.3, z: 3, alternative: 'greater' }));
    expect(safeZTestStat({ ...at, z: 3, alternative: 'less' })).toBeLessThan(1);
  });
});
