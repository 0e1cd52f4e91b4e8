// The queue M/M/1 on the simulator's event queue: one server, customers by chance, service by chance, first come first served. The model of mm1.py.
import { eventQueue, exponential, purposeOf, randomAt } from '@rampart/simulator/chance';

const ARRIVAL = 0;
const DEPARTURE = 1;

/** Mean time that a customer spends waiting and being served, in service times. `load`: customers per service time, below 1. */
export function meanTimeInSystem({ customers, load, seed }: { readonly customers: number; readonly load: number; readonly seed: number }): number {
  const arrivals = randomAt({ seed, run: 0, tick: 0, purpose: purposeOf('arrivals') });
  const services = randomAt({ seed, run: 0, tick: 0, purpose: purposeOf('services') });
  const queue = eventQueue();
  queue.push(exponential(arrivals) / load, 0, ARRIVAL);
  let [come, present, lastAt, timeInSystem] = [0, 0, 0, 0];
  while (queue.size > 0) {
    const now = queue.nextTime;
    const event = queue.pop();
    // The customers' times add up to the time integral of how many there are.
    timeInSystem += present * (now - lastAt);
    lastAt = now;
    if (event === ARRIVAL) {
      come += 1;
      present += 1;
      if (come < customers) queue.push(now + exponential(arrivals) / load, 0, ARRIVAL);
      if (present === 1) queue.push(now + exponential(services), 0, DEPARTURE);
    } else {
      present -= 1;
      if (present > 0) queue.push(now + exponential(services), 0, DEPARTURE);
    }
  }
  return timeInSystem / customers;
}
