// A part of a span in which nothing changes: how many requests there were, and how good both arms were. One object is used again for every part.
import { newRandom, type Random } from '../../chance/index.ts';
import type { Block } from '@rampart/rollout-policy';
import type { Scenario } from '../../scenario/scenario.ts';
import type { QualityNow } from '../quality.ts';

export interface Part {
  readonly fromMs: number;
  readonly toMs: number;
  readonly now: QualityNow;
  /** Requests that the arm answers for users. */
  readonly stable: number;
  readonly candidate: number;
  /** Requests of stable's that the candidate got a copy of. */
  readonly copies: number;
}

/** Counts one check, part by part, until it is asked for the cells of the span. */
export interface CheckCounter {
  count(part: Part): void;
  /** Of the last part: events among the requests that users saw answered. */
  readonly servedEvents: { readonly stable: number; readonly candidate: number };
  /** What was counted since it was last asked. */
  take(): Block['cells'];
}

export const NO_EVENTS: CheckCounter['servedEvents'] = { stable: 0, candidate: 0 };

/** Streams of a run, addressed by the millisecond in which a part begins. One stream is in use at a time. */
export class Chance {
  readonly #seed: number;
  readonly #run: number;
  readonly #random = newRandom();

  constructor({ seed, run }: Pick<Scenario, 'seed' | 'run'>) {
    this.#seed = seed;
    this.#run = run;
  }

  at(tick: number, purpose: number): Random {
    return this.#random.at(this.#seed, this.#run, tick, purpose);
  }
}
