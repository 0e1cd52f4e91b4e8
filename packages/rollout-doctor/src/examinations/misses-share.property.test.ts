import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { missesShare } from './misses-share.ts';

describe('missesShare', () => {
  it.each([
    [{ stable: 900, candidate: 100 }, 0.1, 'fits'],
    [{ stable: 600, candidate: 400 }, 0.1, 'more'],
    [{ stable: 990, candidate: 10 }, 0.1, 'less'],
    [{ stable: 0, candidate: 0 }, 0.1, 'fits'],
    // All or nothing where half is due: 1 in 1024 is luck, 1 in 2^20 is not.
    [{ stable: 0, candidate: 10 }, 0.5, 'fits'],
    [{ stable: 0, candidate: 20 }, 0.5, 'more'],
  ] as const)('judges %j at %d as %s', (counts, share, expected) => {
    expect(missesShare(counts, share, 1)).toBe(expected);
  });

  test.prop([fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: 5_000 }), fc.double({ min: 0.01, max: 0.99, noNaN: true })])('is the same for the other arm, turned around', (stable, candidate, share) => {
    const turned = { more: 'less', less: 'more', fits: 'fits' } as const;
    expect(missesShare({ stable: candidate, candidate: stable }, 1 - share, 1.1)).toBe(turned[missesShare({ stable, candidate }, share, 1.1)]);
  });
});
