// The spans of one past release as evidence: a block per check and span, a gap where an arm that was exposed said nothing.
import { isDelayed, labelsQuestionOf, type Block, type Cell, type Gap, type Policy, type Ppm } from '@rampart/rollout-policy';
import type { MetricHistory, MetricRow } from './metric-history.ts';
import type { PastRelease } from './past-releases.ts';
import { weightsGiven, weightsInferred, type SplitSeen, type WeightChange } from './weights-in-force.ts';

export interface ReleaseEvidence {
  readonly weights: readonly WeightChange[];
  readonly weightsAre: 'given' | 'inferred';
  /** By check, in the order of time. */
  readonly blocks: ReadonlyMap<string, readonly Arriving<Block>[]>;
  readonly gaps: ReadonlyMap<string, readonly Arriving<Gap>[]>;
}

export interface Arriving<T> {
  readonly value: T;
  /** When a look can have it. */
  readonly atMs: number;
}

export function evidenceOf(history: MetricHistory, release: PastRelease, policy: Policy): ReleaseEvidence {
  const froms = [...history.spans.keys()].filter((fromMs) => fromMs >= release.startMs && fromMs + history.stepMs <= release.endMs).sort((a, b) => a - b);
  const split = froms.map((fromMs) => splitIn(history.spans.get(fromMs) ?? [], release, policy, fromMs));
  const weights = history.hasWeights ? weightsGiven(split) : weightsInferred(split);
  const blocks = new Map<string, readonly Arriving<Block>[]>();
  const gaps = new Map<string, readonly Arriving<Gap>[]>();
  for (const check of policy.checks) {
    const question = labelsQuestionOf(check.signal);
    const lateMs = isDelayed(check) && question.kind === 'asked' ? question.question.matureMs : policy.expert.lagMs;
    const found: Arriving<Block>[] = [];
    const missing: Arriving<Gap>[] = [];
    for (const fromMs of everySpan(release, history, froms)) {
      const span = { fromMs, toMs: fromMs + history.stepMs };
      const rows = (history.spans.get(fromMs) ?? []).filter((row) => row.check === check.name);
      const made = cellsOf(rows, release, weightAt(weights, fromMs));
      if (made.kind === 'cells') found.push({ value: { ...span, cells: made.cells }, atMs: span.toMs + lateMs });
      else missing.push({ value: { ...span, why: made.why }, atMs: span.toMs + lateMs });
    }
    blocks.set(check.name, found);
    gaps.set(check.name, missing);
  }
  return { weights, weightsAre: history.hasWeights ? 'given' : 'inferred', blocks, gaps };
}

export function weightAt(weights: readonly WeightChange[], atMs: number): Ppm | 'unknown' {
  return weights.findLast((change) => change.atMs <= atMs)?.weight ?? weights[0]?.weight ?? 'unknown';
}

/** On the grid of the rows that are there; what lies between them is missing. */
function everySpan(release: PastRelease, { stepMs }: MetricHistory, froms: readonly number[]): readonly number[] {
  const all: number[] = [];
  let nextMs = froms[0] ?? release.endMs;
  for (const fromMs of froms) {
    for (; nextMs + stepMs <= fromMs; nextMs += stepMs) all.push(nextMs);
    all.push(fromMs);
    nextMs = fromMs + stepMs;
  }
  for (; nextMs + stepMs <= release.endMs; nextMs += stepMs) all.push(nextMs);
  return all;
}

/** The requests of both arms, by the check that sees most of them. */
function splitIn(rows: readonly MetricRow[], { arms }: PastRelease, policy: Policy, fromMs: number): SplitSeen {
  const counted = policy.checks.filter(({ signal }) => signal.kind === 'share' || signal.kind === 'time').map(({ name }) => {
    const trials = (arm: string): number | 'missing' => rows.find((row) => row.check === name && row.arm === arm && row.cell === 'all')?.trials ?? 'missing';
    return { stable: trials(arms.stable), candidate: trials(arms.candidate) };
  });
  const size = ({ stable, candidate }: { readonly stable: number | 'missing'; readonly candidate: number | 'missing' }): number => (stable === 'missing' ? 0 : stable) + (candidate === 'missing' ? 0 : candidate);
  const fullest = counted.toSorted((a, b) => size(b) - size(a))[0] ?? { stable: 'missing', candidate: 'missing' };
  return { fromMs, ...fullest, weight: rows.find((row) => row.weight >= 0)?.weight ?? -1 };
}

type Made = { readonly kind: 'cells'; readonly cells: Block['cells'] } | { readonly kind: 'missing'; readonly why: string };

const NOTHING = { trials: 0, events: 0 };

/** An arm that has no row said nothing; where it had no traffic, that is nothing to say. */
function cellsOf(rows: readonly MetricRow[], { arms }: PastRelease, weight: Ppm | 'unknown'): Made {
  const cells: Record<string, Cell> = {};
  for (const { cell, arm, trials, events } of rows) {
    const before = cells[cell] ?? { stable: NOTHING, candidate: NOTHING };
    if (arm === arms.stable) cells[cell] = { ...before, stable: { trials, events } };
    if (arm === arms.candidate) cells[cell] = { ...before, candidate: { trials, events } };
  }
  const has = (name: string): boolean => rows.some(({ arm, cell }) => arm === name && cell === 'all');
  if (!has(arms.stable) && weight !== 1_000_000) return { kind: 'missing', why: 'no row of stable' };
  if (!has(arms.candidate) && weight !== 0) return { kind: 'missing', why: 'no row of the candidate' };
  return { kind: 'cells', cells };
}
