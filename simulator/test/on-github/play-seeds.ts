// Plays many seeds in several processes. Which process plays which seed changes nothing.
import { fork, type ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { StoreKind } from './run-seed.ts';
import type { SeedResult } from './seed-result.ts';

export interface ManySeeds {
  readonly from: number;
  readonly count: number;
  readonly store: StoreKind;
  readonly workers?: number;
  /** Stops when this says so. */
  readonly told?: (result: SeedResult) => 'go on' | 'stop';
}

const AT_ONCE = 20;

/** Most of what a seed makes is gone with it: with more room for what is young, less of that is copied. */
const ROOM_FOR_YOUNG = '--max-semi-space-size=64';

export async function playSeeds({ from, count, store, workers = availableParallelism(), told = () => 'go on' }: ManySeeds): Promise<readonly SeedResult[]> {
  const results: SeedResult[] = [];
  let next = from;
  let isStopped = false;
  const work = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const child: ChildProcess = fork(join(import.meta.dirname, 'seed-process.ts'), { execArgv: [...process.execArgv, ROOM_FOR_YOUNG], env: { ...process.env, NODE_NO_WARNINGS: '1' } });
      const send = (): void => {
        const seeds = isStopped ? [] : Array.from({ length: Math.max(0, Math.min(AT_ONCE, from + count - next)) }, (_, index) => next + index);
        next += seeds.length;
        if (seeds.length > 0) child.send({ seeds, store });
        else child.disconnect();
      };
      child.on('message', (message: SeedResult | 'done') => {
        if (message === 'done') return send();
        results.push(message);
        if (told(message) === 'stop') isStopped = true;
      });
      child.on('error', reject);
      child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a process that plays seeds ended with code ${String(code)}`))));
      send();
    });
  await Promise.all(Array.from({ length: Math.min(workers, Math.ceil(count / AT_ONCE)) }, work));
  return results.toSorted((a, b) => a.seed - b.seed);
}
