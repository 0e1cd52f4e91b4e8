import { describe, expect, it } from 'vitest';
import { MINUTE_MS, releases, sentBack } from '../../test/a-peer-release.ts';
import { isInAlarm, type AlarmSettings } from './cloud-watch-alarm.ts';
import { SAGEMAKER_CANARY, sageMakerCanary } from './sagemaker-canary.ts';

const ALARM: AlarmSettings = { breachesMin: 2, periods: 3, threshold: 0.01, treatMissingData: 'missing' };

describe('isInAlarm', () => {
  it('counts the breaches among the last periods', () => {
    expect([[0.02, 0, 0.02], [0.02, 0.02, 0, 0], [0.01, 0.02, 0]].map((values) => isInAlarm(ALARM, values, false))).toEqual([true, false, false]);
  });

  it('treats a period without data as it is told', () => {
    const values = [0.02, Number.NaN, Number.NaN];
    const said = (treatMissingData: AlarmSettings['treatMissingData'], was = false): boolean => isInAlarm({ ...ALARM, treatMissingData }, values, was);
    expect([said('missing'), said('notBreaching'), said('breaching'), said('ignore'), said('ignore', true)]).toEqual([false, false, true, false, true]);
  });
});

describe('the model of a canary deployment', () => {
  it('bakes a quarter, then everything, and is done', () => {
    const [good] = releases(sageMakerCanary(), { perMinute: 6_000, errors: 0.001 }, 1);
    expect(good?.ending).toMatchObject({ outcome: 'promoted', decidedAtMs: 20 * MINUTE_MS, weightMaxPpm: 1_000_000 });
  });

  it('sends everything back on an alarm in either bake', () => {
    expect(releases(sageMakerCanary(), { perMinute: 6_000, errors: 0.001, more: 0.05 }, 1)[0]?.ending).toMatchObject({ outcome: 'rolled-back', decidedAtMs: 2 * MINUTE_MS });
    const late = { kind: 'worse', arm: 'candidate', since: 'start', fromMs: 12 * MINUTE_MS, forMs: 'ever', on: { kind: 'check', name: 'errors' }, factor: 1, points: 0.05 } as const;
    expect(releases(sageMakerCanary(), { perMinute: 6_000, errors: 0.001, scenario: { behaviours: [late] } }, 1)[0]?.ending).toMatchObject({ outcome: 'rolled-back', decidedAtMs: 14 * MINUTE_MS });
  });

  it('never rolls back without an alarm, and as its alarm says without a request', () => {
    expect(sentBack(releases(sageMakerCanary({ alarm: { kind: 'none' } }), { perMinute: 6_000, errors: 0.001, more: 0.9 }, 3))).toBe(0);
    const silent = { perMinute: 600, errors: 0.001, scenario: { faults: [{ kind: 'no-traffic', atMs: 0, forMs: 1e9 }] } } as const;
    expect(sentBack(releases(sageMakerCanary(), silent, 1))).toBe(0);
    expect(sentBack(releases(sageMakerCanary({ ...SAGEMAKER_CANARY, alarm: { ...ALARM, treatMissingData: 'breaching' } }), silent, 1))).toBe(1);
  });
});
