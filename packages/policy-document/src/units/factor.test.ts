import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { formatFactor, parseFactor } from './factor.ts';

describe('parseFactor', () => {
  it.each([['2x', 2], ['1.25x', 1.25], ['0.5x', 0.5], ['1000x', 1_000]])('reads %s', (text, factor) => {
    expect(parseFactor(text)).toEqual({ kind: 'ok', value: factor });
  });

  it.each([['2', /needs its unit/], ['x2', /not a factor/], ['2X', /not a unit/], ['1.00001x', /four decimals/], ['1001x', /at most 1000x/], ['2×', /not a unit/]])('refuses %j and says why', (text, why) => {
    expect(parseFactor(text)).toMatchObject({ kind: 'refused', says: expect.stringMatching(why) });
  });
});

describe('formatFactor', () => {
  prop.prop([fc.integer({ min: 0, max: 10_000_000 })])('writes what parseFactor reads back exactly', (parts) => {
    expect(parseFactor(formatFactor(parts / 10_000))).toEqual({ kind: 'ok', value: parts / 10_000 });
  });
});
