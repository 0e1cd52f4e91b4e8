// A gauge: per arm the highest over its pods and series at each look. One look is one sample, of the block that ends with it.
import { plainLine } from '@rampart/json-exchange';
import type { Signal } from '@rampart/rollout-policy';
import type { Counted } from './counted.ts';
import { matchesAll } from './label-pattern.ts';
import type { PageNow } from './page-counters.ts';
import { declaredTrouble, labelsText, staleTrouble, UNDECLARED } from './series.ts';

type LevelSignal = Extract<Signal, { kind: 'level' }>;

/** Larger values would overflow when they are added up. */
const LEVEL_MAX = 1e200;

/** A pod that does not show its gauge may be the one that is in trouble, so every page of both arms has to. */
export function levelCells(arms: { readonly stable: readonly PageNow[]; readonly candidate: readonly PageNow[] }, signal: LevelSignal): Counted {
  const stable = highestOn(arms.stable, signal);
  if (stable.kind === 'no-data') return stable;
  const candidate = highestOn(arms.candidate, signal);
  if (candidate.kind === 'no-data') return candidate;
  return { kind: 'cells', cells: { all: { stable: { trials: 1, events: stable.value }, candidate: { trials: 1, events: candidate.value } } } };
}

function highestOn(pages: readonly PageNow[], { metric, where }: LevelSignal): { readonly kind: 'highest'; readonly value: number } | { readonly kind: 'no-data'; readonly why: string } {
  const matches = matchesAll(where);
  let highest = 0;
  for (const { page, shown, freshness } of pages) {
    const noData = (why: string) => ({ kind: 'no-data', why: `${shown}: ${why}` }) as const;
    const declared = declaredTrouble(page, { sample: metric, families: [metric], types: new Set(['gauge', ...UNDECLARED]) });
    if (declared !== '') return noData(declared);
    const samples = (page.samples.get(metric) ?? []).filter(({ labels }) => matches(labels));
    if (samples.length === 0) return noData(page.samples.has(metric) ? `no series of "${metric}" is matched by \`where\`` : `there is no "${metric}"`);
    for (const sample of samples) {
      const trouble = valueTrouble(sample.value) || staleTrouble(sample, freshness);
      if (trouble !== '') return noData(`"${metric}{${plainLine(labelsText(sample.labels), 120)}}" ${trouble}`);
      highest = Math.max(highest, sample.value);
    }
  }
  return { kind: 'highest', value: highest };
}

function valueTrouble(value: number): string {
  if (Number.isNaN(value)) return 'is NaN';
  if (value < 0) return `is ${String(value)}; a level is at least 0`;
  return value <= LEVEL_MAX ? '' : `is ${String(value)}, which is no level`;
}
