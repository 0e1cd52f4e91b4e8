import { describe, expect, it } from 'vitest';
import { didYouMean } from './did-you-mean.ts';

const KNOWN = ['falseAlarms', 'badRequests', 'decideWithin', 'then', 'time', 'every'];

describe('didYouMean', () => {
  it.each([['falseAlarm', 'falseAlarms'], ['false_alarms', 'falseAlarms'], ['BadRequests', 'badRequests'], ['badReqeusts', 'badRequests'], ['evry', 'every'], ['tiem', 'time'], ['thn', 'then'], ['decideWitin', 'decideWithin']])('takes %s for %s', (word, meant) => {
    expect(didYouMean(word, KNOWN)).toEqual({ kind: 'suggestion', word: meant });
  });

  it.each([['latency'], ['x'], ['promise'], ['e'.repeat(100_000)], ['']])('suggests nothing for %s', (word) => {
    expect(didYouMean(word, KNOWN)).toEqual({ kind: 'none' });
  });
});
