// Which weights were in force during a past release: as its history says, or as the split of the requests shows.
import { floorPpm, ppm, type Ppm } from '@rampart/rollout-policy';

export interface WeightChange {
  readonly atMs: number;
  readonly weight: Ppm;
}

/** What one span shows. */
export interface SplitSeen {
  readonly fromMs: number;
  /** Requests; `missing` where the history has no row of the arm. */
  readonly stable: number | 'missing';
  readonly candidate: number | 'missing';
  /** 0..1; -1 where the history does not say. */
  readonly weight: number;
}

/** In the order of time; the first is what was in force at the beginning. */
export function weightsGiven(spans: readonly SplitSeen[]): readonly WeightChange[] {
  const changes: WeightChange[] = [];
  for (const { fromMs, weight } of spans) {
    if (weight < 0) continue;
    const there = ppm(Math.round(weight * 1_000_000));
    if (there !== changes.at(-1)?.weight) changes.push({ atMs: fromMs, weight: there });
  }
  return changes;
}

/** A span belongs to another weight than the ones before it when its split is so many standard deviations away, and by a fifth at least. */
const DEVIATIONS = 5;
const FACTOR = 1.2;

/**
 * Runs of spans whose split is that of one weight, each with its own share of all its requests. A candidate without rows had no traffic yet, as long as it
 * never had a row; later its rows are missing, and say nothing of the weight.
 */
export function weightsInferred(spans: readonly SplitSeen[]): readonly WeightChange[] {
  const runs: { atMs: number; stable: number; candidate: number }[] = [];
  const firstSeen = spans.findIndex(({ candidate }) => candidate !== 'missing');
  for (const [index, { fromMs, stable, candidate: seen }] of spans.entries()) {
    const candidate = seen === 'missing' && (firstSeen < 0 || index < firstSeen) ? 0 : seen;
    if (stable === 'missing' || candidate === 'missing' || stable + candidate === 0) continue;
    const run = runs.at(-1);
    if (run !== undefined && isSameSplit(run, { stable, candidate })) {
      run.stable += stable;
      run.candidate += candidate;
    } else runs.push({ atMs: fromMs, stable, candidate });
  }
  return runs.map((run) => ({ atMs: run.atMs, weight: weightOf(run) }));
}

const ROUND_DEVIATIONS = 3;

/** People set whole percents, or tenths: the nearest one that the split does not contradict, else the split itself. */
function weightOf({ stable, candidate }: Split): Ppm {
  const share = candidate / (stable + candidate);
  const deviation = Math.sqrt((share * (1 - share)) / (stable + candidate));
  const round = [100, 1_000].map((steps) => Math.round(share * steps) / steps).find((weight) => weight > 0 && weight < 1 && Math.abs(weight - share) <= ROUND_DEVIATIONS * deviation);
  return round === undefined ? floorPpm(share) : ppm(Math.round(round * 1_000_000));
}

interface Split {
  readonly stable: number;
  readonly candidate: number;
}

function isSameSplit(run: Split, next: Split): boolean {
  const share = run.candidate / (run.stable + run.candidate);
  const trials = next.stable + next.candidate;
  const other = next.candidate / trials;
  // Nothing at all is another weight than something, and the other way round.
  if ((share === 0) !== (other === 0)) return share * trials < 3 && other * trials < 3;
  const deviation = Math.sqrt((share * (1 - share)) / trials + (share * (1 - share)) / (run.stable + run.candidate));
  const apart = Math.abs(other - share);
  const factor = Math.max(share, other) / Math.min(share, other);
  return apart <= DEVIATIONS * deviation || (factor < FACTOR && share > 0);
}
