// What happens next: a binary heap in typed arrays, ordered by time, then priority, then the order of arrival, so that ties have one outcome everywhere.
// An event is a number that its owner understands (an index, a code); nothing is allocated per event.

export interface EventQueue {
  readonly size: number;
  /** Infinity when empty. */
  readonly nextTime: number;
  /** `time` is not NaN; of two events at one time the lower `priority` (whole, 0 to 255) comes first, of two with one priority the older. */
  push(time: number, priority: number, event: number): void;
  /** Takes the next event out. NaN when empty: ask `size` first. */
  pop(): number;
  clear(): void;
}

/** Grows as needed. */
export function eventQueue(): EventQueue {
  return new TypedHeap();
}

/** Room for this many events at first, doubled when it runs out. */
const CAPACITY = 64;
/** A priority times this plus the sequence is exact in a double, and orders both at once: 2^44 events are 80 days of pushing 2.5 million a second. */
const PER_PRIORITY = 17_592_186_044_416;

class TypedHeap implements EventQueue {
  #times = new Float64Array(CAPACITY);
  #orders = new Float64Array(CAPACITY);
  #events = new Float64Array(CAPACITY);
  #size = 0;
  #sequence = 0;

  get size(): number {
    return this.#size;
  }

  get nextTime(): number {
    return this.#size === 0 ? Number.POSITIVE_INFINITY : (this.#times[0] ?? 0);
  }

  push(time: number, priority: number, event: number): void {
    if (this.#size === this.#times.length) this.#grow();
    const times = this.#times;
    const orders = this.#orders;
    const events = this.#events;
    const order = priority * PER_PRIORITY + this.#sequence;
    this.#sequence += 1;
    let place = this.#size;
    this.#size += 1;
    // The hole moves up until what is above it comes earlier.
    while (place > 0) {
      const above = (place - 1) >> 1;
      const timeAbove = times[above] ?? 0;
      if (timeAbove < time || (timeAbove === time && (orders[above] ?? 0) < order)) break;
      times[place] = timeAbove;
      orders[place] = orders[above] ?? 0;
      events[place] = events[above] ?? 0;
      place = above;
    }
    times[place] = time;
    orders[place] = order;
    events[place] = event;
  }

  pop(): number {
    if (this.#size === 0) return Number.NaN;
    const times = this.#times;
    const orders = this.#orders;
    const events = this.#events;
    const next = events[0] ?? 0;
    this.#size -= 1;
    const size = this.#size;
    const time = times[size] ?? 0;
    const order = orders[size] ?? 0;
    const event = events[size] ?? 0;
    // The hole at the top moves down along the earlier children until the last event fits in.
    let place = 0;
    for (let child = 1; child < size; child = 2 * place + 1) {
      const other = child + 1;
      if (other < size && comesFirst(times, orders, other, child)) child = other;
      const childTime = times[child] ?? 0;
      if (time < childTime || (time === childTime && order < (orders[child] ?? 0))) break;
      times[place] = childTime;
      orders[place] = orders[child] ?? 0;
      events[place] = events[child] ?? 0;
      place = child;
    }
    times[place] = time;
    orders[place] = order;
    events[place] = event;
    return next;
  }

  clear(): void {
    this.#size = 0;
    this.#sequence = 0;
  }

  #grow(): void {
    this.#times = doubled(this.#times);
    this.#orders = doubled(this.#orders);
    this.#events = doubled(this.#events);
  }
}

function comesFirst(times: Float64Array, orders: Float64Array, a: number, b: number): boolean {
  const timeA = times[a] ?? 0;
  const timeB = times[b] ?? 0;
  return timeA < timeB || (timeA === timeB && (orders[a] ?? 0) < (orders[b] ?? 0));
}

function doubled(values: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(2 * values.length);
  larger.set(values);
  return larger;
}
