// Users who stay on the arm that their hash says. They differ in how often they come (Zipf) and in how often what they ask for fails (beta law), and which
// arm has the busy and the unlucky ones is chance: a new salt for every run. Common to both engines.
import type { Check } from '@rampart/rollout-policy';
import { beta, newRandom, purposeOf, zipfShares } from '../chance/index.ts';
import type { Scenario, TrafficModel } from '../scenario/scenario.ts';
import { baselineOf } from './baseline.ts';

export type UsersModel = Extract<TrafficModel['users'], { kind: 'users' }>;

export interface Population {
  /** Of all requests, by rank: the first user is the busiest. */
  readonly shares: Float64Array;
  /** In [0, 1): a user is on the candidate while this is below its weight. */
  readonly places: Float64Array;
  /** By check that counts a ratio: the probability that a request of the user has an event, while its ratio is as at rest. */
  readonly propensities: Readonly<Record<string, Propensity>>;
}

export interface Propensity {
  readonly atRest: number;
  readonly ofUser: Float64Array;
}

/** A user's probability at a ratio is `scale * propensity + more`: fewer events are fewer for everybody alike, and more events come on top alike. */
export interface Lift {
  readonly scale: number;
  readonly more: number;
}

/** Its mean over users with the propensities at rest is the ratio, and at ratio 1 everything of everybody fails. */
export function liftTo(ratio: number, atRest: number): Lift {
  if (ratio <= atRest) return { scale: atRest === 0 ? 0 : ratio / atRest, more: 0 };
  const more = atRest === 1 ? 0 : (ratio - atRest) / (1 - atRest);
  return { scale: 1 - more, more };
}

/** What many runs have in common, kept by whoever makes them: laws of 50,000 users take longer to draw than a release to simulate. */
export interface Populations {
  readonly known: Map<string, Float64Array>;
}

export function newPopulations(): Populations {
  return { known: new Map() };
}

const KNOWN_MAX = 64;

/**
 * The values of a law are drawn once per seed, and every run deals them to the users anew, by turning the list: who the busiest user is and how often
 * that one fails changes from run to run.
 */
export function populationOf(users: UsersModel, checks: readonly Check[], scenario: Scenario, { known }: Populations): Population {
  const { seed, run } = scenario;
  const remembered = (key: string, draw: () => Float64Array): Float64Array => {
    const kept = known.get(key);
    if (kept !== undefined) return kept;
    if (known.size >= KNOWN_MAX) known.clear();
    const drawn = draw();
    known.set(key, drawn);
    return drawn;
  };
  const { count, zipf, concentration } = users;
  const random = newRandom();
  const propensities: Record<string, Propensity> = {};
  for (const check of checks) {
    const baseline = baselineOf(check, scenario);
    if (baseline.kind !== 'ratio') continue;
    const atRest = baseline.ratio;
    const values = remembered(`${String(seed)}/${check.name}/${String(count)}/${String(concentration)}/${String(atRest)}`, () => drawn(seed, check.name, { count, atRest, concentration }));
    const turn = Math.floor(random.at(seed, run, 0, purposeOf(`${check.name}/who fails`)).uniform() * count);
    propensities[check.name] = { atRest, ofUser: turned(values, turn) };
  }
  const salt = random.at(seed, run, 0, purposeOf('salt'));
  const places = new Float64Array(count);
  for (let user = 0; user < count; user += 1) places[user] = salt.uniform();
  return { shares: remembered(`${String(count)}/${String(zipf)}`, () => zipfShares(count, zipf)), places, propensities };
}

function drawn(seed: number, check: string, { count, atRest, concentration }: { readonly count: number; readonly atRest: number; readonly concentration: number }): Float64Array {
  const values = new Float64Array(count);
  if (atRest <= 0 || atRest >= 1) return values.fill(atRest);
  const random = newRandom().at(seed, 0, 0, purposeOf(`${check}/propensities`));
  for (let user = 0; user < count; user += 1) values[user] = beta(random, concentration * atRest, concentration * (1 - atRest));
  return values;
}

function turned(values: Float64Array, turn: number): Float64Array {
  const dealt = new Float64Array(values.length);
  dealt.set(values.subarray(turn));
  dealt.set(values.subarray(0, turn), values.length - turn);
  return dealt;
}
