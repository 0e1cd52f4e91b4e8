import { describe, expect, it } from 'vitest';
import { count, counted, duration, factor, odds, percentOfRatio, percentOfWeight } from './quantity.ts';

describe('percentOfWeight', () => {
  it('is exact for the weights that people set, and rounds down otherwise', () => {
    expect([0, 500, 1000, 50_000, 333_333, 999_999, 1_000_000].map(percentOfWeight)).toEqual(['0 %', '0.05 %', '0.1 %', '5 %', '33.33 %', '99.99 %', '100 %']);
    expect(percentOfWeight(1)).toBe('0.0001 %');
  });
});

describe('percentOfRatio', () => {
  it('shows about two digits that matter, and neither 0 nor 100 unless it is', () => {
    expect([0, 0.0025, 0.0083, 0.317, 0.5, 1].map(percentOfRatio)).toEqual(['0 %', '0.25 %', '0.83 %', '31.7 %', '50 %', '100 %']);
    expect(percentOfRatio(0.0000001)).toBe('under 0.001 %');
    expect(percentOfRatio(0.99999)).toBe('over 99.9 %');
    expect(percentOfRatio(Number.NaN)).toBe('?');
  });
});

describe('count and counted', () => {
  it('part thousands and know one from many', () => {
    expect([0, 999, 1000, 57_000, 1_234_567, -1200].map(count)).toEqual(['0', '999', '1,000', '57,000', '1,234,567', '-1,200']);
    expect([counted(1, 'request'), counted(2, 'request'), counted(0.6, 'bad request')]).toEqual(['1 request', '2 requests', '1 bad request']);
  });
});

describe('factor', () => {
  it('keeps what tells two factors apart', () => {
    expect([1.046, 1.12, 3.31, 9.96, 61.4].map(factor)).toEqual(['1.05', '1.1', '3.3', '10', '61']);
  });
});

describe('odds', () => {
  it('never look better than they are', () => {
    expect([0.4, 1, 99.99, 100, 266.9, 1999, 123_456, 1e6].map(odds)).toEqual(['under 1 : 1', '1 : 1', '99 : 1', '100 : 1', '266 : 1', '1,990 : 1', '123,000 : 1', '1,000,000 : 1']);
    expect(odds(1e250)).toBe('more than a million : 1');
    expect(odds(Number.POSITIVE_INFINITY)).toBe('more than a million : 1');
    expect(odds(Number.NaN)).toBe('unknown');
  });
});

describe('duration', () => {
  it('uses the units that people would', () => {
    const ms = [-5, 0, 800, 5_400, 40_000, 90_000, 300_000, 3_599_999, 4_800_000, 86_400_000, 277_200_000, 864_000_000];
    expect(ms.map(duration)).toEqual(['0 ms', '0 ms', '800 ms', '5.4 s', '40 s', '1 min 30 s', '5 min', '59 min', '1 h 20 min', '1 d', '3 d 5 h', '10 d']);
  });
});
