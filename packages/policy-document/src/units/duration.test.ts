import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { DURATION_MS_MAX, DURATION_PATTERN, formatDuration, parseDuration } from './duration.ts';

describe('parseDuration', () => {
  it.each([['30s', 30_000], ['10m', 600_000], ['2h', 7_200_000], ['3d', 259_200_000], ['250ms', 250], ['1.5h', 5_400_000], ['0.1s', 100], ['1.001s', 1_001], ['0s', 0]])('reads %s', (text, durationMs) => {
    expect(parseDuration(text)).toEqual({ kind: 'ok', value: durationMs });
  });

  it.each([
    ['10', /needs its unit/], ['', /not a duration/], ['m', /not a duration/], ['10 m', /spaced differently/], ['1h30m', /one number and one unit/], ['2w', /"w" is not a unit/], ['10min', /"min" is not a unit/],
    ['-5m', /not a duration/], ['+5m', /not a duration/], ['1e3s', /one number and one unit|not a unit/], ['05m', /plain number/], ['.5h', /plain number/], ['5.m', /plain number/], ['1.2.3m', /plain number/],
    ['0.0001s', /whole number of milliseconds/], ['99999d', /at most 3650d/], ['Infinitys', /not a duration/], ['٣m', /not a duration/], ['5m\n', /spaced differently/], ['NaN', /not a duration/],
  ])('refuses %j and says why', (text, why) => {
    expect(parseDuration(text)).toMatchObject({ kind: 'refused', says: expect.stringMatching(why) });
  });

  prop.prop([fc.string()])('reads only what its pattern for editors allows', (text) => {
    expect(parseDuration(text).kind === 'ok' && !new RegExp(DURATION_PATTERN, 'u').test(text)).toBe(false);
  });
});

describe('formatDuration', () => {
  prop.prop([fc.integer({ min: 0, max: DURATION_MS_MAX })])('writes what parseDuration reads back exactly', (durationMs) => {
    expect(parseDuration(formatDuration(durationMs))).toEqual({ kind: 'ok', value: durationMs });
  });

  it.each([[60_000, '1m'], [90_000, '90s'], [1_500, '1500ms'], [86_400_000, '1d'], [0, '0s']])('writes %d as %s', (durationMs, text) => {
    expect(formatDuration(durationMs)).toBe(text);
  });
});
