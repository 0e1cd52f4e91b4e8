// Many releases of one kind in a few figures, for a table.
import { seenQuantile } from '../claims/quantile-bound.ts';
import type { ReleaseOutcome } from './release-outcome.ts';

export interface OutcomeFigures {
  readonly runs: number;
  /** Each release is one of these three. `sentBack`: rolled back, halted or expired, also after a promotion. */
  readonly promoted: number;
  readonly sentBack: number;
  readonly open: number;
  /** A person was asked, whatever came of it. */
  readonly asked: number;
  readonly decidedMs: { readonly p50: number | 'never'; readonly p95: number | 'never' };
  /** Bad requests beyond what stable would have had, of the whole release; never below 0. */
  readonly bad: Spread;
  readonly usersHarmed: Spread;
  /** Share of all requests that the candidate answered, on average, and the largest weight that it reached in any release. */
  readonly share: { readonly mean: number; readonly weightMaxPpm: number };
}

export interface Spread {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export function outcomeFigures(rows: readonly ReleaseOutcome[]): OutcomeFigures {
  const many = (is: (row: ReleaseOutcome) => boolean): number => rows.filter(is).length;
  const times = rows.map(({ decidedAtMs }) => decidedAtMs);
  let shares = 0;
  for (const { requests } of rows) shares += requests.all === 0 ? 0 : requests.candidate / requests.all;
  return {
    runs: rows.length,
    promoted: many((row) => endOf(row) === 'promoted'),
    sentBack: many((row) => endOf(row) === 'sent back'),
    open: many((row) => endOf(row) === 'open'),
    asked: many(({ askedAtMs }) => askedAtMs !== 'never'),
    decidedMs: { p50: seenQuantile(times, 0.5), p95: seenQuantile(times, 0.95) },
    bad: spreadOf(rows.map(({ excess }) => Math.max(0, excess))),
    usersHarmed: spreadOf(rows.map(({ usersHarmed }) => usersHarmed)),
    share: { mean: rows.length === 0 ? 0 : shares / rows.length, weightMaxPpm: rows.reduce((most, { weightMaxPpm }) => Math.max(most, weightMaxPpm), 0) },
  };
}

function endOf({ outcome, promotedAtMs }: ReleaseOutcome): 'promoted' | 'sent back' | 'open' {
  if (outcome === 'rolled-back' || outcome === 'halted' || outcome === 'expired' || outcome === 'superseded') return 'sent back';
  return promotedAtMs === 'never' ? 'open' : 'promoted';
}

function spreadOf(values: readonly number[]): Spread {
  const at = (q: number): number => {
    const value = seenQuantile(values, q);
    return value === 'never' ? 0 : value;
  };
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
}
