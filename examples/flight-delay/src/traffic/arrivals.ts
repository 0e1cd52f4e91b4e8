// When which flight is asked about: the record's own order and gaps, squeezed in time, beginning anew when the month is over.
import type { Flight } from '../flights/march.ts';

export interface ArrivalPlan {
  readonly flights: readonly Pick<Flight, 'minute'>[];
  /** On average over the month. Its days and nights stay. */
  readonly ratePerSecond: number;
  /** Chooses where in the month to begin. */
  readonly seed: number;
}

export interface Arrival {
  readonly index: number;
  /** 0 until the month is over for the first time. */
  readonly lap: number;
  /** From the start of the traffic. */
  readonly dueMs: number;
}

/** The `n`-th arrival, from 0. At least one flight. */
export function arrivalAt({ flights, ratePerSecond, seed }: ArrivalPlan): (n: number) => Arrival {
  const minuteOf = (index: number): number => flights[index]?.minute ?? 0;
  const monthMinutes = minuteOf(flights.length - 1) - minuteOf(0) + 1;
  const msPerMinute = (flights.length / ratePerSecond) * (1000 / monthMinutes);
  // Knuth's multiplicative hash: near seeds begin far apart.
  const start = Math.imul(seed, 0x9e3779b1) >>> 0;
  const first = start % flights.length;
  return (n) => {
    const lap = Math.floor((first + n) / flights.length);
    const index = (first + n) % flights.length;
    return { index, lap, dueMs: (minuteOf(index) - minuteOf(first) + lap * monthMinutes) * msPerMinute };
  };
}
