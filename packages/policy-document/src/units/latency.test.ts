import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { formatLatency, parseLatency } from './latency.ts';

describe('parseLatency', () => {
  it.each([['80ms', 80], ['0.5ms', 0.5], ['1.2s', 1_200], ['2m', 120_000], ['0.001ms', 0.001]])('reads %s', (text, latencyMs) => {
    expect(parseLatency(text)).toEqual({ kind: 'ok', value: latencyMs });
  });

  it.each([['80', /needs its unit/], ['0ms', /more than 0/], ['0.0001ms', /microseconds/], ['61m', /at most 60m/], ['1h', /"h" is not a unit/], ['80 ms', /spaced/]])('refuses %j and says why', (text, why) => {
    expect(parseLatency(text)).toMatchObject({ kind: 'refused', says: expect.stringMatching(why) });
  });
});

describe('formatLatency', () => {
  prop.prop([fc.integer({ min: 1, max: 3_600_000_000 })])('writes what parseLatency reads back exactly', (microseconds) => {
    expect(parseLatency(formatLatency(microseconds / 1_000))).toEqual({ kind: 'ok', value: microseconds / 1_000 });
  });
});
