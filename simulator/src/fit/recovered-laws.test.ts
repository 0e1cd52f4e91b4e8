// What was put in comes out: histories drawn from known laws, with the samplers of the simulator.
import { writeProfile, readProfile, UNKNOWN_TRAFFIC } from '@rampart/policy-document';
import { describe, expect, it } from 'vitest';
import { binomial, burst, negativeBinomial, newRandom, poisson, purposeOf } from '../chance/index.ts';
import { probabilityUpTo, quantileOf } from './arrivals/count-law.ts';
import { fitHistory, type Fit } from './fit.ts';
import type { CheckHistory, History } from './history/history.ts';
import { fitLabelDelay } from './labels/fit-label-delay.ts';
import { profileOfFit } from './profile-of-fit.ts';

const MONDAY_MS = Date.parse('2026-03-02T00:00:00Z');
const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
const PURPOSE = purposeOf('fit-test');

function history(minutes: number, drawn: (minute: number) => number, checks: readonly CheckHistory[] = []): History {
  return {
    layout: 'counts',
    fromMs: MONDAY_MS,
    stepMs: MINUTE_MS,
    arrivals: Float64Array.from({ length: minutes }, (_, minute) => drawn(minute)),
    checks,
    labels: { kind: 'none' },
    source: { file: 'drawn.csv', rowCount: minutes, read: {}, unused: [], zoneAssumed: false },
  };
}

const random = newRandom();
const at = (run: number, tick: number) => random.at(17, run, tick, PURPOSE);

function chosenOf({ arrivals }: Fit): Extract<Fit['arrivals']['chosen'], { kind: 'chosen' }> {
  if (arrivals.chosen.kind === 'none') throw new Error(arrivals.chosen.why);
  return arrivals.chosen;
}

describe('fitHistory', () => {
  it('finds requests that come by themselves: flat, spread 1, one state, law like counts', () => {
    const fit = fitHistory(history(14 * DAY_MINUTES, (minute) => poisson(at(1, minute), 40)), { spanMs: MINUTE_MS });
    const chosen = chosenOf(fit);
    expect(fit.arrivals.day.shape).toEqual({ kind: 'flat' });
    expect(fit.arrivals.requestsPerMinute).toBeCloseTo(40, 0);
    expect(chosen.varianceOverMean).toBeCloseTo(1, 1);
    expect(chosen.states.kind).toBe('none');
    expect(chosen.residuals.distance).toBeLessThan(0.02);
  });

  it('finds the over-dispersion that was put in, and the share of empty spans that follows', () => {
    const fit = fitHistory(history(14 * DAY_MINUTES, (minute) => negativeBinomial(at(2, minute), 6, 12)), { spanMs: MINUTE_MS });
    const chosen = chosenOf(fit);
    expect(chosen.varianceOverMean / 12).toBeCloseTo(1, 1);
    expect(chosen.emptyShareFitted).toBeCloseTo(chosen.emptyShare, 2);
    expect(chosen.residuals.distance).toBeLessThan(0.02);
    // Minutes that were drawn one by one have no states.
    expect(chosen.states.kind).toBe('none');
  });

  it('finds a day with nearly four times the traffic at noon, and weekends with half of it', () => {
    const weekend = (minute: number): number => (Math.floor(minute / DAY_MINUTES) % 7 >= 5 ? 0.5 : 1);
    // A triangle from 0.4 at midnight to 1.6 at noon.
    const curve = (minute: number): number => 1 + 0.6 * (1 - Math.abs((minute % DAY_MINUTES) - 720) / 360);
    const fit = fitHistory(history(28 * DAY_MINUTES, (minute) => poisson(at(3, minute), 30 * weekend(minute) * curve(minute))), { spanMs: MINUTE_MS });
    const { shape, hours, low } = fit.arrivals.day;
    expect(shape).toMatchObject({ kind: 'week' });
    expect(shape.kind === 'week' ? shape.weekendRatio : 0).toBeCloseTo(0.5, 2);
    // The busiest hour is around noon, with 1.575 times the mean on average over its minutes, the quietest at midnight with 0.425.
    expect(shape.kind === 'week' ? shape.peakToTrough : 0).toBeCloseTo(1.575 / 0.425, 0);
    expect(hours.indexOf(Math.max(...hours))).toBeGreaterThanOrEqual(11);
    expect(hours.indexOf(Math.max(...hours))).toBeLessThanOrEqual(12);
    expect(low.kind === 'known' ? low.perMinute / fit.arrivals.requestsPerMinute : 0).toBeCloseTo(0.425, 1);
    const chosen = chosenOf(fit);
    expect(chosen.varianceOverMean).toBeGreaterThan(3);
    expect(chosen.beyondShape).toBeCloseTo(1, 0);
  });

  it('takes luck out of the day: of three noisy days the busiest and the quietest hour are less far apart than they look', () => {
    const minutes = 3 * DAY_MINUTES;
    const truth = (hour: number): number => (hour < 12 ? 0.8 : 1.2);
    const runs = Array.from({ length: 20 }, (_, run) => run).flatMap((run) => {
      const counts = Float64Array.from({ length: minutes }, (_, minute) => negativeBinomial(at(40 + run, minute), 10 * truth(Math.floor((minute % DAY_MINUTES) / 60)), 40));
      const byHour = Array.from({ length: 24 }, (_, hour) => counts.filter((_, minute) => Math.floor((minute % DAY_MINUTES) / 60) === hour).reduce((sum, count) => sum + count, 0));
      const { shape } = fitHistory(history(minutes, (minute) => counts[minute] ?? 0), { spanMs: MINUTE_MS }).arrivals.day;
      return shape.kind === 'day' ? [{ looks: Math.max(...byHour) / Math.min(...byHour), fitted: shape.peakToTrough }] : [];
    });
    const median = (of: (run: { readonly looks: number; readonly fitted: number }) => number): number => runs.map(of).sort((a, b) => a - b)[Math.floor(runs.length / 2)] ?? 0;
    expect(runs.length).toBeGreaterThan(10);
    expect(median(({ looks }) => looks)).toBeGreaterThan(2.2);
    // The truth is 1.5.
    expect(Math.abs(median(({ fitted }) => fitted) - 1.5)).toBeLessThan(0.5 * Math.abs(median(({ looks }) => looks) - 1.5));
  });

  it('counts a hole as a hole: spans with one are left out, and the others are as they were', () => {
    const whole = history(600, (minute) => poisson(at(60, minute), 40));
    const holed = { ...whole, arrivals: whole.arrivals.map((count, minute) => (minute % 50 === 0 ? Number.NaN : count)) };
    const fit = fitHistory(holed, { spanMs: MINUTE_MS });
    expect(fit.arrivals.holeShare).toBeCloseTo(0.02, 12);
    expect(fit.arrivals.requestsPerMinute).toBeCloseTo(40, 0);
    expect(fit.arrivals.spreads.map(({ spanMs, spans }) => [spanMs, spans])).toEqual([[MINUTE_MS, 588], [300_000, 108]]);
    expect(chosenOf(fit).emptyShare).toBe(0);
  });

  it('finds two states that last, and how long', () => {
    const isBusy = (minute: number): boolean => minute % 60 < 12;
    const fit = fitHistory(history(7 * DAY_MINUTES, (minute) => poisson(at(4, minute), isBusy(minute) ? 60 : 6)), { spanMs: MINUTE_MS });
    const { states } = chosenOf(fit);
    if (states.kind === 'none') throw new Error(states.why);
    expect(states).toMatchObject({ lastMs: 12 * MINUTE_MS });
    expect(Math.abs(states.everyMs / MINUTE_MS - 60)).toBeLessThan(1);
    expect(states.busyPerSecond / states.quietPerSecond).toBeCloseTo(10, 0);
    expect(states.withinStates).toBeCloseTo(1, 1);
  });

  it.each([1, 3, 8])('finds that requests fail %d at a time', (mean) => {
    const minutes = 7 * DAY_MINUTES;
    const trials = Float64Array.from({ length: minutes }, () => 1_000);
    const events = Float64Array.from({ length: minutes }, (_, minute) => {
      const stream = at(5 + mean, minute);
      const bursts = poisson(stream, (1_000 * 0.01) / mean);
      return Array.from({ length: bursts }, () => burst(stream, { mean, max: 200 })).reduce((sum, size) => sum + size, 0);
    });
    const fit = fitHistory(history(minutes, () => 1_000, [{ name: 'errors', trials, events, pods: [] }]), { spanMs: MINUTE_MS });
    const [{ chosen, events: failed } = { chosen: { kind: 'none' as const, why: '' }, events: 0 }] = fit.errors;
    if (chosen.kind === 'none') throw new Error(chosen.why);
    expect(chosen.meanRequests / mean).toBeCloseTo(1, 1);
    expect(chosen.spansWithoutErrorFitted).toBeCloseTo(chosen.spansWithoutError, 1);
    expect(chosen.effectiveEvents).toBeCloseTo(failed / Math.max(1, chosen.overBinomial), 6);
  });

  it('finds how much pods differ, and says when luck explains it', () => {
    const trials = Float64Array.from({ length: 100 }, () => 1_000);
    const events = Float64Array.from({ length: 100 }, (_, minute) => binomial(at(9, minute), 1_000, 0.01));
    const podsOf = (ratios: readonly number[]) => ratios.map((ratio) => ({ trials: 1_000_000, events: Math.round(1_000_000 * ratio) }));
    const noiseOf = (ratios: readonly number[]) => fitHistory(history(100, () => 1_000, [{ name: 'errors', trials, events, pods: podsOf(ratios) }]), { spanMs: MINUTE_MS }).errors[0]?.podNoise.kind;
    expect(noiseOf([0.01, 0.0101, 0.0099])).toBe('none-beyond-counting');
    expect(noiseOf([0.01, 0.013, 0.008])).toBe('measured');
    expect(noiseOf([])).toBe('too-little');
  });

  it('says what cannot be told instead of guessing', () => {
    const fit = fitHistory(history(20, () => 5), { spanMs: MINUTE_MS });
    expect(fit.arrivals.chosen).toEqual({ kind: 'none', why: 'a spread takes at least 30 equal spans, and the history has 20 of 60 s' });
    expect(fit.arrivals.day.shape).toEqual({ kind: 'unknown' });
    expect(fitHistory(history(100, () => 0), { spanMs: MINUTE_MS }).arrivals.chosen).toEqual({ kind: 'none', why: 'no request came' });
  });
});

describe('fitLabelDelay', () => {
  /** Delays spread evenly over two days, one of ten requests never labelled, exported at the end of day `days`. */
  function labels(days: number) {
    const endMs = days * 86_400_000;
    const requests = Array.from({ length: 5_000 }, (_, index) => {
      const stream = at(20, index);
      return { atMs: stream.uniform() * endMs, delayMs: stream.uniform() < 0.1 ? Infinity : stream.uniform() * 2 * 86_400_000 };
    });
    const isIn = ({ atMs, delayMs }: { readonly atMs: number; readonly delayMs: number }): boolean => atMs + delayMs <= endMs;
    return { kind: 'labels' as const, delaysMs: Float64Array.from(requests.filter(isIn).map(({ delayMs }) => delayMs)), waitingMs: Float64Array.from(requests.filter((each) => !isIn(each)).map(({ atMs }) => endMs - atMs)) };
  }
  const hoursOf = (fit: ReturnType<typeof fitLabelDelay>, share: number): number | 'unknown' => {
    const found = fit.kind === 'delays' ? fit.quantiles.find((quantile) => quantile.share === share)?.delayMs : undefined;
    return found === undefined || found === 'unknown' ? 'unknown' : found / 3_600_000;
  };

  it('finds the delays although young requests have waited for a short time only', () => {
    const fit = fitLabelDelay(labels(10));
    expect(fit).toMatchObject({ kind: 'delays', isCutOff: false });
    expect(fit.kind === 'delays' ? fit.everLabelled : 0).toBeCloseTo(0.9, 1);
    expect(Number(hoursOf(fit, 0.5)) / 24).toBeCloseTo(1, 1);
    expect(Number(hoursOf(fit, 0.9)) / 43.2).toBeCloseTo(1, 1);
  });

  it('does not tell the last labels of an export that ends before they could come', () => {
    const fit = fitLabelDelay(labels(1));
    expect(fit).toMatchObject({ kind: 'delays', isCutOff: true });
    expect(hoursOf(fit, 0.99)).toBe('unknown');
  });

  it('says nothing of a few', () => {
    expect(fitLabelDelay({ kind: 'labels', delaysMs: new Float64Array(99), waitingMs: new Float64Array(0) })).toEqual({ kind: 'none', why: '99 labels are too few for their delays; that takes 100' });
  });
});

describe('the law of counts', () => {
  it('is the negative binomial, worked by hand: mean 2, variance over mean 2, so p = 1/2 and size 2', () => {
    const law = { classes: [{ share: 1, mean: 2 }], dispersion: 2 };
    expect(probabilityUpTo(0, law)).toBeCloseTo(0.25, 12);
    expect(probabilityUpTo(1, law)).toBeCloseTo(0.5, 12);
    expect(probabilityUpTo(2, law)).toBeCloseTo(0.6875, 12);
    expect([0.2, 0.25, 0.26, 0.6].map((p) => quantileOf(p, law))).toEqual([0, 0, 1, 2]);
  });

  it('is Poisson without over-dispersion: mean 1', () => {
    const law = { classes: [{ share: 1, mean: 1 }], dispersion: 1 };
    expect([0, 1, 2].map((k) => probabilityUpTo(k, law))).toEqual([Math.exp(-1), 2 * Math.exp(-1), 2.5 * Math.exp(-1)].map((p): unknown => expect.closeTo(p, 12)));
  });
});

describe('profileOfFit', () => {
  const minutes = 14 * DAY_MINUTES;
  const trials = Float64Array.from({ length: minutes }, () => 50);
  const events = Float64Array.from({ length: minutes }, (_, minute) => binomial(at(30, minute), 50, 0.02));
  const fit = fitHistory(history(minutes, (minute) => negativeBinomial(at(31, minute), 50, 4), [{ name: 'errors', trials, events, pods: [] }]), { spanMs: MINUTE_MS });
  const fresh = profileOfFit(fit, 'fraud-prod', UNKNOWN_TRAFFIC);

  it('writes a profile that reads back, where there was none', () => {
    expect(readProfile({ file: 'x', text: writeProfile(fresh.profile) })).toEqual({ kind: 'profile', profile: fresh.profile });
    expect(fresh.profile).toMatchObject({ target: 'fraud-prod', shape: { kind: 'flat' }, dispersion: { kind: 'measured', spanMs: MINUTE_MS }, errorBursts: { kind: 'measured', meanRequests: 1 }, labelDelay: { kind: 'unknown' }, checks: { errors: { kind: 'counts', trials: 1_008_000 } } });
    expect(fresh.remarks).toHaveLength(1);
  });

  it('keeps the counts of a profile that has more checks than the history, because counts of one profile come from one time', () => {
    const before = { ...fresh.profile, routerStep: fresh.profile.routerStep, checks: { errors: { kind: 'counts' as const, trials: 10, events: 1, pods: [], labels: [] }, latency: { kind: 'time' as const, trials: 10, boundsSeconds: [1], withinBound: [9], pods: [] } } };
    const { profile, remarks } = profileOfFit(fit, 'fraud-prod', { kind: 'measured', profile: before });
    expect(profile.checks).toEqual(before.checks);
    expect(profile.dispersion.kind).toBe('measured');
    expect(remarks).toEqual([expect.stringMatching(/kept, because the history has none for latency/)]);
  });

  it('keeps what this history cannot tell', () => {
    const before = { ...fresh.profile, labelDelay: { kind: 'measured' as const, p50Ms: 1, p90Ms: 2, p99Ms: 3 }, users: { kind: 'seen' as const, distinct: 900, heaviestShare: 0.1 } };
    const { profile } = profileOfFit(fit, 'fraud-prod', { kind: 'measured', profile: before });
    expect(profile).toMatchObject({ labelDelay: before.labelDelay, users: before.users, checks: fresh.profile.checks });
  });
});
