import { ppm } from '@rampart/rollout-policy';
import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { formatRatio, formatShare, parseShare } from './share.ts';

describe('parseShare', () => {
  it.each([['5%', 50_000], ['0.5%', 5_000], ['0.0001%', 1], ['100%', 1_000_000], ['0%', 0], ['33.3333%', 333_333], ['1.10%', 11_000]])('reads %s', (text, share) => {
    expect(parseShare(text)).toEqual({ kind: 'ok', value: share });
  });

  it.each([['5', /needs its unit/], ['0.00001%', /four decimals/], ['100.0001%', /at most 100%/], ['5 %', /spaced/], ['5％', /not a unit/], ['5%%', /not a unit/], ['abc%', /not a share/], ['0x10%', /one number and one unit/], ['1,5%', /one number and one unit/]])('refuses %j and says why', (text, why) => {
    expect(parseShare(text)).toMatchObject({ kind: 'refused', says: expect.stringMatching(why) });
  });
});

describe('formatShare', () => {
  prop.prop([fc.integer({ min: 0, max: 1_000_000 })])('writes what parseShare reads back exactly', (share) => {
    expect(parseShare(formatShare(ppm(share)))).toEqual({ kind: 'ok', value: share });
  });
});

describe('formatRatio', () => {
  prop.prop([fc.integer({ min: 0, max: 1_000_000 })])('writes a ratio so that the same double comes back', (share) => {
    const read = parseShare(formatRatio(share / 1_000_000));
    expect(read.kind === 'ok' ? read.value / 1_000_000 : NaN).toBe(share / 1_000_000);
  });

  it('keeps the numbers people write: 1% is the double 0.01', () => {
    expect(formatRatio(0.01)).toBe('1%');
    expect(formatRatio(0.29)).toBe('29%');
  });
});
