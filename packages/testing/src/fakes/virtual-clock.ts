// A clock that only moves when somebody sleeps or a test advances it. No real time passes.
import type { Clock } from '@rampart/rollout-engine';

export interface VirtualClock extends Clock {
  /** Moves time on by hand; whoever sleeps until then, and what was planned until then, happens on the way. */
  advance(durationMs: number): Promise<void>;
  /** Something that happens in the world at that time, e.g. the router going away. Runs before whoever wakes at the same time. */
  at(atMs: number, happening: () => void | Promise<void>): void;
}

interface Appointment {
  readonly atMs: number;
  readonly order: number;
  readonly keep: () => void | Promise<void>;
}

export function virtualClock(startMs = 1_700_000_000_000): VirtualClock {
  let nowMs = startMs;
  let order = 0;
  let appointments: readonly Appointment[] = [];
  let running = false;

  const plan = (atMs: number, keep: Appointment['keep']): Appointment => {
    const appointment = { atMs: Math.max(atMs, nowMs), order: order++, keep };
    appointments = [...appointments, appointment].sort((a, b) => a.atMs - b.atMs || a.order - b.order);
    return appointment;
  };
  const cancel = (appointment: Appointment): void => {
    appointments = appointments.filter((other) => other !== appointment);
  };
  /** Lets everything that can go on without time passing go on. */
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  const runUntil = async (isDue: (next: Appointment) => boolean): Promise<void> => {
    await turn();
    for (let next = appointments[0]; next !== undefined && isDue(next); next = appointments[0]) {
      cancel(next);
      nowMs = Math.max(nowMs, next.atMs);
      await next.keep();
      await turn();
    }
  };

  let sleepers = 0;
  /** While anybody sleeps, time runs to the next appointment, in order. */
  const run = async (): Promise<void> => {
    if (running) return;
    running = true;
    await runUntil(() => sleepers > 0);
    running = false;
  };

  return {
    nowMs: () => nowMs,
    sleep: (durationMs, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) return resolve();
        sleepers += 1;
        const wake = (): void => {
          cancel(appointment);
          signal?.removeEventListener('abort', wake);
          sleepers -= 1;
          resolve();
        };
        const appointment = plan(nowMs + durationMs, wake);
        signal?.addEventListener('abort', wake);
        void run();
      }),
    advance: async (durationMs) => {
      const untilMs = nowMs + durationMs;
      running = true;
      await runUntil((next) => next.atMs <= untilMs);
      running = false;
      nowMs = Math.max(nowMs, untilMs);
      if (sleepers > 0) void run();
    },
    at: (atMs, happening) => void plan(atMs, happening),
  };
}
