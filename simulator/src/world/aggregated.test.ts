import { DIFFERENT, DISCORDANT, PREDICTED, type ArmCounts, type Check } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { aCheck, aCheckOf, aTrial, DAY, exposed, HOUR, MINUTE, misbehaves, momentsOf, releaseOf, SECOND, summed, type Stretch, type TrialParts } from '../../test/world/a-trial.ts';
import type { Behaviour, TrafficModel } from '../scenario/scenario.ts';
import { aggregatedWorld, whyNotAggregated } from './aggregated.ts';
import type { Happening } from './world.ts';

/** Of a normal score: luck passes it once in 150,000. */
const SIGMAS = 4.5;

const total = ({ requests }: Happening): number => requests.stable + requests.candidate;
const release = (parts: TrialParts, span: Partial<Stretch> = {}) => releaseOf(aggregatedWorld(aTrial(parts)), { toMs: HOUR, byMs: 15 * SECOND, ...span });

/** Events of independent trials at `p`. */
function expectRatio({ trials, events }: ArmCounts, p: number): void {
  expect(trials).toBeGreaterThan(0);
  expect(Math.abs(events - trials * p), `${events} of ${trials} at ${p}`).toBeLessThanOrEqual(SIGMAS * Math.sqrt(trials * p * (1 - p)));
}

function expectMean(values: readonly number[], mean: number): void {
  const seen = momentsOf(values);
  expect(Math.abs(seen.mean - mean), `mean ${seen.mean} for ${mean}`).toBeLessThan(SIGMAS * Math.sqrt(seen.variance / values.length));
}

describe('aggregatedWorld', () => {
  it('gives the same release to whoever asks, and another one to another run or seed', () => {
    expect(release({})).toEqual(release({}));
    expect(release({ run: 1 })).not.toEqual(release({}));
    expect(release({ seed: 8 })).not.toEqual(release({}));
  });

  it('refuses spans that do not follow each other', () => {
    const run = aggregatedWorld(aTrial()).begin();
    run.advance({ fromMs: 0, toMs: 10 }, exposed());
    expect(() => run.advance({ fromMs: 11, toMs: 20 }, exposed())).toThrow('spans follow each other');
  });

  it('gives two weights the same requests, and only splits them otherwise', () => {
    const [low, high] = [0.01, 0.5].map((weight) => release({ traffic: { dispersion: 4 } }, { exposure: exposed({ weight }) }));
    expect(low?.map(total)).toEqual(high?.map(total));
  });

  it.each([0, 0.01, 0.2, 1])('gives the candidate its weight (%f) of the requests', (weight) => {
    const counts = summed(release({}, { exposure: exposed({ weight }) }), 'errors');
    expectRatio({ trials: counts.stable.trials + counts.candidate.trials, events: counts.candidate.trials }, weight);
    if (weight === 0) expect(counts.candidate.trials).toBe(0);
    if (weight === 1) expect(counts.stable.trials).toBe(0);
  });

  it('gives the candidate copies that nobody sees, on which nothing is bad', () => {
    const happened = release({ behaviours: [misbehaves({ kind: 'crash', pods: 1, loopMs: 'none' })] }, { exposure: exposed({ weight: 0, mirror: 0.1 }) });
    const { stable, candidate } = summed(happened, 'errors');
    expectRatio({ trials: stable.trials, events: candidate.trials }, 0.1);
    expect(candidate.events).toBe(candidate.trials);
    expect(happened.every(({ requests, bad, excess }) => requests.candidate === 0 && bad.candidate === 0 && excess === 0)).toBe(true);
  });

  it.each<[string, Behaviour, number]>([
    ['equal', misbehaves({ kind: 'skew', moved: 0.1 }), 0.01],
    ['twice as bad', misbehaves({ kind: 'worse', on: { kind: 'all', of: 'errors' }, factor: 2, points: 0 }), 0.02],
    ['a third of the pods dead', misbehaves({ kind: 'crash', pods: 1 / 3, loopMs: 'none' }), 0.34],
    ['dead', misbehaves({ kind: 'crash', pods: 1, loopMs: 'none' }), 1],
    ['down half of the time', misbehaves({ kind: 'crash', pods: 1, loopMs: 20 * SECOND }), 0.505],
  ])('counts a candidate that is %s', (_, behaviour, ratio) => {
    const happened = release({ behaviours: [behaviour] });
    const { stable, candidate } = summed(happened, 'errors');
    expectRatio(stable, 0.01);
    // A crash loop is counted in parts, each with its own ratio: its variance is smaller than a binomial one's.
    expectRatio(candidate, ratio);
    const bad = happened.reduce((sum, each) => sum + each.bad.candidate, 0);
    const excess = happened.reduce((sum, each) => sum + each.excess, 0);
    expect(bad).toBe(candidate.events);
    // Of a crash loop's failures all are its own while it is down, and none while it is up.
    if (ratio === 0.505) expect(Math.abs(excess - bad * (1 - 0.01 / ratio))).toBeLessThan(0.01 * candidate.trials);
    else expect(excess).toBeCloseTo(bad * (1 - 0.01 / ratio), 6);
  });

  it('counts times by bucket', () => {
    const happened = release({ checks: [aCheckOf('time')], baseline: { time: { kind: 'time', boundsSeconds: [0.1, 0.2, 0.4], within: [0.5, 0.9, 1] } }, behaviours: [misbehaves({ kind: 'slower', factor: 2, fromQuantile: 0 })] });
    const slower = (bound: number) => summed(happened, 'time', `le=${bound}`);
    [[0.1, 0.5, 0.75], [0.2, 0.1, 0.5], [0.4, 0, 0.1]].forEach(([bound = 0, stable = 0, candidate = 0]) => {
      expectRatio(slower(bound).stable, stable);
      expectRatio(slower(bound).candidate, candidate);
    });
    expect(summed(happened, 'time').stable).toEqual({ trials: slower(0.1).stable.trials, events: 0 });
  });

  it('counts answers by bin', () => {
    const happened = release({ checks: [aCheckOf('bins')], baseline: { bins: { kind: 'bins', shares: { approve: 0.7, block: 0.2, 'ask a person': 0.1 } } }, behaviours: [misbehaves({ kind: 'skew', moved: 0.1 })] });
    for (const [bin, stable, candidate] of [['approve', 0.7, 0.6], ['block', 0.2, 0.3], ['ask a person', 0.1, 0.1]] as const) {
      expectRatio(summed(happened, 'bins', `bin=${bin}`).stable, stable);
      expectRatio(summed(happened, 'bins', `bin=${bin}`).candidate, candidate);
    }
  });

  it.each([1, 7, 1_000])('adds up scores of %i requests a span with their mean and variance', (perSpan) => {
    const happened = releaseOf(aggregatedWorld(aTrial({ checks: [aCheckOf('score')], traffic: { shape: { kind: 'replay', stepMs: SECOND, counts: [perSpan] } } })), { toMs: 4_000 * SECOND, byMs: SECOND, exposure: exposed({ weight: 0 }) });
    const means = happened.map(({ cells }) => (cells['score']?.['all']?.stable.events ?? 0) / perSpan);
    expectMean(means, 0.7);
    expect(momentsOf(means).variance / ((0.15 * 0.15) / perSpan)).toBeGreaterThan(0.85);
    expect(momentsOf(means).variance / ((0.15 * 0.15) / perSpan)).toBeLessThan(1.15);
  });

  it('samples gauges once per scrape, however time is cut', () => {
    const parts = { checks: [aCheckOf('level')], behaviours: [misbehaves({ kind: 'worse', on: { kind: 'all', of: 'levels' }, factor: 1.5, points: 0 })] };
    const whole = summed(release(parts, { byMs: HOUR }), 'level');
    expect(whole.stable.trials).toBe(240);
    expect(whole.candidate.events / whole.stable.events).toBeCloseTo(1.5, 1);
    const cut = summed(release(parts, { byMs: 7_777 }), 'level');
    expect(cut.stable).toEqual({ trials: 240, events: expect.closeTo(whole.stable.events, -3) });
  });

  it('counts pairs of the copies alone', () => {
    const happened = release({ checks: [aCheckOf('pairs')], behaviours: [misbehaves({ kind: 'worse', on: { kind: 'all', of: 'answers' }, factor: 1.5, points: 0 })] }, { exposure: exposed({ weight: 0, mirror: 0.5 }) });
    const [all, alone, different] = ['all', DISCORDANT, DIFFERENT].map((cell) => summed(happened, 'pairs', cell));
    expectRatio(all?.stable ?? { trials: 0, events: 0 }, 0.2);
    expectRatio(all?.candidate ?? { trials: 0, events: 0 }, 0.3);
    expect(alone?.stable.trials).toBe(alone?.candidate.trials);
    expect((alone?.stable.events ?? 0) + (alone?.candidate.events ?? 0)).toBe(alone?.stable.trials);
    expectRatio(alone?.candidate ?? { trials: 0, events: 0 }, 0.2 / 0.3);
    expect(different?.candidate.events).toBeGreaterThan(alone?.candidate.trials ?? 0);
    expect(summed(release({ checks: [aCheckOf('pairs')] }), 'pairs')).toEqual({ stable: { trials: 0, events: 0 }, candidate: { trials: 0, events: 0 } });
  });

  it('predicts what comes true of stable, and less well of a candidate that is off', () => {
    const happened = release({ checks: [aCheckOf('calibration')], behaviours: [misbehaves({ kind: 'worse', on: { kind: 'all', of: 'answers' }, factor: 1, points: 0.05 })] });
    const [all, predicted] = ['all', PREDICTED].map((cell) => summed(happened, 'calibration', cell));
    expectRatio(all?.stable ?? { trials: 0, events: 0 }, 0.2);
    const off = (arm: 'stable' | 'candidate') => ((all?.[arm].events ?? 0) - (predicted?.[arm].events ?? 0)) / (all?.[arm].trials ?? 1);
    expect(off('stable')).toBeCloseTo(0, 2);
    // In the highest tenths not everything can come true more often.
    expect(off('candidate')).toBeCloseTo(0.05, 2);
    const tenths = Array.from({ length: 10 }, (_, tenth) => summed(happened, 'calibration', `decile=${tenth}`).stable.trials);
    expect(tenths.reduce((sum, each) => sum + each, 0)).toBe(all?.stable.trials);
    expect(summed(happened, 'calibration', 'predicted:decile=3').stable.events / (tenths[3] ?? 1)).toBeCloseTo(0.35, 1);
  });

  it('has slices that add up to the whole, of two dimensions', () => {
    const segments = [['region', 'west', 0.3], ['region', 'east', 0.7], ['device', 'phone', 0.5], ['device', 'other', 0.5]].map(([dimension, value, share]) => ({ dimension: String(dimension), value: String(value), share: Number(share), shareAtEnd: Number(share) }));
    const worseInWest = misbehaves({ kind: 'worse-in', on: { kind: 'all', of: 'errors' }, segment: 'region=west', factor: 10, points: 0 });
    const checks = [aCheck({ slices: ['region', 'device'] }), aCheckOf('score', { slices: ['region'] })];
    for (const failBurst of [{ mean: 1, max: 1 }, { mean: 5, max: 50 }]) {
      const happened = release({ checks, traffic: { segments, failBurst }, behaviours: [worseInWest] });
      for (const { cells } of happened) {
        for (const arm of ['stable', 'candidate'] as const) {
          const counts = (name: string): ArmCounts => cells['errors']?.[name]?.[arm] ?? { trials: -1, events: -1 };
          for (const [one, other] of [['region=west', 'region=east'], ['device=phone', 'device=other']] as const) {
            expect({ trials: counts(one).trials + counts(other).trials, events: counts(one).events + counts(other).events }).toEqual(counts('all'));
          }
          expect(counts('region=west').events).toBeLessThanOrEqual(counts('region=west').trials);
        }
      }
      expect(Object.keys(happened[0]?.cells['score'] ?? {})).toEqual(['all', 'region=west', 'region=east']);
      const west = summed(happened, 'errors', 'region=west');
      expect(west.candidate.events / west.candidate.trials).toBeCloseTo(0.1, 1.3);
      expect(summed(happened, 'errors', 'region=east').candidate.events / summed(happened, 'errors', 'region=east').candidate.trials).toBeCloseTo(0.01, 1.7);
      expectRatio({ trials: summed(happened, 'errors').candidate.trials, events: west.candidate.trials }, 0.3);
    }
  });

  it('counts a request that two checks find bad once', () => {
    const happened = release({ checks: [aCheck(), aCheckOf('labels', { then: 'rollback' })], baseline: { errors: { kind: 'ratio', ratio: 0.3 }, labels: { kind: 'ratio', ratio: 0.4 } } });
    const bad = happened.reduce((sum, each) => sum + each.bad.stable, 0);
    const requests = happened.reduce((sum, each) => sum + each.requests.stable, 0);
    expectRatio({ trials: requests, events: bad }, 1 - 0.7 * 0.6);
  });
});

describe('arrivals', () => {
  const counted = (traffic: Partial<TrafficModel>, { runs, byMs, toMs = HOUR }: { readonly runs: number; readonly byMs: number; readonly toMs?: number }): readonly number[] =>
    Array.from({ length: runs }, (_, run) => release({ run, traffic }, { byMs, toMs }).reduce((sum, each) => sum + total(each), 0));

  it.each<[string, number, number]>([['Poisson', 1, HOUR], ['Poisson', 1, MINUTE], ['gamma', 8, HOUR], ['gamma', 8, MINUTE]])('%s with variance over mean %f, in spans of %i ms', (_, dispersion, byMs) => {
    const counts = counted({ requestsPerSecond: 0.2, dispersion }, { runs: 1_500, byMs });
    expectMean(counts, 720);
    const { variance } = momentsOf(counts);
    // The variance of a variance: 2/n of its square, and a little more for skewed laws.
    expect(variance / 720 / dispersion).toBeGreaterThan(1 - SIGMAS * Math.sqrt(2.2 / 1_500));
    expect(variance / 720 / dispersion).toBeLessThan(1 + SIGMAS * Math.sqrt(2.2 / 1_500));
  });

  it('bursts add their part of the time at their factor, however time is cut', () => {
    const bursts = { factor: 5, everyMs: 10 * MINUTE, lastMs: 2 * MINUTE };
    const coarse = counted({ requestsPerSecond: 0.5, bursts }, { runs: 400, byMs: 12 * HOUR, toMs: 12 * HOUR });
    const fine = counted({ requestsPerSecond: 0.5, bursts }, { runs: 400, byMs: 5 * MINUTE, toMs: 12 * HOUR });
    const mean = 0.5 * 12 * 3_600 * (0.8 + 0.2 * 5);
    // It begins quiet, which is a little less.
    expect(momentsOf(coarse).mean / mean).toBeCloseTo(1, 1);
    // The same bursts in both: what is left of the difference is luck of the counts.
    expectMean(coarse.map((count, run) => count - (fine[run] ?? 0)), 0);
    expect(momentsOf(coarse).variance / mean).toBeGreaterThan(20);
  });

  it('a crowd multiplies, silence is silent', () => {
    const faults = [{ kind: 'flash-crowd', atMs: HOUR, forMs: HOUR, factor: 4 }, { kind: 'no-traffic', atMs: 3 * HOUR, forMs: HOUR }] as const;
    const happened = release({ faults, traffic: { requestsPerSecond: 5 } }, { toMs: 4 * HOUR, byMs: 4 * HOUR / 8 });
    const hourly = [0, 1, 2, 3].map((hour) => total(happened[2 * hour] as Happening) + total(happened[2 * hour + 1] as Happening));
    [1, 4, 1, 0].forEach((factor, hour) => expect(Math.abs((hourly[hour] ?? 0) - 18_000 * factor)).toBeLessThanOrEqual(SIGMAS * Math.sqrt(18_000 * factor)));
  });

  it('replays real arrivals exactly, whole or in cuts, from the beginning when they run out', () => {
    const shape = { kind: 'replay', stepMs: 10 * SECOND, counts: [3, 0, 500, 41] } as const;
    expect(release({ traffic: { shape } }, { byMs: 10 * SECOND, toMs: 50 * SECOND }).map(total)).toEqual([3, 0, 500, 41, 3]);
    expect(release({ traffic: { shape } }, { byMs: 3_300, toMs: 4_000 * SECOND }).reduce((sum, each) => sum + total(each), 0)).toBe(544 * 100);
    const cut = release({ traffic: { shape } }, { byMs: 5 * SECOND, toMs: 40 * SECOND }).map(total);
    expect((cut[4] ?? 0) + (cut[5] ?? 0)).toBe(500);
    expectRatio({ trials: 500, events: cut[4] ?? 0 }, 0.5);
    const candidates = summed(release({ traffic: { shape } }, { byMs: 10 * SECOND, toMs: 4_000 * SECOND, exposure: exposed({ weight: 0.1 }) }), 'errors').candidate.trials;
    expectRatio({ trials: 54_400, events: candidates }, 0.1);
  });

  it('a day of traffic has the same sum whatever its shape', () => {
    const shape = { kind: 'week', peakToTrough: 6, weekendRatio: 0.4, startsAtMs: 5 * HOUR } as const;
    const week = release({ traffic: { shape, requestsPerSecond: 20 } }, { toMs: 7 * DAY, byMs: HOUR }).map(total);
    expect(Math.abs(week.reduce((sum, each) => sum + each, 0) - 20 * 7 * 86_400)).toBeLessThan(SIGMAS * Math.sqrt(20 * 7 * 86_400));
    expect(Math.max(...week) / Math.min(...week)).toBeGreaterThan(10);
  });
});

describe('bursts of failures', () => {
  it.each([0.05, 1, 50])('keep the ratio at %f requests a second, and fail together', (requestsPerSecond) => {
    const happened = release({ traffic: { requestsPerSecond, failBurst: { mean: 5, max: 50 } } }, { toMs: 2_000_000 * SECOND / requestsPerSecond / 10, byMs: 15 * SECOND });
    const { stable } = summed(happened, 'errors');
    // A burst of mean 5 has a variance of 20: failures vary (20 + 25) / 5 = 9 times as much as single ones.
    expect(Math.abs(stable.events - 0.01 * stable.trials)).toBeLessThan(SIGMAS * Math.sqrt(9 * 0.01 * stable.trials));
    if (requestsPerSecond < 50) return;
    const { mean, variance } = momentsOf(happened.map(({ cells }) => cells['errors']?.['all']?.stable.events ?? 0));
    expect(variance / mean).toBeGreaterThan(6);
    expect(variance / mean).toBeLessThan(12);
  });

  it('leave answers alone', () => {
    const happened = release({ checks: [aCheckOf('labels')], traffic: { failBurst: { mean: 5, max: 50 } } });
    const { mean, variance } = momentsOf(happened.map(({ cells }) => cells['labels']?.['all']?.stable.events ?? 0));
    expect(variance / mean).toBeLessThan(1.5);
  });
});

describe('whyNotAggregated', () => {
  const users = { kind: 'users', count: 100, zipf: 1, concentration: 10 } as const;
  const perUser: Check = aCheck({ signal: { kind: 'share', metric: 'x', among: [], where: [], unit: 'users' } });
  it.each<[TrialParts, RegExp]>([
    [{ traffic: { retries: { probability: 0.1, max: 2 } } }, /come back/],
    [{ behaviours: [misbehaves({ kind: 'feedback', gain: 0.1 })] }, /changes what is asked later/],
    [{ traffic: { users, shape: { kind: 'replay', stepMs: 1_000, counts: [1] } } }, /recorded arrivals/],
    [{ traffic: { users }, faults: [{ kind: 'mix-differs', atMs: 0, forMs: HOUR, segment: 'a=b', factor: 2 }] }, /make the mix/],
    [{ traffic: { users, failBurst: { mean: 5, max: 50 } }, checks: [perUser] }, /several users at once/],
  ])('says in a sentence what it cannot represent, and refuses it', (parts, sentence) => {
    expect(whyNotAggregated(aTrial(parts))).toMatch(sentence);
    expect(() => aggregatedWorld(aTrial(parts))).toThrow('the aggregated engine can represent the trial');
  });

  it.each<TrialParts>([{}, { traffic: { retries: { probability: 0.5, max: 0 } } }, { traffic: { users }, checks: [perUser] }, { traffic: { users, failBurst: { mean: 5, max: 50 } } }])('is silent about the rest', (parts) => {
    expect(whyNotAggregated(aTrial(parts))).toBe('');
  });
});
