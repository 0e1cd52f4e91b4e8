// The ways to drive a release, in the same worlds and under the same late schedule.
import type { Policy } from '@rampart/rollout-policy';
import type { RunPool } from '../pool/run-pool.ts';
import type { OwnTraffic } from '../scenario/families/index.ts';
import type { LateCandidate } from './late-candidates.ts';
import { lateFigures, type LateFigures } from './late-figures.ts';
import type { DrivenBy, LateRelease, LateSchedule, LateTask } from './late-release.ts';

export interface LateComparison {
  readonly policy: Policy;
  readonly own: OwnTraffic;
  readonly family: string;
  readonly seed: number;
  readonly runs: number;
  readonly late: LateSchedule;
  readonly modes: readonly DrivenBy[];
  readonly candidates: readonly LateCandidate[];
}

export interface LateSimulating {
  readonly pool: RunPool<LateTask, LateRelease>;
  readonly onProgress: (progress: { readonly done: number; readonly total: number }) => void;
}

/** So many runs between two words of progress. */
const BLOCK = 32;

export async function compareModes({ policy, own, family, seed, runs, late, modes, candidates }: LateComparison, { pool, onProgress }: LateSimulating): Promise<readonly LateFigures[]> {
  const total = candidates.length * modes.length * runs;
  let done = 0;
  const figures = candidates.flatMap(({ name, series, candidate }) =>
    modes.map(async (mode) => {
      const asked: LateTask = { task: { kind: 'drawn', policy, seed, own, series: { family, ...series } }, mode, late, candidate };
      const rows: LateRelease[] = [];
      for (let from = 0; from < runs; from += BLOCK) {
        const some = await pool.run(asked, from, Math.min(runs, from + BLOCK));
        rows.push(...some);
        onProgress({ done: (done += some.length), total });
      }
      return lateFigures(name, mode, rows);
    }),
  );
  return await Promise.all(figures);
}
