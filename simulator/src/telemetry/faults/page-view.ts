// What the metric pages of both arms show at a look, under the faults that are in force: nothing, an old page, counters that are no counts.
// As packages/metric-sources reads pages: an unreadable page leaves the last look as the baseline, an unusable counter leaves none.
import type { ArmName } from '../cell-sums.ts';
import { activeOf, concerns, type TelemetryFaults } from './telemetry-faults.ts';

export interface PageView {
  /** Why nothing was read; empty when the pages were. */
  readonly unreadable: string;
  readonly stable: ArmView;
  readonly candidate: ArmView;
}

export interface ArmView {
  /** The page shows what was counted up to here: an offset. */
  readonly shownMs: number;
  /** How often its counters have begun anew so far. */
  readonly restarts: number;
  readonly counters: 'fine' | 'nan' | 'no-counts' | 'gone';
}

/** Absolute times on pages are believed within this. */
const CLOCK_DIFFERENCE_MS = 60_000;

export interface Looked {
  readonly trueNowMs: number;
  readonly maxGapMs: number;
  /** What the two looks before this one saw, newest first; and which look this is. */
  readonly before: readonly [number, number];
  readonly looks: number;
}

export function pageView(faults: TelemetryFaults, looked: Looked): PageView {
  const stable = armView(faults, 'stable', looked);
  const candidate = armView(faults, 'candidate', looked);
  return { unreadable: unreadable(faults, looked, { stable, candidate }), stable, candidate };
}

export function plainView(shownMs: number): PageView {
  const arm: ArmView = { shownMs, restarts: 0, counters: 'fine' };
  return { unreadable: '', stable: arm, candidate: arm };
}

function armView(faults: TelemetryFaults, arm: ArmName, { trueNowMs, before, looks }: Looked): ArmView {
  let shownMs = trueNowMs;
  for (const { atMs, byMs } of activeOf(faults, 'metrics-late', trueNowMs)) shownMs = Math.min(shownMs, Math.max(atMs, trueNowMs - byMs));
  for (const fault of activeOf(faults, 'metrics-stale', trueNowMs)) if (concerns(fault, arm)) shownMs = Math.min(shownMs, fault.atMs);
  // Every other answer comes from a cache that is older than the one before.
  if (looks % 2 === 1 && activeOf(faults, 'out-of-order', trueNowMs).length > 0) shownMs = Math.min(shownMs, before[1]);
  const restarts = faults.all.filter((fault) => fault.kind === 'counter-reset' && concerns(fault, arm) && fault.atMs < shownMs).length;
  return { shownMs, restarts, counters: countersOf(faults, arm, trueNowMs) };
}

function countersOf(faults: TelemetryFaults, arm: ArmName, ms: number): ArmView['counters'] {
  if (activeOf(faults, 'metrics-empty', ms).some((fault) => concerns(fault, arm))) return 'gone';
  if (activeOf(faults, 'metrics-nan', ms).some((fault) => concerns(fault, arm))) return 'nan';
  return activeOf(faults, 'extrapolated', ms).length > 0 ? 'no-counts' : 'fine';
}

function unreadable(faults: TelemetryFaults, { trueNowMs, maxGapMs }: Looked, arms: Readonly<Record<ArmName, ArmView>>): string {
  const missing = activeOf(faults, 'metrics-missing', trueNowMs)[0];
  if (missing !== undefined) return `the page of ${missing.arm === 'both' ? 'both arms' : missing.arm} did not answer`;
  const truncated = activeOf(faults, 'metrics-truncated', trueNowMs)[0];
  if (truncated !== undefined) return `the page of ${truncated.arm === 'both' ? 'both arms' : truncated.arm} cannot be read: it ends without its last line`;
  for (const arm of ['stable', 'candidate'] as const) {
    const ageMs = trueNowMs - arms[arm].shownMs;
    if (ageMs > maxGapMs) return staleText(arm, ageMs);
  }
  // A page whose own clock is far behind looks old.
  const behindMs = activeOf(faults, 'metrics-clock', trueNowMs).reduce((sum, { aheadMs }) => sum - aheadMs, 0);
  return behindMs > maxGapMs + CLOCK_DIFFERENCE_MS ? staleText('stable', behindMs) : '';
}

function staleText(arm: ArmName, ageMs: number): string {
  return `the page of ${arm} is stale: ${Math.round(ageMs / 1000)} s old, by its own account`;
}

/** Why counters between two looks cannot be subtracted, where series came or went between them. */
export function seriesTrouble({ all }: TelemetryFaults, fromMs: number, toMs: number): string {
  const within = (ms: number): boolean => fromMs < ms && ms <= toMs;
  for (const fault of all) {
    const isDoubled = fault.kind === 'duplicated-series';
    if (!isDoubled && fault.kind !== 'series-dropped') continue;
    if (within(fault.atMs)) return isDoubled ? 'a series is new but was created before the last look' : 'a series went away';
    if (within(fault.atMs + fault.forMs)) return isDoubled ? 'a series went away' : 'a series came back';
  }
  return '';
}
