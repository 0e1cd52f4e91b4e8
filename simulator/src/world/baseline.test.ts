import type { Check } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { aCheck, aCheckOf } from '../../test/world/a-trial.ts';
import { withinAt } from './altered/times.ts';
import { baselineOf } from './baseline.ts';

const defaultOf = (check: Check) => baselineOf(check, { baseline: {} });

describe('baselineOf', () => {
  it('is what the scenario says', () => {
    expect(baselineOf(aCheck(), { baseline: { errors: { kind: 'ratio', ratio: 0.3 } } })).toEqual({ kind: 'ratio', ratio: 0.3 });
  });

  it('refuses a baseline that is not of the check`s kind', () => {
    expect(() => baselineOf(aCheck(), { baseline: { errors: { kind: 'score', mean: 0.5, sd: 0 } } })).toThrow('a baseline is of the kind that its check looks at');
  });

  it('is not fooled by names that every object has', () => {
    expect(baselineOf(aCheck({ name: 'constructor' }), { baseline: {} })).toEqual({ kind: 'ratio', ratio: 0.01 });
  });

  it('has a default for every signal', () => {
    expect(defaultOf(aCheckOf('share'))).toEqual({ kind: 'ratio', ratio: 0.01 });
    expect(defaultOf(aCheckOf('share', { better: 'higher' }))).toEqual({ kind: 'ratio', ratio: 0.2 });
    expect(defaultOf(aCheckOf('labels'))).toEqual({ kind: 'ratio', ratio: 0.2 });
    expect(defaultOf(aCheckOf('score'))).toEqual({ kind: 'score', mean: 0.7, sd: 0.15 });
    expect(defaultOf(aCheckOf('level'))).toEqual({ kind: 'level', mean: 1_073_741_824, sd: expect.closeTo(21_474_836, 0), perRequestPerSecond: 0 });
    const time = defaultOf(aCheckOf('time'));
    if (time.kind !== 'time') throw new Error('times');
    expect(time.boundsSeconds).toHaveLength(11);
    expect([...time.within].sort((a, b) => a - b)).toEqual(time.within);
  });

  it('takes the bins of a frozen reference', () => {
    const shares = { approve: 0.9, block: 0.1 };
    expect(defaultOf(aCheckOf('bins', { signal: { kind: 'bins', metric: 'x', where: [], by: 'answer', against: { kind: 'reference', shares } } }))).toEqual({ kind: 'bins', shares });
  });

  it('keeps stable inside of the limits of the check', () => {
    expect(defaultOf(aCheck({ limit: { kind: 'share', ratioMax: 0.004 } }))).toEqual({ kind: 'ratio', ratio: 0.002 });
    expect(defaultOf(aCheckOf('score', { limit: { kind: 'share', ratioMax: 0.8 } }))).toMatchObject({ mean: 0.9 });
    expect(defaultOf(aCheckOf('level', { limit: { kind: 'level', max: 100 } }))).toMatchObject({ mean: 50, sd: 1 });
    const time = defaultOf(aCheckOf('time', { limit: { kind: 'time', quantile: 0.99, msMax: 80 } }));
    if (time.kind !== 'time') throw new Error('times');
    expect(time.boundsSeconds).toContain(0.08);
    expect(withinAt(time, 0.08)).toBeGreaterThanOrEqual(0.995);
    expect(withinAt(time, 0.025)).toBeLessThan(0.98);
  });
});
