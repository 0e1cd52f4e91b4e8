// Our model of Flagger's canary analysis with the numbers of its Istio tutorial: a tick a minute, 10 % more each time up to 50 %, then promotion; five
// failed checks, not necessarily in a row, and the canary is sent back at the next tick. A minute without a request is a failed check.
import { errorRatio } from './error-ratio.ts';
import type { Rule } from '../releases.ts';

const MINUTE_MS = 60_000;
const THRESHOLD = 5;
const STEP = 0.1;
const WEIGHT_MAX = 0.5;

export function flagger(successMin: number): Rule {
  return {
    name: `our model of Flagger: success of the last minute >= ${100 * successMin} %, 5 failed checks, 10 % a minute`,
    blockMs: MINUTE_MS,
    begin: () => {
      let [weight, failedChecks] = [STEP, 0];
      return {
        weight: () => weight,
        see: ({ candidate }) => {
          if (failedChecks >= THRESHOLD) return 'sent back';
          if (candidate.trials === 0 || 1 - errorRatio(candidate) < successMin) {
            failedChecks += 1;
            return 'goes on';
          }
          if (weight >= WEIGHT_MAX - STEP / 2) return 'promoted';
          weight += STEP;
          return 'goes on';
        },
      };
    },
  };
}
