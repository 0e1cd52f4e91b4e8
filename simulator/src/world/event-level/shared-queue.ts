// Something that both arms share and that has only so much room (a feature store, a database, a GPU pool): first come, first served, by a number of servers.
// Who would have to wait too long is turned away. Overload is not declared here, it comes about.
import { exponential, type Random } from '../../chance/index.ts';

export interface SharedQueue {
  readonly servers: number;
  /** Mean time that a request keeps a server busy; exponential. */
  readonly serviceMs: { readonly stable: number; readonly candidate: number };
  readonly patienceMs: number;
}

export class Servers {
  readonly #queue: SharedQueue;
  readonly #random: Random;
  /** When each will be free: a heap, the earliest first. */
  readonly #freeAtMs: Float64Array;

  constructor(queue: SharedQueue, random: Random) {
    this.#queue = queue;
    this.#random = random;
    this.#freeAtMs = new Float64Array(queue.servers);
  }

  /** How long it waits for a server; `turned-away` where that is longer than anybody would. */
  admit(atMs: number, isCandidate: boolean): number | 'turned-away' {
    // Drawn in any case, so that who is turned away does not move the chance of those who are not.
    const work = exponential(this.#random);
    const freeAtMs = Math.max(atMs, this.#freeAtMs[0] ?? 0);
    if (freeAtMs - atMs > this.#queue.patienceMs) return 'turned-away';
    this.#takeFirst(freeAtMs + work * (isCandidate ? this.#queue.serviceMs.candidate : this.#queue.serviceMs.stable));
    return freeAtMs - atMs;
  }

  /** The earliest server is busy until then: it sinks to its place. */
  #takeFirst(untilMs: number): void {
    const heap = this.#freeAtMs;
    let place = 0;
    for (let child = 1; child < heap.length; child = 2 * place + 1) {
      if (child + 1 < heap.length && (heap[child + 1] ?? 0) < (heap[child] ?? 0)) child += 1;
      if ((heap[child] ?? 0) >= untilMs) break;
      heap[place] = heap[child] ?? 0;
      place = child;
    }
    heap[place] = untilMs;
  }
}
