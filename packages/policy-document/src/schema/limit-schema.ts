// `limit: 5%`, `limit: 8GiB`, `limit: none`, and what needs a word: `{p99: 80ms}`, `{level: 500}`, `{mean: 0.8}`. A bare number is no limit: it would
// say neither of what nor in which unit.
import * as z from 'zod';
import type { Limit } from '@rampart/rollout-policy';
import { keyRefusal, type Refusal } from '../mistakes/refusal.ts';
import { parsed, refused, type Parsed } from '../parsed.ts';
import { parseLatency } from '../units/latency.ts';
import { parseQuantile } from '../units/quantile.ts';
import { isScoreValue } from '../units/score.ts';
import { parseShare, SHARE_PATTERN } from '../units/share.ts';
import { parseSize, SIZE_PATTERN } from '../units/size.ts';
import { described, number, optional, shortOrLong, unit, type Form } from './forms.ts';
import { refuse } from './refuse.ts';
import { latency } from './unit-forms.ts';

/** As written. A mean is one on the score's own scale, which stands elsewhere. */
export type WrittenLimit = Limit | { readonly kind: 'mean'; readonly value: number };

const ACCEPTED = 'one of {p99: 80ms}, {level: 500}, {mean: 0.8}';
const LEVEL_MAX = 1e18;

export function limitSchema(): Form<WrittenLimit> {
  const short = unit<WrittenLimit>({
    accepts: 'a share of requests, a size, none, a quantile with its time, {level: 500} or {mean: 0.8}',
    examples: ['5%', '8GiB', 'none'],
    pattern: `^none$|${SHARE_PATTERN}|${SIZE_PATTERN}`,
    units: ['%'],
    parse: parseShortLimit,
  });
  return shortOrLong(short, longLimit());
}

function parseShortLimit(text: string): Parsed<Limit> {
  if (text === 'none') return parsed({ kind: 'none' });
  // Also `8Gi`, so that the message is about sizes.
  if (/(?:B|[kKMGT]i?)$/.test(text)) {
    const bytes = parseSize(text);
    return bytes.kind === 'ok' ? parsed({ kind: 'level', max: bytes.value }) : bytes;
  }
  if (parseLatency(text).kind === 'ok') return refused('a time is a limit only with its quantile');
  const ratio = parseShare(text);
  if (ratio.kind === 'refused') return ratio;
  const isOpen = ratio.value > 0 && ratio.value < 1_000_000;
  return isOpen ? parsed({ kind: 'share', ratioMax: ratio.value / 1_000_000 }) : refused('a limit is above 0% and below 100%');
}

function longLimit(): Form<WrittenLimit> {
  const level = number({ accepts: 'a number above 0 in the unit of the gauge', example: 500, takes: (value) => value > 0 && value <= LEVEL_MAX });
  const mean = number({ accepts: 'a number on the scale of the score with at most six decimals', example: 0.8, takes: isScoreValue });
  const known = {
    level: optional(described('Highest value of a gauge, in its own unit.', level)),
    mean: optional(described('Mean of a score: at most, or with `better: higher` at least.', mean)),
  };
  return z
    .object(known, { error: () => `a share, e.g. 5%, a size, e.g. 8GiB, or ${ACCEPTED}` })
    .catchall(latency())
    .transform((written, ctx): WrittenLimit => {
      const [first, ...others] = Object.entries(written);
      if (first === undefined || others.length > 0) return refuse(ctx, misfit('a check has one limit; a second one is a check of its own'));
      const [key, value] = first;
      if (value === undefined) return refuse(ctx, misfit('the limit is missing'), [key]);
      if (key === 'level') return { kind: 'level', max: value };
      if (key === 'mean') return { kind: 'mean', value };
      const quantile = parseQuantile(key);
      return quantile.kind === 'ok' ? { kind: 'time', quantile: quantile.value, msMax: value } : refuse(ctx, misfit(quantile.says), [key]);
    });
}

function misfit(says: string): Refusal {
  return keyRefusal('wrong-limit', { says, accepted: ACCEPTED });
}
