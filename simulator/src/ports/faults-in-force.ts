// Which of a scenario's faults are on at a moment. From `healsAtMs` on nothing fails any more; people and the world outside go on as they like.
import type { Fault, Scenario } from '../scenario/scenario.ts';

export type FaultKind = Fault['kind'];

/** Faults share shapes: those that may be of kind `K`. */
export type FaultOf<K extends FaultKind> = Extract<FaultsByKind[K], Fault>;
type FaultsByKind = { readonly [K in FaultKind]: Of<Fault, K> };
type Of<F, K> = F extends { readonly kind: infer G } ? (K extends G ? F & { readonly kind: K } : never) : never;

export interface FaultsInForce {
  /** The first fault of that kind that is on. */
  on<K extends FaultKind>(kind: K, atMs: number): FaultOf<K> | 'none';
  /** All faults of that kind, healed ones cut, in the order of the scenario. */
  all<K extends FaultKind>(kind: K): readonly FaultOf<K>[];
}

export function faultsInForce(scenario: Scenario): FaultsInForce {
  const byKind = new Map<FaultKind, Fault[]>();
  for (const fault of healedFaults(scenario)) byKind.set(fault.kind, [...(byKind.get(fault.kind) ?? []), fault]);
  const all = <K extends FaultKind>(kind: K): readonly FaultOf<K>[] => (byKind.get(kind) ?? []).filter((fault): fault is FaultOf<K> => fault.kind === kind);
  return { all, on: (kind, atMs) => (byKind.has(kind) ? (all(kind).find((fault) => atMs >= fault.atMs && atMs < fault.atMs + fault.forMs) ?? 'none') : 'none') };
}

/** What is left of the faults when the scenario heals. */
function healedFaults({ faults, healsAtMs }: Scenario): readonly Fault[] {
  if (healsAtMs === 'never') return faults;
  return faults.flatMap((fault) => {
    if (LASTING.has(fault.kind)) return [fault];
    return fault.atMs >= healsAtMs ? [] : [{ ...fault, forMs: Math.min(fault.forMs, healsAtMs - fault.atMs) }];
  });
}

const LASTING: ReadonlySet<FaultKind> = new Set(['person-aborts', 'person-approves', 'person-sets-weight', 'new-version', 'common-outage', 'dependency-down', 'flash-crowd', 'no-traffic', 'mix-differs']);
