// How much of the traffic a candidate may get: little at first, more only for what was seen of it live, and nothing for what was not seen.
import { aCheck, aPolicy, aRamp, aRollout, aSmoke } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { APPROVE, cell, drive, split, type Drive } from '../test/drive.ts';
import type { Cell } from './evidence.ts';
import type { Check, Policy, Stage } from './policy.ts';
import { ppm } from './units.ts';

const BAKE: Stage = { kind: 'bake', durationMs: 600_000, holdback: ppm(10_000) };
const HOUR_OF_SHADOW: Stage = { kind: 'shadow', durationMs: 3_600_000, share: ppm(1_000_000) };
const LOOKS_OF_AN_HOUR = 120;
const LATENCY: Check = aCheck({ name: 'latency', signal: { kind: 'time', metric: 'm', where: [] } });
const ladder = (everyMs: number, ...weights: readonly number[]): Stage => aRamp({ steps: { kind: 'ladder', weights: weights.map(ppm), everyMs }, weightMax: ppm(weights.at(-1) ?? 0) });
const planned = (plan: readonly Stage[], badRequestsMax: number, checks: readonly Check[] = [aCheck()]): Policy => aPolicy({ plan, checks, promise: { badRequestsMax } });

/** 100 requests a second, split by the weight that is in force; `candidate` of the candidate's are bad, and 1 % of stable's. */
function requests(world: Drive, candidate = 0.01): Cell {
  return world.mirror() > 0 ? cell([30, 3_000], [30, 3_000]) : split(3_000, world.weight(), { stable: 0.01, candidate });
}

/** Looks at a candidate that is as good as stable until it has a weight, and tells that weight. */
function firstWeight(world: Drive, check = 'errors'): number {
  for (let look = 0; look < LOOKS_OF_AN_HOUR + 5 && world.weight() === 0; look += 1) world.look({ [check]: requests(world) });
  return world.weight();
}

describe('a policy whose only check holds', () => {
  const policy = planned([aSmoke(), ladder(60_000, 10_000, 100_000, 500_000), BAKE], 1_000, [aCheck({ then: 'hold' })]);

  it.each([
    { what: 'says that there are no data', news: { errors: 'no-data' }, reason: 'no-data' },
    { what: 'says nothing', news: {}, reason: 'dwell' },
  ] as const)('neither raises nor promotes while its source $what', ({ news, reason }) => {
    const world = drive(policy);
    expect(firstWeight(world)).toBe(10_000);
    const atTop = drive(policy, aRollout(policy).at(500_000));
    for (const seen of [world, atTop]) seen.look({ errors: requests(seen) });
    for (let look = 0; look < 40; look += 1) {
      expect(world.look(news)).toMatchObject({ kind: 'hold', reasons: [{ code: reason }] });
      expect(atTop.look(news).kind).toBe('hold');
    }
  });
});

describe('an hour of clean shadow', () => {
  it('makes the first live weight no larger', () => {
    const without = firstWeight(drive(planned([aSmoke(), aRamp(), BAKE], 100)));
    expect(without).toBeGreaterThan(0);
    const shadowed = firstWeight(drive(planned([aSmoke(), HOUR_OF_SHADOW, aRamp(), BAKE], 100)));
    expect(shadowed).toBeGreaterThan(0);
    expect(shadowed).toBeLessThanOrEqual(without);
  });

  it('certifies nothing: a candidate that is worse live goes out, as it does without the shadow', () => {
    const lives = [drive(planned([aSmoke(), aRamp(), BAKE], 100_000)), drive(planned([aSmoke(), HOUR_OF_SHADOW, aRamp(), BAKE], 100_000))];
    for (const world of lives) {
      firstWeight(world);
      const kinds: string[] = [];
      while (world.rollout().phase === 'trial' && kinds.length < 400) kinds.push(world.look({ errors: requests(world, 0.016) }).kind);
      expect(kinds.at(-1)).toBe('rollback');
    }
  });
});

describe('the first weight', () => {
  it.each([
    { what: 'latency is', check: LATENCY },
    { what: 'successes are', check: aCheck({ name: 'success', better: 'higher' }) },
  ])('is as small as ever where only $what looked at: what is not counted may fail all the same', ({ check }) => {
    const counted = firstWeight(drive(aPolicy()));
    expect(counted).toBeLessThan(50_000);
    expect(firstWeight(drive(aPolicy({ checks: [check] })), check.name)).toBe(counted);
  });

  it('is at most the top over the growth of a step, however little traffic the last minute had', () => {
    const world = drive(aPolicy({ expert: { growthMax: 4 } }));
    world.look({ errors: cell([0, 2], [0, 0]) });
    expect(world.weight()).toBe(125_000);
  });
});

describe('the ramp', () => {
  const afterAnHour = (badRequestsMax: number, newest: Cell): string => {
    const world = drive(planned([aSmoke(), ladder(3_600_000, 10_000, 100_000), BAKE], badRequestsMax));
    firstWeight(world);
    for (let look = 1; look < LOOKS_OF_AN_HOUR; look += 1) world.look({ errors: requests(world) });
    return world.look({ errors: newest }).kind;
  };
  const stable = [30, 2_970] as const;

  it('does not rise further than the promise bears at the rate of the newest block', () => {
    expect(afterAnHour(300, cell(stable, [0, 30]))).toBe('advance');
    expect(afterAnHour(300, cell(stable, [12, 30]))).toBe('hold');
    expect(afterAnHour(1_000, cell(stable, [12, 30]))).toBe('advance');
  });

  it('does not rise at all while the newest block fails, whatever the promise could bear, unless both arms do', () => {
    expect(afterAnHour(1_000, cell(stable, [30, 30]))).toBe('hold');
    expect(afterAnHour(1_000, cell([2_970, 2_970], [30, 30]))).toBe('advance');
  });

  it('waits for a latency check that still learns its bounds', () => {
    const policy = planned([aRamp(), BAKE], 100_000, [aCheck(), LATENCY]);
    const world = drive(policy, aRollout(policy).at(100_000));
    const [seen, slow] = [cell([0, 90], [0, 25]), cell([5, 90], [25, 25])];
    for (const trials of [90, 180]) expect(world.look({ errors: seen, latency: { all: seen, 'le=0.1': slow } })).toMatchObject({ kind: 'hold', reasons: [{ code: 'insufficient', check: 'latency', trials, trialsNeeded: 200 }] });
  });

  it('does not go up and down by itself over a limit that steps back: up once, back once, then a person', () => {
    const memory = aCheck({ name: 'memory', signal: { kind: 'level', metric: 'm', where: [], growth: { kind: 'none' } }, worseBy: { kind: 'none' }, limit: { kind: 'level', max: 100 }, then: 'stepBack' });
    const world = drive(planned([aSmoke(), ladder(30_000, 10_000, 100_000, 500_000), BAKE], 100_000, [aCheck(), memory]));
    const look = (parts: typeof APPROVE | Record<string, never> = {}): string => world.look({ errors: requests(world), memory: cell([50, 1], [world.weight() > 50_000 ? 150 : 50, 1]) }, parts).kind;
    const kinds = Array.from({ length: 100 }, () => look());
    expect(kinds.filter((kind) => kind !== 'hold')).toEqual(['advance', 'advance', 'stepBack']);
    expect(world.weight()).toBe(10_000);
    expect(look(APPROVE)).toBe('advance');
  });

  it('goes to 0 % when the promise is spent, and stays there for a person', () => {
    const world = drive(planned([aSmoke(), ladder(0, 10_000), BAKE], 150, [aCheck({ worseBy: { kind: 'factor', factor: 5 } })]));
    firstWeight(world);
    const decisions = Array.from({ length: 150 }, () => world.look({ errors: split(3_000, world.weight(), { stable: 0.02, candidate: 0.095 }) }));
    expect(decisions.find(({ kind }) => kind === 'stepBack')).toMatchObject({ to: 0, needs: 'human', reasons: [{ code: 'harm-budget-spent' }] });
    expect(decisions.at(-1)).toMatchObject({ kind: 'hold', needs: 'human', reasons: [{ code: 'harm-budget-spent' }] });
    expect(world.weight()).toBe(0);
  });
});

describe('a candidate at 0 % that gets no copies', () => {
  it('counts for nothing, good or bad: what it answered was no request of a user', () => {
    const world = drive(planned([aSmoke(), { kind: 'approval' }, aRamp(), BAKE], 100));
    for (let look = 0; look < 60; look += 1) expect(world.look({ errors: cell([30, 3_000], [300, 300]) }).kind).toBe('hold');
    expect(world.rollout().checks['errors']).toMatchObject({ odds: 1, excess: 0, totals: { all: { candidate: { trials: 0, events: 0 } } } });
  });
});
