// Shares of bins: trials are all answers, events those in the bin. A bin is a value of a label, or a bucket of a histogram.
import { binCellName, type Cell, type Signal } from '@rampart/rollout-policy';
import { PARTS_MAX, tooLong, type ArmIncreases, type Counted } from './counted.ts';
import type { Increase } from './page-counters.ts';
import { commonBounds, countUpTo } from './time-cells.ts';

type BinsSignal = Extract<Signal, { kind: 'bins' }>;

/** By label. Bins are cells even while nothing falls into them: that nothing does any more may be the news. */
export function labelBinCells({ stable, candidate }: ArmIncreases, { by: dimension, against }: BinsSignal): Counted {
  const nameless = [...stable, ...candidate].find(({ labels, by }) => by > 0 && (labels.get(dimension) ?? '') === '');
  if (nameless !== undefined) return { kind: 'no-data', why: `some answers have no "${dimension}", so they are in no bin; leave them out with \`where\`` };
  const seen = [...stable, ...candidate].map(({ labels }) => labels.get(dimension) ?? '').filter((bin) => bin !== '');
  const bins = [...new Set([...(against.kind === 'reference' ? Object.keys(against.shares) : []), ...seen.toSorted()])];
  const many = tooMany(bins, `"${dimension}" has`);
  if (many !== '') return { kind: 'no-data', why: many };
  const long = bins.map(tooLong).find((each) => each !== '');
  if (long !== undefined) return { kind: 'no-data', why: `the label "${dimension}" has ${long}` };
  const counts = (increases: readonly Increase[], bin: string) => ({
    trials: total(increases),
    events: total(increases.filter(({ labels }) => labels.get(dimension) === bin)),
  });
  return cellsOf(bins.map((bin) => [bin, { stable: counts(stable, bin), candidate: counts(candidate, bin) }]), { stable: total(stable), candidate: total(candidate) });
}

/** By bucket: a bin is named by its upper bound and holds what is over the bound before it. */
export function bucketBinCells({ stable, candidate }: ArmIncreases, { against, metric }: BinsSignal): Counted {
  const bounds = [...[...commonBounds([...stable, ...candidate])].sort((a, b) => a - b), Infinity];
  const names = bounds.map((bound) => (bound === Infinity ? '+Inf' : String(bound)));
  const many = tooMany(names, `the histogram "${metric}" has`);
  if (many !== '') return { kind: 'no-data', why: many };
  const strange = against.kind === 'reference' ? Object.keys(against.shares).find((bin) => !names.includes(bin)) : undefined;
  if (strange !== undefined && stable.length + candidate.length > 0) return { kind: 'no-data', why: `the reference has the bin "${strange}", which is no bound of "${metric}"; its bounds are ${names.join(', ')}` };
  const upTo = { stable: countUpTo(stable), candidate: countUpTo(candidate) };
  const trials = { stable: upTo.stable(Infinity), candidate: upTo.candidate(Infinity) };
  const within = (arm: 'stable' | 'candidate', index: number): number => upTo[arm](bounds[index] ?? Infinity) - (index === 0 ? 0 : upTo[arm](bounds[index - 1] ?? 0));
  const cells = names.map((name, index) => [name, { stable: { trials: trials.stable, events: within('stable', index) }, candidate: { trials: trials.candidate, events: within('candidate', index) } }] as const);
  const shrunk = cells.find(([, cell]) => cell.stable.events < 0 || cell.candidate.events < 0);
  return shrunk === undefined ? cellsOf(cells, trials) : { kind: 'no-data', why: `fewer values were at most ${shrunk[0]} than at most the bound before: the buckets contradict each other` };
}

function cellsOf(bins: readonly (readonly [bin: string, cell: Cell])[], trials: { readonly stable: number; readonly candidate: number }): Counted {
  const all: Cell = { stable: { trials: trials.stable, events: 0 }, candidate: { trials: trials.candidate, events: 0 } };
  return { kind: 'cells', cells: { all, ...Object.fromEntries(bins.map(([bin, cell]) => [binCellName(bin), cell])) } };
}

function tooMany(bins: readonly string[], what: string): string {
  return bins.length > PARTS_MAX ? `${what} ${String(bins.length)} bins; at most ${String(PARTS_MAX)} can be judged one by one` : '';
}

function total(increases: readonly Increase[]): number {
  return increases.reduce((sum, { by }) => sum + by, 0);
}
