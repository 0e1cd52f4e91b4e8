import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { keyBucket } from './key-bucket.ts';

describe('keyBucket', () => {
  test.prop([fc.string(), fc.string()])('gives every key one of 1,000,000 places, always the same', (purpose, key) => {
    const bucket = keyBucket(purpose, key);
    expect(Number.isInteger(bucket) && bucket >= 0 && bucket < 1_000_000).toBe(true);
    expect(keyBucket(purpose, key)).toBe(bucket);
  });

  it('spreads keys evenly, and apart for every purpose', () => {
    const keys = Array.from({ length: 20_000 }, (_, index) => `flight-${index}-0`);
    const low = keys.filter((key) => keyBucket('slot', key) < 25_000);
    const lowInBoth = low.filter((key) => keyBucket('features', key) < 25_000);
    // 500 and 12.5 are expected; both bounds are five standard deviations away.
    expect(Math.abs(low.length - 500)).toBeLessThan(110);
    expect(lowInBoth.length).toBeLessThan(31);
  });
});
