// Faults of a metric store with history: what never reaches it, when it shows what it has, and how its clock stamps it.
import { addCounts, mapCells, NOTHING, type ArmName, type Cells } from '../cell-sums.ts';
import { NO_LOSS, type Loss } from '../happening-log.ts';
import type { Span } from '../../world/world.ts';
import { activeOf, concerns, isActive, type TelemetryFaults } from './telemetry-faults.ts';

/** Why the store has no counts of a span, if it has none. */
export function lossOf({ all }: TelemetryFaults, { fromMs, toMs }: Span): Loss {
  for (const fault of all) {
    if (fault.kind === 'counter-reset' && fromMs <= fault.atMs && fault.atMs < toMs) return { kind: 'gap', why: 'the counters began anew: what they had last is not known' };
    if (!isActive(fault, fromMs)) continue;
    if (fault.kind === 'metrics-missing') return { kind: 'no-data', why: `the store has no samples of ${fault.arm === 'both' ? 'both arms' : fault.arm}` };
    if (fault.kind === 'metrics-nan') return { kind: 'no-data', why: 'the store answers NaN' };
  }
  return NO_LOSS;
}

/** How far the store's clock is ahead of the true one. */
export function aheadMs(faults: TelemetryFaults, ms: number): number {
  return activeOf(faults, 'metrics-clock', ms).reduce((sum, fault) => sum + fault.aheadMs, 0);
}

/** Up to where the store has everything that it will ever have: it works through what is late in the order in which it came. */
export function arrivedMs(faults: TelemetryFaults, trueNowMs: number): number {
  return activeOf(faults, 'metrics-late', trueNowMs).reduce((arrived, { atMs, byMs }) => Math.min(arrived, Math.max(atMs, trueNowMs - byMs)), trueNowMs);
}

/** Why the store shows nothing at all, though it has it. */
export function emptyAnswer(faults: TelemetryFaults, trueNowMs: number): string {
  return activeOf(faults, 'metrics-empty', trueNowMs).length > 0 ? 'the answer of the store is empty' : '';
}

/** How many of the blocks that are due are told: an answer that was cut off has half of them; where samples come out of order, a block waits for the one after it. */
export function blocksTold(faults: TelemetryFaults, trueNowMs: number, due: number): { readonly count: number; readonly isCutOff: boolean } {
  const inOrder = activeOf(faults, 'out-of-order', trueNowMs).length > 0 ? due - (due % 2) : due;
  const isCutOff = activeOf(faults, 'metrics-truncated', trueNowMs).length > 0;
  return { count: isCutOff ? Math.floor(inOrder / 2) : inOrder, isCutOff };
}

/** From `atMs` on, the past before it has other numbers. Blocks that were told are not told again: it shows in those that had not been. */
export function backfilled(cells: Cells, { all }: TelemetryFaults, trueNowMs: number, toMs: number): Cells {
  let told = cells;
  for (const fault of all) {
    if (fault.kind !== 'backfill' || toMs > fault.atMs || !isActive(fault, trueNowMs)) continue;
    const changed = (trials: number, events: number) => ({ trials, events: Math.min(trials, Math.round(events * fault.factor)) });
    told = mapCells(told, ({ stable, candidate }) => ({ stable: changed(stable.trials, stable.events), candidate: changed(candidate.trials, candidate.events) }));
  }
  return told;
}

/** The last value of a stale arm is scraped again and again: nothing is counted until the arm is fresh again, and then everything at once. */
export interface FrozenCounters {
  /** What the store counts of a span, per check: changed where an arm is stale, or was until now. */
  thaw(check: string, cells: Cells, isGauge: boolean, atMs: number): Cells;
}

export function frozenCounters(faults: TelemetryFaults): FrozenCounters {
  const held = new Map<string, Cells>();
  const last = new Map<string, Cells>();
  const arms: readonly ArmName[] = ['stable', 'candidate'];
  return {
    thaw: (check, cells, isGauge, atMs) => {
      let told = cells;
      for (const arm of arms) {
        const isStale = activeOf(faults, 'metrics-stale', atMs).some((fault) => concerns(fault, arm));
        const key = `${arm} ${check}`;
        const before = isGauge ? last.get(key) : held.get(key);
        if (isStale && isGauge) told = withArm(told, arm, (name) => before?.[name]?.[arm] ?? cells[name]?.[arm] ?? NOTHING);
        else if (isGauge) last.set(key, cells);
        else if (isStale) {
          held.set(key, before === undefined ? cells : mapCells(cells, (cell, name) => ({ ...cell, [arm]: addCounts(cell[arm], before[name]?.[arm] ?? NOTHING) })));
          told = withArm(told, arm, () => NOTHING);
        } else if (before !== undefined) {
          held.delete(key);
          told = withArm(told, arm, (name) => addCounts(cells[name]?.[arm] ?? NOTHING, before[name]?.[arm] ?? NOTHING));
        }
      }
      return told;
    },
  };
}

function withArm(cells: Cells, arm: ArmName, counts: (name: string) => Cells[string][ArmName]): Cells {
  return mapCells(cells, (cell, name) => (arm === 'stable' ? { ...cell, stable: counts(name) } : { ...cell, candidate: counts(name) }));
}
