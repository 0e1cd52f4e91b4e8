// How a target's releases went over a period: DORA's five measures as far as the ledger knows them, and what was caught before it was promoted.
// Definitions for people: docs/delivery-measures.md.
import type { LedgerEvent } from '@rampart/rollout-policy';
import { releaseFacts, type ReleaseFacts } from './release-facts.ts';

export interface Period {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface DeliveryMeasures {
  readonly period: Period;
  /** Releases promoted in the period; `knownMs` is the part of it in which the target had a ledger. Of less than a week no rate is made. */
  readonly deployments: { readonly n: number; readonly perWeek: number | 'too-short'; readonly knownMs: number };
  /** First start of an artefact on the target to its promotion. */
  readonly leadTime: Durations;
  /** Of the releases promoted in the period: those that were taken out again since, whenever. */
  readonly changeFailures: Share;
  /** Of those: promotion to all traffic back on another version. */
  readonly recoveryTime: Durations;
  /** Of the releases promoted in the period: those that came after a failed one, with no promotion in between. */
  readonly rework: Share;
  /** Of the releases decided in the period (promoted, or taken out before that; not those that a newer one replaced): those taken out. */
  readonly caught: Share & { readonly byChecks: number; readonly byPeople: number; readonly byTime: number; readonly weightMaxPpm: Median };
}

export interface Share {
  readonly n: number;
  readonly hits: number;
}

/** Of nothing there is none. */
export type Median = { readonly kind: 'none' } | { readonly kind: 'median'; readonly value: number };

export interface Durations {
  readonly n: number;
  readonly medianMs: Median;
  readonly maxMs: number;
}

const WEEK_MS = 7 * 86_400_000;

/** `events`: a whole ledger, oldest first: what a release came after is part of it. */
export function deliveryMeasures(events: readonly LedgerEvent[], period: Period): DeliveryMeasures {
  const facts = releaseFacts(events);
  const isWithin = (atMs: number | 'never'): atMs is number => atMs !== 'never' && atMs >= period.fromMs && atMs < period.toMs;
  const promoted = facts.filter(({ promotedAtMs }) => isWithin(promotedAtMs));
  const failed = promoted.filter(({ outAtMs }) => outAtMs !== 'never');
  const caught = facts.filter(({ promotedAtMs, outAtMs, outBy }) => promotedAtMs === 'never' && outBy !== 'newer' && isWithin(outAtMs));
  const knownFromMs = Math.max(period.fromMs, events[0]?.atMs ?? period.toMs);
  const knownMs = Math.max(0, period.toMs - knownFromMs);
  const by = (...whom: readonly ReleaseFacts['outBy'][]): number => caught.filter(({ outBy }) => whom.includes(outBy)).length;
  return {
    period,
    deployments: { n: promoted.length, perWeek: knownMs < WEEK_MS ? 'too-short' : promoted.length / (knownMs / WEEK_MS), knownMs },
    leadTime: durations(promoted.map(({ firstStartedAtMs, promotedAtMs }) => between(firstStartedAtMs, promotedAtMs))),
    changeFailures: { n: promoted.length, hits: failed.length },
    recoveryTime: durations(failed.map(({ promotedAtMs, outAtMs }) => between(promotedAtMs, outAtMs))),
    rework: { n: promoted.length, hits: promoted.filter(({ isRepair }) => isRepair).length },
    caught: { n: promoted.length + caught.length, hits: caught.length, byChecks: by('checks', 'labels'), byPeople: by('person'), byTime: by('time'), weightMaxPpm: medianOf(caught.map(({ trialWeightMaxPpm }) => trialWeightMaxPpm)) },
  };
}

/** Clocks of two jobs may differ: nothing lasted less than nothing. */
function between(fromMs: number | 'never', toMs: number | 'never'): number {
  return fromMs === 'never' || toMs === 'never' ? 0 : Math.max(0, toMs - fromMs);
}

function durations(each: readonly number[]): Durations {
  return { n: each.length, medianMs: medianOf(each), maxMs: Math.max(0, ...each) };
}

/** Of an even number of values the mean of the two in the middle. */
function medianOf(values: readonly number[]): Median {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? { kind: 'none' } : { kind: 'median', value: (low + high) / 2 };
}
