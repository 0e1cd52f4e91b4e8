import { describe, expect, it } from 'vitest';
import { isMissed } from '../statistics/row.ts';
import { atLeast, atMost, noted, rateText, ratioText } from './row.ts';

const figure = (value: number): { readonly what: string; readonly value: number; readonly text: string } => ({ what: 'something', value, text: String(value) });

describe('atLeast and atMost', () => {
  it('meet their target at the bound and miss it beyond', () => {
    expect([atLeast(figure(25), 25, ' x'), atLeast(figure(24.9), 25, ' x'), atMost(figure(1.2), 1.2, ' x'), atMost(figure(1.21), 1.2, ' x')].map(isMissed)).toEqual([false, true, false, true]);
  });

  it('miss it without a number', () => {
    expect([atLeast(figure(Number.NaN), 0, ''), atMost(figure(Number.NaN), 1, '')].map(isMissed)).toEqual([true, true]);
  });

  it('say what they are held to', () => {
    expect(atLeast(figure(1), 500_000, '/s')).toEqual({ what: 'something', measured: '1', target: { kind: 'target', text: '>= 500,000/s', isMet: false } });
  });
});

describe('noted', () => {
  it('has nothing to miss', () => {
    expect(isMissed(noted({ what: 'something', text: 'skipped' }, 'there is no python3'))).toBe(false);
  });
});

describe('rateText and ratioText', () => {
  it('print three digits', () => {
    expect([12_384_000, 631_400, 52_449, 1_480, 7.25].map(rateText)).toEqual(['12.4 M/s', '631 k/s', '52.4 k/s', '1480/s', '7.25/s']);
    expect([ratioText(12_400_000, 1_300_000), ratioText(75_300_000, 326_000_000)]).toEqual(['9.5 x (12.4 M/s over 1.30 M/s)', '0.23 x (75.3 M/s over 326 M/s)']);
  });
});
