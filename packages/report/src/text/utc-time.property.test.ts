import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { utcClock, utcDateTime, utcIso } from './utc-time.ts';

describe('utcIso', () => {
  test.prop([fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 })], { seed: 1, numRuns: 3000 })('is the time that Date has for it, from year 1 to 9999', (atMs) => {
    expect(utcIso(atMs)).toBe(`${new Date(atMs).toISOString().slice(0, 19)}Z`);
  });

  it('knows leap days', () => {
    expect(utcIso(951_782_400_000)).toBe('2000-02-29T00:00:00Z');
    expect(utcDateTime(1_773_065_290_999)).toBe('2026-03-09 14:08:10 UTC');
    expect(utcClock(1_773_065_290_999)).toBe('14:08:10');
  });
});
