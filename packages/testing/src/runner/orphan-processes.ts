// Ends what steps left running (a server started with `&`), when their job ends. As on the runner they are known by a mark in their
// environment, which children inherit. Linux only, where that environment can be read; elsewhere nothing is found and nothing is ended.
import { readdirSync, readFileSync } from 'node:fs';

export const trackingVariable = 'RUNNER_TRACKING_ID';

/** Process ids that carry the mark `trackingId`. */
export function findOrphanProcesses(trackingId: string): readonly number[] {
  const mark = `${trackingVariable}=${trackingId}`;
  return processIds().filter((pid) => environmentOf(pid).split('\0').includes(mark));
}

/** Sends SIGKILL to each of them and returns those that were there. */
export function endOrphanProcesses(trackingId: string): readonly number[] {
  return findOrphanProcesses(trackingId).filter((pid) => {
    try {
      return process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself in the meantime, which is as good.
      return false;
    }
  });
}

function processIds(): readonly number[] {
  try {
    return readdirSync('/proc').map(Number).filter((pid) => Number.isInteger(pid) && pid > 1);
  } catch {
    // No /proc: not Linux.
    return [];
  }
}

function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    // Ended meanwhile, or another user's.
    return '';
  }
}
