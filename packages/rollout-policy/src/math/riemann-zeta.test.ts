import { describe, expect, it } from 'vitest';
import { riemannZeta } from './riemann-zeta.ts';

describe('riemannZeta', () => {
  it('is pi^2/6 at 2, pi^4/90 at 4 and Apery at 3', () => {
    expect(riemannZeta(2)).toBeCloseTo(Math.PI ** 2 / 6, 15);
    expect(riemannZeta(4)).toBeCloseTo(Math.PI ** 4 / 90, 15);
    expect(riemannZeta(3)).toBeCloseTo(1.2020569031595942, 15);
    expect(riemannZeta(1.4)).toBeCloseTo(3.105547277977581, 14);
    expect(riemannZeta(60)).toBeCloseTo(1, 15);
  });

  it('answers at the edges', () => {
    expect(riemannZeta(1)).toBe(Infinity);
    expect(riemannZeta(0.5)).toBeNaN();
    expect(riemannZeta(1.000001) / 1e6).toBeCloseTo(1, 5);
  });
});
