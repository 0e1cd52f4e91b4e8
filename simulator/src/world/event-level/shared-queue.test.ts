import { describe, expect, it } from 'vitest';
import { exponential, purposeOf, randomAt } from '../../chance/index.ts';
import { Servers } from './shared-queue.ts';

describe('Servers', () => {
  // Erlang 1917: an M/M/c queue. Mean waits of c = 1 and c = 3 at 80 % load, in service times: rho / (1 - rho), and C(3, 2.4) / (3 - 2.4) = 0.6472 / 0.6.
  it.each([[1, 4], [3, 1.0787]])('with %d servers keeps requests waiting as long as queueing theory says', (servers, expected) => {
    const random = randomAt({ seed: 1, run: 0, tick: 0, purpose: purposeOf('work') });
    const arrivals = randomAt({ seed: 1, run: 0, tick: 0, purpose: purposeOf('arrivals') });
    const queue = new Servers({ servers, serviceMs: { stable: 1, candidate: 1 }, patienceMs: Number.POSITIVE_INFINITY }, random);
    let [atMs, waited] = [0, 0];
    const requests = 2_000_000;
    for (let request = 0; request < requests; request += 1) {
      atMs += exponential(arrivals) / (0.8 * servers);
      const wait = queue.admit(atMs, false);
      if (wait !== 'turned-away') waited += wait;
    }
    expect(waited / requests / expected).toBeCloseTo(1, 1);
  });
});
