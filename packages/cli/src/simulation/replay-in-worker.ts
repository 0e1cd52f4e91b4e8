// Runs a scenario again in a thread of its own, so that a long one can be stopped; and its other futures, for `why`.
import { inevitableAfter, REPLAY_WORKER, threadPool, whyNotRewound, type Inevitable, type Replayed, type ReplayAnswer, type ReplayTask, type Rewound, type RunPool } from '@rampart/simulator';
import type { Invocation } from '../command.ts';
import { progressLine } from './progress.ts';
import type { ScenarioToReplay } from './scenario-to-replay.ts';

export type ReplayPool = RunPool<ReplayTask, ReplayAnswer>;

export async function withReplayPool<T>({ signal }: Invocation, workers: number, use: (pool: ReplayPool) => Promise<T>): Promise<T> {
  const pool = threadPool<ReplayTask, ReplayAnswer>({ entry: REPLAY_WORKER, workers, signal });
  try {
    return await use(pool);
  } finally {
    await pool.close();
  }
}

export async function replayed(pool: ReplayPool, { policy, file }: ScenarioToReplay): Promise<Replayed> {
  const [answer] = await pool.run({ kind: 'replay', policy, file }, 0, 1);
  if (answer === undefined || answer.kind === 'rewound') throw new Error('the replay answered something else');
  return answer;
}

/** So many looks over the whole release, then as many again where the last of them that was still open and the first that was not lie. */
const MOMENTS = 12;
const FUTURES = 20;

export type Futures = { readonly kind: 'told'; readonly inevitable: Inevitable } | { readonly kind: 'not-told'; readonly why: string };

export async function otherFutures(pool: ReplayPool, { policy, file }: ScenarioToReplay, lookedAtMs: readonly number[], { console }: Invocation): Promise<Futures> {
  const why = whyNotRewound({ policy, file });
  if (why !== '') return { kind: 'not-told', why };
  const looks = [...new Set(lookedAtMs)];
  const progress = progressLine(console, 'moments');
  let done = 0;
  const rewound = async (moments: readonly number[]): Promise<readonly Rewound[]> => {
    const course = await Promise.all(
      moments.map(async (_, index): Promise<readonly Rewound[]> => {
        const answers = await pool.run({ kind: 'rewind', policy, file, moments, futures: FUTURES }, index, index + 1);
        done += 1;
        progress.told({ done, total: 2 * MOMENTS });
        return answers.flatMap((answer) => (answer.kind === 'rewound' ? [answer.rewound] : []));
      }),
    );
    return course.flat();
  };
  try {
    const coarse = await rewound(spread(looks, MOMENTS));
    const last = coarse.findLastIndex(({ broken, futures }) => broken < futures);
    const [open, closed] = [coarse[last], coarse[last + 1]];
    const between = open === undefined ? [] : looks.filter((atMs) => atMs > open.fromMs && (closed === undefined || atMs < closed.fromMs));
    const fine = await rewound(spread(between, MOMENTS));
    return { kind: 'told', inevitable: inevitableAfter([...coarse, ...fine].toSorted((a, b) => a.fromMs - b.fromMs)) };
  } finally {
    progress.close();
  }
}

/** At most `most` of them, evenly, the first and the last among them. */
function spread(values: readonly number[], most: number): readonly number[] {
  if (values.length <= most) return values;
  return Array.from({ length: most }, (_, index) => values[Math.round((index * (values.length - 1)) / (most - 1))] ?? 0);
}
