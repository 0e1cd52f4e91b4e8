// Users who wait for something to happen to them, each until its own reading of a clock; a wait may be given up or set anew. A calendar queue: users are
// listed by the bucket in which they are due, in laps that get longer, and those beyond the lap, which are most, are in no list.

const BUCKETS = 1_024;
const FIRST_LAP = 4_096;
const NOBODY = -1;

export class UserClock {
  /** Infinity: does not wait. */
  readonly #due: Float64Array;
  readonly #heads = new Int32Array(BUCKETS).fill(NOBODY);
  readonly #nexts: Int32Array;
  readonly #previous: Int32Array;
  #lapFrom = 0;
  #lapTo = FIRST_LAP;
  #reading = 0;
  /** Buckets before it are empty. */
  #bucket = 0;

  constructor(users: number) {
    this.#due = new Float64Array(users).fill(Number.POSITIVE_INFINITY);
    this.#nexts = new Int32Array(users);
    this.#previous = new Int32Array(users);
  }

  /** After so much more of the clock; infinity is never. */
  wait(user: number, by: number): void {
    this.giveUp(user);
    this.#due[user] = this.#reading + by;
    if (this.#reading + by < this.#lapTo) this.#list(user);
  }

  giveUp(user: number): void {
    if ((this.#due[user] ?? 0) < this.#lapTo) this.#unlist(user);
    this.#due[user] = Number.POSITIVE_INFINITY;
  }

  /** Calls `happens` for each user who is due by then and does not wait any more, in no order that means anything. It sets no waits of this clock. */
  turn(by: number, happens: (user: number) => void): void {
    this.#reading += by;
    for (;;) {
      const last = this.#bucketOf(this.#reading);
      for (let bucket = this.#bucket; bucket <= last; bucket += 1) {
        let user = this.#heads[bucket] ?? NOBODY;
        while (user !== NOBODY) {
          const next = this.#nexts[user] ?? NOBODY;
          if ((this.#due[user] ?? 0) <= this.#reading) {
            this.giveUp(user);
            happens(user);
          }
          user = next;
        }
      }
      this.#bucket = last;
      if (this.#reading < this.#lapTo) return;
      this.#nextLap();
    }
  }

  /** As long as all laps before it together. */
  #nextLap(): void {
    const from = this.#lapTo;
    this.#lapFrom = from;
    this.#lapTo = 2 * from;
    this.#bucket = 0;
    for (let user = 0; user < this.#due.length; user += 1) if ((this.#due[user] ?? 0) < this.#lapTo) this.#list(user);
  }

  #bucketOf(reading: number): number {
    return Math.min(BUCKETS - 1, Math.floor(((reading - this.#lapFrom) / (this.#lapTo - this.#lapFrom)) * BUCKETS));
  }

  #list(user: number): void {
    const bucket = this.#bucketOf(this.#due[user] ?? 0);
    const head = this.#heads[bucket] ?? NOBODY;
    this.#nexts[user] = head;
    this.#previous[user] = NOBODY;
    if (head !== NOBODY) this.#previous[head] = user;
    this.#heads[bucket] = user;
  }

  #unlist(user: number): void {
    const next = this.#nexts[user] ?? NOBODY;
    const previous = this.#previous[user] ?? NOBODY;
    if (next !== NOBODY) this.#previous[next] = previous;
    if (previous !== NOBODY) this.#nexts[previous] = next;
    else this.#heads[this.#bucketOf(this.#due[user] ?? 0)] = next;
  }
}
