// A process that plays the seeds that it is sent, one after the other.
import { resultOf } from './seed-result.ts';
import type { StoreKind } from './run-seed.ts';

export interface Asked {
  readonly seeds: readonly number[];
  readonly store: StoreKind;
}

process.on('message', ({ seeds, store }: Asked) => {
  void (async () => {
    for (const seed of seeds) process.send?.(await resultOf(seed, store));
    process.send?.('done');
  })();
});
