// A job's clock where GitHub is asked: the machine's until GitHub has answered, and what agrees with GitHub's from then on, whatever the machine's is set to.
import type { ApiClock } from './limit-gate.ts';
import { afterAnswer, UNHEARD, type ServerTime } from './server-time.ts';

/**
 * For one job, and all its clients. Between answers time goes on with the machine's steady clock. The first answer may move it either way: what must outlast that is measured
 * by `steadyMs`. From then on it never runs backwards; where it was ahead it stands until the truth has come up with it.
 */
export function serverClock(machine: ApiClock): Required<ApiClock> {
  const steadyMs = (): number => machine.steadyMs?.() ?? machine.nowMs();
  let time: ServerTime = UNHEARD;
  let latestMs = Number.NEGATIVE_INFINITY;
  return {
    nowMs: () => {
      if (time.kind === 'unheard') return machine.nowMs();
      latestMs = Math.max(latestMs, Math.floor(steadyMs() + time.aheadMs));
      return latestMs;
    },
    steadyMs,
    sleep: (durationMs, signal) => machine.sleep(durationMs, signal),
    heard: (answer) => {
      time = afterAnswer(time, answer, machine.nowMs() - steadyMs());
    },
  };
}
