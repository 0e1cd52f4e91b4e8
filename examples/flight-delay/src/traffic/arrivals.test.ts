import { describe, expect, it } from 'vitest';
import { readMarch } from '../flights/march.ts';
import { arrivalAt } from './arrivals.ts';

const flights = readMarch();

describe('arrivalAt', () => {
  it('keeps the mean rate over a month, and the order and the gaps of the record', () => {
    const at = arrivalAt({ flights, ratePerSecond: 600, seed: 0 });
    expect(at(flights.length).dueMs / 1000).toBeCloseTo(flights.length / 600, 6);
    const [first, second, third] = [0, 1, 2].map((n) => at(n).dueMs);
    expect((third! - second!) / (second! - first!)).toBeCloseTo((flights[2]!.minute - flights[1]!.minute) / (flights[1]!.minute - flights[0]!.minute), 6);
  });

  it('is uneven: a busy second of the demo has more than ten times the requests of a quiet one', () => {
    const at = arrivalAt({ flights, ratePerSecond: 600, seed: 3 });
    const perHalfSecond = new Map<number, number>();
    for (let n = 0; n < 30_000; n += 1) perHalfSecond.set(Math.floor(at(n).dueMs / 500), (perHalfSecond.get(Math.floor(at(n).dueMs / 500)) ?? 0) + 1);
    const counts = [...perHalfSecond.values()].slice(0, -1);
    expect(Math.max(...counts)).toBeGreaterThan(10 * Math.min(...counts));
  });

  it('begins elsewhere for another seed, and anew when the month is over', () => {
    const starts = [1, 2, 3].map((seed) => arrivalAt({ flights, ratePerSecond: 600, seed })(0));
    expect(new Set(starts.map(({ index }) => index)).size).toBe(3);
    expect(starts.map(({ dueMs, lap }) => [dueMs, lap])).toEqual([[0, 0], [0, 0], [0, 0]]);
    const at = arrivalAt({ flights: [{ minute: 0 }, { minute: 3 }], ratePerSecond: 1, seed: 0 });
    expect([0, 1, 2, 3].map((n) => at(n))).toEqual([
      { index: 0, lap: 0, dueMs: 0 },
      { index: 1, lap: 0, dueMs: 1_500 },
      { index: 0, lap: 1, dueMs: 2_000 },
      { index: 1, lap: 1, dueMs: 3_500 },
    ]);
  });
});
