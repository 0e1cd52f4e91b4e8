// Tallies times: the bucket of each request, and how long it had to wait before. Told as the requests slower than each bound.
import { boundCellName, type Block } from '@rampart/rollout-policy';
import type { Random } from '../../chance/index.ts';
import { Sums } from '../aggregated/sums.ts';
import type { ArmQuality, QualityNow } from '../quality.ts';
import type { Streams } from './streams.ts';
import type { Request, Tally } from './tally.ts';

export class TimeTally implements Tally {
  readonly #check: string;
  readonly #random: Random;
  readonly #forCopies: Random;
  readonly #bounds: readonly number[];
  readonly #sums: Sums;
  /** Requests by bucket; the last holds those slower than all bounds. */
  readonly #stable: Float64Array;
  readonly #candidate: Float64Array;
  #bucketsOfStable = new Buckets([]);
  #bucketsOfCandidate = new Buckets([]);

  constructor(check: string, boundsSeconds: readonly number[], streams: Streams) {
    this.#check = check;
    this.#random = streams.of(check);
    this.#forCopies = streams.of(`${check}/copies`);
    this.#bounds = boundsSeconds;
    this.#sums = new Sums(['all', ...boundsSeconds.map(boundCellName)]);
    this.#stable = new Float64Array(boundsSeconds.length + 1);
    this.#candidate = new Float64Array(boundsSeconds.length + 1);
  }

  renew({ stable, candidate }: QualityNow): void {
    this.#bucketsOfStable = new Buckets(this.#withinOf(stable));
    this.#bucketsOfCandidate = new Buckets(this.#withinOf(candidate));
  }

  serve(request: Request): boolean {
    this.#count(request, request.isCandidate, this.#random.uniform());
    return false;
  }

  copy(request: Request): void {
    this.#count(request, true, this.#forCopies.uniform());
  }

  take(): Block['cells'] {
    const { length } = this.#bounds;
    let [slowerOfStable, slowerOfCandidate] = [0, 0];
    for (let bucket = length; bucket > 0; bucket -= 1) {
      slowerOfStable += this.#stable[bucket] ?? 0;
      slowerOfCandidate += this.#candidate[bucket] ?? 0;
      this.#sums.addStable(bucket, 0, slowerOfStable);
      this.#sums.addCandidate(bucket, 0, slowerOfCandidate);
    }
    slowerOfStable += this.#stable[0] ?? 0;
    slowerOfCandidate += this.#candidate[0] ?? 0;
    for (let cell = 0; cell <= length; cell += 1) {
      this.#sums.addStable(cell, slowerOfStable, 0);
      this.#sums.addCandidate(cell, slowerOfCandidate, 0);
    }
    this.#stable.fill(0);
    this.#candidate.fill(0);
    return this.#sums.take();
  }

  #withinOf({ checks }: ArmQuality): readonly number[] {
    const quality = checks[this.#check];
    return quality?.kind === 'time' ? quality.within : [];
  }

  #count({ isTurnedAway, waitSeconds }: Request, isCandidate: boolean, luck: number): void {
    const bucket = (isCandidate ? this.#bucketsOfCandidate : this.#bucketsOfStable).of(luck);
    const counts = isCandidate ? this.#candidate : this.#stable;
    const after = isTurnedAway ? this.#bounds.length : waitSeconds > 0 ? this.#afterWaiting(bucket, waitSeconds) : bucket;
    counts[after] = (counts[after] ?? 0) + 1;
  }

  /** A bucket's request took as long as its bound says, at most. */
  #afterWaiting(bucket: number, waitSeconds: number): number {
    const seconds = (this.#bounds[bucket] ?? Number.POSITIVE_INFINITY) + waitSeconds;
    let after = bucket;
    while (after < this.#bounds.length && (this.#bounds[after] ?? 0) < seconds) after += 1;
    return after;
  }
}

/** Luck is looked up in a table of so many equal parts first; most parts lie in one bucket. */
const PARTS = 256;

class Buckets {
  readonly #within: Float64Array;
  readonly #firstOf = new Uint8Array(PARTS);

  /** `within`: share of the requests at or under each bound, ascending. */
  constructor(within: readonly number[]) {
    this.#within = Float64Array.from(within);
    for (let part = 0; part < PARTS; part += 1) this.#firstOf[part] = this.#from(0, part / PARTS);
  }

  of(luck: number): number {
    return this.#from(this.#firstOf[(luck * PARTS) | 0] ?? 0, luck);
  }

  #from(first: number, luck: number): number {
    const within = this.#within;
    let bucket = first;
    while (bucket < within.length && luck >= (within[bucket] ?? 1)) bucket += 1;
    return bucket;
  }
}
