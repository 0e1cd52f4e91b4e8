import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { empiricalProcessLilBound } from './empirical-process-bound.ts';
import { doubleStitchingBound, polyStitchingBound } from './stitching.ts';

const alpha = fc.double({ noNaN: true, min: -60, max: -0.1 }).map((exponent) => 10 ** exponent);
const grow = fc.double({ noNaN: true, min: 1, max: 1000 });
const epochs = { s: fc.double({ noNaN: true, min: 1.05, max: 3 }), eta: fc.double({ noNaN: true, min: 1.1, max: 8 }) };

describe('polyStitchingBound', () => {
  const point = fc.record({ ...epochs, alpha, v: fc.double({ noNaN: true, min: 0, max: 1e6 }), vMin: fc.double({ noNaN: true, min: 0.1, max: 1e3 }), c: fc.double({ noNaN: true, min: -2, max: 5 }) });

  prop.prop([point, grow], { numRuns: 500 })('widens with the variance and as alpha falls', (at, factor) => {
    const bound = polyStitchingBound(at);
    expect(bound).toBeGreaterThanOrEqual(0);
    expect(polyStitchingBound({ ...at, v: at.v * factor })).toBeGreaterThanOrEqual(bound * (at.c < 0 ? 0 : 1));
    if (at.c >= 0) expect(polyStitchingBound({ ...at, alpha: at.alpha / factor })).toBeGreaterThanOrEqual(bound);
  });

  it('counts no variance below vMin', () => {
    const at = { alpha: 0.05, vMin: 10, c: 0, s: 1.4, eta: 2 };
    expect(polyStitchingBound({ ...at, v: 0 })).toBe(polyStitchingBound({ ...at, v: 10 }));
  });
});

describe('doubleStitchingBound', () => {
  const point = fc.record({ ...epochs, alpha, t: fc.integer({ min: 1, max: 1_000_000 }), tOpt: fc.integer({ min: 1, max: 10_000 }), delta: fc.double({ noNaN: true, min: 0.1, max: 2 }), quantileP: fc.double({ noNaN: true, min: 1e-6, max: 1 - 1e-6 }) });

  prop.prop([point, grow], { numRuns: 500 })('is positive and widens as alpha falls for quantiles up to the median', (at, factor) => {
    const bound = doubleStitchingBound(at);
    expect(bound).toBeGreaterThan(0);
    if (at.quantileP <= 0.5) expect(doubleStitchingBound({ ...at, alpha: at.alpha / factor })).toBeGreaterThanOrEqual(bound);
  });
});

describe('empiricalProcessLilBound', () => {
  const point = fc.record({ alpha, tMin: fc.integer({ min: 1, max: 1000 }), extra: fc.integer({ min: 0, max: 1_000_000 }), amplitude: fc.double({ noNaN: true, min: 0.72, max: 3 }) });

  prop.prop([point, fc.double({ noNaN: true, min: 1.1, max: 1000 })], { numRuns: 200 })('widens as alpha falls', ({ extra, ...at }, factor) => {
    const t = at.tMin + extra;
    const bound = empiricalProcessLilBound({ ...at, t });
    expect(bound).toBeGreaterThan(0);
    expect(empiricalProcessLilBound({ ...at, t, alpha: at.alpha / factor })).toBeGreaterThan(bound);
  });

  it('holds from tMin on, and refuses an amplitude that no constant makes valid', () => {
    const at = { alpha: 0.05, tMin: 100, amplitude: 0.85 };
    expect(empiricalProcessLilBound({ ...at, t: 99 })).toBe(Infinity);
    expect(empiricalProcessLilBound({ ...at, t: 100 })).toBeLessThan(1);
    expect(empiricalProcessLilBound({ ...at, t: 1000, amplitude: 0.7 })).toBeNaN();
    expect(empiricalProcessLilBound({ ...at, t: 1000, alpha: 0 })).toBeNaN();
  });
});
