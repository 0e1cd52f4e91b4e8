// What GitHub's answers say of the time. Jobs of one rollout run on machines whose clocks differ; what all of them ask is GitHub, and each answer has a `Date`.
import type { ResponseHeaders } from './github-api.ts';

/** When the request was sent and its answer was there, by a clock that nobody sets. */
export interface TimedAnswer {
  readonly method: string;
  readonly headers: ResponseHeaders;
  readonly sentAtMs: number;
  readonly cameAtMs: number;
}

export type ServerTime =
  | { readonly kind: 'unheard' }
  /** GitHub's time less the steady clock's lies within `range`, by all that was heard; `aheadMs` is what is taken for it. */
  | { readonly kind: 'heard'; readonly aheadMs: number; readonly range: Range };

interface Range {
  readonly fromMs: number;
  readonly toMs: number;
}

export const UNHEARD: ServerTime = { kind: 'unheard' };

/** A `Date` has whole seconds, and says the second that has begun. */
const DATE_STEP_MS = 1_000;

/**
 * What is known after an answer. Each one says between which limits the truth lies: the second of its `Date` passed somewhere on the way there and back. Together they draw
 * these limits closer. Who is within them stays where he is, so that time does not jitter, and a clock that is right is left alone; who is not goes to their middle.
 * An answer that contradicts those before counts alone: a machine was asleep, and its steady clock with it. `machineMs`: the machine's time less the steady clock's.
 */
export function afterAnswer(time: ServerTime, answer: TimedAnswer, machineMs: number): ServerTime {
  const told = rangeTold(answer);
  if (told === 'nothing') return time;
  const before = time.kind === 'heard' ? time : { aheadMs: machineMs, range: told };
  const both = { fromMs: Math.max(before.range.fromMs, told.fromMs), toMs: Math.min(before.range.toMs, told.toMs) };
  const range = both.fromMs <= both.toMs ? both : told;
  const isWithin = before.aheadMs >= range.fromMs && before.aheadMs <= range.toMs;
  return { kind: 'heard', aheadMs: isWithin ? before.aheadMs : (range.fromMs + range.toMs) / 2, range };
}

function rangeTold({ method, headers, sentAtMs, cameAtMs }: TimedAnswer): Range | 'nothing' {
  const dateMs = httpDateMs(headers['date'] ?? '');
  if (dateMs === 'unreadable' || cameAtMs < sentAtMs || !isFresh(method, headers)) return 'nothing';
  return { fromMs: dateMs - cameAtMs, toMs: dateMs + DATE_STEP_MS - sentAtMs };
}

/** A proxy answers reads from its cache, also with a 304, with the `Date` of then; and errors of its own by its own clock, which bear no number of GitHub's. */
function isFresh(method: string, headers: ResponseHeaders): boolean {
  return method !== 'GET' && method !== 'HEAD' && Number(headers['age'] ?? '0') === 0 && (headers['x-github-request-id'] ?? '') !== '';
}

/** The one form in which servers write it (RFC 9110, 5.6.7): the machine's own reading takes almost any text for some date. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

function httpDateMs(text: string): number | 'unreadable' {
  const ms = HTTP_DATE.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(ms) ? 'unreadable' : ms;
}
