// How far long work is, on one line of a terminal that is written over; nothing anywhere else.
import { count, duration } from '@rampart/report';
import type { Console } from '../console.ts';

const EVERY_MS = 200;
/** What was measured in the first moments says little about what is left. */
const TRUSTED_AFTER_MS = 1_500;

export interface ProgressLine {
  readonly told: (progress: { readonly done: number; readonly total: number }) => void;
  readonly close: () => void;
}

/** `what`: e.g. `simulated releases`. `nowMs`: monotonic. */
export function progressLine(console: Pick<Console, 'overwrite'>, what: string, nowMs: () => number = () => performance.now()): ProgressLine {
  const startedAtMs = nowMs();
  let shownAtMs = Number.NEGATIVE_INFINITY;
  return {
    told: ({ done, total }) => {
      const now = nowMs();
      if (now - shownAtMs < EVERY_MS) return;
      shownAtMs = now;
      const elapsedMs = now - startedAtMs;
      const leftMs = done === 0 ? 0 : (elapsedMs * Math.max(0, total - done)) / done;
      console.overwrite(` ${count(done)} of at most ${count(total)} ${what}${elapsedMs < TRUSTED_AFTER_MS || done === 0 ? '' : `, at most ${duration(leftMs)} left`}`);
    },
    close: () => console.overwrite(''),
  };
}
