// What was counted on both arms between two looks, and the cells that it becomes.
import { plainLine } from '@rampart/json-exchange';
import { cellName, type Cell, type LabelMatcher } from '@rampart/rollout-policy';
import { matchesAll, type Labels } from './label-pattern.ts';
import type { Increase } from './page-counters.ts';

export interface ArmIncreases<Each extends Increase = Increase> {
  readonly stable: readonly Each[];
  readonly candidate: readonly Each[];
}

export type Counted = { readonly kind: 'cells'; readonly cells: Readonly<Record<string, Cell>> } | { readonly kind: 'no-data'; readonly why: string };

export function onBothArms<From extends Increase, To extends Increase>({ stable, candidate }: ArmIncreases<From>, change: (increases: readonly From[]) => readonly To[]): ArmIncreases<To> {
  return { stable: change(stable), candidate: change(candidate) };
}

/** What was counted on the series that every matcher matches. */
export function matching<Each extends Increase>(arms: ArmIncreases<Each>, matchers: readonly LabelMatcher[]): ArmIncreases<Each> {
  const matches = matchesAll(matchers);
  return onBothArms(arms, (increases) => increases.filter(({ labels }) => matches(labels)));
}

/** Values of a slice, or bins, that are judged one by one: the core compares no more of them, and each has its own part of the error budget. */
export const PARTS_MAX = 32;
const VALUE_LENGTH_MAX = 100;

interface Slice {
  readonly cell: string;
  readonly isIn: (labels: Labels) => boolean;
}

/** Each value of each slice that something was counted for. */
export function slicesOf({ stable, candidate }: ArmIncreases, slices: readonly string[]): { readonly kind: 'slices'; readonly slices: readonly Slice[] } | { readonly kind: 'no-data'; readonly why: string } {
  const found: Slice[] = [];
  for (const dimension of slices) {
    const values = new Set([...stable, ...candidate].filter(({ by }) => by > 0).map(({ labels }) => labels.get(dimension) ?? '').filter((value) => value !== ''));
    if (values.size > PARTS_MAX) return { kind: 'no-data', why: `the slice "${dimension}" has ${String(values.size)} values; at most ${String(PARTS_MAX)} can be judged one by one` };
    for (const value of [...values].sort()) {
      const long = tooLong(value);
      if (long !== '') return { kind: 'no-data', why: `the slice "${dimension}" has ${long}` };
      found.push({ cell: cellName(dimension, value), isIn: (labels) => labels.get(dimension) === value });
    }
  }
  return { kind: 'slices', slices: found };
}

/** A label value that is no name of a cell, or nothing. */
export function tooLong(value: string): string {
  return value.length > VALUE_LENGTH_MAX ? `a value of ${String(value.length)} characters: ${plainLine(value, 40)}` : '';
}
