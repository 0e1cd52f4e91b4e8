// The world request by request: who asks, which arm answers, what becomes of it, whether it comes back. For what counts of a span cannot express, and to
// check those counts. Memory does not depend on the number of requests: one is at hand at a time, and only those that failed and will come back are kept.
import { countsAsHarm, invariant, type Block } from '@rampart/rollout-policy';
import { aliasTable, eventQueue, exponential, type Chooser, type Random } from '../../chance/index.ts';
import type { Scenario, Trial } from '../../scenario/scenario.ts';
import { LevelCounter } from '../aggregated/count-level.ts';
import { Chance, type CheckCounter } from '../aggregated/part.ts';
import { compileQuality } from '../compile-quality.ts';
import { excessOf, type Quality, type QualityNow } from '../quality.ts';
import { dimensionsOf } from '../segment-mix.ts';
import { newPopulations, populationOf, type Population, type Populations } from '../user-population.ts';
import type { Exposure, Happening, Span, World, WorldRun } from '../world.ts';
import { arrivalsOf, type Arrivals } from './arrivals.ts';
import { Feedback, withoutFeedback } from './feedback.ts';
import { SegmentValues } from './segment-values.ts';
import { Servers, type SharedQueue } from './shared-queue.ts';
import { Streams } from './streams.ts';
import { tallyOf } from './tally-of.ts';
import type { Request, Tally } from './tally.ts';

export interface EventLevelOptions {
  /** Something with little room that both arms share; `none`: nothing runs full. */
  readonly sharedQueue: SharedQueue | 'none';
  /** Shared by many runs of one kind, so that their users are drawn once. */
  readonly populations: Populations;
}

export function eventLevelWorld(trial: Trial, options: Partial<EventLevelOptions> = {}): World {
  const { sharedQueue = 'none', populations = newPopulations() } = options;
  return { begin: () => new EventLevelRun(trial, { sharedQueue, populations }) };
}

/** Mean time until a failed request comes back. */
const RETRY_AFTER_MS = 1_000;

interface Tallied {
  readonly tally: Tally;
  readonly isHarm: boolean;
}

class EventLevelRun implements WorldRun {
  readonly #retries: Scenario['traffic']['retries'];
  readonly #quality: Quality;
  readonly #streams: Streams;
  readonly #arrivals: Arrivals;
  /** Failed requests that will come back: user and attempt in one number. */
  readonly #returning = eventQueue();
  readonly #population: Population | 'none';
  readonly #whoAsks: Chooser | 'nobody';
  readonly #isHarmed: Uint8Array;
  readonly #checks: readonly string[];
  readonly #tallies: readonly Tallied[];
  /** Gauges are sampled, not asked: as in the aggregated engine. */
  readonly #sampled: readonly CheckCounter[];
  readonly #told: readonly (Tally | CheckCounter)[];
  readonly #values: SegmentValues;
  readonly #feedback: Feedback | 'none';
  readonly #servers: Servers | 'none';
  readonly #askers: Random;
  readonly #routes: Random;
  readonly #copies: Random;
  readonly #returns: Random;
  readonly #request: Request;
  readonly #trafficAt: (atMs: number) => QualityNow;
  #exposure: Exposure | 'none' = 'none';
  #now: QualityNow | 'none' = 'none';
  /** Where the last span ended, and when the request at hand came. */
  #atMs = 0;
  #nowMs = 0;
  /** Of the span so far. */
  #stable = 0;
  #candidate = 0;
  #badOfStable = 0;
  #badOfCandidate = 0;
  #excess = 0;
  #usersHarmed = 0;

  constructor({ policy, scenario }: Trial, { sharedQueue, populations }: EventLevelOptions) {
    const { retries, users, segments } = scenario.traffic;
    const streams = new Streams(scenario);
    const hasFeedback = scenario.behaviours.some(({ kind }) => kind === 'feedback');
    const quality = compileQuality({ policy, scenario: hasFeedback ? withoutFeedback(scenario) : scenario });
    const population = users.kind === 'users' ? populationOf(users, policy.checks, scenario, populations) : 'none';
    const chance = new Chance(scenario);
    const counting = policy.checks.map((check) => {
      const tally = tallyOf(check, scenario, { streams, population });
      return { isHarm: countsAsHarm(check), by: tally === 'sampled' ? new LevelCounter(check.name, chance) : tally };
    });
    this.#retries = retries;
    this.#quality = quality;
    this.#streams = streams;
    this.#arrivals = arrivalsOf(scenario);
    this.#population = population;
    this.#whoAsks = population === 'none' ? 'nobody' : aliasTable(population.shares);
    this.#isHarmed = new Uint8Array(population === 'none' ? 0 : population.places.length);
    this.#checks = policy.checks.map(({ name }) => name);
    this.#told = counting.map(({ by }) => by);
    this.#tallies = counting.flatMap(({ by, isHarm }) => ('serve' in by ? [{ tally: by, isHarm }] : []));
    this.#sampled = counting.flatMap(({ by }) => ('count' in by ? [by] : []));
    this.#values = new SegmentValues(policy, segments, streams.of('segments'));
    this.#feedback = hasFeedback ? new Feedback(scenario) : 'none';
    this.#servers = sharedQueue === 'none' ? 'none' : new Servers(sharedQueue, streams.of('service'));
    this.#askers = streams.of('users');
    this.#routes = streams.of('routes');
    this.#copies = streams.of('copies');
    this.#returns = streams.of('retries');
    this.#request = { isCandidate: false, user: 0, moves: 0, values: new Int32Array(dimensionsOf(segments).length), points: 0, isTurnedAway: false, waitSeconds: 0 };
    this.#trafficAt = (atMs) => this.#quality.at(atMs, this.#exposure === 'none' ? NO_EXPOSURE : this.#exposure);
  }

  advance({ fromMs, toMs }: Span, exposure: Exposure): Happening {
    invariant(fromMs === this.#atMs && toMs > fromMs, 'spans follow each other', { expectedFromMs: this.#atMs, fromMs, toMs });
    if (this.#exposure !== 'none' && this.#exposure.weight !== exposure.weight) this.#request.moves += 1;
    this.#exposure = exposure;
    this.#atMs = toMs;
    for (let atMs = fromMs; atMs < toMs; ) {
      const now = this.#quality.at(atMs, exposure);
      const untilMs = Math.min(toMs, now.validUntilMs);
      this.#pass(atMs, untilMs, now, exposure);
      atMs = untilMs;
    }
    return this.#tell(fromMs, toMs);
  }

  /** A part of the span in which quality stays. */
  #pass(fromMs: number, toMs: number, now: QualityNow, exposure: Exposure): void {
    if (now !== this.#now) {
      this.#now = now;
      this.#values.renew(now);
      for (const { tally } of this.#tallies) tally.renew(now);
    }
    for (const sampled of this.#sampled) sampled.count({ fromMs, toMs, now, stable: 0, candidate: 0, copies: 0 });
    const before = { requests: this.#candidate, bad: this.#badOfCandidate };
    this.#serveUntil(toMs, exposure);
    this.#excess += excessOf({ requests: this.#candidate - before.requests, bad: this.#badOfCandidate - before.bad }, now.badRatio);
  }

  #serveUntil(toMs: number, exposure: Exposure): void {
    const arrivals = this.#arrivals;
    const returning = this.#returning;
    const attempts = this.#retries.max + 1;
    for (;;) {
      arrivals.seek(toMs, this.#trafficAt);
      const atMs = Math.min(arrivals.atMs, returning.nextTime);
      if (atMs >= toMs) return;
      this.#streams.moveTo(atMs);
      this.#nowMs = atMs;
      if (returning.nextTime <= arrivals.atMs) {
        const code = returning.pop();
        this.#serve(Math.floor(code / attempts), code % attempts, exposure);
        continue;
      }
      const { size } = arrivals;
      arrivals.take();
      for (let one = 0; one < size; one += 1) this.#serve(this.#whoAsks === 'nobody' ? 0 : this.#whoAsks.choose(this.#askers), 0, exposure);
    }
  }

  #serve(user: number, attempt: number, exposure: Exposure): void {
    const request = this.#request;
    request.user = user;
    request.isCandidate = this.#population === 'none' ? this.#routes.uniform() < exposure.weight : (this.#population.places[user] ?? 1) < exposure.weight;
    request.points = this.#feedback === 'none' ? 0 : this.#feedback.pointsAt(this.#nowMs, exposure);
    this.#values.drawInto(request);
    if (this.#servers !== 'none') this.#queueUp(this.#servers, request.isCandidate);
    let isBad = false;
    for (let index = 0; index < this.#tallies.length; index += 1) {
      const tallied = this.#tallies[index];
      if (tallied?.tally.serve(request) === true && tallied.isHarm) isBad = true;
    }
    this.#note(isBad);
    if (isBad && attempt < this.#retries.max) this.#comeBack(user, attempt + 1);
    if (exposure.mirror > 0 && !request.isCandidate && this.#copies.uniform() < exposure.mirror) this.#copy();
  }

  /** Its candidate's answer is seen by nobody, but is as much work. */
  #copy(): void {
    if (this.#servers !== 'none') this.#queueUp(this.#servers, true);
    if (this.#request.isTurnedAway) return;
    for (const { tally } of this.#tallies) tally.copy(this.#request);
  }

  #queueUp(servers: Servers, isCandidate: boolean): void {
    const wait = servers.admit(this.#nowMs, isCandidate);
    this.#request.isTurnedAway = wait === 'turned-away';
    this.#request.waitSeconds = wait === 'turned-away' ? 0 : wait / 1_000;
  }

  #note(isBad: boolean): void {
    const { isCandidate, user } = this.#request;
    if (this.#feedback !== 'none') this.#feedback.note(isCandidate);
    if (!isCandidate) {
      this.#stable += 1;
      if (isBad) this.#badOfStable += 1;
      return;
    }
    this.#candidate += 1;
    if (!isBad) return;
    this.#badOfCandidate += 1;
    if (this.#isHarmed[user] !== 0) return;
    this.#isHarmed[user] = 1;
    this.#usersHarmed += 1;
  }

  #comeBack(user: number, attempt: number): void {
    if (this.#returns.uniform() < this.#retries.probability) this.#returning.push(this.#nowMs + RETRY_AFTER_MS * exponential(this.#returns), 0, user * (this.#retries.max + 1) + attempt);
  }

  #tell(fromMs: number, toMs: number): Happening {
    const cells: Record<string, Block['cells']> = {};
    this.#checks.forEach((check, index) => (cells[check] = this.#told[index]?.take() ?? {}));
    const happening: Happening = {
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
    return happening;
  }
}

const NO_EXPOSURE: Exposure = { weight: 0, mirror: 0, firstTrafficAtMs: 'never', weightSinceMs: 0, promotedAtMs: 'never' };
