// When a behaviour or a fault is on, and what it needs to know of that moment.
import type { Behaviour, WorldFault } from '../../scenario/scenario.ts';
import type { Exposure } from '../world.ts';

export interface Moment {
  readonly atMs: number;
  /** When the behaviour began. */
  readonly beganMs: number;
  readonly exposure: Exposure;
}

/** From its first to before its last millisecond; `never` while what it waits for has not happened. */
export type Period = { readonly fromMs: number; readonly toMs: number } | 'never';

/** Steps in which what grows or fades is taken as constant. */
export const STEP_MS = 60_000;

export function periodOf({ since, fromMs, forMs }: Behaviour, { firstTrafficAtMs, promotedAtMs }: Exposure): Period {
  const origin = since === 'start' ? 0 : since === 'first-traffic' ? firstTrafficAtMs : promotedAtMs;
  if (origin === 'never') return 'never';
  return { fromMs: origin + fromMs, toMs: forMs === 'ever' ? Number.POSITIVE_INFINITY : origin + fromMs + forMs };
}

/** Faults of the world end when everything heals. */
export function faultPeriod({ atMs, forMs }: WorldFault, healsAtMs: number | 'never'): Period {
  return { fromMs: atMs, toMs: healsAtMs === 'never' ? atMs + forMs : Math.min(atMs + forMs, healsAtMs) };
}

/** The next moment after `atMs` at which the period begins or ends. */
export function nextEdge(period: Period, atMs: number): number {
  if (period === 'never' || period.fromMs >= period.toMs) return Number.POSITIVE_INFINITY;
  if (atMs < period.fromMs) return period.fromMs;
  return atMs < period.toMs ? period.toMs : Number.POSITIVE_INFINITY;
}

export function isDuring(period: Period, atMs: number): boolean {
  return period !== 'never' && atMs >= period.fromMs && atMs < period.toMs;
}
