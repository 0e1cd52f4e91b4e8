import { fc, test as prop } from '@fast-check/vitest';
import type { Margin } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { formatMargin, parseMargin } from './margin.ts';

const factor = (value: number): Margin => ({ kind: 'factor', factor: value });

describe('parseMargin', () => {
  it.each([['25%', factor(1.25)], ['150%', factor(2.5)], ['1.5x', factor(1.5)], ['0.01%', factor(1.0001)], ['1 point', { kind: 'points', ratio: 0.01 }]])('reads %s', (text, margin) => {
    expect(parseMargin(text)).toEqual({ kind: 'ok', value: margin });
  });

  it.each([['0%', /room for noise/], ['1x', /room for noise/], ['0.9x', /room for noise/], ['0 points', /more than 0/], ['100 points', /less than 100/], ['25', /needs its unit \(%, x, point, points\)/], ['0.001%', /two decimals/], ['99901%', /at most 1000x/], ['a lot', /not a margin/], ['5 %', /spaced differently/]])(
    'refuses %j and says why',
    (text, why) => {
      expect(parseMargin(text)).toMatchObject({ kind: 'refused', says: expect.stringMatching(why) });
    },
  );
});

describe('formatMargin', () => {
  const margins = fc.oneof(
    fc.integer({ min: 10_001, max: 10_000_000 }).map((parts) => factor(parts / 10_000)),
    fc.integer({ min: 1, max: 999_999 }).map((difference): Margin => ({ kind: 'points', ratio: difference / 1_000_000 })),
  );
  prop.prop([margins])('writes what parseMargin reads back exactly', (margin) => {
    expect(parseMargin(formatMargin(margin))).toEqual({ kind: 'ok', value: margin });
  });

  it('speaks of percent up to double, of times from there', () => {
    expect([formatMargin(factor(1.25)), formatMargin(factor(1.9999)), formatMargin(factor(2))]).toEqual(['25%', '99.99%', '2x']);
  });
});
