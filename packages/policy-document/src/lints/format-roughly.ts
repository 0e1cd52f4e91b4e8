// Durations and rates in lints: rounded for reading, where policy files are exact.

type Unit = readonly [string, number];
const SECONDS: Unit = ['s', 1_000];
const UNITS: readonly Unit[] = [['d', 86_400_000], ['h', 3_600_000], ['m', 60_000], SECONDS];

/** `2.5h`, `7m`, `45s`. */
export function formatRoughly(durationMs: number): string {
  const [unit, msPerUnit] = UNITS.find(([, size]) => durationMs >= 2 * size) ?? SECONDS;
  return `${rounded(durationMs / msPerUnit)}${unit}`;
}

/** `12 requests a second`, `3.5 requests an hour`: the unit in which the number is at least 1. */
export function formatRate(perSecond: number): string {
  if (perSecond >= 1) return `${rounded(perSecond)} requests a second`;
  if (perSecond * 60 >= 1) return `${rounded(perSecond * 60)} requests a minute`;
  return `${rounded(perSecond * 3_600)} requests an hour`;
}

/** `0.41%`: two digits; what is under one in a million is called that. */
export function formatRatioRoughly(ratio: number): string {
  if (ratio > 0 && ratio < 1e-6) return 'under 0.0001%';
  return `${Number((ratio * 100).toPrecision(ratio >= 0.1 ? 3 : 2))}%`;
}

/** Two digits, or all digits of a larger whole number. */
function rounded(value: number): string {
  return String(value >= 10 ? Math.round(value) : Number(value.toPrecision(2)));
}
