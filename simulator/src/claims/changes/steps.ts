// Figures that a person would write into a policy, as steps of a ladder.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const DURATIONS: readonly number[] = [1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE).concat([1, 2, 3, 6, 12].map((hours) => hours * HOUR), [1, 2, 3, 5, 7, 10, 14, 21, 28, 45, 60].map((days) => days * DAY));
const STEPS_MAX = 5;

/** The next longer durations. */
export function longerThan(durationMs: number): readonly number[] {
  return DURATIONS.filter((one) => one > durationMs).slice(0, STEPS_MAX);
}

/** 1, 2, 3, 5 times powers of ten: the next larger ones, from `leastWanted` on. */
export function countsAbove(count: number, leastWanted: number): readonly number[] {
  const counts: number[] = [];
  for (let power = 1; power <= 1_000_000_000; power *= 10) counts.push(power, 2 * power, 3 * power, 5 * power);
  return counts.filter((one) => one > count && one >= leastWanted).slice(0, STEPS_MAX);
}
