// The telemetry faults of a scenario, by kind, and when they are in force. They are independent: any of them may be left out, and they may overlap.
import type { Fault, Scenario, TelemetryFault } from '../../scenario/scenario.ts';
import type { ArmName } from '../cell-sums.ts';

export type FaultKind = TelemetryFault['kind'];
/** Several kinds share one shape, so it is picked by any of its kinds. */
export type FaultOf<Kind extends FaultKind> = OfKind<TelemetryFault, Kind>;
type OfKind<Any, Kind> = Any extends { readonly kind: infer Own } ? ([Extract<Own, Kind>] extends [never] ? never : Any) : never;

/** In scenario order, cut where the scenario heals. */
export interface TelemetryFaults {
  /** None at all: nothing needs to be looked at. */
  readonly none: boolean;
  readonly all: readonly TelemetryFault[];
  /** From here on nothing is late any more either; infinite where it never heals. */
  readonly healsAtMs: number;
}

/** A record, so that a new kind of fault cannot be forgotten here. */
const KINDS: Readonly<Record<FaultKind, true>> = {
  'metrics-missing': true,
  'metrics-stale': true,
  'metrics-nan': true,
  'metrics-empty': true,
  'metrics-time-out': true,
  'metrics-truncated': true,
  'counter-reset': true,
  'duplicated-series': true,
  'metrics-late': true,
  'out-of-order': true,
  extrapolated: true,
  'label-swap': true,
  'series-dropped': true,
  'unit-change': true,
  'zero-denominator': true,
  backfill: true,
  'metrics-clock': true,
  'labels-late': true,
};

export function telemetryFaultsOf({ faults, healsAtMs }: Pick<Scenario, 'faults' | 'healsAtMs'>): TelemetryFaults {
  const all = faults.filter(isTelemetryFault).flatMap((fault) => {
    if (healsAtMs === 'never') return [fault];
    const forMs = Math.min(fault.forMs, healsAtMs - fault.atMs);
    return forMs > 0 ? [{ ...fault, forMs }] : [];
  });
  return { none: all.length === 0, all, healsAtMs: healsAtMs === 'never' ? Number.POSITIVE_INFINITY : healsAtMs };
}

function isTelemetryFault(fault: Fault): fault is TelemetryFault {
  return Object.hasOwn(KINDS, fault.kind);
}

export function isActive({ atMs, forMs }: Pick<TelemetryFault, 'atMs' | 'forMs'>, ms: number): boolean {
  return atMs <= ms && ms < atMs + forMs;
}

/** Those of a kind that are in force at `ms`. */
export function activeOf<Kind extends FaultKind>({ all }: TelemetryFaults, kind: Kind, ms: number): readonly FaultOf<Kind>[] {
  return all.filter((fault): fault is FaultOf<Kind> => fault.kind === kind && isActive(fault, ms));
}

export function concerns(fault: { readonly arm: ArmName | 'both' }, arm: ArmName): boolean {
  return fault.arm === 'both' || fault.arm === arm;
}
