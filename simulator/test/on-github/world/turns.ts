// One virtual clock and one thread for everything that happens: whoever has the turn runs until it waits for something outside, and only when nobody runs
// does time move to what is planned next. What happens next is fixed by time and order of arrival, so that a seed runs the same way on every store.
import { eventQueue } from '../../../src/chance/index.ts';
import type { Appointment, VirtualTime } from '../../../src/ports/virtual-time.ts';

export interface Turns extends VirtualTime {
  /** Work that runs beside everything else from now on. A failure of it is a mistake of the simulation and ends it. */
  begin(work: () => Promise<void>, kind?: Strands): void;
  /** Waits for what `arrange` plans. Whoever is dead by then (`isDead`) never goes on. */
  wait<T>(isDead: () => boolean, arrange: (resolve: (value: T) => void, reject: (cause: unknown) => void) => void, kind?: Strands): Promise<T>;
}

/**
 * `one`: it waits for one thing at a time, and so is known to run or to wait. `several`: parts of it wait for things of their own, and nobody is told when one
 * of them is over. All that such work does between what it waits for is done in a few rounds of the event loop: it must not wait for the machine itself.
 */
export type Strands = 'one' | 'several';

/** More than any such work takes. */
const ROUNDS = 20;

/** Real time without anything going on: a promise that nobody planned. */
const STANDSTILL_MS = 60_000;

export function newTurns(): Turns {
  const queue = eventQueue();
  const planned = new Map<number, () => void>();
  let nowMs = 0;
  let number = 0;
  let running = 0;
  let roundsLeft = 0;
  let failure: { readonly cause: unknown } | 'none' = 'none';
  let whenQuiet: () => void = () => undefined;

  const leave = (): void => {
    running -= 1;
    if (running === 0) whenQuiet();
  };
  const plan = (atMs: number, priority: number, happening: () => void): Appointment => {
    const event = (number += 1);
    planned.set(event, happening);
    // Clocks tell whole milliseconds.
    queue.push(Math.ceil(Math.max(atMs, nowMs)), priority, event);
    return { cancel: () => void planned.delete(event) };
  };
  const enter = (kind: Strands): void => {
    if (kind === 'one') running += 1;
    else roundsLeft = ROUNDS;
  };
  const wait: Turns['wait'] = (isDead, arrange, kind = 'one') =>
    new Promise((resolve, reject) => {
      let isOver = false;
      const back = <V>(go: (value: V) => void) => (value: V): void => {
        if (isOver || isDead()) return;
        isOver = true;
        enter(kind);
        go(value);
      };
      arrange(back(resolve), back(reject));
      if (kind === 'one') leave();
    });
  const quiet = async (): Promise<void> => {
    for (;;) {
      if (running > 0) {
        await new Promise<void>((resolve, reject) => {
          const timer = setTimeout(() => reject(new Error(`nothing goes on at ${nowMs} ms: somebody waits for what nobody planned`)), STANDSTILL_MS);
          whenQuiet = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      // What follows from the end of something may begin the next.
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (running > 0) continue;
      if (roundsLeft === 0) return;
      roundsLeft -= 1;
    }
  };

  return {
    get nowMs() {
      return nowMs;
    },
    plan,
    wait,
    begin: (work, kind = 'one') => {
      enter(kind);
      void work()
        .catch((cause: unknown) => {
          failure = failure === 'none' ? { cause } : failure;
        })
        .finally(() => (kind === 'one' ? leave() : enter(kind)));
    },
    until: (atMs, priority, signal) =>
      wait<undefined>(() => false, (resolve) => {
        const appointment = plan(atMs, priority, () => resolve(undefined));
        if (signal?.aborted === true) plan(nowMs, priority, () => resolve(undefined));
        signal?.addEventListener('abort', () => {
          appointment.cancel();
          resolve(undefined);
        });
      }),
    isQuiet: () => queue.nextTime > nowMs,
    run: async (endMs, goesOn) => {
      await quiet();
      while (failure === 'none' && goesOn() && queue.nextTime < endMs) {
        const atMs = queue.nextTime;
        const event = queue.pop();
        const happening = planned.get(event);
        if (happening === undefined) continue;
        planned.delete(event);
        nowMs = atMs;
        happening();
        await quiet();
      }
      if (failure !== 'none') throw failure.cause;
      if (goesOn()) nowMs = Math.max(nowMs, endMs);
    },
  };
}
