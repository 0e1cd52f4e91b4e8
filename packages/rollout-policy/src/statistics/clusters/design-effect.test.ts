import { expect, it } from 'vitest';
import { designEffect, effectiveCount } from './design-effect.ts';

it('counts clusters instead of requests when all of a cluster agree, and requests when nothing does', () => {
  expect(effectiveCount(1_000, designEffect(5, 1))).toBe(200);
  expect(effectiveCount(1_000, designEffect(5, 0))).toBe(1_000);
  expect(designEffect(20, 0.05)).toBeCloseTo(1.95, 12);
});
