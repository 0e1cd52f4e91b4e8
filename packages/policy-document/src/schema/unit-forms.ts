// Values with a unit as pieces of the grammar, each within the range that means something where it is used.
import { PPM_ALL, PPM_NONE, type Check, type Margin, type Ppm, type QuietTime, type Signal } from '@rampart/rollout-policy';
import { parsed, refused, type Parsed } from '../parsed.ts';
import { DURATION_MS_MAX, DURATION_PATTERN, formatDuration, parseDuration } from '../units/duration.ts';
import { FACTOR_PATTERN, formatFactor, parseFactor } from '../units/factor.ts';
import { GROWTH_PATTERN, parseGrowth } from '../units/growth.ts';
import { LATENCY_PATTERN, parseLatency } from '../units/latency.ts';
import { MARGIN_PATTERN, parseMargin, type Difference } from '../units/margin.ts';
import { parsePoints, POINTS_PATTERN } from '../units/points.ts';
import { parseQuietTime, QUIET_TIME_PATTERN } from '../units/quiet-time.ts';
import { parseScale, SCALE_PATTERN, type Scale } from '../units/score.ts';
import { formatShare, parseShare, SHARE_PATTERN } from '../units/share.ts';
import { unit, type Form } from './forms.ts';

const QUIET_ACCEPTS = 'a day and time to a day and time, with a time zone';
const QUIET_EXAMPLE = 'Fri 16:00 to Mon 08:00 Europe/Berlin';

type Growth = Extract<Signal, { kind: 'level' }>['growth'];

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

/** Parts per million, above nothing, up to everything. */
export function shareOrAll(example: string): Form<Ppm> {
  return unit({
    accepts: 'a share above 0% and at most 100%',
    examples: [example],
    pattern: SHARE_PATTERN,
    units: ['%'],
    parse: parseShare,
    within: (value) => (value > PPM_NONE ? parsed(value) : refused('this share is out of range')),
  });
}

/** A difference between the versions: a margin, a size of trouble, or of an improvement. */
export function difference(accepts: string, examples: readonly [string, ...string[]]): Form<Difference> {
  return unit({ accepts: `${accepts}: percent, a factor, or percentage points`, examples, pattern: MARGIN_PATTERN, units: ['%', 'x'], parse: parseMargin });
}

export function marginOrNone(examples: readonly [string, ...string[]]): Form<Margin> {
  return unit<Margin>({
    accepts: 'a margin: percent, a factor, percentage points, or none',
    examples,
    pattern: `^none$|${MARGIN_PATTERN}`,
    units: ['%', 'x'],
    parse: (text) => (text === 'none' ? parsed({ kind: 'none' }) : parseMargin(text)),
  });
}

export function gap(): Form<Check['gap']> {
  return unit<Check['gap']>({
    accepts: 'a difference in percentage points above 0 and below 100, or none',
    examples: ['2 points'],
    pattern: `^none$|${POINTS_PATTERN}`,
    units: [' points'],
    parse: (text) => (text === 'none' ? parsed({ kind: 'none' }) : parseGap(text)),
  });
}

function parseGap(text: string): Parsed<Check['gap']> {
  const ratio = parsePoints(text);
  if (ratio.kind === 'refused') return ratio;
  return ratio.value > 0 && ratio.value < 1 ? parsed({ kind: 'points', ratio: ratio.value }) : refused('a gap is more than 0 and less than 100 points');
}

export function growth(): Form<Growth> {
  return unit<Growth>({
    accepts: 'growth per hour, or none',
    examples: ['5% per hour'],
    pattern: `^none$|${GROWTH_PATTERN}`,
    units: ['% per hour'],
    parse: (text) => {
      if (text === 'none') return parsed({ kind: 'none' });
      const perHour = parseGrowth(text);
      return perHour.kind === 'refused' ? perHour : parsed({ kind: 'perHour', ratioMax: perHour.value });
    },
  });
}

/** The two ends of a score. */
export function scale(): Form<Scale> {
  return unit({ accepts: 'the lowest and the highest value, at most six decimals', examples: ['0 to 1'], pattern: SCALE_PATTERN, units: [], parse: parseScale });
}

export function quietTime(): Form<QuietTime> {
  return unit({ accepts: QUIET_ACCEPTS, examples: [QUIET_EXAMPLE], pattern: QUIET_TIME_PATTERN, units: [], parse: parseQuietTime });
}

/** One time, or `none`. */
export function quietTimesShort(): Form<readonly QuietTime[]> {
  return unit<readonly QuietTime[]>({
    accepts: `${QUIET_ACCEPTS}, a list of them, or none`,
    examples: [QUIET_EXAMPLE],
    pattern: `^none$|${QUIET_TIME_PATTERN}`,
    units: [],
    parse: (text) => {
      if (text === 'none') return parsed([]);
      const time = parseQuietTime(text);
      return time.kind === 'ok' ? parsed([time.value]) : time;
    },
  });
}

/** Milliseconds, down to a microsecond. */
export function latency(): Form<number> {
  return unit({ accepts: 'a response time with its unit (ms, s, m)', examples: ['80ms', '1.2s'], pattern: LATENCY_PATTERN, units: ['ms', 's'], parse: parseLatency });
}
