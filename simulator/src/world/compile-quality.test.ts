import { describe, expect, it } from 'vitest';
import { aCheck, aCheckOf, aTrial, exposed, HOUR, MINUTE, misbehaves, SECOND, type TrialParts } from '../../test/world/a-trial.ts';
import type { Behaviour, Fault, On } from '../scenario/scenario.ts';
import { compileQuality } from './compile-quality.ts';
import type { CheckQuality, QualityNow } from './quality.ts';
import type { Exposure } from './world.ts';

const ERRORS: On = { kind: 'all', of: 'errors' };
const WEST = { dimension: 'region', value: 'west', share: 0.2, shareAtEnd: 0.2 };
const EAST = { dimension: 'region', value: 'east', share: 0.8, shareAtEnd: 0.8 };

function at(parts: TrialParts, atMs = 0, exposure: Exposure = exposed()): QualityNow {
  return compileQuality(aTrial(parts)).at(atMs, exposure);
}

function ratio(quality: CheckQuality | undefined): number {
  return quality?.kind === 'ratio' ? quality.ratio : NaN;
}

/** Of `errors`, whose ratio is 1 % at rest. */
function errors(now: QualityNow): { readonly stable: number; readonly candidate: number } {
  return { stable: ratio(now.stable.checks['errors']), candidate: ratio(now.candidate.checks['errors']) };
}

const of = (behaviour: Behaviour, atMs = 0, exposure = exposed()) => errors(at({ behaviours: [behaviour] }, atMs, exposure));
const excessRatio = ({ badRatio }: ReturnType<typeof at>) => badRatio.candidate - badRatio.stable;
const during = { atMs: HOUR, forMs: HOUR };
const withFault = (fault: Fault, atMs = HOUR) => at({ faults: [fault] }, atMs);

describe('compileQuality', () => {
  it('is the baseline, for ever, where nothing is said', () => {
    const now = at({});
    expect(errors(now)).toEqual({ stable: 0.01, candidate: 0.01 });
    expect(now).toMatchObject({ validUntilMs: Infinity, trafficFactor: 1 });
  });

  it.each<[string, Behaviour, number]>([
    ['dead on arrival', misbehaves({ kind: 'crash', pods: 1, loopMs: 'none' }), 1],
    ['half of the pods dead', misbehaves({ kind: 'crash', pods: 0.5, loopMs: 'none' }), 0.505],
    ['twice as many errors', misbehaves({ kind: 'worse', on: ERRORS, factor: 2, points: 0 }), 0.02],
    ['three points more of this check', misbehaves({ kind: 'worse', on: { kind: 'check', name: 'errors' }, factor: 1, points: 0.03 }), 0.04],
    ['more than all', misbehaves({ kind: 'worse', on: ERRORS, factor: 200, points: 0 }), 1],
    ['another check is worse', misbehaves({ kind: 'worse', on: { kind: 'check', name: 'latency' }, factor: 9, points: 0 }), 0.01],
    ['always a bad refresh', misbehaves({ kind: 'intermittent', periodMs: MINUTE, badShare: 1, errorRatio: 0.5 }), 0.505],
    ['never a bad refresh', misbehaves({ kind: 'intermittent', periodMs: MINUTE, badShare: 0, errorRatio: 0.5 }), 0.01],
  ])('%s: the candidate alone', (_, behaviour, candidate) => {
    const now = of(behaviour);
    expect(now.stable).toBe(0.01);
    expect(now.candidate).toBeCloseTo(candidate, 12);
    expect(of({ ...behaviour, arm: 'both' }).stable).toBeCloseTo(candidate, 12);
  });

  it('begins and ends when a behaviour does, and says until when it holds', () => {
    const quality = compileQuality(aTrial({ behaviours: [misbehaves({ kind: 'crash', pods: 1, loopMs: 'none', fromMs: 10 * MINUTE, forMs: 5 * MINUTE })] }));
    expect([0, 10 * MINUTE - 1, 10 * MINUTE, 15 * MINUTE - 1, 15 * MINUTE].map((atMs) => errors(quality.at(atMs, exposed())).candidate)).toEqual([0.01, 0.01, 1, 1, 0.01]);
    expect([0, 10 * MINUTE, 15 * MINUTE].map((atMs) => quality.at(atMs, exposed()).validUntilMs)).toEqual([10 * MINUTE, 15 * MINUTE, Infinity]);
  });

  it.each(['first-traffic', 'promotion'] as const)('waits for %s', (since) => {
    const quality = compileQuality(aTrial({ behaviours: [misbehaves({ kind: 'crash', pods: 1, loopMs: 'none', since, fromMs: MINUTE })] }));
    const event = since === 'promotion' ? 'promotedAtMs' : 'firstTrafficAtMs';
    expect(errors(quality.at(HOUR, exposed({ [event]: 'never' }))).candidate).toBe(0.01);
    expect(errors(quality.at(HOUR, exposed({ [event]: HOUR }))).candidate).toBe(0.01);
    expect(quality.at(HOUR, exposed({ [event]: HOUR })).validUntilMs).toBe(HOUR + MINUTE);
    expect(errors(quality.at(HOUR + MINUTE, exposed({ [event]: HOUR }))).candidate).toBe(1);
  });

  it('a crash loop is down and up by turns', () => {
    const loop = misbehaves({ kind: 'crash', pods: 1, loopMs: 10 * SECOND });
    expect([0, 9, 10, 19, 20].map((second) => of(loop, second * SECOND).candidate)).toEqual([1, 1, 0.01, 0.01, 1]);
  });

  it('refreshes come out bad as often as told, each at its place whoever asks when', () => {
    const bad = misbehaves({ kind: 'intermittent', periodMs: MINUTE, badShare: 0.3, errorRatio: 1 });
    const quality = compileQuality(aTrial({ behaviours: [bad] }));
    const forwards = Array.from({ length: 2_000 }, (_, minute) => errors(quality.at(minute * MINUTE + 7, exposed())).candidate);
    expect(forwards.filter((each) => each === 1).length / 2_000).toBeCloseTo(0.3, 1);
    expect([1_500, 3, 900].map((minute) => of(bad, minute * MINUTE).candidate)).toEqual([1_500, 3, 900].map((minute) => forwards[minute]));
  });

  it('a leak grows by the hour in steps of at most a minute', () => {
    const leak = misbehaves({ kind: 'leak', errorPointsPerHour: 0.06, levelPerHour: 0.5 });
    expect(of(leak, 2 * HOUR).candidate).toBeCloseTo(0.01 + 0.12, 2);
    expect(at({ behaviours: [leak] }, 90 * SECOND).validUntilMs).toBe(2 * MINUTE);
    expect(at({ checks: [aCheckOf('level')], behaviours: [leak] }, 2 * HOUR).candidate.checks['level']).toMatchObject({ mean: expect.closeTo(2 * 1_073_741_824, -8) });
  });

  it('a cold start fades after each change of the weight, and nobody starts without requests', () => {
    const cold = misbehaves({ kind: 'cold-start', lastsMs: 10 * MINUTE, errorPoints: 0.4, slowFactor: 1 });
    const later = (atMs: number, weight = 0.1) => of(cold, atMs, exposed({ weight, weightSinceMs: HOUR })).candidate;
    expect(later(HOUR)).toBeCloseTo(0.01 + 0.38, 6);
    expect(later(HOUR + 5 * MINUTE)).toBeCloseTo(0.01 + 0.18, 6);
    expect(later(HOUR + 10 * MINUTE)).toBe(0.01);
    expect(later(HOUR, 0)).toBe(0.01);
  });

  it('an overload hits both arms above its weight, copies included', () => {
    const overload = misbehaves({ kind: 'overload', weight: 0.2, points: 0.3, levelFactor: 3 });
    expect(of(overload, 0, exposed({ weight: 0.2 }))).toEqual({ stable: 0.01, candidate: 0.01 });
    expect(of(overload, 0, exposed({ weight: 0.21 }))).toEqual({ stable: 0.31, candidate: 0.31 });
    expect(of(overload, 0, exposed({ weight: 0, mirror: 0.5 }))).toEqual({ stable: 0.31, candidate: 0.31 });
    expect(at({ checks: [aCheckOf('level')], behaviours: [overload] }).stable.checks['level']).toMatchObject({ mean: 3 * 1_073_741_824 });
  });

  it('what is worse in one segment is worse overall by that segment`s share', () => {
    const parts = { checks: [aCheck({ slices: ['region'] })], traffic: { segments: [WEST, EAST] }, behaviours: [misbehaves({ kind: 'worse-in', on: ERRORS, segment: 'region=west', factor: 11, points: 0 })] };
    expect(at(parts).candidate.checks['errors']).toEqual({ kind: 'ratio', ratio: expect.closeTo(0.01 * 0.8 + 0.11 * 0.2, 12), inSegments: [expect.closeTo(0.11, 12), 0.01] });
    expect(at(parts).stable.checks['errors']).toEqual({ kind: 'ratio', ratio: 0.01, inSegments: [0.01, 0.01] });
  });

  it('requests above a quantile are stretched, and no others', () => {
    const table = { kind: 'time', boundsSeconds: [0.1, 0.2, 0.4], within: [0.8, 0.9, 1] } as const;
    const slower = (factor: number, fromQuantile: number) => at({ checks: [aCheckOf('time')], baseline: { time: table }, behaviours: [misbehaves({ kind: 'slower', factor, fromQuantile })] }).candidate.checks['time'];
    expect(slower(2, 0)).toMatchObject({ within: [expect.closeTo(0.4, 12), expect.closeTo(0.8, 12), expect.closeTo(0.9, 12)] });
    expect(slower(2, 0.8)).toMatchObject({ within: [0.8, expect.closeTo(0.8, 12), expect.closeTo(0.9, 12)] });
  });

  it('latency, answers, bins and levels get worse in their own terms', () => {
    const worse = (of: 'latency' | 'answers' | 'bins' | 'levels', factor: number, points: number) => misbehaves({ kind: 'worse', on: { kind: 'all', of }, factor, points });
    const checks = (['time', 'score', 'labels', 'bins', 'level'] as const).map((kind) => aCheckOf(kind));
    const baseline = { time: { kind: 'time', boundsSeconds: [1], within: [0.9] }, score: { kind: 'score', mean: 0.6, sd: 0.1 }, bins: { kind: 'bins', shares: { a: 0.7, b: 0.3 } }, level: { kind: 'level', mean: 100, sd: 0, perRequestPerSecond: 0 } } as const;
    const now = at({ checks, baseline, behaviours: [worse('latency', 2, 0), worse('answers', 1, 0.1), worse('bins', 1, 0.2), worse('levels', 1.5, 0)] });
    expect(now.candidate.checks).toMatchObject({
      time: { within: [expect.closeTo(0.8, 12)] },
      score: { mean: expect.closeTo(0.5, 12) },
      labels: { ratio: expect.closeTo(0.3, 12) },
      bins: { shares: [expect.closeTo(0.5, 12), expect.closeTo(0.5, 12)] },
      level: { mean: 150 },
    });
  });

  it('of a check that counts what is good, worse means fewer events', () => {
    const sold = aCheck({ name: 'sold', better: 'higher' });
    const now = (behaviour: Behaviour) => ratio(at({ checks: [sold], behaviours: [behaviour] }).candidate.checks['sold']);
    expect(now(misbehaves({ kind: 'worse', on: { kind: 'check', name: 'sold' }, factor: 2, points: 0.02 }))).toBeCloseTo(0.08, 12);
    expect(now(misbehaves({ kind: 'crash', pods: 0.5, loopMs: 'none' }))).toBeCloseTo(0.1, 12);
  });

  it('a skew moves answers from the commonest bin to the next', () => {
    const now = at({ checks: [aCheckOf('bins')], baseline: { bins: { kind: 'bins', shares: { rare: 0.1, common: 0.6, next: 0.3 } } }, behaviours: [misbehaves({ kind: 'skew', moved: 0.2 })] });
    expect(now.candidate.checks['bins']).toMatchObject({ names: ['rare', 'common', 'next'], shares: [0.1, expect.closeTo(0.4, 12), expect.closeTo(0.5, 12)] });
    expect(now.stable.checks['bins']).toMatchObject({ shares: [0.1, 0.6, 0.3] });
  });

  it('who wins its own metric loses the others about answers', () => {
    const now = at({ checks: [aCheckOf('labels'), aCheckOf('score')], behaviours: [misbehaves({ kind: 'wins-own-metric', better: 'score', gain: 0.05, loss: 0.1 })] });
    expect(now.candidate.checks).toMatchObject({ score: { mean: expect.closeTo(0.75, 12) }, labels: { ratio: expect.closeTo(0.3, 12) } });
  });

  it('faults of the world', () => {
    expect(errors(withFault({ kind: 'common-outage', ...during, points: 0.4 }))).toEqual({ stable: 0.41000000000000003, candidate: 0.41000000000000003 });
    expect(errors(withFault({ kind: 'dependency-down', ...during, points: 0.4 }))).toEqual({ stable: 0.01, candidate: 0.41000000000000003 });
    expect(withFault({ kind: 'flash-crowd', ...during, factor: 7 }).trafficFactor).toBe(7);
    expect(withFault({ kind: 'no-traffic', ...during }).trafficFactor).toBe(0);
    expect(withFault({ kind: 'no-traffic', ...during }, 2 * HOUR).trafficFactor).toBe(1);
    expect(withFault({ kind: 'no-traffic', ...during }, 0).validUntilMs).toBe(HOUR);
  });

  it('faults of the world end when everything heals', () => {
    expect(at({ faults: [{ kind: 'no-traffic', ...during }], healsAtMs: HOUR + MINUTE }, HOUR + MINUTE).trafficFactor).toBe(1);
  });

  it('another mix on the candidate is no harm of its own: stable would have done the same to it', () => {
    const mixed = { traffic: { segments: [WEST, EAST] }, faults: [{ kind: 'mix-differs', ...during, segment: 'region=west', factor: 3 }] as const };
    const bothBad = misbehaves({ kind: 'worse-in', on: ERRORS, segment: 'region=west', factor: 11, points: 0, arm: 'both' });
    const now = at({ ...mixed, behaviours: [bothBad] }, HOUR);
    expect(now.segments).toEqual({ stable: [0.2, 0.8], candidate: [expect.closeTo(0.6, 12), expect.closeTo(0.4, 12)] });
    expect(errors(now).candidate).toBeCloseTo(0.6 * 0.11 + 0.4 * 0.01, 12);
    expect(excessRatio(now)).toBeCloseTo(0, 12);
    expect(excessRatio(at({ ...mixed, behaviours: [{ ...bothBad, arm: 'candidate' }] }, HOUR))).toBeCloseTo(0.6 * 0.1, 12);
  });

  it('a request that several checks count is bad once', () => {
    const now = at({ checks: [aCheck(), aCheckOf('labels', { then: 'rollback' })], behaviours: [misbehaves({ kind: 'crash', pods: 1, loopMs: 'none' })] });
    expect(excessRatio(now)).toBeCloseTo(0.99 * 0.8, 12);
  });

  it('a mix shifts over the horizon', () => {
    const shifting = { traffic: { segments: [{ ...WEST, shareAtEnd: 0.7 }, { ...EAST, shareAtEnd: 0.3 }] }, horizonMs: 10 * HOUR };
    expect(at(shifting, 5 * HOUR).segments.stable[0]).toBeCloseTo(0.45, 2);
    expect(at(shifting, 5 * HOUR).validUntilMs).toBe(5 * HOUR + MINUTE);
    expect(at(shifting, 11 * HOUR)).toMatchObject({ validUntilMs: Infinity, segments: { stable: [expect.closeTo(0.7, 12), expect.closeTo(0.3, 12)] } });
  });

  it('a gauge follows the load of its arm', () => {
    const loaded = { checks: [aCheckOf('level')], baseline: { level: { kind: 'level', mean: 100, sd: 1, perRequestPerSecond: 2 } }, traffic: { requestsPerSecond: 50 } } as const;
    const now = at(loaded, 0, exposed({ weight: 0.2, mirror: 0 }));
    expect(now.stable.checks['level']).toMatchObject({ mean: 180 });
    expect(now.candidate.checks['level']).toMatchObject({ mean: 120 });
  });

  it('slow noise has mean 1, its standard deviation, an hour of memory, and does not depend on cuts', () => {
    const noisy = aTrial({ traffic: { armNoise: 0.3 } });
    const quality = compileQuality(noisy);
    const logs = Array.from({ length: 40_000 }, (_, minute) => errors(quality.at(minute * MINUTE, exposed())).candidate);
    const mean = logs.reduce((sum, each) => sum + each, 0) / logs.length;
    expect(mean).toBeCloseTo(0.01, 3);
    const ln = logs.map((each) => Math.log(each / 0.01) + 0.045);
    const variance = ln.reduce((sum, each) => sum + each * each, 0) / ln.length;
    expect(variance).toBeGreaterThan(0.09 * 0.75);
    expect(variance).toBeLessThan(0.09 * 1.25);
    const hourApart = ln.slice(60).reduce((sum, each, index) => sum + each * (ln[index] ?? 0), 0) / (ln.length - 60) / variance;
    expect(hourApart).toBeGreaterThan(0.37 - 0.15);
    expect(hourApart).toBeLessThan(0.37 + 0.15);
    expect(errors(compileQuality(noisy).at(1_234 * MINUTE + 17, exposed()))).toEqual(errors(quality.at(1_234 * MINUTE, exposed())));
    expect(quality.at(90 * SECOND, exposed()).validUntilMs).toBe(2 * MINUTE);
  });

  it('common noise is the same on both arms', () => {
    const now = errors(at({ traffic: { commonNoise: 0.3 } }, HOUR));
    expect(now.stable).toBe(now.candidate);
    expect(now.stable).not.toBe(0.01);
  });
});
