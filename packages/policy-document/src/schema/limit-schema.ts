// `limit: 5%`, `limit: {p99: 80ms}`, `limit: none`.
import * as z from 'zod';
import type { Limit } from '@rampart/rollout-policy';
import { keyRefusal, type Refusal } from '../mistakes/refusal.ts';
import { parsed, refused, type Parsed } from '../parsed.ts';
import { parseLatency } from '../units/latency.ts';
import { parseQuantile } from '../units/quantile.ts';
import { parseShare, SHARE_PATTERN } from '../units/share.ts';
import { shortOrLong, unit, type Form } from './forms.ts';
import { refuse } from './refuse.ts';
import { latency } from './unit-forms.ts';

export function limitSchema(): Form<Limit> {
  const short = unit({
    accepts: 'a share of requests, a quantile with its time, or none',
    examples: ['5%', 'none'],
    pattern: `^none$|${SHARE_PATTERN}`,
    units: ['%'],
    parse: parseShortLimit,
  });
  return shortOrLong(short, quantileLimit());
}

function parseShortLimit(text: string): Parsed<Limit> {
  if (text === 'none') return parsed({ kind: 'none' });
  if (parseLatency(text).kind === 'ok') return refused('a time is a limit only with its quantile');
  const ratio = parseShare(text);
  if (ratio.kind === 'refused') return ratio;
  const isOpen = ratio.value > 0 && ratio.value < 1_000_000;
  return isOpen ? parsed({ kind: 'share', ratioMax: ratio.value / 1_000_000 }) : refused('a limit is above 0% and below 100%');
}

function quantileLimit(): Form<Limit> {
  const accepted = 'one quantile and its longest time, e.g. {p99: 80ms}';
  const misfit = (says: string): Refusal => keyRefusal('wrong-limit', { says, accepted });
  return z.record(z.string(), latency(), { error: () => `a share, e.g. 5%, or ${accepted}` }).transform((written, ctx): Limit => {
    const [first, ...others] = Object.entries(written);
    if (first === undefined || others.length > 0) return refuse(ctx, misfit('a check has one limit; a second one is a check of its own'));
    const [key, msMax] = first;
    const quantile = parseQuantile(key);
    return quantile.kind === 'ok' ? { kind: 'time', quantile: quantile.value, msMax } : refuse(ctx, misfit(quantile.says), [key]);
  });
}
