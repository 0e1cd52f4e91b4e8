// Time that passes only when nobody has anything left to do: the one thread on which simulated jobs run. What happens next is fixed by time, priority and
// order of arrival alone, so that the same trial runs the same way everywhere.
import { eventQueue } from '../chance/index.ts';

/** Within one millisecond: first the world, then whoever wakes or starts, then the calls of ports, in an order that is drawn (2 to 255). */
export const WORLD_FIRST = 0;
export const JOBS_NEXT = 1;
export const CALLS_FROM = 2;

export interface VirtualTime {
  /** Offset from the start of the simulation. */
  readonly nowMs: number;
  /** Something that happens at `atMs`, or now if that is past. */
  plan(atMs: number, priority: number, happening: () => void): Appointment;
  /** Resolves at `atMs`; early, without an error, when `signal` aborts. */
  until(atMs: number, priority: number, signal?: AbortSignal): Promise<void>;
  /** Whether nothing else is planned for this millisecond. */
  isQuiet(): boolean;
  /** Lets everything planned before `endMs` happen, in order, as long as `goesOn` says so. Time stands at the last happening, or at `endMs`. */
  run(endMs: number, goesOn: () => boolean): Promise<void>;
}

export interface Appointment {
  cancel(): void;
}

export function virtualTime(): VirtualTime {
  const queue = eventQueue();
  const planned = new Map<number, () => void>();
  let nowMs = 0;
  let number = 0;

  const plan: VirtualTime['plan'] = (atMs, priority, happening) => {
    const event = (number += 1);
    planned.set(event, happening);
    queue.push(Math.max(atMs, nowMs), priority, event);
    return { cancel: () => void planned.delete(event) };
  };

  return {
    get nowMs() {
      return nowMs;
    },
    plan,
    until: (atMs, priority, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) return resolve();
        const wake = (): void => {
          appointment.cancel();
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        const appointment = plan(atMs, priority, wake);
        signal?.addEventListener('abort', wake);
      }),
    isQuiet: () => queue.nextTime > nowMs,
    run: async (endMs, goesOn) => {
      await everybodyWaits();
      while (goesOn() && queue.nextTime < endMs) {
        const atMs = queue.nextTime;
        const event = queue.pop();
        const happening = planned.get(event);
        if (happening === undefined) continue;
        planned.delete(event);
        nowMs = atMs;
        happening();
        await everybodyWaits();
      }
      if (goesOn()) nowMs = Math.max(nowMs, endMs);
    },
  };
}

/**
 * Resolves when no promise has anything left to do. Node runs what nextTick was given once the queue of promises is empty, and nothing here waits for
 * anything but promises: no timer and no socket could come in between.
 */
async function everybodyWaits(): Promise<void> {
  // nextTick looks at promises first only when it is asked from one.
  await Promise.resolve();
  await new Promise<void>((resolve) => process.nextTick(resolve));
}
