// The world as exact counts of a span. While quality stays and requests do not act on each other, counts drawn from their laws (Poisson arrivals split by
// chance, binomial failures, multinomial times) have the same joint law as a loop over the requests: thinning and superposition of Poisson processes.
// Where quality changes inside a span, the span is counted in parts. Checks of one request are drawn independently of each other, given the quality.
import { countsAsHarm, invariant, type Block } from '@rampart/rollout-policy';
import { binomial, purposeOf } from '../chance/index.ts';
import type { Trial } from '../scenario/scenario.ts';
import { arrivalsOf, type Arrivals } from './aggregated/arrivals.ts';
import { counterOf } from './aggregated/counter-of.ts';
import { overlap } from './aggregated/overlap.ts';
import { Chance, type CheckCounter, type Part } from './aggregated/part.ts';
import { BY_REQUESTS, type Routing } from './aggregated/routing.ts';
import { StickyUsers } from './aggregated/sticky-users.ts';
import { whyNotAggregated } from './aggregated/why-not.ts';
import { compileQuality } from './compile-quality.ts';
import { excessOf, type ArmQuality, type Quality, type QualityNow } from './quality.ts';
import { newPopulations, type Populations } from './user-population.ts';
import type { Exposure, Happening, Span, World, WorldRun } from './world.ts';

export { whyNotAggregated };

/** Ask `whyNotAggregated` first. Throws InvariantError for a trial that it cannot represent. Many runs of one kind draw their users once if they share `populations`. */
export function aggregatedWorld(trial: Trial, populations: Populations = newPopulations()): World {
  const whyNot = whyNotAggregated(trial);
  invariant(whyNot === '', 'the aggregated engine can represent the trial', { scenario: trial.scenario.name, whyNot });
  return { begin: () => new AggregatedRun(trial, populations) };
}

interface Counting {
  readonly check: string;
  readonly counter: CheckCounter;
  readonly isHarm: boolean;
  readonly overlapping: number;
}

class AggregatedRun implements WorldRun {
  readonly #quality: Quality;
  readonly #chance: Chance;
  readonly #arrivals: Arrivals;
  readonly #users: StickyUsers | 'none';
  readonly #routing: Routing;
  readonly #counting: readonly Counting[];
  readonly #split = purposeOf('split');
  readonly #mirrored = purposeOf('copies');
  #atMs = 0;
  /** Of the span so far. */
  #stable = 0;
  #candidate = 0;
  #badOfStable = 0;
  #badOfCandidate = 0;
  #excess = 0;
  #usersHarmed = 0;

  constructor(trial: Trial, populations: Populations) {
    const { policy, scenario } = trial;
    const { users } = scenario.traffic;
    this.#quality = compileQuality(trial);
    this.#chance = new Chance(scenario);
    this.#arrivals = arrivalsOf(scenario, this.#chance);
    this.#users = users.kind === 'users' ? new StickyUsers(users, policy.checks, { scenario, chance: this.#chance, populations }) : 'none';
    this.#routing = this.#users === 'none' ? BY_REQUESTS : this.#users;
    this.#counting = policy.checks.map((check) => ({ check: check.name, counter: counterOf(check, scenario, { chance: this.#chance, routing: this.#routing, users: this.#users }), isHarm: countsAsHarm(check), overlapping: purposeOf(`${check.name}/bad before`) }));
  }

  advance({ fromMs, toMs }: Span, exposure: Exposure): Happening {
    invariant(fromMs === this.#atMs && toMs > fromMs, 'spans follow each other', { expectedFromMs: this.#atMs, fromMs, toMs });
    this.#atMs = toMs;
    for (let atMs = fromMs; atMs < toMs; ) {
      const now = this.#quality.at(atMs, exposure);
      const untilMs = Math.min(toMs, now.validUntilMs);
      this.#countPart(atMs, untilMs, now, exposure);
      atMs = untilMs;
    }
    return this.#told(fromMs, toMs);
  }

  #countPart(fromMs: number, toMs: number, now: QualityNow, { weight, mirror }: Exposure): void {
    if (this.#users !== 'none') this.#users.route(weight, fromMs);
    const all = this.#arrivals.between(fromMs, toMs, now.trafficFactor);
    const candidate = weight === 0 || all === 0 ? 0 : binomial(this.#chance.at(fromMs, this.#split), all, this.#routing.candidateShare(weight));
    const stable = all - candidate;
    const copies = mirror === 0 || stable === 0 ? 0 : binomial(this.#chance.at(fromMs, this.#mirrored), stable, mirror);
    const part: Part = { fromMs, toMs, now, stable, candidate, copies };
    if (this.#users !== 'none') this.#usersHarmed += this.#users.pass(part, this.#arrivals.intensity);
    for (const { counter } of this.#counting) counter.count(part);
    this.#stable += stable;
    this.#candidate += candidate;
    const badBefore = this.#badOfCandidate;
    this.#countBad(part);
    const ratios = this.#users === 'none' ? now.badRatio : { stable: this.#badRatio(now.stable), candidate: this.#badRatio(now.candidate) };
    this.#excess += excessOf({ requests: candidate, bad: this.#badOfCandidate - badBefore }, ratios);
  }

  /** Probability that a request of the candidate's own users is bad, at this quality. */
  #badRatio({ checks }: ArmQuality): number {
    let fine = 1;
    for (const { check, isHarm } of this.#counting) {
      const quality = checks[check];
      if (isHarm && quality?.kind === 'ratio') fine *= 1 - this.#routing.ratioOf(check, quality.ratio, 'candidate');
    }
    return 1 - fine;
  }

  /** A request is bad once, however many checks say so. */
  #countBad({ fromMs, stable, candidate }: Part): void {
    let [badOfStable, badOfCandidate] = [0, 0];
    for (const { counter, isHarm, overlapping } of this.#counting) {
      if (!isHarm) continue;
      const { servedEvents } = counter;
      if (badOfStable > 0 || badOfCandidate > 0) {
        const random = this.#chance.at(fromMs, overlapping);
        badOfStable += servedEvents.stable - overlap(random, stable, badOfStable, servedEvents.stable);
        badOfCandidate += servedEvents.candidate - overlap(random, candidate, badOfCandidate, servedEvents.candidate);
      } else {
        badOfStable = servedEvents.stable;
        badOfCandidate = servedEvents.candidate;
      }
    }
    this.#badOfStable += badOfStable;
    this.#badOfCandidate += badOfCandidate;
  }

  #told(fromMs: number, toMs: number): Happening {
    const cells: Record<string, Block['cells']> = {};
    for (const { check, counter } of this.#counting) cells[check] = counter.take();
    const told: Happening = {
      fromMs,
      toMs,
      requests: { stable: this.#stable, candidate: this.#candidate },
      bad: { stable: this.#badOfStable, candidate: this.#badOfCandidate },
      excess: this.#excess,
      usersHarmed: this.#usersHarmed,
      cells,
    };
    this.#stable = 0;
    this.#candidate = 0;
    this.#badOfStable = 0;
    this.#badOfCandidate = 0;
    this.#excess = 0;
    this.#usersHarmed = 0;
    return told;
  }
}
