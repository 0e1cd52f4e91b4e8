// The pieces around the tests: which cells are compared, what the ladders of nulls cap, how much harm fits, what an effect is.
import { fc, test as prop } from '@fast-check/vitest';
import { aBlock, aCheck, aPolicy, aRollout, aSituation, blocksOf, ROLLOUT_START_MS } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { absorb, newCheckState } from './absorb.ts';
import { comparedCells, primaryCell } from './compared-cells.ts';
import { decide } from '../decide.ts';
import type { Decision } from '../decision.ts';
import type { Cell } from '../evidence.ts';
import { allowedWeight, excessHarm } from '../promise/harm.ts';
import { planEffect, planPromotion, promotedWeight, waitsForRecord } from '../plan.ts';
import type { Policy } from '../policy.ts';
import { factorMax, newRateCaps, rateMax, RATE_NULLS, updateRateCaps } from './rate-caps.ts';
import { newSampleRatio } from './sample-ratio.ts';
import type { CheckState, Rollout } from '../state.ts';
import { ppm } from '../units.ts';

const START = ROLLOUT_START_MS;
const cell = (stable: readonly [number, number], candidate: readonly [number, number]): Cell => ({ stable: { events: stable[0], trials: stable[1] }, candidate: { events: candidate[0], trials: candidate[1] } });
const blocks = (count: number, all: Cell, fromMs = START): readonly { fromMs: number; toMs: number; cells: Record<string, Cell> }[] =>
  Array.from({ length: count }, (_, index) => ({ fromMs: fromMs + index * 30_000, toMs: fromMs + (index + 1) * 30_000, cells: { all } }));

const climbed = (caps: ReturnType<typeof newRateCaps>, counts: Cell, at: { readonly gridPoint: number; readonly alpha: number }): typeof caps => updateRateCaps(caps, { cell: counts, own: counts.candidate }, at);

function seen(policy: Policy, news: ReturnType<typeof blocks>, exclusions: Rollout['exclusions'] = []): Readonly<Record<string, CheckState>> {
  const fresh = Object.fromEntries(policy.checks.map((check) => [check.name, newCheckState(check, START)]));
  return absorb({ policy, checks: fresh, exclusions, weights: [], sampleRatio: newSampleRatio() }, blocksOf('errors', news)).checks;
}

describe('comparedCells', () => {
  const check = aCheck({ slices: ['region'] });
  prop.prop([fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 12 }), { maxLength: 12 })], { seed: 41 })('gives every slice its share once, by order of appearance, within one budget and 32 slices', (appearances) => {
    let state = newCheckState(check, 0);
    for (const names of appearances) {
      const block = { fromMs: 0, toMs: 1, cells: Object.fromEntries(['all', ...names.map((name) => `region=${String(name)}`), 'device=x'].map((name) => [name, cell([1, 10], [1, 10])])) };
      const compared = comparedCells(check, state, block);
      for (const { name, share } of compared) {
        const known = state.claims[name];
        if (known !== undefined) expect(share).toBe(known.share);
        else state = { ...state, totals: { ...state.totals, [name]: cell([0, 0], [0, 0]) }, claims: { ...state.claims, [name]: { share, wealth: state.same } } };
      }
      expect(compared.reduce((sum, { share }) => sum + share, 0)).toBeLessThanOrEqual(1);
      expect(compared.length).toBeLessThanOrEqual(33);
      expect(compared.map(({ name }) => name)).not.toContain('device=x');
    }
  });

  it('certifies latency on the bound nearest p90, also where that is the one nearest the median', () => {
    const latency = aCheck({ name: 'errors', signal: { kind: 'time', metric: 'm', where: [] } });
    const slow = { ...cell([0, 1_000], [0, 1_000]) };
    const histogram = blocks(1, slow).map((block) => ({ ...block, cells: { all: slow, 'le=1': cell([150, 1_000], [150, 1_000]), 'le=9': cell([10, 1_000], [10, 1_000]) } }));
    const state = seen(aPolicy({ checks: [latency] }), histogram)['errors'];
    expect(state === undefined ? '' : primaryCell(latency, state)).toBe('le=1');
  });
});

describe('rate caps', () => {
  prop.prop([fc.integer({ min: 1, max: 200 }), fc.integer({ min: 50, max: 500 })], { seed: 42, numRuns: 50 })('only come down while nothing fails, and stay above the truth', (count, trials) => {
    let caps = newRateCaps();
    let strict = newRateCaps();
    let last = 1;
    for (let block = 0; block < count; block += 1) {
      caps = climbed(caps, cell([1, trials], [0, trials]), { gridPoint: block, alpha: 0.05 });
      strict = climbed(strict, cell([1, trials], [0, trials]), { gridPoint: block, alpha: 0.001 });
      expect(rateMax(caps)).toBeLessThanOrEqual(last);
      last = rateMax(caps);
    }
    expect(RATE_NULLS.concat(1)).toContain(last);
    expect(factorMax(caps)).toBeGreaterThan(1);
    expect(rateMax(strict)).toBeGreaterThanOrEqual(rateMax(caps));
  });

  it('refute a rate that is true in at most one path of twenty, counted over all paths of twelve blocks', () => {
    // 2^12 paths of blocks that fail wholly or not at all, at the true rate of one half: the worst dependence within a block.
    let refuted = 0;
    for (let path = 0; path < 4_096; path += 1) {
      let caps = newRateCaps();
      for (let block = 0; block < 12; block += 1) caps = climbed(caps, cell([1, 2], [((path >> block) & 1) * 100, 100]), { gridPoint: 0, alpha: 0.05 });
      if (rateMax(caps) <= 0.5) refuted += 1;
    }
    expect(refuted).toBeGreaterThan(0);
    expect(refuted / 4_096).toBeLessThanOrEqual(0.05);
  });
});

describe('allowedWeight', () => {
  const of = (badRequestsMax: number, trials: number, more: Parameters<typeof aPolicy>[0] = {}): number => {
    const policy = aPolicy({ ...more, promise: { badRequestsMax } });
    return allowedWeight(policy, seen(policy, blocks(2, cell([0, trials], [0, 0]))), { nextLookMs: 30_000, isFirst: true });
  };
  prop.prop([fc.integer({ min: 10, max: 2_000 }), fc.integer({ min: 100, max: 1_000_000 }), fc.integer({ min: 1, max: 5 })], { seed: 43 })('falls with traffic and grows with the budget', (budget, trials, times) => {
    expect(of(budget, trials * times)).toBeLessThanOrEqual(of(budget, trials));
    expect(of(budget * times, trials)).toBeGreaterThanOrEqual(of(budget, trials));
  });

  prop.prop([fc.integer({ min: 50, max: 2_000 }), fc.integer({ min: 3_000, max: 1_000_000 }), fc.integer({ min: 0, max: 120_000 })], { seed: 44 })('keeps a candidate that fails every request within the promise until it can be judged', (budget, trials, warmUpMs) => {
    const weight = of(budget, trials, { expert: { warmUpMs } }) / 1_000_000;
    const exposedMs = warmUpMs + 30_000 + 30_000 + 30_000;
    expect(weight * (trials / 30_000) * exposedMs).toBeLessThanOrEqual(budget);
  });

  it('counts bad requests in blocks that are dropped', () => {
    const policy = aPolicy();
    const during = blocks(1, cell([0, 900], [60, 100]));
    expect(excessHarm(policy, seen(policy, during, [{ fromMs: START, toMs: START + 1 }]))).toBe(60);
    expect(excessHarm(policy, seen(policy, during))).toBe(60);
  });
});

describe('planEffect', () => {
  const rollout = aRollout().at(100_000);
  const decision = (kind: Decision['kind'], to: number): Decision => ({ ...decide(rollout, blocksOf('errors', [aBlock().from(START)]), aSituation(rollout)).decision, kind, to: ppm(to) });

  it('gives two jobs that plan different weights at one sequence different ids, so that a router does not take one for the other', () => {
    const raise = planEffect(rollout, decision('advance', 200_000), 7, ppm(100_000));
    const lower = planEffect(rollout, decision('rollback', 0), 7, ppm(100_000));
    expect(raise).toMatchObject({ kind: 'set-weight', sequence: 7, weight: 200_000, purpose: 'advance' });
    expect(raise.kind !== 'none' && lower.kind !== 'none' && raise.id !== lower.id).toBe(true);
    expect(planEffect(rollout, decision('rollback', 0), 7, 'unknown')).toEqual(lower);
  });

  it('plans nothing for a hold, a promotion and a halt, nor for a rollback that is done and recorded', () => {
    for (const kind of ['hold', 'promote', 'halt'] as const) expect(planEffect(rollout, decision(kind, 100_000), 7, ppm(100_000))).toEqual({ kind: 'none' });
    const left: Rollout = { ...rollout, weight: ppm(0), phase: 'leaving' };
    expect(planEffect(left, decision('rollback', 0), 7, ppm(0))).toEqual({ kind: 'none' });
    expect(planEffect(left, decision('rollback', 0), 7, 'unknown').kind).toBe('set-weight');
    expect(planEffect({ ...left, phase: 'trial' }, decision('rollback', 0), 7, ppm(0)).kind).toBe('set-weight');
  });

  it('lets raises and the finish wait for the record, and nothing else', () => {
    const waits = (kind: Decision['kind'], to: number): boolean => {
      const effect = planEffect(rollout, decision(kind, to), 7, ppm(100_000));
      return effect.kind !== 'none' && waitsForRecord(rollout, effect);
    };
    expect([waits('advance', 200_000), waits('finished', 1_000_000), waits('stepBack', 10_000), waits('rollback', 0)]).toEqual([true, true, false, false]);
    const full: Rollout = { ...rollout, weight: ppm(1_000_000) };
    expect(waitsForRecord(full, planPromotion(full, 8, ppm(1_000)))).toBe(false);
  });

  it('promotes to all but the holdback in steps of the router, and to all on a router that knows only all or nothing', () => {
    expect([1, 1_000, 125_000, 500_000, 1_000_000].map((step) => promotedWeight(rollout.policy, ppm(step)))).toEqual([990_000, 990_000, 875_000, 500_000, 1_000_000]);
  });
});
