// Worlds in which a router keeps each user on one arm for the whole rollout (by a hash of the user, salted per rollout; raising the weight moves users over).
// Users differ in how often they come and in how often what they ask for fails. Counted as requests, an arm is only as average as its busiest users;
// counted as users, each is seen once and fails once.
import { beta, binomial, poisson, purposeOf, randomAt, zipfShares } from '@rampart/simulator/chance';
import type { Run, Traffic, World } from './world.ts';

export interface StickyUsers {
  readonly name: string;
  readonly users: number;
  /** 0: all come equally often. */
  readonly zipfExponent: number;
  readonly requestsPerSecond: number;
  /** Mean over users of the share of a user's requests that fail. */
  readonly errorRatio: number;
  /** How much users differ in it: beta law with `concentration * errorRatio` as its first parameter; smaller is more unequal. */
  readonly concentration: number;
}

export const USERS: Omit<StickyUsers, 'name'> = { users: 50_000, zipfExponent: 0, requestsPerSecond: 50, errorRatio: 0.01, concentration: 20 };

interface Population {
  /** Requests per millisecond, failing or not, of each user. */
  readonly fine: Float64Array;
  readonly failing: Float64Array;
}

/** One population, a new salt for every rollout. `unit`: what the counter counts (see `Signal`). */
export function stickyUsers(parts: Partial<StickyUsers> & Pick<StickyUsers, 'name'>, unit: 'requests' | 'users'): World {
  const world: StickyUsers = { ...USERS, ...parts };
  const population = populate(world);
  return { name: world.name, begin: (run) => (unit === 'requests' ? byRequests(world, population, run) : byUsers(world, population, run)) };
}

function populate({ name, users, zipfExponent, requestsPerSecond, errorRatio, concentration }: StickyUsers): Population {
  const random = randomAt({ seed: 0, run: 0, tick: 0, purpose: purposeOf(`${name}/population`) });
  const shares = zipfShares(users, zipfExponent);
  const propensities = shares.map(() => beta(random, concentration * errorRatio, concentration * (1 - errorRatio)));
  const perMs = shares.map((share) => (share * requestsPerSecond) / 1_000);
  return { fine: perMs.map((rate, user) => rate * (1 - (propensities[user] ?? 0))), failing: perMs.map((rate, user) => rate * (propensities[user] ?? 0)) };
}

/** Sums of independent Poisson streams are Poisson: an arm is known by its users' rates alone. */
function byRequests({ name }: StickyUsers, { fine, failing }: Population, { seed, run, blockMs }: Run): Traffic {
  const places = salted(name, fine.length, { seed, run });
  const random = randomAt({ seed, run, tick: 0, purpose: purposeOf(`${name}/requests`) });
  const ratesAt = (weight: number): readonly [number, number, number, number] => {
    const sums: [number, number, number, number] = [0, 0, 0, 0];
    fine.forEach((rate, user) => {
      const onCandidate = (places[user] ?? 0) < weight;
      sums[onCandidate ? 2 : 0] += rate + (failing[user] ?? 0);
      sums[onCandidate ? 3 : 1] += failing[user] ?? 0;
    });
    return sums;
  };
  let last = { weight: -1, rates: ratesAt(0) };
  const arm = (rate: number, failingRate: number): { trials: number; events: number } => {
    const trials = poisson(random, rate * blockMs);
    return { trials, events: rate === 0 ? 0 : binomial(random, trials, failingRate / rate) };
  };
  return {
    next: (weight) => {
      if (weight !== last.weight) last = { weight, rates: ratesAt(weight) };
      const [stable, stableFailing, candidate, candidateFailing] = last.rates;
      return { stable: arm(stable, stableFailing), candidate: arm(candidate, candidateFailing) };
    },
  };
}

/** Each user is seen once per weight (a raise moves users, so their arms count anew) and fails for the first time once per rollout. */
function byUsers({ name }: StickyUsers, { fine, failing }: Population, { seed, run, blockMs, durationMs }: Run): Traffic {
  const places = salted(name, fine.length, { seed, run });
  const random = randomAt({ seed, run, tick: 0, purpose: purposeOf(`${name}/users`) });
  const blocks = Math.ceil(durationMs / blockMs);
  const failed = newLists(blocks, fine.length);
  fine.forEach((_, user) => add(failed, Math.floor(-Math.log(random.uniform()) / ((failing[user] ?? 0) * blockMs)), user));
  let seen = newLists(blocks, fine.length);
  let last = -1;
  let block = -1;
  return {
    next: (weight) => {
      block += 1;
      if (weight !== last) {
        // Nobody remembers who came before: the time to the next request of a Poisson stream is the same at any moment.
        seen = newLists(blocks, fine.length);
        fine.forEach((rate, user) => add(seen, block + Math.floor(-Math.log(random.uniform()) / ((rate + (failing[user] ?? 0)) * blockMs)), user));
        last = weight;
      }
      const [seenByStable, seenByCandidate] = split(seen, block, places, weight);
      const [failedByStable, failedByCandidate] = split(failed, block, places, weight);
      return { stable: { trials: seenByStable, events: failedByStable }, candidate: { trials: seenByCandidate, events: failedByCandidate } };
    },
  };
}

/** Where each user's hash lies in [0, 1): on the candidate while below its weight. */
function salted(name: string, users: number, { seed, run }: { readonly seed: number; readonly run: number }): Float64Array {
  const random = randomAt({ seed, run, tick: 0, purpose: purposeOf(`${name}/salt`) });
  return Float64Array.from({ length: users }, () => random.uniform());
}

/** Users by block, as linked lists: no allocation per user. */
interface Lists {
  readonly heads: Int32Array;
  readonly nexts: Int32Array;
}

function newLists(blocks: number, users: number): Lists {
  return { heads: new Int32Array(blocks).fill(-1), nexts: new Int32Array(users) };
}

function add({ heads, nexts }: Lists, block: number, user: number): void {
  // Later than the rollout, or never.
  if (!(block < heads.length)) return;
  nexts[user] = heads[block] ?? -1;
  heads[block] = user;
}

function split({ heads, nexts }: Lists, block: number, places: Float64Array, weight: number): readonly [stable: number, candidate: number] {
  let [stable, candidate] = [0, 0];
  for (let user = heads[block] ?? -1; user >= 0; user = nexts[user] ?? -1) {
    if ((places[user] ?? 0) < weight) candidate += 1;
    else stable += 1;
  }
  return [stable, candidate];
}
