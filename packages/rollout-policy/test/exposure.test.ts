// What exposes users, and what must not: whole rollouts, look by look.
import { aCheck, aPolicy, aRamp, aSituation, aSmoke } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { decide } from '../src/decide.ts';
import type { Cell, Evidence } from '../src/evidence.ts';
import type { Check, Policy, Stage } from '../src/policy.ts';
import type { Rollout } from '../src/state.ts';
import { chooseBounds } from '../src/checks/histogram-bounds.ts';
import { ppm } from '../src/units.ts';
import { APPROVE, cell, drive, split, type Drive } from './drive.ts';

const BAKE: Stage = { kind: 'bake', durationMs: 600_000, holdback: ppm(10_000) };
const SHADOW: Stage = { kind: 'shadow', durationMs: 600_000, share: ppm(100_000) };
const fine = { stable: 0.01, candidate: 0.01 };
const planned = (plan: readonly Stage[], checks: readonly Check[] = [aCheck()], parts: Parameters<typeof aPolicy>[0] = {}): Policy => aPolicy({ checks, plan, ...parts });
/** 100 requests a second, split by the weight that is in force. */
const healthy = (world: Drive) => world.look({ errors: split(3_000, world.weight(), fine) });

describe('a rollout without evidence', () => {
  it.each(['hold', 'rollback', 'stepBack'] as const)('is never raised, although its only check would %s', (then) => {
    const world = drive(planned([aSmoke(), aRamp(), BAKE], [aCheck({ then })]));
    world.look({ errors: split(3_000, 0, fine) });
    for (let look = 0; look < 40; look += 1) expect(['advance', 'promote']).not.toContain(world.look({ errors: 'no-data' }).kind);
  });
});

describe('the first step from 0 %', () => {
  it('is as small after an hour of clean shadow as without one', () => {
    const [shadowed, bare] = [drive(planned([aSmoke(), SHADOW, aRamp(), BAKE])), drive(planned([aSmoke(), aRamp(), BAKE]))];
    for (let look = 0; shadowed.weight() === 0 && look < 200; look += 1) shadowed.look({ errors: cell([30, 3_000], [3, 300]) });
    for (let look = 0; bare.weight() === 0 && look < 10; look += 1) healthy(bare);
    expect(shadowed.weight()).toBeGreaterThan(0);
    expect(shadowed.weight()).toBeLessThanOrEqual(bare.weight());
    expect(shadowed.mirror()).toBe(0);
  });

  it.each([
    ['latency alone', [aCheck({ name: 'latency', signal: { kind: 'time', metric: 'm', where: [] } })]],
    ['what is good alone', [aCheck({ name: 'latency', better: 'higher' })]],
  ])('is small where %s is checked: what is not counted may happen all the same', (_, checks) => {
    const world = drive(planned([aSmoke(), aRamp(), BAKE], checks));
    for (let look = 0; world.weight() === 0 && look < 10; look += 1) world.look({ latency: { all: cell([0, 3_000], [0, 0]), 'le=0.1': cell([300, 3_000], [0, 0]) } });
    expect(world.weight()).toBeGreaterThan(0);
    expect(world.weight()).toBeLessThan(50_000);
  });

  it('is at most the top over the growth factor, however little traffic the last minute had', () => {
    const world = drive(planned([aSmoke(), aRamp(), BAKE], [aCheck()], { expert: { growthMax: 4 } }));
    world.look({ errors: cell([0, 2], [0, 0]) });
    world.look({ errors: cell([0, 2], [0, 0]) });
    expect(world.weight()).toBeLessThanOrEqual(125_000);
  });

  it('waits for a candidate that is ready, in an approval stage and before a switch as well', () => {
    for (const next of [aRamp(), { kind: 'switch' } as const]) {
      const world = drive(planned([aSmoke(), { kind: 'approval' }, next, BAKE]));
      world.look({ errors: split(3_000, 0, fine) });
      for (const candidate of [{ kind: 'not-ready', why: 'starting' }, { kind: 'ready', digest: 'sha256:other' }] as const) expect(world.look({ errors: split(3_000, 0, fine) }, { ...APPROVE, candidate }).kind).toBe('hold');
    }
  });
});

describe('a shadow', () => {
  it('certifies nothing: a candidate that is worse live goes out, not up', () => {
    const world = drive(planned([aSmoke(), SHADOW, aRamp({ steps: { kind: 'ladder', weights: [ppm(500_000)], everyMs: 0 }, weightMax: ppm(500_000) }), BAKE], [aCheck()], { promise: { badRequestsMax: 1_000_000 } }));
    for (let look = 0; world.weight() === 0 && look < 600; look += 1) world.look({ errors: cell([30, 3_000], [30, 3_000]) });
    const live = Array.from({ length: 3 }, () => world.look({ errors: split(3_000, world.weight(), { stable: 0.02, candidate: 0.032 }) }).kind);
    expect(live).not.toContain('promote');
  });

  it('begins also where the plan begins with it', () => {
    const world = drive(planned([SHADOW, aRamp(), BAKE]));
    world.look({ errors: split(3_000, 0, fine) });
    expect(world.mirror()).toBe(100_000);
  });
});

describe('the ramp', () => {
  it('does not raise while the newest blocks fail, whatever the past has ruled out', () => {
    const world = drive(planned([aSmoke(), aRamp({ steps: { kind: 'ladder', weights: [ppm(10_000), ppm(100_000)], everyMs: 3_600_000 }, weightMax: ppm(100_000) }), BAKE], [aCheck()], { promise: { badRequestsMax: 300 } }));
    for (let look = 0; look < 118; look += 1) healthy(world);
    expect(world.weight()).toBe(10_000);
    for (let look = 0; look < 4; look += 1) expect(world.look({ errors: split(3_000, world.weight(), { stable: 0.01, candidate: 1 }) }).kind).not.toBe('advance');
  });

  it('waits while a latency check still learns its bounds', () => {
    const world = drive(planned([aSmoke(), aRamp(), BAKE], [aCheck(), aCheck({ name: 'latency', signal: { kind: 'time', metric: 'm', where: [] } })]));
    const few = { all: cell([0, 3], [0, 3]), 'le=0.1': cell([1, 3], [3, 3]) };
    for (let look = 0; world.weight() === 0 && look < 10; look += 1) world.look({ errors: split(3_000, 0, fine), latency: few });
    const decision = world.look({ errors: split(3_000, world.weight(), fine), latency: few });
    expect(decision).toMatchObject({ kind: 'hold', reasons: [{ code: 'insufficient', check: 'latency', trialsNeeded: 200 }] });
  });

  it('does not go up and down by itself over a limit that asks: one step back, then a person', () => {
    const memory = aCheck({ name: 'memory', signal: { kind: 'level', metric: 'm', where: [], growth: { kind: 'none' } }, worseBy: { kind: 'none' }, limit: { kind: 'level', max: 100 }, then: 'stepBack' });
    const ladder = aRamp({ steps: { kind: 'ladder', weights: [ppm(10_000), ppm(100_000)], everyMs: 30_000 }, weightMax: ppm(100_000) });
    const world = drive(planned([aSmoke(), ladder, BAKE], [aCheck(), memory], { promise: { badRequestsMax: 100_000 } }));
    const kinds = Array.from({ length: 100 }, () => world.look({ errors: split(3_000, world.weight(), fine), memory: cell([50, 1], [world.weight() > 50_000 ? 150 : 50, 1]) }).kind);
    expect(kinds.filter((kind) => kind === 'stepBack')).toHaveLength(1);
    expect(world.weight()).toBe(10_000);
    expect(world.look({ errors: split(3_000, world.weight(), fine), memory: cell([50, 1], [50, 1]) }, APPROVE).kind).toBe('advance');
  });

  it('takes a candidate that has spent the promise to 0 %, and asks a person', () => {
    const world = drive(planned([aSmoke(), aRamp({ steps: { kind: 'ladder', weights: [ppm(10_000)], everyMs: 0 }, weightMax: ppm(10_000) }), BAKE], [aCheck({ worseBy: { kind: 'factor', factor: 5 } })], { promise: { badRequestsMax: 150 } }));
    for (let look = 0; world.weight() === 0 && look < 10; look += 1) healthy(world);
    const decisions = Array.from({ length: 150 }, () => world.look({ errors: split(3_000, world.weight(), { stable: 0.02, candidate: 0.095 }) }));
    expect(decisions.find(({ reasons }) => reasons[0]?.code === 'harm-budget-spent')).toMatchObject({ kind: 'stepBack', to: 0, needs: 'human' });
    expect(world.weight()).toBe(0);
  });
});

describe('what the candidate counts at 0 % without copies', () => {
  it('is nobody’s request, and no evidence', () => {
    const world = drive(planned([aSmoke(), aRamp(), BAKE]));
    const decision = world.look({ errors: cell([30, 3_000], [80, 80]) }, { candidate: { kind: 'not-ready', why: 'golden set' } });
    expect(decision.checks[0]?.totals.candidate).toMatchObject({ trials: 0, events: 0 });
  });
});

describe('an outage', () => {
  it('in a bake with a small holdback does not blame the candidate, although stable has few requests', () => {
    const limited = aCheck({ limit: { kind: 'share', ratioMax: 0.2 } });
    const world = drive(planned([aRamp(), BAKE], [limited]));
    const baking = { ...world.rollout(), phase: 'baking' as const, stageIndex: 1, weight: ppm(990_000), weights: [] };
    expect(decideOn(baking, { errors: cell([7, 7], [693, 693]) })).not.toBe('rollback');
  });
});

describe('a limit on users', () => {
  it('is not broken by first failures of users who were seen long before', () => {
    const users = aCheck({ signal: { kind: 'share', metric: 'm', where: [], unit: 'users', among: [] }, limit: { kind: 'share', ratioMax: 0.2 } });
    const world = drive(planned([aRamp(), BAKE], [users]));
    const at = { ...world.rollout(), weight: ppm(500_000), weights: [] };
    expect(decideOn(at, { errors: cell([60, 100], [60, 100]) })).not.toMatch(/rollback|stepBack/);
  });
});

/** One look at a rollout that was put together by hand. */
function decideOn(rollout: Rollout, cells: Readonly<Record<string, Cell>>): string {
  const fromMs = rollout.startedAtMs;
  const evidence = Object.fromEntries(Object.entries(cells).map(([check, all]): [string, Evidence] => [check, { kind: 'blocks', blocks: [{ fromMs, toMs: fromMs + 30_000, cells: { all } }], gaps: [] }]));
  return decide(rollout, evidence, aSituation(rollout, { nowMs: fromMs + 30_000 })).decision.kind;
}

describe('chooseBounds', () => {
  it('keeps nothing of cells that are no bounds, whatever they are called', () => {
    const hostile = JSON.parse('{"__proto__": 1, "constructor": 1}') as object;
    const cells = { all: cell([0, 10], [0, 10]), ...Object.fromEntries(Object.keys(hostile).map((name) => [name, cell([1, 10], [1, 10])])) };
    expect(chooseBounds({}, { fromMs: 0, toMs: 1, cells })).toEqual({ kind: 'choosing', stable: { all: { trials: 10, events: 0 } } });
  });
});
