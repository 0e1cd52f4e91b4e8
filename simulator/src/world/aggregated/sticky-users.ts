// Routing by users: each stays on the arm where its hash lies, so an arm is only as average as its busiest users. Sums of independent Poisson streams are
// Poisson, so counts of requests need only the arm's rates; who was seen and who failed first is followed user by user. Given the rates, counts of requests
// and counts of users are drawn independently of each other: each is exact by itself.
import { countsAsHarm, invariant, type Check } from '@rampart/rollout-policy';
import { exponential, purposeOf } from '../../chance/index.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { CheckQuality } from '../quality.ts';
import { liftTo, populationOf, type Population, type Populations, type UsersModel } from '../user-population.ts';
import { FirstFailures } from './first-failures.ts';
import type { Chance, Part } from './part.ts';
import type { Routing, Who } from './routing.ts';
import { UserClock } from './user-clock.ts';

interface Followed {
  readonly check: string;
  /** Of draws at the beginning, when users move, and when something comes on top. */
  readonly beginning: number;
  readonly moving: number;
  readonly topping: number;
  readonly failures: FirstFailures;
}

export class StickyUsers implements Routing {
  readonly #population: Population;
  readonly #chance: Chance;
  readonly #onCandidate: Uint8Array;
  readonly #followed: readonly Followed[];
  /** Whether some check counts users, so that it matters who was seen. */
  readonly #isSeen: boolean;
  readonly #next: UserClock;
  /** Users seen since the weight last changed. */
  readonly #seen: number[] = [];
  readonly #moving = purposeOf('users are seen again');
  readonly #coming = purposeOf('users are seen');
  /** Means over an arm's requests of its users' propensities, by check. */
  readonly #ofStable = new Map<string, number>();
  readonly #ofCandidate = new Map<string, number>();
  #share = 0;
  #weight = 0;
  #seenOnStable = 0;
  #seenOnCandidate = 0;

  constructor(users: UsersModel, checks: readonly Check[], { scenario, chance, populations }: { readonly scenario: Scenario; readonly chance: Chance; readonly populations: Populations }) {
    this.#population = populationOf(users, checks, scenario, populations);
    this.#chance = chance;
    this.#onCandidate = new Uint8Array(users.count);
    const harmed = new Uint8Array(users.count);
    const { shares, propensities } = this.#population;
    this.#followed = checks.flatMap((check) => {
      const propensity = propensities[check.name];
      const [counts, isHarm] = [countsUsers(check), countsAsHarm(check)];
      if (propensity === undefined || !(counts || isHarm)) return [];
      const purpose = (of: string): number => purposeOf(`${check.name}/first failures/${of}`);
      return [{ check: check.name, beginning: purpose('beginning'), moving: purpose('moving'), topping: purpose('topping'), failures: new FirstFailures({ shares, propensity, harmed, counts, isHarm }, this.#onCandidate) }];
    });
    this.#isSeen = checks.some(countsUsers);
    this.#next = new UserClock(users.count);
    this.#compose();
    this.#placeAll();
  }

  candidateShare(weight: number): number {
    invariant(weight === this.#weight, 'users were moved before requests are split', { weight, moved: this.#weight });
    return this.#share;
  }

  ratioOf(check: string, ratio: number, who: Who): number {
    const mean = (who === 'candidate' ? this.#ofCandidate : this.#ofStable).get(check);
    const atRest = this.#population.propensities[check]?.atRest;
    if (mean === undefined || atRest === undefined) return ratio;
    const { scale, more } = liftTo(ratio, atRest);
    return Math.min(1, scale * mean + more);
  }

  /** From `atMs` on the candidate has the users whose place is below its weight. */
  route(weight: number, atMs: number): void {
    if (weight === this.#weight) return;
    this.#weight = weight;
    const { places, shares } = this.#population;
    const moved: number[] = [];
    for (let user = 0; user < places.length; user += 1) {
      const place = (places[user] ?? 0) < weight ? 1 : 0;
      if (this.#onCandidate[user] !== place) moved.push(user);
      this.#onCandidate[user] = place;
    }
    for (const { moving, failures } of this.#followed) {
      const random = this.#chance.at(atMs, moving);
      for (const user of moved) failures.arrive(user, random);
    }
    this.#compose();
    const random = this.#chance.at(atMs, this.#moving);
    // Nobody remembers who came before: who was not seen waits on, who was seen waits anew.
    for (const user of this.#seen) this.#next.wait(user, exponential(random) / (shares[user] ?? 0));
    this.#seen.length = 0;
  }

  /** `requests`: to be expected of all users together. Returns how many users met a failure of the candidate's for the first time. */
  pass({ fromMs, now }: Part, requests: number): number {
    if (this.#isSeen) this.#see(requests);
    let harmed = 0;
    for (const { check, topping, failures } of this.#followed) {
      const stable = now.stable.checks[check];
      const candidate = now.candidate.checks[check];
      if (stable === undefined || candidate === undefined) continue;
      harmed += failures.pass(requests, { stable: this.#lift(check, stable), candidate: this.#lift(check, candidate) }, this.#chance.at(fromMs, topping));
    }
    return harmed;
  }

  /** In the last part: users seen for the first time since the weight changed. */
  get firstSeen(): { readonly stable: number; readonly candidate: number } {
    return { stable: this.#seenOnStable, candidate: this.#seenOnCandidate };
  }

  /** Users who failed for the first time, since it was last asked. */
  takeFailed(check: string): { readonly stable: number; readonly candidate: number } {
    return this.#followed.find((followed) => followed.check === check)?.failures.takeFailed() ?? { stable: 0, candidate: 0 };
  }

  #lift(check: string, quality: CheckQuality): { readonly scale: number; readonly more: number } {
    return liftTo(quality.kind === 'ratio' ? quality.ratio : 0, this.#population.propensities[check]?.atRest ?? 0);
  }

  #see(requests: number): void {
    this.#seenOnStable = 0;
    this.#seenOnCandidate = 0;
    this.#next.turn(requests, (user) => {
      this.#seen.push(user);
      if (this.#onCandidate[user] === 1) this.#seenOnCandidate += 1;
      else this.#seenOnStable += 1;
    });
  }

  #placeAll(): void {
    const { shares } = this.#population;
    for (const { beginning, failures } of this.#followed) {
      const random = this.#chance.at(0, beginning);
      for (let user = 0; user < shares.length; user += 1) failures.arrive(user, random);
    }
    if (!this.#isSeen) return;
    const random = this.#chance.at(0, this.#coming);
    for (let user = 0; user < shares.length; user += 1) this.#next.wait(user, exponential(random) / (shares[user] ?? 0));
  }

  #compose(): void {
    const { shares, propensities } = this.#population;
    let share = 0;
    for (let user = 0; user < shares.length; user += 1) if (this.#onCandidate[user] === 1) share += shares[user] ?? 0;
    this.#share = Math.min(1, share);
    for (const [check, { ofUser }] of Object.entries(propensities)) {
      let [stable, candidate] = [0, 0];
      for (let user = 0; user < shares.length; user += 1) {
        const events = (shares[user] ?? 0) * (ofUser[user] ?? 0);
        if (this.#onCandidate[user] === 1) candidate += events;
        else stable += events;
      }
      this.#ofStable.set(check, share < 1 ? stable / (1 - share) : 0);
      this.#ofCandidate.set(check, share > 0 ? candidate / share : 0);
    }
  }
}

export function countsUsers({ signal }: Check): boolean {
  return signal.kind === 'share' && signal.unit === 'users';
}
