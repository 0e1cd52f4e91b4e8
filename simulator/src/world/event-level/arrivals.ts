// When requests come, one after the other. What is expected is common to both engines (request-rate.ts); the times are drawn here, from streams of their own
// for each cell of a grid of time, so that they do not depend on who looks when, or on what becomes of the requests.
import { expm1, log } from '@rampart/rollout-policy/statistics';
import { batchesOf, exponential, logarithmic, newRandom, purposeOf, type MovableRandom } from '../../chance/index.ts';
import type { Replay, Scenario } from '../../scenario/scenario.ts';
import { requestRate, type RequestRate } from '../request-rate.ts';
import { CELL_MS } from './streams.ts';

/** The factor of flash crowds and silence at a moment, and until when it stays. */
export interface TrafficFactor {
  readonly trafficFactor: number;
  readonly validUntilMs: number;
}

export interface Arrivals {
  /** When the next requests come, `size` of them together. Infinity while that is not known. */
  readonly atMs: number;
  readonly size: number;
  /** Finds the next arrival, if it comes before `toMs`; it may find a later one. */
  seek(toMs: number, factorAt: (atMs: number) => TrafficFactor): void;
  /** The arrival is used up. */
  take(): void;
}

export function arrivalsOf(scenario: Scenario): Arrivals {
  const { shape } = scenario.traffic;
  return shape.kind === 'replay' ? new ReplayedArrivals(scenario, shape) : new DrawnArrivals(scenario);
}

/**
 * A Poisson process in pieces of constant rate. Over-dispersed traffic is one of batches: sizes of the log-series law make negative binomial counts in any
 * span, which is the gamma process of the scenario seen request by request.
 */
class DrawnArrivals implements Arrivals {
  readonly #scenario: Scenario;
  readonly #rate: RequestRate;
  readonly #random: MovableRandom = newRandom();
  readonly #purpose = purposeOf('arrivals one by one');
  readonly #theta: number;
  readonly #meanSize: number;
  /** The piece in which the next arrival is looked for, what is left of it, and its rate. */
  #fromMs = 0;
  #untilMs = 0;
  #perMs = 0;
  /** What the rate has to add up to until the next arrival. */
  #left = 0;
  #cell = -1;
  atMs = Number.POSITIVE_INFINITY;
  size = 1;

  constructor(scenario: Scenario) {
    const { dispersion } = scenario.traffic;
    this.#scenario = scenario;
    this.#rate = requestRate(scenario);
    const batches = dispersion > 1 ? batchesOf(dispersion) : { theta: 0, meanSize: 1 };
    this.#theta = batches.theta;
    this.#meanSize = batches.meanSize;
  }

  seek(toMs: number, factorAt: (atMs: number) => TrafficFactor): void {
    while (this.atMs === Number.POSITIVE_INFINITY) {
      if (this.#fromMs >= this.#untilMs) {
        if (this.#untilMs >= toMs) return;
        this.#enter(this.#untilMs, factorAt);
      }
      const expected = (this.#untilMs - this.#fromMs) * this.#perMs;
      if (this.#left <= expected && expected > 0) {
        this.atMs = this.#fromMs + this.#left / this.#perMs;
        this.#fromMs = this.atMs;
        if (this.#theta > 0) this.size = logarithmic(this.#random, this.#theta);
      } else {
        this.#left -= expected;
        this.#fromMs = this.#untilMs;
      }
    }
  }

  take(): void {
    this.#left = exponential(this.#random);
    this.atMs = Number.POSITIVE_INFINITY;
  }

  /** A new piece; with a new cell of the grid begins its stream, and waiting begins anew: it has no memory. */
  #enter(fromMs: number, factorAt: (atMs: number) => TrafficFactor): void {
    const cell = Math.floor(fromMs / CELL_MS);
    if (cell !== this.#cell) {
      this.#cell = cell;
      this.#random.at(this.#scenario.seed, this.#scenario.run, cell, this.#purpose);
      this.#left = exponential(this.#random);
    }
    const { trafficFactor, validUntilMs } = factorAt(fromMs);
    const untilMs = Math.min((cell + 1) * CELL_MS, validUntilMs, this.#rate.jumpsAfter(fromMs));
    this.#fromMs = fromMs;
    this.#untilMs = untilMs;
    this.#perMs = trafficFactor === 0 ? 0 : (trafficFactor * this.#rate.between(fromMs, untilMs)) / (untilMs - fromMs) / this.#meanSize;
  }
}

/** Real arrivals, spread evenly over their step. A crowd repeats each request that often, and some of them once more. */
class ReplayedArrivals implements Arrivals {
  readonly #scenario: Scenario;
  readonly #replay: Replay;
  readonly #random: MovableRandom = newRandom();
  readonly #purpose = purposeOf('arrivals one by one');
  #step = -1;
  #left = 0;
  #fromMs = 0;
  atMs = Number.POSITIVE_INFINITY;
  size = 1;

  constructor(scenario: Scenario, replay: Replay) {
    this.#scenario = scenario;
    this.#replay = replay;
  }

  seek(toMs: number, factorAt: (atMs: number) => TrafficFactor): void {
    const { stepMs, counts } = this.#replay;
    while (this.atMs === Number.POSITIVE_INFINITY) {
      if (this.#left === 0) {
        if ((this.#step + 1) * stepMs >= toMs) return;
        this.#step += 1;
        this.#fromMs = this.#step * stepMs;
        this.#left = counts[this.#step % counts.length] ?? 0;
        this.#random.at(this.#scenario.seed, this.#scenario.run, this.#step, this.#purpose);
        continue;
      }
      // The smallest of so many uniform times: one less the largest power that a uniform number would be of, by its logarithm.
      const untilMs = (this.#step + 1) * stepMs;
      const atMs = this.#fromMs - (untilMs - this.#fromMs) * expm1(log(this.#random.uniform()) / this.#left);
      this.#fromMs = Math.min(atMs, untilMs);
      this.#left -= 1;
      const { trafficFactor } = factorAt(this.#fromMs);
      const whole = Math.floor(trafficFactor);
      this.size = whole + (trafficFactor > whole && this.#random.uniform() < trafficFactor - whole ? 1 : 0);
      if (this.size > 0) this.atMs = this.#fromMs;
    }
  }

  take(): void {
    this.atMs = Number.POSITIVE_INFINITY;
  }
}
