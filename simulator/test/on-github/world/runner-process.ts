// A job's process on a runner of its own: its clock may be off, everything that it asks for takes time, and it may be told to stop or be killed while it waits.
import type { Clock } from '@rampart/rollout-engine';
import type { Chance } from '../chance.ts';
import type { Strands, Turns } from './turns.ts';

export interface ProcessParts {
  readonly name: string;
  readonly turns: Turns;
  /** Epoch milliseconds at the beginning of the simulation. */
  readonly startMs: number;
  readonly chance: Chance;
  /** Whether its machine reaches nobody now. */
  readonly isCutOff: () => boolean;
  /** A job of several targets looks at them at once. Default: one. */
  readonly strands?: Strands;
}

const UPTIME_MS = 12_345_678;

export class RunnerProcess {
  readonly name: string;
  readonly #parts: ProcessParts;
  readonly #stop = new AbortController();
  #isDead = false;
  #offMs = 0;
  /** Everything that it waits for comes so much later. */
  #stallMs = 0;
  #diesAtPoint = Number.POSITIVE_INFINITY;
  #points = 0;
  #whenDead: () => void = () => undefined;
  /** Resolves when it is killed. */
  readonly death: Promise<'died'>;

  constructor(parts: ProcessParts) {
    this.name = parts.name;
    this.#parts = parts;
    this.death = new Promise((resolve) => {
      this.#whenDead = () => resolve('died');
    });
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  get strands(): Strands {
    return this.#parts.strands ?? 'one';
  }

  /** How many times it has waited for something. */
  get points(): number {
    return this.#points;
  }

  /** SIGINT or SIGTERM. */
  stop(): void {
    this.#stop.abort();
  }

  /** SIGKILL: it never goes on from where it waits. What it has sent may still arrive. */
  die(): void {
    if (this.#isDead) return;
    this.#isDead = true;
    this.#whenDead();
  }

  /** It dies when it waits for the `point`-th time from now. */
  dieAt(point: number): void {
    this.#diesAtPoint = this.#points + point;
  }

  setClock(offMs: number): void {
    this.#offMs = offMs;
  }

  stall(forMs: number): void {
    this.#stallMs = forMs;
  }

  readonly clock: Clock = {
    nowMs: () => this.#parts.startMs + this.#parts.turns.nowMs + this.#offMs,
    // Since its machine was started, whenever that was: nobody sets it.
    steadyMs: () => this.#parts.turns.nowMs + UPTIME_MS,
    sleep: (durationMs, signal) => {
      const { turns } = this.#parts;
      return this.#wait<undefined>((resolve) => {
        const appointment = turns.plan(turns.nowMs + durationMs, 1, () => resolve(undefined));
        if (signal?.aborted === true) turns.plan(turns.nowMs, 1, () => resolve(undefined));
        signal?.addEventListener('abort', () => {
          appointment.cancel();
          resolve(undefined);
        });
      });
    },
  };

  /** In [0, 1): for the code that spreads its tries. */
  readonly random = (): number => this.#parts.chance.uniform();

  /**
   * Asks somebody outside: `act` runs there once the question has arrived, and what it answers is heard once it has come back. `refused`: what is heard
   * where the network lets nothing through.
   */
  ask<T>(act: () => Promise<T>, { lateMs = 0, refused, givesUp, signal }: AskOptions<T> = {}): Promise<T> {
    const { turns, chance, isCutOff } = this.#parts;
    const thereMs = this.#latencyMs() + lateMs;
    const backMs = this.#latencyMs();
    return this.#wait<T>((resolved, rejected) => {
      const sentAtMs = turns.nowMs;
      const patience = givesUp === undefined ? 'endless' : turns.plan(sentAtMs + givesUp.afterMs, 1, () => reject(givesUp.cause()));
      // Node keeps whoever hears a signal with a timeout in it until that has passed, and with them the whole seed.
      const stopHearing = (): void => {
        signal?.removeEventListener('abort', aborted);
        if (patience !== 'endless') patience.cancel();
      };
      const resolve = (value: T): void => {
        stopHearing();
        resolved(value);
      };
      const reject = (cause: unknown): void => {
        stopHearing();
        rejected(cause);
      };
      const aborted = (): void => reject(signal?.reason);
      if (signal?.aborted === true) turns.plan(sentAtMs, 1, aborted);
      else signal?.addEventListener('abort', aborted, { once: true });
      if (refused !== undefined && isCutOff()) {
        turns.plan(sentAtMs + thereMs, 1, () => refused(resolve, reject));
        return;
      }
      turns.plan(sentAtMs + thereMs, 2, () => {
        // Half of what a dead process has sent was on the wire already.
        if (this.#isDead && chance.is(0.5)) return;
        turns.begin(async () => {
          const outcome = await act().then((value) => () => resolve(value), (cause: unknown) => () => reject(cause));
          turns.plan(turns.nowMs + backMs, 1, outcome);
        });
      });
    });
  }

  #wait<T>(arrange: (resolve: (value: T) => void, reject: (cause: unknown) => void) => void): Promise<T> {
    const { turns } = this.#parts;
    this.#points += 1;
    if (this.#points >= this.#diesAtPoint) {
      // In the middle of what it waits for.
      turns.plan(turns.nowMs + this.#parts.chance.below(600), 1, () => this.die());
    }
    return turns.wait<T>(() => this.#isDead, arrange, this.strands);
  }

  #latencyMs(): number {
    const { chance } = this.#parts;
    const stalled = this.#stallMs;
    this.#stallMs = 0;
    return stalled + chance.between(5, 250) + (chance.is(0.03) ? chance.between(500, 4_000) : 0);
  }
}

export interface AskOptions<T> {
  /** On the way there. */
  readonly lateMs?: number;
  readonly refused?: (resolve: (value: T) => void, reject: (cause: unknown) => void) => void;
  /** What was asked goes on without the one who asked. */
  readonly givesUp?: { readonly afterMs: number; readonly cause: () => unknown };
  readonly signal?: AbortSignal;
}
