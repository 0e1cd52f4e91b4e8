// Numbers as people read them: percent, counts, odds, times as often, durations. No locale: the same text everywhere.
import type { Ppm } from '@rampart/rollout-policy';

/** A weight in percent, rounded down to 0.01 %, or to 0.0001 % where it is below 0.1 %. */
export function percentOfWeight(weight: Ppm | number): string {
  const unit = weight < 1000 ? 1 : 100;
  return `${decimal((Math.floor(weight / unit) * unit) / 10_000, 4)} %`;
}

/** A ratio (0..1) in percent with about two digits that matter. A small one is never shown as 0, and one below 1 never as 100. */
export function percentOfRatio(ratio: number): string {
  if (!Number.isFinite(ratio)) return '?';
  const percent = ratio * 100;
  if (percent > 0 && percent < 0.001) return 'under 0.001 %';
  const digits = percent >= 10 ? 1 : percent >= 0.1 || percent === 0 ? 2 : 3;
  const shown = decimal(percent, digits);
  return shown === '100' && ratio < 1 ? 'over 99.9 %' : `${shown} %`;
}

/** A whole number with thousands apart: `57,000`. */
export function count(value: number): string {
  if (!Number.isFinite(value)) return '?';
  const digits = String(Math.abs(Math.round(value)));
  const grouped = digits.replace(/\B(?=(\d{3})+$)/gu, ',');
  return Math.round(value) < 0 ? `-${grouped}` : grouped;
}

/** `1 request`, `2 requests`. */
export function counted(value: number, noun: string): string {
  return `${count(value)} ${noun}${Math.round(value) === 1 ? '' : 's'}`;
}

/** At most `digits` decimals, none that say nothing: `1.25`, `80`. */
export function decimal(value: number, digits: number): string {
  return trimZeros(value.toFixed(digits));
}

/** How many times as often: `3.3`, `12`, `1.05`. */
export function factor(value: number): string {
  if (value >= 10) return count(value);
  return decimal(value, value < 1.1 ? 2 : 1);
}

/** Odds against luck, rounded down so that they never look better than they are. */
export function odds(value: number): string {
  if (Number.isNaN(value)) return 'unknown';
  if (value > 1_000_000) return 'more than a million : 1';
  if (value < 1) return 'under 1 : 1';
  if (value < 1000) return `${count(Math.floor(value))} : 1`;
  const unit = value < 10_000 ? 10 : value < 100_000 ? 100 : 1000;
  return `${count(Math.floor(value / unit) * unit)} : 1`;
}

/** `0.8 s`, `40 s`, `5 min`, `1 h 20 min`, `3 d 4 h`: two units at most, rounded down to the last one shown. */
export function duration(durationMs: number): string {
  const ms = Math.max(0, durationMs);
  if (ms < 950) return `${count(ms)} ms`;
  if (ms < 9_950) return `${decimal(ms / 1000, 1)} s`;
  const seconds = Math.floor(ms / 1000);
  if (seconds < 60) return `${String(seconds)} s`;
  if (seconds < 600) return twoUnits(seconds, [60, 'min'], [1, 's']);
  if (seconds < 3600) return `${String(Math.floor(seconds / 60))} min`;
  if (seconds < 86_400) return twoUnits(seconds, [3600, 'h'], [60, 'min']);
  return seconds < 10 * 86_400 ? twoUnits(seconds, [86_400, 'd'], [3600, 'h']) : `${String(Math.floor(seconds / 86_400))} d`;
}

/** `8 GiB`, `512 MiB`, `900 B`: binary units, as gauges of memory are read. */
export function bytes(value: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  let size = Math.abs(value);
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${value < 0 ? '-' : ''}${threeDigits(size)} ${units[unit] ?? 'B'}`;
}

/** A number with about three digits that matter, and thousands apart: `0.714`, `12.5`, `3,400`. */
export function threeDigits(value: number): string {
  if (!Number.isFinite(value)) return '?';
  const size = Math.abs(value);
  if (size >= 100) return count(value);
  if (size === 0) return '0';
  if (size < 0.0005) return value < 0 ? 'over -0.001' : 'under 0.001';
  return decimal(value, size >= 10 ? 1 : size >= 1 ? 2 : 3);
}

/** A ratio as `2 in 100`, or of more where it is smaller: `1 in 1,000`. Rounded up, so that it never looks better than it is. */
export function timesIn(ratio: number): string {
  const share = Math.min(1, Math.max(0, ratio));
  let of = 100;
  while (share * of < 0.995 && of < 1_000_000) of *= 10;
  return `${count(Math.ceil(share * of - 1e-9))} in ${count(of)}`;
}

const ORDINALS = ['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth', 'Seventh', 'Eighth', 'Ninth'];

/** `Second try`, and beyond nine `Try 10`. */
export function nthTry(place: number): string {
  const word = ORDINALS[place - 1];
  return word === undefined ? `Try ${count(place)}` : `${word} try`;
}

function twoUnits(seconds: number, [large, largeName]: readonly [number, string], [small, smallName]: readonly [number, string]): string {
  const rest = Math.floor((seconds % large) / small);
  const head = `${String(Math.floor(seconds / large))} ${largeName}`;
  return rest === 0 ? head : `${head} ${String(rest)} ${smallName}`;
}

function trimZeros(written: string): string {
  return written.includes('.') ? written.replace(/\.?0+$/u, '') : written;
}
