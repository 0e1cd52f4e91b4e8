// When each user meets the first event of a check. A user's requests are a Poisson stream, so the wait is exponential and has no memory: it is drawn when the
// user comes to an arm, in terms of two clocks of that arm, one that runs as fast as who is prone to fail does (`scale`), one for what comes on top for
// everybody (`more`). Quality may then change as it likes: clocks run faster or slower, and nobody is drawn again.
import { exponential, type Random } from '../../chance/index.ts';
import type { Lift, Propensity } from '../user-population.ts';
import { UserClock } from './user-clock.ts';

interface ArmClocks {
  readonly prone: UserClock;
  /** Seldom needed: it starts with the first thing that comes on top. */
  anyone: UserClock | 'not started';
}

export interface FirstFailing {
  readonly shares: Float64Array;
  readonly propensity: Propensity;
  /** Shared by all checks: users who met a failure of the candidate's. */
  readonly harmed: Uint8Array;
  /** Whether the check counts users, and whether its events are harm. */
  readonly counts: boolean;
  readonly isHarm: boolean;
}

export class FirstFailures {
  readonly #of: FirstFailing;
  readonly #failed: Uint8Array;
  readonly #onCandidate: Uint8Array;
  readonly #stable: ArmClocks;
  readonly #candidate: ArmClocks;
  /** Since they were last taken. */
  #failedOnStable = 0;
  #failedOnCandidate = 0;
  /** Found by this check before any other. */
  #harmed = 0;

  constructor(of: FirstFailing, onCandidate: Uint8Array) {
    const users = of.shares.length;
    const clocks = (): ArmClocks => ({ prone: new UserClock(users), anyone: 'not started' });
    this.#of = of;
    this.#failed = new Uint8Array(users);
    this.#onCandidate = onCandidate;
    this.#stable = clocks();
    this.#candidate = clocks();
  }

  /** The user is on its arm from now on. */
  arrive(user: number, random: Random): void {
    const toCandidate = this.#onCandidate[user] === 1;
    this.#leave(toCandidate ? this.#stable : this.#candidate, user);
    if (!this.#waits(user)) return;
    const arm = toCandidate ? this.#candidate : this.#stable;
    const share = this.#of.shares[user] ?? 0;
    arm.prone.wait(user, exponential(random) / (share * (this.#of.propensity.ofUser[user] ?? 0)));
    if (arm.anyone !== 'not started') arm.anyone.wait(user, exponential(random) / share);
  }

  /** `requests`: to be expected of all users together. Returns how many were harmed for the first time. */
  pass(requests: number, lifts: { readonly stable: Lift; readonly candidate: Lift }, random: Random): number {
    const harmed = this.#passOn(this.#candidate, requests, lifts.candidate, random);
    if (this.#of.counts) this.#passOn(this.#stable, requests, lifts.stable, random);
    return harmed;
  }

  takeFailed(): { readonly stable: number; readonly candidate: number } {
    const failed = { stable: this.#failedOnStable, candidate: this.#failedOnCandidate };
    this.#failedOnStable = 0;
    this.#failedOnCandidate = 0;
    return failed;
  }

  #passOn(arm: ArmClocks, requests: number, { scale, more }: Lift, random: Random): number {
    const harmedBefore = this.#harmed;
    arm.prone.turn(requests * scale, (user) => {
      if (arm.anyone !== 'not started') arm.anyone.giveUp(user);
      this.#fail(user);
    });
    if (arm.anyone === 'not started' && more > 0) arm.anyone = this.#startedFor(arm, random);
    if (arm.anyone !== 'not started') {
      arm.anyone.turn(requests * more, (user) => {
        arm.prone.giveUp(user);
        this.#fail(user);
      });
    }
    return this.#harmed - harmedBefore;
  }

  #fail(user: number): void {
    const onCandidate = this.#onCandidate[user] === 1;
    if (this.#of.counts && this.#failed[user] === 0) {
      this.#failed[user] = 1;
      if (onCandidate) this.#failedOnCandidate += 1;
      else this.#failedOnStable += 1;
    }
    if (!onCandidate || !this.#of.isHarm || this.#of.harmed[user] === 1) return;
    this.#of.harmed[user] = 1;
    this.#harmed += 1;
  }

  #waits(user: number): boolean {
    if (this.#of.counts && this.#failed[user] === 0) return true;
    return this.#of.isHarm && this.#onCandidate[user] === 1 && this.#of.harmed[user] === 0;
  }

  #startedFor(arm: ArmClocks, random: Random): UserClock {
    const { shares } = this.#of;
    const place = arm === this.#candidate ? 1 : 0;
    const anyone = new UserClock(shares.length);
    for (let user = 0; user < shares.length; user += 1) if (this.#onCandidate[user] === place && this.#waits(user)) anyone.wait(user, exponential(random) / (shares[user] ?? 0));
    return anyone;
  }

  #leave({ prone, anyone }: ArmClocks, user: number): void {
    prone.giveUp(user);
    if (anyone !== 'not started') anyone.giveUp(user);
  }
}
