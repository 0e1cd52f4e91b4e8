import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { formatPoints, parsePoints } from './points.ts';

describe('parsePoints', () => {
  it.each([['1 point', 0.01], ['2 points', 0.02], ['0.5 points', 0.005], ['1 points', 0.01]])('reads %s', (text, ratio) => {
    expect(parsePoints(text)).toEqual({ kind: 'ok', value: ratio });
  });

  it.each([['1point', /spaced differently/], ['1  point', /spaced differently/], ['1', /needs its unit \(point, points\)/], ['101 points', /only 100/], ['0.00001 points', /four decimals/]])('refuses %j and says why', (text, why) => {
    expect(parsePoints(text)).toMatchObject({ kind: 'refused', says: expect.stringMatching(why) });
  });
});

describe('formatPoints', () => {
  prop.prop([fc.integer({ min: 0, max: 1_000_000 })])('writes what parsePoints reads back exactly', (difference) => {
    expect(parsePoints(formatPoints(difference / 1_000_000))).toEqual({ kind: 'ok', value: difference / 1_000_000 });
  });

  it('says one point and two points', () => {
    expect([formatPoints(0.01), formatPoints(0.02)]).toEqual(['1 point', '2 points']);
  });
});
