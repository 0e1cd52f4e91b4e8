import { aPolicy, aRamp } from '@rampart/testing/fakes';
import { ppm } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { drillPolicy, drillWeight, promisedMs } from './drill-policy.ts';

const ladder = aPolicy({ plan: [aRamp({ steps: { kind: 'ladder', weights: [ppm(20_000), ppm(500_000)], everyMs: 0 } })] });
const eight = aPolicy({ plan: [aRamp({ steps: { kind: 'instances', count: 8 } })] });

describe('drillWeight', () => {
  it.each([
    ['0.1 % where the promise sizes the ramp', aPolicy(), 0, 100, 1_000],
    ['the first weight of a ladder', ladder, 0, 1_000, 20_000],
    ['one instance', eight, 0, 1_000, 125_000],
    ['what was asked for', ladder, 50_000, 1_000, 50_000],
    ['what the router can make, rounded down', ladder, 25_500, 1_000, 25_000],
    ['never less than a step', aPolicy(), 0, 10_000, 10_000],
  ] as const)('is %s', (_, policy, asked, step, expected) => {
    expect(drillWeight(policy, { asked, step })).toBe(expected);
  });
});

describe('promisedMs', () => {
  it('is the shortest that is promised to be caught, else the time to decide', () => {
    const catches = [{ check: 'errors', effect: { kind: 'factor', factor: 2 }, withinMs: 3_600_000 }, { check: 'errors', effect: { kind: 'factor', factor: 5 }, withinMs: 600_000 }] as const;
    expect([promisedMs(aPolicy({ promise: { catches } })), promisedMs(aPolicy({ promise: { decideWithinMs: 7 } }))]).toEqual([600_000, 7]);
  });
});

describe('drillPolicy', () => {
  it('keeps checks and promise, stays at one weight, and cannot end in a promotion that nobody decided', () => {
    const policy = aPolicy({ promise: { ifUndecided: 'promote' }, quiet: [{ fromMinute: 0, toMinute: 9, zone: 'UTC' }], freeze: { paths: ['data/**'], then: 'hold' } });
    const own = drillPolicy(policy, { weight: ppm(5_000), withinMs: 60_000 });
    expect(own).toMatchObject({ checks: policy.checks, quiet: [], freeze: { paths: [] }, promise: { badRequestsMax: policy.promise.badRequestsMax, ifUndecided: 'rollback' } });
    expect(own.plan).toEqual([{ kind: 'smoke', probe: { kind: 'none' } }, { kind: 'ramp', steps: { kind: 'ladder', weights: [5_000], everyMs: 0 }, weightMax: 5_000, sticky: 'none' }, { kind: 'approval' }]);
  });
});
