// Runs jobs on as many threads as the machine has cores, at most four. Results come back in the order of the jobs.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { isReply, type Job, type ResultOf } from './jobs.ts';

const WORKERS_MAX = 4;

export interface Pool {
  run<T extends Job>(jobs: readonly T[]): Promise<readonly ResultOf<T>[]>;
  close(): Promise<void>;
}

export function openPool(): Pool {
  const workers = Array.from({ length: Math.min(WORKERS_MAX, availableParallelism()) }, () => new Worker(new URL('./worker.ts', import.meta.url)));
  return {
    run: async <T extends Job>(jobs: readonly T[]) => {
      const results: ResultOf<T>[] = [];
      let next = 0;
      await Promise.all(
        workers.map(async (worker) => {
          for (let index = next++; index < jobs.length; index = next++) {
            const job = jobs[index];
            if (job !== undefined) results[index] = await ask(worker, job);
          }
        }),
      );
      return results;
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function ask<T extends Job>(worker: Worker, job: T): Promise<ResultOf<T>> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      worker.off('message', onMessage).off('error', onError);
    };
    const onMessage = (message: unknown): void => {
      stop();
      if (isReply(job, message)) resolve(message.result);
      else reject(new Error(`a worker answered something else than the result of ${job.kind}`));
    };
    const onError = (error: unknown): void => {
      stop();
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    worker.on('message', onMessage).on('error', onError).postMessage(job);
  });
}
