// What goes wrong besides the model, as a scenario file writes it: `router-unavailable: {at: 10m, for: 5m}`.
import type { Fault } from '../scenario.ts';
import { segmentName } from './behaviour-codecs.ts';
import { kindsOf, otherwise, required, type Codec, type KindsOf } from './codec.ts';
import { count, duration, factor, points, share, words } from './unit-codecs.ts';

export function faultCodec(): Codec<Fault> {
  return kindsOf<Fault>('a fault', faults(), '{router-unavailable: {at: 10m, for: 5m}}');
}

function faults(): KindsOf<Fault> {
  const at = { atMs: otherwise(0, duration()) };
  /** Lasts, and says how long. */
  const span = { ...at, forMs: required(duration()) };
  /** Happens at a moment; how long is nobody's question. */
  const moment = { ...at, forMs: otherwise(0, duration()) };
  const arms = { arm: otherwise('both' as const, words('an arm', ['both', 'stable', 'candidate'] as const)) };
  const arm = { arm: required(words('an arm', ['stable', 'candidate'] as const)) };
  const late = { byMs: required(duration()) };
  const ahead = { aheadMs: required(duration({ signed: true })) };
  return {
    'metrics-missing': { ...arms, ...span },
    'metrics-stale': { ...arms, ...span },
    'metrics-nan': { ...arms, ...span },
    'metrics-empty': { ...arms, ...span },
    'metrics-time-out': { ...arms, ...span },
    'metrics-truncated': { ...arms, ...span },
    'counter-reset': { ...arms, ...moment },
    'duplicated-series': { times: otherwise(2, count({ min: 2, max: 1_000 })), ...span },
    'metrics-late': { ...late, ...span },
    'out-of-order': span,
    extrapolated: { by: required(share({ min: 0, max: 100 })), ...span },
    'label-swap': { share: required(share()), ...span },
    'series-dropped': { ...arm, share: required(share()), ...span },
    'unit-change': span,
    'zero-denominator': span,
    backfill: { factor: required(factor()), ...span },
    'metrics-clock': { ...ahead, ...span },
    'labels-late': { ...late, lost: otherwise(0, share()), ...span },
    'router-unavailable': span,
    'router-fails': span,
    'router-reply-lost': span,
    'router-lies': span,
    'router-halves': span,
    'router-late': { ...late, ...span },
    'deployer-fails': span,
    'never-ready': span,
    'slot-lost': { ...arm, ...span },
    'registry-unavailable': span,
    'ledger-unavailable': span,
    'ledger-reply-lost': span,
    'ledger-lost-not-applied': span,
    'ledger-stale': span,
    'ledger-conflicts': span,
    'frozen-data-changed': span,
    'cron-late': { ...late, ...span },
    'cron-missing': { probability: otherwise(1, share()), ...span },
    'job-dies': { call: required(count({ min: 1, max: 1_000_000 })), when: required(words('a moment', ['before', 'after'] as const)), ...span },
    'tick-twice': span,
    'two-controllers': span,
    'old-job-re-run': moment,
    'job-cancelled': moment,
    'runner-clock': { ...ahead, ...span },
    'person-aborts': moment,
    'person-approves': moment,
    'person-sets-weight': { weight: required(share()), ...moment },
    'new-version': moment,
    'common-outage': { points: required(points()), ...span },
    'dependency-down': { points: required(points()), ...span },
    'flash-crowd': { factor: required(factor()), ...span },
    'no-traffic': span,
    'mix-differs': { segment: required(segmentName()), factor: required(factor()), ...span },
  };
}
