// Values with their units, as policies write them: `10m`, `5%`, `2x`, `1 point`, `50/s`. Unlike there, with as many decimals as a drawn number has.
import { DECIMAL, numberOf, plainDecimal } from './plain-decimal.ts';
import { formatDuration, parseDuration, shownText, type SourceValue } from '@rampart/policy-document';
import { REFUSED, unknownWord, type At, type Codec, type Refused } from './codec.ts';
import type { ScenarioMistakeName } from './scenario-mistake.ts';

interface Range {
  readonly min: number;
  readonly max: number;
}

const TEXT_LENGTH_MAX = 400;
const CONTROL = /[\u0000-\u001f\u007f]/u;

/** Whole milliseconds. Clocks that go slow have a sign: `-5m`. */
export function duration({ signed = false } = {}): Codec<number> {
  const accepted = `a duration with its unit (ms, s, m, h, d), e.g. ${signed ? '-5m' : '10m'}`;
  return scalar(accepted, {
    write: (ms) => (ms < 0 ? `-${formatDuration(-ms)}` : formatDuration(ms)),
    read: (raw) => {
      const isBehind = signed && raw.startsWith('-');
      const ms = parseDuration(isBehind ? raw.slice(1) : raw);
      return ms.kind === 'refused' ? bad('bad-unit', ms.says) : ok(isBehind ? -ms.value : ms.value);
    },
  });
}

/** A duration, or the word that stands for none. */
export function durationOr<Word extends string>(word: Word): Codec<number | Word> {
  const known = duration();
  return {
    accepted: `${known.accepted}, or ${word}`,
    write: (value) => (typeof value === 'number' ? known.write(value) : value),
    read: (source, at) => (source.kind === 'scalar' && source.value === word ? word : known.read(source, at)),
  };
}

/** A part of a whole as a ratio: 0 to 1, or what `range` says. */
export function share(range: Range = { min: 0, max: 1 }): Codec<number> {
  return withUnit({ noun: 'a share', unit: '%', shift: 2, example: '5%', range });
}

/** Percentage points as a difference of ratios. */
export function points(range: Range = { min: 0, max: 1 }): Codec<number> {
  const many = withUnit({ noun: 'percentage points', unit: ' points', shift: 2, example: '3 points', range });
  return {
    ...many,
    write: (value) => (value === 0.01 ? '1 point' : many.write(value)),
    read: (source, at) => (source.kind === 'scalar' && source.value === '1 point' ? 0.01 : many.read(source, at)),
  };
}

export function factor(range: Range = { min: 0, max: 10_000 }): Codec<number> {
  return withUnit({ noun: 'a factor', unit: 'x', shift: 0, example: '2x', range });
}

/** Requests per second. */
export function rate(): Codec<number> {
  return withUnit({ noun: 'a rate', unit: '/s', shift: 0, example: '0.5/s', range: { min: Number.MIN_VALUE, max: 1_000_000 } });
}

/** Parts per million, written as a share. */
export function sharePpm(): Codec<number> {
  const written = withUnit({ noun: 'a share', unit: '%', shift: -4, example: '1%', range: { min: 1, max: 1_000_000 } });
  return {
    ...written,
    read: (source, at) => {
      const ppm = written.read(source, at);
      return ppm === REFUSED || Number.isInteger(ppm) ? ppm : complain(source, at, bad('out-of-range', 'a step is a whole number of parts per million'), written.accepted);
    },
  };
}

/** A whole number of things. */
export function count({ min, max }: Range): Codec<number> {
  const accepted = `a whole number from ${min} to ${max}`;
  return plainNumber(accepted, (value) => Number.isInteger(value) && value >= min && value <= max);
}

/** A number that has no unit but its own. */
export function number(range: Range): Codec<number> {
  const reach = Number.isFinite(range.max) ? `from ${range.min} to ${range.max}` : Number.isFinite(range.min) ? `from ${range.min} on` : '';
  return plainNumber(`a number ${reach}`.trim(), (value) => value >= range.min && value <= range.max);
}

export function flag(): Codec<boolean> {
  const accepted = 'true or false';
  return { accepted, write: (value) => value, read: (source, at) => (source.kind === 'scalar' && typeof source.value === 'boolean' ? source.value : complain(source, at, bad('unknown-word', 'this is neither true nor false'), accepted)) };
}

export function words<Word extends string>(noun: string, known: readonly Word[]): Codec<Word> {
  return {
    accepted: known.join(', '),
    write: (word) => word,
    read: (source, at) => {
      const word = known.find((candidate) => source.kind === 'scalar' && source.value === candidate);
      if (word !== undefined) return word;
      return source.kind === 'scalar' ? unknownWord(source.raw, source.place, at, { noun, names: known }) : complain(source, at, bad('wrong-shape', `this is not ${noun}`), known.join(', '));
    },
  };
}

/** Text that means itself. */
export function text(accepted: string, isFine: (value: string) => boolean = () => true): Codec<string> {
  return {
    accepted,
    write: (value) => value,
    read: (source, at) => {
      if (source.kind !== 'scalar' || typeof source.value !== 'string') return complain(source, at, bad('wrong-shape', 'this is not text; a number needs quotes'), accepted);
      const isText = source.value.length <= TEXT_LENGTH_MAX && !CONTROL.test(source.value) && isFine(source.value);
      return isText ? source.value : complain(source, at, bad('bad-text', 'this cannot be used here'), accepted);
    },
  };
}

/** Text that `parse` understands. */
export function parsedText<T>(accepted: string, both: { readonly write: (value: T) => string; readonly read: (raw: string) => T | 'not understood' }): Codec<T> {
  return scalar(accepted, {
    write: both.write,
    read: (raw) => {
      const value = both.read(raw);
      return value === 'not understood' ? bad('bad-unit', 'this cannot be read') : ok(value);
    },
  });
}

// --- what they have in common --------------------------------------------------------------------------------------------------------

type Outcome<T> = { readonly kind: 'ok'; readonly value: T } | Bad;

interface Bad {
  readonly kind: 'bad';
  readonly name: ScenarioMistakeName;
  readonly says: string;
}

function ok<T>(value: T): Outcome<T> {
  return { kind: 'ok', value };
}

function bad(name: ScenarioMistakeName, says: string): Bad {
  return { kind: 'bad', name, says };
}

function withUnit({ noun, unit, shift, example, range }: { readonly noun: string; readonly unit: string; readonly shift: number; readonly example: string; readonly range: Range }): Codec<number> {
  const accepted = `${noun}, e.g. ${example}`;
  return scalar(accepted, {
    write: (value) => plainDecimal(value, shift) + unit,
    read: (raw) => {
      const digits = raw.slice(0, raw.length - unit.length);
      if (!raw.endsWith(unit) || !DECIMAL.test(digits)) return bad('bad-unit', DECIMAL.test(raw) ? `${noun} needs its unit (${unit.trim()})` : `this is not ${noun}`);
      const value = numberOf(digits, -shift);
      return value >= range.min && value <= range.max ? ok(value) : bad('out-of-range', `${noun} is out of range here`);
    },
  });
}

/** A scalar in its raw text: a bare number is refused in the words of its unit. */
function scalar<T>(accepted: string, both: { readonly write: (value: T) => string; readonly read: (raw: string) => Outcome<T> }): Codec<T> {
  return {
    accepted,
    write: both.write,
    read: (source, at) => {
      if (source.kind !== 'scalar') return complain(source, at, bad('wrong-shape', 'this is not a single value'), accepted);
      const outcome = both.read(typeof source.value === 'string' ? source.value : source.raw);
      return outcome.kind === 'ok' ? outcome.value : complain(source, at, outcome, accepted);
    },
  };
}

function plainNumber(accepted: string, isFine: (value: number) => boolean): Codec<number> {
  return {
    accepted,
    write: (value) => value,
    read: (source, at) => {
      if (source.kind !== 'scalar') return complain(source, at, bad('wrong-shape', 'this is not a number'), accepted);
      if (typeof source.value !== 'number' || !Number.isFinite(source.value) || /^[-+]?0[xo]/i.test(source.raw)) return complain(source, at, bad('bad-unit', 'this is not a plain number'), accepted);
      return isFine(source.value) ? source.value : complain(source, at, bad('out-of-range', 'this number is out of range'), accepted);
    },
  };
}

function complain(source: SourceValue, at: At, { name, says }: Bad, accepted: string): Refused {
  const seen = source.kind === 'scalar' ? shownText(source.raw) : source.kind === 'list' ? 'a list' : 'a mapping';
  at.complain(name, source.place, at.path, `${says}, got ${seen}.`, accepted);
  return REFUSED;
}
