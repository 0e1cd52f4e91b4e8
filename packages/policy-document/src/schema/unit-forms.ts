// Durations, shares and margins as pieces of the grammar, each within the range that means something where it is used.
import { PPM_ALL, type Margin, type Ppm } from '@rampart/rollout-policy';
import { parsed, refused } from '../parsed.ts';
import { DURATION_MS_MAX, DURATION_PATTERN, formatDuration, parseDuration } from '../units/duration.ts';
import { FACTOR_PATTERN, formatFactor, parseFactor } from '../units/factor.ts';
import { LATENCY_PATTERN, parseLatency } from '../units/latency.ts';
import { MARGIN_PATTERN, parseMargin } from '../units/margin.ts';
import { formatShare, parseShare, SHARE_PATTERN } from '../units/share.ts';
import { unit, type Form } from './forms.ts';

/** Milliseconds from `msMin` to `msMax`, both included. */
export function duration(example: string, range: { readonly msMin: number; readonly msMax?: number }): Form<number> {
  const msMax = range.msMax ?? DURATION_MS_MAX;
  return unit({
    accepts: `a duration from ${formatDuration(range.msMin)} to ${formatDuration(msMax)} with its unit (ms, s, m, h, d)`,
    examples: [example],
    pattern: DURATION_PATTERN,
    units: ['s', 'm'],
    parse: parseDuration,
    within: (durationMs) => (durationMs >= range.msMin && durationMs <= msMax ? parsed(durationMs) : refused('this duration is out of range')),
  });
}

/** Parts per million, above `above` and below `below`. */
export function share(example: string, range: { readonly above: Ppm; readonly below: Ppm }): Form<Ppm> {
  return unit({
    accepts: `a share above ${formatShare(range.above)} and below ${formatShare(range.below)}`,
    examples: [example],
    pattern: SHARE_PATTERN,
    units: ['%'],
    parse: parseShare,
    within: (value) => (value > range.above && value < range.below ? parsed(value) : refused('this share is out of range')),
  });
}

/** A share as a ratio (0..1). */
export function ratio(example: string, range: { readonly above: Ppm; readonly below: Ppm }): Form<number> {
  return share(example, range).transform((part): number => part / PPM_ALL);
}

/** Parts per million from 0 to below everything. */
export function shareOrNothing(example: string): Form<Ppm> {
  return unit({
    accepts: 'a share from 0% to below 100%',
    examples: [example],
    pattern: SHARE_PATTERN,
    units: ['%'],
    parse: parseShare,
    within: (value) => (value < PPM_ALL ? parsed(value) : refused('this share is out of range')),
  });
}

/** Above `above`. */
export function factor(example: string, range: { readonly above: number }): Form<number> {
  return unit({
    accepts: `a factor above ${formatFactor(range.above)}`,
    examples: [example],
    pattern: FACTOR_PATTERN,
    units: ['x'],
    parse: parseFactor,
    within: (value) => (value > range.above ? parsed(value) : refused('this factor is out of range')),
  });
}

export function margin(): Form<Margin> {
  return unit({
    accepts: 'a margin: percent more, a factor, or percentage points',
    examples: ['25%', '1.5x', '1 point'],
    pattern: MARGIN_PATTERN,
    units: ['%', 'x'],
    parse: parseMargin,
  });
}

/** Milliseconds, down to a microsecond. */
export function latency(): Form<number> {
  return unit({ accepts: 'a response time with its unit (ms, s, m)', examples: ['80ms', '1.2s'], pattern: LATENCY_PATTERN, units: ['ms', 's'], parse: parseLatency });
}
