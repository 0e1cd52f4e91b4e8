// How often an equal candidate is sent back: whole ramps, clustered errors, traffic and error rate that change over the day. Fixed seeds.
import { aCheck, aPolicy } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { absorb, newCheckState } from './checks/absorb.ts';
import type { ArmCounts, Block } from './evidence.ts';
import { oddsNeeded } from './checks/odds-needed.ts';
import { newSampleRatio } from './checks/sample-ratio.ts';
import type { Policy } from './policy.ts';

const RUNS = 400;
const BLOCK_MS = 60_000;
/** Each weight for as many blocks. */
const RAMP = [0.05, 0.1, 0.25, 0.5].flatMap((weight) => Array.from({ length: 60 }, () => weight));

describe('an equal candidate over a ramp of 5, 10, 25 and 50 %', () => {
  it.each([0.01, 0.05])('is sent back in at most a share of %d of the releases, although its errors come in clusters', (alpha) => {
    const check = aCheck();
    const policy = aPolicy({ checks: [check], promise: { falseAlarmRatio: alpha } });
    const sentBack = releases((blocks) => {
      return peakOdds(policy, blocks) >= oddsNeeded(policy, check);
    });
    expect(sentBack).toBeLessThanOrEqual(alpha * RUNS + 4 * Math.sqrt(RUNS * alpha * (1 - alpha)));
  });

  it('would be sent back far more often by rates that are pooled over the ramp: these worlds can tell', () => {
    const alpha = 0.01;
    const sentBack = releases((blocks) => {
      const sum = { stable: { trials: 0, events: 0 }, candidate: { trials: 0, events: 0 } };
      return blocks.some(({ cells }) => {
        for (const arm of ['stable', 'candidate'] as const) {
          sum[arm].trials += cells['all']?.[arm].trials ?? 0;
          sum[arm].events += cells['all']?.[arm].events ?? 0;
        }
        return zScore(sum.candidate, sum.stable) > 2.326;
      });
    });
    expect(sentBack).toBeGreaterThan(10 * alpha * RUNS);
  });

  it('is told from one that fails twice as often, which is sent back in most releases', () => {
    const check = aCheck();
    const policy = aPolicy({ checks: [check] });
    const sentBack = releases((blocks) => peakOdds(policy, blocks) >= oddsNeeded(policy, check), 2);
    expect(sentBack).toBeGreaterThan(0.8 * RUNS);
  });
});

function peakOdds(policy: Policy, blocks: readonly Block[]): number {
  const checks = { errors: newCheckState(aCheck(), 0) };
  return absorb({ policy, checks, exclusions: [], weights: [], sampleRatio: newSampleRatio() }, { errors: { kind: 'blocks', blocks, gaps: [] } }).checks['errors']?.oddsPeak ?? 0;
}

/** In how many of the releases `isSentBack`. The candidate fails `times` as often as stable. */
function releases(isSentBack: (blocks: readonly Block[]) => boolean, times = 1): number {
  let count = 0;
  for (let run = 0; run < RUNS; run += 1) if (isSentBack(release(mulberry(run + 1), times))) count += 1;
  console.info(`${String(count)} of ${String(RUNS)} releases sent back`);
  return count;
}

/** 3,000 requests a minute and 1 % errors at noon, both up and down by half over a day; errors come in clusters of five on average. */
function release(random: () => number, times: number): readonly Block[] {
  const start = random();
  return RAMP.map((weight, index) => {
    const ofDay = 1 + 0.5 * Math.sin(2 * Math.PI * (start + index / RAMP.length));
    const requests = Math.round(3_000 * ofDay);
    const candidate = Math.round(requests * weight);
    const arm = (trials: number, ratio: number): ArmCounts => ({ trials, events: Math.min(trials, clustered(random, trials * ratio)) });
    const all = { stable: arm(requests - candidate, 0.01 * ofDay), candidate: arm(candidate, 0.01 * ofDay * times) };
    return { fromMs: index * BLOCK_MS, toMs: (index + 1) * BLOCK_MS, cells: { all } };
  });
}

/** A Poisson number of clusters, each of geometric size with mean five. */
function clustered(random: () => number, mean: number): number {
  let events = 0;
  for (let left = mean / 5 + Math.log(random()); left > 0; left += Math.log(random())) events += 1 + Math.floor(Math.log(random()) / Math.log(0.8));
  return events;
}

function zScore(a: ArmCounts, b: ArmCounts): number {
  const pooled = (a.events + b.events) / (a.trials + b.trials);
  const variance = pooled * (1 - pooled) * (1 / a.trials + 1 / b.trials);
  return variance > 0 ? (a.events / a.trials - b.events / b.trials) / Math.sqrt(variance) : 0;
}

/** mulberry32: small, fixed, good enough for counting. Never 0. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 1) / 4_294_967_297;
  };
}
