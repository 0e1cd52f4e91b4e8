// Timers that a test lets run out itself.
import type { Timers } from '../../src/runner/timers.ts';

export interface ManualTimers extends Timers {
  /** Delays that are being waited for, oldest first. */
  readonly waiting: () => readonly number[];
  /** Lets the oldest wait of this length end. Throws if there is none: the test expected one. */
  readonly fire: (delayMs: number) => void;
}

export function createManualTimers(): ManualTimers {
  const waits = new Set<{ readonly delayMs: number; readonly run: () => void }>();
  return {
    after: (delayMs, run) => {
      const wait = { delayMs, run };
      waits.add(wait);
      return () => waits.delete(wait);
    },
    waiting: () => [...waits].map((wait) => wait.delayMs),
    fire: (delayMs) => {
      const wait = [...waits].find((each) => each.delayMs === delayMs);
      if (wait === undefined) throw new Error(`nobody waits ${delayMs} ms, but ${[...waits].map((each) => each.delayMs).join(', ')}`);
      waits.delete(wait);
      wait.run();
    },
  };
}
