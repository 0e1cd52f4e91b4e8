import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { formatScale, fromUnitScale, isScoreValue, parseScale, SCALE_PATTERN, toUnitScale } from './score.ts';

const value = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }).map((millionths) => millionths / 1_000_000 + 0);
const scale = fc.uniqueArray(value, { minLength: 2, maxLength: 2 }).map(([a, b]) => ({ low: Math.min(a!, b!), high: Math.max(a!, b!) }));

describe('parseScale', () => {
  it.each([['0 to 1', 0, 1], ['-1 to 1', -1, 1], ['1 to 5', 1, 5], ['0.5 to 0.75', 0.5, 0.75], ['-0 to 100', 0, 100]])('reads %s', (text, low, high) => {
    expect(parseScale(text)).toEqual({ kind: 'ok', value: { low, high } });
  });

  it.each([['1', /two numbers/], ['0-1', /two numbers/], ['0 .. 1', /two numbers/], ['0 to 1e3', /two numbers/], ['0 to 0.0000001', /two numbers/], ['1 to 0', /lower end/], ['1 to 1', /lower end/], ['0 to 1000001', /lies within/], ['0% to 1%', /two numbers/]])(
    'refuses %j and says why',
    (text, why) => {
      expect(parseScale(text)).toMatchObject({ kind: 'refused', says: expect.stringMatching(why) });
    },
  );
});

describe('formatScale', () => {
  prop.prop([scale])('writes what parseScale reads back exactly', (ends) => {
    expect(parseScale(formatScale(ends))).toEqual({ kind: 'ok', value: ends });
    expect(formatScale(ends)).toMatch(new RegExp(SCALE_PATTERN));
  });
});

describe('fromUnitScale', () => {
  prop.prop([scale, fc.integer({ min: 0, max: 1_000_000 })])('finds the value that toUnitScale was given', (ends, part) => {
    const within = Number((ends.low + (part / 1_000_000) * (ends.high - ends.low)).toFixed(6)) + 0;
    const ratio = toUnitScale(within, ends);
    expect(fromUnitScale(ratio, ends)).toBe(within);
    expect(toUnitScale(fromUnitScale(ratio, ends), ends)).toBe(ratio);
  });
});

describe('isScoreValue', () => {
  it('takes six decimals', () => {
    expect([0.8, -3, 0.000001, 1_000_000, 0.0000001, 0.1234567, 1_000_001].map(isScoreValue)).toEqual([true, true, true, true, false, false, false]);
  });
});
