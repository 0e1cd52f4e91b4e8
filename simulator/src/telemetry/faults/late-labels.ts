// Labels that come later than the policy says, or never. What has no label yet is no right answer and no wrong one: it is not told at all.
import { DISCORDANT, predictedCellName, type ArmCounts, type Cell } from '@rampart/rollout-policy';
import { addCounts, mapCells, NOTHING, type Cells } from '../cell-sums.ts';
import { isActive, type TelemetryFaults } from './telemetry-faults.ts';

/** By the time of the request: how much later than `matureMs` its labels are there. */
export function latenessOf({ all, healsAtMs }: TelemetryFaults, requestMs: number, nowMs: number): number {
  if (nowMs >= healsAtMs) return 0;
  return all.reduce((late, fault) => (fault.kind === 'labels-late' && isActive(fault, requestMs) ? Math.max(late, fault.byMs) : late), 0);
}

/** The labels of a span of requests that ever come. */
export function labelled(cells: Cells, { all }: TelemetryFaults, requestMs: number): Cells {
  let told = cells;
  for (const fault of all) {
    if (fault.kind === 'labels-late' && fault.lost > 0 && isActive(fault, requestMs)) told = without(fault.lost, told);
  }
  return told;
}

function without(lost: number, cells: Cells): Cells {
  const left = ({ trials, events }: ArmCounts): ArmCounts => ({ trials: trials - Math.floor(lost * trials), events: remaining(events, trials, lost) });
  const told = mapCells(cells, (cell, name) => (name === DISCORDANT ? alone(cell, lost) : { stable: left(cell.stable), candidate: left(cell.candidate) }));
  const tenths = Object.keys(told).filter((name) => name.startsWith('decile='));
  return tenths.length === 0 ? told : { ...told, all: sumOf(told, tenths), [predictedCellName('all')]: sumOf(told, tenths.map(predictedCellName)) };
}

/** Sums of scores and of probabilities lose as much as their items do. */
function remaining(events: number, trials: number, lost: number): number {
  if (Number.isInteger(events)) return events - Math.floor(lost * events);
  return trials === 0 ? 0 : events * (1 - Math.floor(lost * trials) / trials);
}

/** Items that one model alone got wrong stay items of one model or the other. */
function alone({ stable, candidate }: Cell, lost: number): Cell {
  const events = { stable: Math.floor((1 - lost) * stable.events), candidate: Math.floor((1 - lost) * candidate.events) };
  const trials = events.stable + events.candidate;
  return { stable: { trials, events: events.stable }, candidate: { trials, events: events.candidate } };
}

function sumOf(cells: Cells, names: readonly string[]): Cell {
  return names.reduce<Cell>((sum, name) => ({ stable: addCounts(sum.stable, cells[name]?.stable ?? NOTHING), candidate: addCounts(sum.candidate, cells[name]?.candidate ?? NOTHING) }), { stable: NOTHING, candidate: NOTHING });
}
