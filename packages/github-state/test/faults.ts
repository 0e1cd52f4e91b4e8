// What may go wrong with one request, for suites that try all of it everywhere.
import type { Fault, Moment } from '@rampart/testing/github';

const MOMENTS: readonly Moment[] = ['before', 'after'];
const limits = ([403, 429] as const).flatMap((status) => (['seconds', 'date', 'none'] as const).map((retryAfter): Fault => ({ kind: 'secondary-limit', status, retryAfter, waitMs: 40_000 })));

/** No answer, or none that can be read; applied or not. */
export const UNANSWERED: readonly Fault[] = MOMENTS.flatMap((when): readonly Fault[] => [
  ...([500, 502, 503, 504] as const).map((status): Fault => ({ kind: 'server-error', status, when })),
  { kind: 'hang-up', when },
  { kind: 'timeout', when },
  { kind: 'silence', when },
  { kind: 'truncated-body', when },
  { kind: 'wrong-content-type', when },
  { kind: 'html-page', when },
  { kind: 'invalid-json', when },
]);

/** After these an append gets there in the end, and says so. */
export const PASSING: readonly Fault[] = [
  ...UNANSWERED,
  ...limits,
  { kind: 'primary-limit' },
  { kind: 'stale-read', changes: 2 },
  { kind: 'stale-read', changes: 1 },
  { kind: 'fresh-ref-missing' },
  { kind: 'duplicate-delivery', heard: 'first' },
  { kind: 'duplicate-delivery', heard: 'second' },
  ...([301, 302, 307, 308] as const).map((status): Fault => ({ kind: 'redirect', status, to: 'renamed' })),
  { kind: 'conflict' },
];

/** After these it may have to give up. It never lies about it, and never appends twice. */
export const HARD: readonly Fault[] = [
  { kind: 'token-expired' },
  { kind: 'forbidden' },
  { kind: 'not-found' },
  { kind: 'rule-violation' },
  { kind: 'push-protection' },
  { kind: 'reference-update-failed' },
  { kind: 'redirect', status: 302, to: 'elsewhere' },
];

/** For `it.each`. */
export function labelled<F extends Fault>(faults: readonly F[]): readonly (readonly [label: string, fault: F])[] {
  return faults.map((fault) => [Object.values(fault).join(' '), fault] as const);
}
