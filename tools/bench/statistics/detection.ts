// How long the tests need for a candidate that is worse from the start, against the least that any test needs.
//
// alpha 1 %, one check, no margin (r = 1), stable's errors 1 %, 50 requests per second; blocks of 15 s, each of them a look, and prior spent every five
// minutes, as in the product.
import { worseWager } from '../../../packages/rollout-policy/src/checks/comparisons.ts';
import { blocksAtLeast, shareOfEvents } from '../../../packages/rollout-policy/src/statistics/limits/block-floor.ts';
import { boundaryDivergence, requestsNeeded } from '../../../packages/rollout-policy/src/statistics/limits/two-arm-limit.ts';
import { logCapital, newWealth, play } from '../../../packages/rollout-policy/src/statistics/wealth.ts';
import { requestWorld } from '../../../packages/rollout-policy/test/worlds/requests.ts';
import type { Row } from './row.ts';

const ALPHA = 0.01;
const STABLE_RATIO = 0.01;
const REQUESTS_PER_SECOND = 50;
const GRID_MS = 300_000;
const BLOCK_MS = 15_000;
const REQUESTS_PER_BLOCK = (REQUESTS_PER_SECOND * BLOCK_MS) / 1_000;
/** A run that needs this many times the bound counts as that long; none does. */
const PATIENCE = 40;

export const DETECTION_RUNS = 4_000;
export const EFFECTS: readonly number[] = [1.2, 1.5, 2, 5, 10];
export const WEIGHTS: readonly number[] = [0.05, 0.1, 0.25, 0.5];

export interface Detection {
  readonly evaluator: 'tilt' | 'bet';
  readonly effect: number;
  readonly weight: number;
  readonly runs: number;
}

export interface Detected {
  readonly meanBlocks: number;
  readonly standardError: number;
}

/** Blocks until the odds reach 1/alpha. */
export function measureDetection({ evaluator, effect, weight, runs }: Detection): Detected {
  const blocksMax = Math.ceil(PATIENCE * (requestsBound(effect, weight) / REQUESTS_PER_BLOCK + 20));
  const world = requestWorld({ name: `detection/${evaluator}/${String(effect)}/${String(weight)}`, errorRatio: STABLE_RATIO, effect, requestsPerSecond: REQUESTS_PER_SECOND });
  let [sum, squares] = [0, 0];
  for (let run = 0; run < runs; run += 1) {
    const traffic = world.begin({ seed: 1, run, blockMs: BLOCK_MS, durationMs: blocksMax * BLOCK_MS });
    let wealth = newWealth(evaluator);
    let blocks = 0;
    while (blocks < blocksMax && logCapital(wealth) < -Math.log(ALPHA)) {
      const wager = worseWager(traffic.next(weight), { of: 'counts', margin: { kind: 'factor', factor: 1 }, stableRatioMax: 0 });
      wealth = play(wealth, wager, Math.floor((blocks * BLOCK_MS) / GRID_MS));
      blocks += 1;
    }
    sum += blocks;
    squares += blocks * blocks;
  }
  const meanBlocks = sum / runs;
  return { meanBlocks, standardError: Math.sqrt((squares / runs - meanBlocks * meanBlocks) / runs) };
}

export function detectionRow(asked: Detection, { meanBlocks, standardError }: Detected): Row {
  const { evaluator, effect, weight } = asked;
  const inBlocks = requestsBound(effect, weight) / REQUESTS_PER_BLOCK;
  const floorBlocks = blocksAtLeast({ share: shareOfEvents(weight, effect), nullShare: weight }, ALPHA);
  const bound = evaluator === 'tilt' ? inBlocks : Math.max(inBlocks, floorBlocks);
  const targetBlocks = evaluator === 'tilt' ? 1.5 * bound + 1 : 2 * bound + 2;
  const requests = Math.round(meanBlocks * REQUESTS_PER_BLOCK).toLocaleString('en');
  return {
    what: `${evaluator}, ${String(effect)} times the errors, weight ${String(100 * weight)} %`,
    measured: `${(meanBlocks / bound).toFixed(2)} ± ${(standardError / bound).toFixed(2)} x the bound (${requests} requests, ${meanBlocks.toFixed(1)} blocks)`,
    target: {
      kind: 'target',
      text: evaluator === 'tilt' ? `<= 1.5 A/D + 1 look = ${(targetBlocks / bound).toFixed(2)} x` : `<= 2 max(A/D, A/ln(theta1/theta0)) + 2 blocks = ${(targetBlocks / bound).toFixed(2)} x`,
      isMet: meanBlocks <= targetBlocks,
    },
  };
}

/** A/D: no test needs fewer requests of both arms on average. */
function requestsBound(effect: number, weight: number): number {
  return requestsNeeded(boundaryDivergence({ candidateRatio: STABLE_RATIO * effect, stableRatio: STABLE_RATIO, weight, factor: 1 }), ALPHA);
}
