import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { formatGrowth, parseGrowth } from './growth.ts';

describe('parseGrowth', () => {
  it.each([['5% per hour', 0.05], ['0.1% per hour', 0.001], ['1000% per hour', 10]])('reads %s', (text, ratioPerHour) => {
    expect(parseGrowth(text)).toEqual({ kind: 'ok', value: ratioPerHour });
  });

  it.each([['5%', /said per hour/], ['5% per day', /said per hour/], ['5 per hour', /needs its unit/], ['5%  per hour', /spaced|not a unit/], ['0% per hour', /above 0%/], ['1001% per hour', /at most 1000%/], ['0.00001% per hour', /four decimals/], [' per hour', /not growth/]])(
    'refuses %j and says why',
    (text, why) => {
      expect(parseGrowth(text)).toMatchObject({ kind: 'refused', says: expect.stringMatching(why) });
    },
  );
});

describe('formatGrowth', () => {
  prop.prop([fc.integer({ min: 1, max: 10_000_000 })])('writes what parseGrowth reads back exactly', (ppmPerHour) => {
    expect(parseGrowth(formatGrowth(ppmPerHour / 1_000_000))).toEqual({ kind: 'ok', value: ppmPerHour / 1_000_000 });
  });
});
