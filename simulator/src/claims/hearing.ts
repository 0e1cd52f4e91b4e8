// Runs series until every claim that they are about has heard enough. Series are independent of each other and share one pool; what each comes to depends
// on its own rows in run order alone.
import type { RunPool } from '../pool/run-pool.ts';
import type { RunRow } from './claim.ts';
import { BEGUN, judge, type Court, type JudgedSeries, type Judging } from './judge.ts';
import { allSeries, seriesKey, seriesOf, type Series } from './series.ts';
import type { SimulatedTask } from './simulated-task.ts';
import type { RunBudget } from './stopping-rule.ts';

export interface Progress {
  readonly done: number;
  /** Of the runs that may still be needed; shrinks when a claim is clear early. */
  readonly total: number;
}

export interface Heard {
  readonly series: Series;
  /** As many as the claim that took longest has looked at, in run order. */
  readonly rows: readonly RunRow[];
  /** By index of the claim. */
  readonly judgings: ReadonlyMap<number, Judging>;
}

export interface Hearing {
  readonly pool: RunPool<SimulatedTask, RunRow>;
  readonly taskOf: (series: Series) => SimulatedTask;
  readonly budget: RunBudget;
  readonly onProgress: (progress: Progress) => void;
  /** By default all series of the claims. */
  readonly isWanted?: (series: Series) => boolean;
}

/** Runs are asked for in so many at a time; what is run beyond the end of a series is thrown away. */
const BATCH_RUNS = 128;

export async function hear(courts: readonly Court[], { pool, taskOf, budget, onProgress, isWanted = () => true }: Hearing): Promise<readonly Heard[]> {
  const all = allSeries(courts.map(({ claim }) => claim)).filter(isWanted);
  const left = new Map(all.map((series) => [series, budget.runs]));
  let done = 0;
  const tell = (): void => {
    onProgress({ done, total: done + [...left.values()].reduce((sum, runs) => sum + runs, 0) });
  };
  return await Promise.all(
    all.map(async (series) => {
      let rows: readonly RunRow[] = [];
      let heard = hearRows(courts, series, rows);
      while (!isOver(heard)) {
        const next = await pool.run(taskOf(series), rows.length, Math.min(budget.runs, rows.length + BATCH_RUNS));
        rows = [...rows, ...next];
        heard = hearRows(courts, series, rows, heard.judgings);
        done += next.length;
        left.set(series, isOver(heard) ? 0 : budget.runs - rows.length);
        tell();
      }
      return heard;
    }),
  );
}

/** What rows say that are there already: all of them at once, or going on from what was heard before. */
export function hearRows(courts: readonly Court[], series: Series, rows: readonly RunRow[], before: ReadonlyMap<number, Judging> = new Map()): Heard {
  const key = seriesKey(series);
  const concerned = courts.flatMap((court, index) => (seriesOf(court.claim).some((one) => seriesKey(one) === key) ? [{ court, index }] : []));
  const judgings = new Map(concerned.map(({ court, index }) => [index, judge(court, before.get(index) ?? BEGUN, rows)]));
  return { series, rows: rows.slice(0, Math.max(0, ...[...judgings.values()].map(({ looked }) => looked))), judgings };
}

function isOver({ judgings }: Heard): boolean {
  return [...judgings.values()].every((judging) => judging.isOver);
}

/** The series that a claim is judged by, with how it stands in each. */
export function judgedBy(claim: number, heard: readonly Heard[]): readonly (JudgedSeries & { readonly rows: readonly RunRow[] })[] {
  return heard.flatMap(({ series, rows, judgings }) => {
    const judging = judgings.get(claim);
    return judging === undefined ? [] : [{ series, ...judging, rows: rows.slice(0, judging.looked) }];
  });
}
