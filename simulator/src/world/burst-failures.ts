// Failures that come in bursts: of the requests of an arm in their order, runs of failures take turns with runs of requests that are fine. Both are
// geometric, and the second is such that the ratio is kept: at any ratio, with few requests in a span or many, and never with more failures than requests.
// (Where failures are rare, bursts are a Poisson number of geometric sizes.) A burst stays on its arm and goes on in the next span.
import { log, log1p } from '@rampart/rollout-policy/statistics';
import { burst, burstMean, type BurstSize, type Random } from '../chance/index.ts';

/** Probability that a burst begins with a request that no burst has reached. */
export function burstStart(ratio: number, size: BurstSize): number {
  if (ratio >= 1) return 1;
  return ratio <= 0 ? 0 : ratio / (ratio + burstMean(size) * (1 - ratio));
}

export class BurstFailures {
  readonly #size: BurstSize;
  /** Failures of the last burst that are still to come. */
  #left = 0;

  constructor(size: BurstSize) {
    this.#size = size;
  }

  /** How many of the arm's next `requests` fail. */
  among(random: Random, requests: number, ratio: number): number {
    if (ratio >= 1) return requests;
    const first = Math.min(this.#left, requests);
    this.#left -= first;
    const start = burstStart(ratio, this.#size);
    if (start <= 0) return first;
    const logFine = log1p(-start);
    let failures = first;
    let at = first;
    for (;;) {
      // Requests until the next burst: none has a memory of the one before.
      at += Math.floor(log(random.uniform()) / logFine);
      if (at >= requests) return failures;
      const failing = burst(random, this.#size);
      const fits = Math.min(failing, requests - at);
      failures += fits;
      at += fits;
      this.#left = failing - fits;
      if (at >= requests) return failures;
    }
  }
}
