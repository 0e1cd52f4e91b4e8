import { describe, expect, it } from 'vitest';
import { aTrial, DAY, HOUR, MINUTE, SECOND } from '../../test/world/a-trial.ts';
import type { TrafficModel } from '../scenario/scenario.ts';
import { peakToTroughOf, requestRate } from './request-rate.ts';

const rateOf = (traffic: Partial<TrafficModel>, run = 0) => requestRate(aTrial({ run, traffic: { requestsPerSecond: 10, ...traffic } }).scenario);
const day = { kind: 'day', peakToTrough: 4, weekendRatio: 0.5, startsAtMs: 3 * HOUR } as const;
const week = { ...day, kind: 'week' } as const;

describe('requestRate', () => {
  it('is the rate where traffic is flat', () => {
    expect(rateOf({}).between(1_234, 61_234)).toBeCloseTo(600, 9);
    expect(rateOf({})).toMatchObject({ bends: false });
    expect(rateOf({}).at(5)).toBe(10);
  });

  it.each([['day', day, DAY], ['week', week, 7 * DAY]] as const)('has mean 1 over a %s', (_, shape, periodMs) => {
    const { between } = rateOf({ shape });
    expect(between(0, periodMs)).toBeCloseTo((10 * periodMs) / 1_000, 3);
    expect(between(5 * HOUR, 5 * HOUR + 3 * periodMs)).toBeCloseTo((30 * periodMs) / 1_000, 3);
  });

  it('has the peak and the trough that it was asked for', () => {
    const rates = Array.from({ length: 24 * 60 }, (_, minute) => rateOf({ shape: day }).at(minute * MINUTE));
    expect(Math.max(...rates) / Math.min(...rates)).toBeCloseTo(4, 9);
    // It begins at three in the night: the trough is an hour away.
    expect(rates.indexOf(Math.min(...rates))).toBe(60);
  });

  it('makes weekends quieter, in a week only', () => {
    const at = (shape: TrafficModel['shape'], dayOfWeek: number) => rateOf({ shape }).between(dayOfWeek * DAY - 3 * HOUR, (dayOfWeek + 1) * DAY - 3 * HOUR);
    expect(at(week, 6) / at(week, 2)).toBeCloseTo(0.5, 1);
    expect(at(day, 6) / at(day, 2)).toBeCloseTo(1, 9);
  });

  it('is the sum of what it is at every moment', () => {
    const { at, between } = rateOf({ shape: week, bursts: { factor: 6, everyMs: 20 * MINUTE, lastMs: 5 * MINUTE } });
    let sum = 0;
    for (let atMs = 0; atMs < 6 * HOUR; atMs += SECOND) sum += at(atMs + SECOND / 2);
    expect(between(0, 6 * HOUR) / sum).toBeCloseTo(1, 3);
    let cut = 0;
    for (let atMs = 0; atMs < 6 * HOUR; atMs += 7_777) cut += between(atMs, Math.min(6 * HOUR, atMs + 7_777));
    expect(cut).toBeCloseTo(between(0, 6 * HOUR), 6);
  });

  it('jumps where bursts begin and end, forwards and backwards, and otherwise from run to run', () => {
    const bursts = { factor: 6, everyMs: 20 * MINUTE, lastMs: 5 * MINUTE };
    const jumpsOf = (run: number): readonly number[] => {
      const { jumpsAfter } = rateOf({ bursts }, run);
      const jumps: number[] = [];
      for (let atMs = 0; jumps.length < 400; atMs = jumpsAfter(atMs)) jumps.push(jumpsAfter(atMs));
      return jumps;
    };
    const jumps = jumpsOf(0);
    const rate = rateOf({ bursts });
    expect([...jumps.slice(0, 50)].reverse().map((atMs) => rate.at(atMs))).toEqual(jumps.slice(0, 50).reverse().map((_, index) => (index % 2 === 0 ? 10 : 60)));
    expect((jumps.at(-1) ?? 0) / 200 / (20 * MINUTE)).toBeCloseTo(1, 0);
    expect(jumpsOf(1)).not.toEqual(jumps);
  });

  it('repeats recorded arrivals', () => {
    const { between, at, jumpsAfter } = rateOf({ shape: { kind: 'replay', stepMs: 10 * SECOND, counts: [20, 0, 40] } });
    expect(between(0, 30 * SECOND)).toBe(60);
    expect(between(5 * SECOND, 35 * SECOND)).toBe(10 + 40 + 10);
    expect(at(25 * SECOND)).toBe(4);
    expect(jumpsAfter(25 * SECOND)).toBe(30 * SECOND);
  });
});

describe('peakToTroughOf', () => {
  it('makes a day whose trough is so much under its mean', () => {
    const { at } = rateOf({ shape: { ...day, peakToTrough: peakToTroughOf(2.5) } });
    expect(10 / Math.min(...Array.from({ length: 24 }, (_, hour) => at(hour * HOUR)))).toBeCloseTo(2.5, 9);
    expect(peakToTroughOf(1)).toBe(1);
  });
});
