import { NO_HISTORY, type CountTraffic, type TrafficProfile } from '@rampart/policy-document';
import { ppm, type Check, type Policy } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { aCheck, aCheckOf, aTrial, DAY, HOUR } from '../../test/world/a-trial.ts';
import { builtInPolicy } from '../scenario/policies.ts';
import { compileQuality } from './compile-quality.ts';
import { ownTraffic } from './own-traffic.ts';

const counts = (parts: Partial<CountTraffic> = {}): CountTraffic => ({ kind: 'counts', trials: 1_000_000, events: 4_000, pods: [{ trials: 500_000, events: 2_010 }, { trials: 500_000, events: 1_990 }], labels: [], ...parts });

/** 600 requests a minute, everything measured. */
function aProfile(parts: Partial<TrafficProfile> = {}): TrafficProfile {
  return {
    target: 'web',
    measured: { fromMs: 0, toMs: 14 * DAY, basis: 'window' },
    requestsPerMinute: { mean: 600, low: { kind: 'unknown' } },
    routerStep: ppm(1_000),
    checks: { errors: counts() },
    users: { kind: 'unknown' },
    ...NO_HISTORY,
    shape: { kind: 'week', peakToTrough: 3, weekendRatio: 0.5 },
    dispersion: { kind: 'measured', varianceOverMean: 4.5, spanMs: 10_000 },
    errorBursts: { kind: 'measured', meanRequests: 2, spanMs: 10_000 },
    ...parts,
  };
}

const policyOf = (...checks: readonly Check[]): Policy => ({ ...builtInPolicy('web'), checks });
const sticky = builtInPolicy('sticky');

describe('ownTraffic', () => {
  it('is what was measured, and assumes nothing then', () => {
    expect(ownTraffic(aProfile(), policyOf(aCheck()))).toEqual({
      traffic: {
        ...aTrial().scenario.traffic,
        requestsPerSecond: 10,
        shape: { kind: 'week', peakToTrough: 3, weekendRatio: 0.5, startsAtMs: 10 * HOUR },
        dispersion: 4.5,
        failBurst: { mean: 2, max: 20 },
      },
      baseline: { errors: { kind: 'ratio', ratio: 0.004 } },
      router: { ...aTrial().scenario.router, stepPpm: 1_000, canMirror: false },
      assumed: [],
    });
  });

  it('assumes bursts where a policy relies on there being none', () => {
    const unknown = aProfile({ errorBursts: { kind: 'unknown' } });
    expect(ownTraffic(unknown, policyOf(aCheck({ independent: true })))).toMatchObject({ traffic: { failBurst: { mean: 5, max: 50 } }, assumed: [expect.stringContaining('`errors` says `independent: true`')] });
    expect(ownTraffic(unknown, policyOf(aCheck()))).toMatchObject({ traffic: { failBurst: { mean: 1, max: 1 } }, assumed: [expect.stringContaining('no check of the policy relies on it')] });
    expect(ownTraffic(aProfile({ errorBursts: { kind: 'measured', meanRequests: 1, spanMs: 1 } }), policyOf(aCheck({ independent: true }))).traffic.failBurst).toEqual({ mean: 1, max: 1 });
  });

  it('assumes heavy-tailed users under sticky routing only', () => {
    expect(ownTraffic(aProfile(), sticky).traffic.users).toEqual({ kind: 'users', count: 50_000, zipf: 1.1, concentration: 20 });
    expect(ownTraffic(aProfile(), sticky).assumed.join(' ')).toContain('50000, the busiest of them with 13.9 % of the requests');
    expect(ownTraffic(aProfile({ users: { kind: 'seen', distinct: 900, heaviestShare: 0.12 } }), policyOf(aCheck())).traffic.users).toEqual({ kind: 'requests' });
  });

  it('finds how unequal users are from the heaviest one', () => {
    const { users } = ownTraffic(aProfile({ users: { kind: 'seen', distinct: 1_000, heaviestShare: 1 / 7.485_470_860_550_343 } }), sticky).traffic;
    // The thousandth harmonic number: an exponent of 1.
    expect(users).toMatchObject({ kind: 'users', count: 1_000, zipf: 1 });
  });

  it('makes a day of the lowest hour where the shape was not measured', () => {
    const { traffic, assumed } = ownTraffic(aProfile({ shape: { kind: 'unknown' }, requestsPerMinute: { mean: 600, low: { kind: 'known', perMinute: 200 } } }), policyOf(aCheck()));
    expect(traffic.shape).toMatchObject({ kind: 'day', peakToTrough: expect.closeTo(4.6, 0) });
    expect(assumed).toEqual([expect.stringContaining('quietest hour has 200 requests a minute')]);
    expect(ownTraffic(aProfile({ shape: { kind: 'unknown' } }), policyOf(aCheck())).traffic.shape).toEqual({ kind: 'flat' });
  });

  it('tells everything that a profile of counters alone leaves open', () => {
    const { assumed, traffic } = ownTraffic(aProfile({ ...NO_HISTORY, checks: {} }), policyOf(aCheck(), aCheckOf('score'), aCheckOf('bins', { slices: ['region'] })));
    expect(assumed).toHaveLength(8);
    for (const sentence of assumed) expect(sentence).toMatch(/^[A-Z`].* was not measured.*\.$/);
    expect(traffic.dispersion).toBe(2);
    expect(traffic.segments.map(({ value, share }) => [value, share])).toEqual([['west', 0.1], ['other', 0.9]]);
  });

  it('reads times and levels, and takes an unseen event as half a one', () => {
    const latency = { kind: 'time', trials: 200, boundsSeconds: [0.1, 0.25], withinBound: [100, 190], pods: [] } as const;
    const { baseline, assumed } = ownTraffic(aProfile({ checks: { errors: counts({ trials: 1_000, events: 0 }), time: latency, level: { kind: 'level', mean: 100, max: 160 } } }), policyOf(aCheck(), aCheckOf('time'), aCheckOf('level')));
    expect(baseline).toEqual({ errors: { kind: 'ratio', ratio: 0.0005 }, time: { kind: 'time', boundsSeconds: [0.1, 0.25], within: [0.5, 0.95] }, level: { kind: 'level', mean: 100, sd: 20, perRequestPerSecond: 0 } });
    expect(assumed).toEqual(['No event of `errors` was seen in 1000: taken as one in 2000.']);
  });

  it('takes the mix of a slice from the counts by label, to a whole', () => {
    const labels = [['west', 333_333], ['east', 333_333], ['north', 333_334]].map(([value, trials]) => ({ label: 'region', value: String(value), trials: Number(trials), events: 0 }));
    const { segments } = ownTraffic(aProfile({ checks: { errors: counts({ labels }) } }), policyOf(aCheck({ slices: ['region'] }))).traffic;
    expect(segments.map(({ value }) => value)).toEqual(['west', 'east', 'north']);
    expect(segments.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  it('turns the noise between pods into noise of the arms', () => {
    const pods = [{ trials: 500_000, events: 1_600 }, { trials: 500_000, events: 2_400 }];
    expect(ownTraffic(aProfile({ checks: { errors: counts({ pods }) } }), policyOf(aCheck())).traffic.armNoise).toBeCloseTo(0.28, 1);
    expect(ownTraffic(aProfile({ checks: { errors: counts({ pods: [] }) } }), policyOf(aCheck())).assumed).toEqual([expect.stringContaining('How much equal pods differ')]);
  });

  it('makes the ratio of requests out of counts of users', () => {
    const profile = aProfile({ checks: { errors: counts({ trials: 1_209_600, events: 12_096 }) } });
    // 12 million requests of 1.2 million users: ten each.
    expect(ownTraffic(profile, sticky).baseline['errors']).toEqual({ kind: 'ratio', ratio: expect.closeTo(0.001, 9) });
  });

  it('is a world that engines take', () => {
    const policy = policyOf(aCheck());
    const { traffic, baseline, router } = ownTraffic(aProfile(), policy);
    const now = compileQuality({ policy, scenario: { ...aTrial().scenario, traffic, baseline, router } }).at(0, { weight: 0, mirror: 0, firstTrafficAtMs: 'never', weightSinceMs: 0, promotedAtMs: 'never' });
    expect(now.stable.checks['errors']).toMatchObject({ ratio: 0.004 });
  });
});
