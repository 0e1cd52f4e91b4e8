// Ways to compare two models that are known to be wrong, in worlds where an equal candidate must not be sent back. Each must fail there: that proves that
// these worlds can tell; and the product's way must not.
import { absorb, newCheckState } from '../src/checks/absorb.ts';
import { oddsNeeded } from '../src/checks/odds-needed.ts';
import { worseWager } from '../src/checks/comparisons.ts';
import type { Cell } from '../src/evidence.ts';
import type { Check, Policy } from '../src/policy.ts';
import { wagerOn, type Wager } from '../src/statistics/wager.ts';
import { capital, newWealth, play } from '../src/statistics/wealth.ts';
import { aCheck, aPolicy, aRollout, blocksOf, ROLLOUT_START_MS } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { burstsOf5, daily, steady } from './worlds/all-worlds.ts';
import { stickyUsers } from './worlds/sticky-users.ts';
import { rampWeight, type World } from './worlds/world.ts';

const ALPHA = 0.01;
const RUNS = 60;
const BLOCK_MS = 60_000;
const GRID_MS = 300_000;
const DURATION_MS = 12 * 3_600_000;
/** At most this share of the product's releases: alpha and 4 standard errors. */
const ALLOWED = ALPHA + 4 * Math.sqrt((ALPHA * (1 - ALPHA)) / RUNS);

type Judge = (cells: readonly Cell[]) => boolean;

describe('pooling rates over a ramp', () => {
  it('sends most equal candidates back, because common spikes fall on different weights; block by block they cancel', () => {
    expect(sentBack(daily(), pooledZ)).toBeGreaterThan(0.5);
    expect(sentBack(daily(), product())).toBeLessThanOrEqual(ALLOWED);
  });
});

describe('taking requests for independent', () => {
  it('sends most equal candidates back where errors come in bursts, although the margin is a quarter; bets on blocks do not', () => {
    expect(sentBack(burstsOf5(), product({ independent: true }))).toBeGreaterThan(0.5);
    expect(sentBack(burstsOf5(), product())).toBeLessThanOrEqual(ALLOWED);
  });
});

describe('taking the configured weight for the traffic', () => {
  it('sends most equal candidates back where the router gives 6 % instead of 5 %; counted requests do not', () => {
    const byWeight = wealthJudge('tilt', ({ stable, candidate }) => wagerOn(candidate.events, candidate.events + stable.events, 0.05));
    const byCounts = wealthJudge('tilt', (cell) => worseWager(cell, { of: 'counts', margin: { kind: 'factor', factor: 1 }, stableRatioMax: 0 }));
    expect(sentBack(steady(), byWeight, () => 0.06)).toBeGreaterThan(0.5);
    expect(sentBack(steady(), byCounts, () => 0.06)).toBeLessThanOrEqual(ALLOWED);
  });
});

describe('counting requests where the router keeps users on one arm', () => {
  const users = { name: 'sticky users, Zipf 1.1', users: 10_000, zipfExponent: 1.1 };

  it('sends many equal candidates back, because a few users make most requests; counting users does not', () => {
    expect(sentBack(stickyUsers(users, 'requests'), product())).toBeGreaterThan(10 * ALPHA);
    expect(sentBack(stickyUsers(users, 'users'), product({ signal: { kind: 'share', metric: 'users_total', among: [], where: [], unit: 'users' } }), () => 0.25)).toBeLessThanOrEqual(ALLOWED);
    expect(sentBack(stickyUsers(users, 'requests'), product(), () => 0.25)).toBeGreaterThan(10 * ALPHA);
  });
});

/** The share of releases of an equal candidate that the judge sends back. */
function sentBack(world: World, judge: Judge, weight: (atMs: number) => number = (atMs) => rampWeight(atMs, DURATION_MS)): number {
  let count = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const traffic = world.begin({ seed: 21, run, blockMs: BLOCK_MS, durationMs: DURATION_MS });
    if (judge(Array.from({ length: DURATION_MS / BLOCK_MS }, (_, block) => traffic.next(weight(block * BLOCK_MS))))) count += 1;
  }
  return count / RUNS;
}

/** The check layer with the default margin, as decide() uses it. */
function product(parts: Partial<Check> = {}): Judge {
  const check = aCheck(parts);
  const policy: Policy = aPolicy({ checks: [check], expert: { blockMs: BLOCK_MS, gridMs: GRID_MS, stableRatioMax: 0.05 } });
  const rollout = aRollout(policy).at(50_000);
  return (cells) => {
    const blocks = cells.map((all, index) => ({ fromMs: ROLLOUT_START_MS + index * BLOCK_MS, toMs: ROLLOUT_START_MS + (index + 1) * BLOCK_MS, cells: { all } }));
    const checks = { [check.name]: newCheckState(check, ROLLOUT_START_MS) };
    return (absorb({ ...rollout, checks }, blocksOf(check.name, blocks)).checks[check.name]?.oddsPeak ?? 0) >= oddsNeeded(policy, check);
  };
}

function wealthJudge(evaluator: 'tilt' | 'bet', wagerOf: (cell: Cell) => Wager): Judge {
  return (cells) => {
    let wealth = newWealth(evaluator);
    return cells.some((cell, block) => {
      wealth = play(wealth, wagerOf(cell), Math.floor((block * BLOCK_MS) / GRID_MS));
      return capital(wealth) >= 1 / ALPHA;
    });
  };
}

/** A one-sided z test at 1 % on everything so far, every five minutes. */
function pooledZ(cells: readonly Cell[]): boolean {
  const total = { nc: 0, xc: 0, nb: 0, xb: 0 };
  return cells.some(({ stable, candidate }, block) => {
    total.nc += candidate.trials;
    total.xc += candidate.events;
    total.nb += stable.trials;
    total.xb += stable.events;
    if (block % 5 !== 4) return false;
    const pooled = (total.xc + total.xb) / (total.nc + total.nb);
    const variance = pooled * (1 - pooled) * (1 / total.nc + 1 / total.nb);
    return variance > 0 && (total.xc / total.nc - total.xb / total.nb) / Math.sqrt(variance) > 2.3263478740408408;
  });
}
