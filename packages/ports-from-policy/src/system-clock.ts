// The machine's clock, behind the port.
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '@rampart/rollout-engine';

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  steadyMs: () => performance.now(),
  sleep: async (durationMs, signal) => {
    try {
      await wait(durationMs, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      // Woken early: the port says that this is no error.
      if (signal?.aborted !== true) throw error;
    }
  },
};
