import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { bettingMart } from './betting-martingale.ts';
import { lambdaAKelly, lambdaPredmixEb } from './predictable-bets.ts';

const unit = fc.double({ noNaN: true, min: 0, max: 1 });
const observations = fc.array(unit, { minLength: 1, maxLength: 40 });

describe('lambdaPredmixEb and lambdaAKelly', () => {
  prop.prop([observations, unit, unit, fc.double({ noNaN: true, min: 0.01, max: 0.99 })])('know nothing of the observation they bet on', (x, one, other, m) => {
    const eb = (last: number) => lambdaPredmixEb({ x: [...x, last], alpha: 0.05 }).at(-1);
    const kelly = (last: number) => lambdaAKelly({ x: [...x, last], m }).at(-1);
    expect(eb(one)).toBe(eb(other));
    expect(kelly(one)).toBe(kelly(other));
  });

  prop.prop([observations, fc.double({ noNaN: true, min: 0.01, max: 0.99 })])('never stake more than there is', (x, m) => {
    for (const bet of lambdaAKelly({ x, m })) {
      expect(1 + bet * (0 - m)).toBeGreaterThanOrEqual(-1e-12);
      expect(1 + bet * (1 - m)).toBeGreaterThanOrEqual(-1e-12);
    }
    for (const bet of lambdaPredmixEb({ x, alpha: 0.05, truncation: 0.5 })) expect(bet).toBeLessThanOrEqual(0.5);
  });
});

describe('bettingMart', () => {
  it.each([0.2, 0.5, 0.9])('reaches 1/alpha under the null mean %d with probability at most alpha, over all sequences of ten', (m) => {
    let expected = 0;
    const reached = { 0.5: 0, 0.2: 0, 0.1: 0 };
    for (let path = 0; path < 1024; path += 1) {
      const x = Array.from({ length: 10 }, (_, k) => (path >> k) & 1);
      const mass = x.reduce((product, value) => product * (value === 1 ? m : 1 - m), 1);
      const capital = bettingMart({ x, m });
      expected += mass * (capital.at(-1) ?? 0);
      for (const alpha of [0.5, 0.2, 0.1] as const) if (Math.max(...capital) >= 1 / alpha) reached[alpha] += mass;
    }
    expect(expected).toBeLessThanOrEqual(1 + 1e-12);
    expect(reached[0.5]).toBeGreaterThan(0);
    for (const alpha of [0.5, 0.2, 0.1] as const) expect(reached[alpha]).toBeLessThanOrEqual(alpha);
  });

  prop.prop([observations, unit])('is never negative', (x, m) => {
    for (const capital of bettingMart({ x, m })) expect(capital).toBeGreaterThanOrEqual(0);
  });

  it('grows without bound where the null mean is wrong or impossible', () => {
    const x = Array.from({ length: 100 }, (_, k) => (k % 2 === 0 ? 0.7 : 0.9));
    expect(bettingMart({ x, m: 0.5 }).at(-1)).toBeGreaterThan(1e6);
    expect(bettingMart({ x, m: 1.5 }).at(-1)).toBe(Infinity);
  });
});
