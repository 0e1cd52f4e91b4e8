// Requests of a span: Poisson counts, or negative binomial ones of a gamma process, whose increments over disjoint spans are independent whatever the cuts;
// or real arrivals, of which each span gets its part. Both engines expect the same (request-rate.ts).
import { binomial, gamma, poisson, purposeOf } from '../../chance/index.ts';
import type { Replay, Scenario } from '../../scenario/scenario.ts';
import { requestRate } from '../request-rate.ts';
import type { Chance } from './part.ts';

export interface Arrivals {
  /** Requests from `fromMs` to `toMs` at `factor` times the traffic. Spans are asked for in order. */
  between(fromMs: number, toMs: number, factor: number): number;
  /** Of the last span: the requests that were to be expected, luck of the gamma process included. */
  readonly intensity: number;
}

export function arrivalsOf(scenario: Scenario, chance: Chance): Arrivals {
  const { shape } = scenario.traffic;
  return shape.kind === 'replay' ? new ReplayedArrivals(shape, chance) : new DrawnArrivals(scenario, chance);
}

class DrawnArrivals implements Arrivals {
  readonly #rate: ReturnType<typeof requestRate>;
  readonly #chance: Chance;
  readonly #purpose = purposeOf('arrivals');
  /** Variance over mean beyond a Poisson count's. */
  readonly #excess: number;
  intensity = 0;

  constructor(scenario: Scenario, chance: Chance) {
    this.#rate = requestRate(scenario);
    this.#chance = chance;
    this.#excess = scenario.traffic.dispersion - 1;
  }

  between(fromMs: number, toMs: number, factor: number): number {
    const expected = factor === 0 ? 0 : factor * this.#rate.between(fromMs, toMs);
    if (expected <= 0) {
      this.intensity = 0;
      return 0;
    }
    const random = this.#chance.at(fromMs, this.#purpose);
    this.intensity = this.#excess > 0 ? this.#excess * gamma(random, expected / this.#excess) : expected;
    return poisson(random, this.intensity);
  }
}

/** The requests of a step are spread evenly over it: of those that are left, each falls into the next cut by its part of what is left of the step. */
class ReplayedArrivals implements Arrivals {
  readonly #replay: Replay;
  readonly #chance: Chance;
  readonly #purpose = purposeOf('arrivals');
  #step = -1;
  #left = 0;
  intensity = 0;

  constructor(replay: Replay, chance: Chance) {
    this.#replay = replay;
    this.#chance = chance;
  }

  between(fromMs: number, toMs: number, factor: number): number {
    const { stepMs, counts } = this.#replay;
    const random = this.#chance.at(fromMs, this.#purpose);
    let arrived = 0;
    for (let atMs = fromMs; atMs < toMs; ) {
      const step = Math.floor(atMs / stepMs);
      if (step !== this.#step) {
        this.#step = step;
        this.#left = counts[step % counts.length] ?? 0;
      }
      const endMs = (step + 1) * stepMs;
      const untilMs = Math.min(toMs, endMs);
      const here = untilMs === endMs ? this.#left : binomial(random, this.#left, (untilMs - atMs) / (endMs - atMs));
      this.#left -= here;
      arrived += here;
      atMs = untilMs;
    }
    this.intensity = arrived;
    if (factor === 1) return arrived;
    // A crowd repeats each request that often, and some of them once more.
    const whole = Math.floor(factor);
    return arrived * whole + binomial(random, arrived, factor - whole);
  }
}
