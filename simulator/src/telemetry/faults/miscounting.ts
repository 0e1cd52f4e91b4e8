// Faults of what is counted, whoever reads it: arms mixed up, a pod missing or counted twice, another unit, a lost denominator. Each changes the cells of a
// span as it is recorded. Where the counts are wrong by their nature they stay whole; that is what makes these faults hard to see.
import { labelsQuestionOf, type ArmCounts, type Cell, type Signal } from '@rampart/rollout-policy';
import { mapCells, NOTHING, type ArmName, type Cells } from '../cell-sums.ts';
import type { SourceKind } from '../telemetry.ts';
import { isActive, type FaultOf, type TelemetryFaults } from './telemetry-faults.ts';

type Miscounting = FaultOf<'label-swap' | 'series-dropped' | 'duplicated-series' | 'unit-change' | 'zero-denominator' | 'extrapolated'>;

/** What is counted of a check in a span that begins at `atMs`. */
export function miscounted(cells: Cells, signal: Signal, source: SourceKind, { all }: TelemetryFaults, atMs: number): Cells {
  let told = cells;
  for (const fault of all) {
    if (isMiscounting(fault) && isActive(fault, atMs)) told = under(fault, told, signal, source);
  }
  return told;
}

function isMiscounting(fault: TelemetryFaults['all'][number]): fault is Miscounting {
  return MISCOUNTING.has(fault.kind);
}

const MISCOUNTING: ReadonlySet<string> = new Set<Miscounting['kind']>(['label-swap', 'series-dropped', 'duplicated-series', 'unit-change', 'zero-denominator', 'extrapolated']);

function under(fault: Miscounting, cells: Cells, signal: Signal, source: SourceKind): Cells {
  const isLabelled = labelsQuestionOf(signal).kind === 'asked';
  switch (fault.kind) {
    case 'label-swap':
      // A gauge is the highest of its arm, and a calibrated probability comes with the model's own name.
      return signal.kind === 'level' || signal.kind === 'calibration' ? cells : swapped(cells, fault.share);
    case 'series-dropped':
      // The label source counts items and has no series; of a gauge the highest pod is still there.
      return isLabelled || signal.kind === 'level' ? cells : thinned(cells, fault.arm, fault.share);
    case 'duplicated-series':
      return signal.kind === 'level' ? cells : times(cells, Math.max(1, Math.round(fault.times)));
    case 'unit-change':
      return signal.kind === 'time' ? allSlow(cells) : cells;
    case 'zero-denominator':
      return isLabelled || signal.kind === 'level' ? cells : withoutTrials(cells, source);
    case 'extrapolated':
      // Only a store computes rates; what a page shows is judged in page-view.ts.
      return isLabelled || signal.kind === 'level' || source === 'pages' ? cells : times(cells, 1 + fault.by);
  }
}

/** Of parts that have to add up (bins), the whole is moved and not each part by itself. */
function partsOf(share: number): (cell: Cell, name: string) => { readonly stable: ArmCounts; readonly candidate: ArmCounts } {
  const running = { stable: 0, candidate: 0 };
  const part = (counts: ArmCounts, arm: ArmName, name: string): ArmCounts => {
    const trials = Math.floor(share * counts.trials);
    if (!name.startsWith('bin=')) return { trials, events: Number.isInteger(counts.events) ? Math.floor(share * counts.events) : counts.trials === 0 ? 0 : (counts.events * trials) / counts.trials };
    const before = Math.floor(share * running[arm]);
    running[arm] += counts.events;
    return { trials, events: Math.floor(share * running[arm]) - before };
  };
  return (cell, name) => ({ stable: part(cell.stable, 'stable', name), candidate: part(cell.candidate, 'candidate', name) });
}

function swapped(cells: Cells, share: number): Cells {
  const moves = partsOf(share);
  const exchanged = (own: ArmCounts, gone: ArmCounts, come: ArmCounts): ArmCounts => ({ trials: own.trials - gone.trials + come.trials, events: own.events - gone.events + come.events });
  return mapCells(cells, (cell, name) => {
    const moved = moves(cell, name);
    return { stable: exchanged(cell.stable, moved.stable, moved.candidate), candidate: exchanged(cell.candidate, moved.candidate, moved.stable) };
  });
}

function thinned(cells: Cells, arm: ArmName, share: number): Cells {
  const lost = partsOf(share);
  return mapCells(cells, (cell, name) => {
    const gone = lost(cell, name)[arm];
    const left = { trials: cell[arm].trials - gone.trials, events: cell[arm].events - gone.events };
    return arm === 'stable' ? { ...cell, stable: left } : { ...cell, candidate: left };
  });
}

function times(cells: Cells, factor: number): Cells {
  const counted = ({ trials, events }: ArmCounts): ArmCounts => ({ trials: trials * factor, events: events * factor });
  return mapCells(cells, ({ stable, candidate }) => ({ stable: counted(stable), candidate: counted(candidate) }));
}

/** A thousand times as long as the bounds mean: everything is slower than any of them. */
function allSlow(cells: Cells): Cells {
  const slow = ({ trials }: ArmCounts): ArmCounts => ({ trials, events: trials });
  return mapCells(cells, (cell, name) => (name.startsWith('le=') ? { stable: slow(cell.stable), candidate: slow(cell.candidate) } : cell));
}

/** A page counts both with one counter, so nothing is left; a store asked for two sums still has the other one. */
function withoutTrials(cells: Cells, source: SourceKind): Cells {
  if (source === 'pages') return mapCells(cells, () => ({ stable: NOTHING, candidate: NOTHING }));
  return mapCells(cells, ({ stable, candidate }) => ({ stable: { trials: 0, events: stable.events }, candidate: { trials: 0, events: candidate.events } }));
}
