// What a person's approval does: it answers what is open when it is given, for good, and is no leave for anything that comes later.
import { aCheck, aPolicy, aRamp, aRollout, aSmoke } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { APPROVE, cell, drive, split, type Drive } from '../test/drive.ts';
import type { Decision } from './decision.ts';
import type { Situation } from './event.ts';
import type { Policy, Stage } from './policy.ts';
import type { Rollout } from './state.ts';
import { ppm } from './units.ts';

const BAKE: Stage = { kind: 'bake', durationMs: 600_000, holdback: ppm(10_000) };
const SHADOW: Stage = { kind: 'shadow', durationMs: 90_000, share: ppm(100_000) };
const FINE = { stable: 0.01, candidate: 0.01 };
const planned = (plan: readonly Stage[], parts: Parameters<typeof aPolicy>[0] = {}): Policy => aPolicy({ promise: { badRequestsMax: 1_000_000 }, ...parts, plan });
const inStage = (policy: Policy, kind: Stage['kind'], weight: number): Rollout => ({ ...aRollout(policy).at(weight), stageIndex: policy.plan.findIndex((stage) => stage.kind === kind) });
const healthy = (world: Drive, ...parts: readonly [typeof APPROVE] | readonly []): Decision => world.look({ errors: split(3_000, world.weight(), FINE) }, ...parts);
const said = ({ kind, reasons }: Decision): string => `${kind} ${reasons[0]?.code ?? ''}`;

/** Looks until `look` says `expected`, at most `most` times; tells what was said before. */
function until(expected: string, look: () => Decision, most = 400): readonly string[] {
  const before: string[] = [];
  for (let now = said(look()); now !== expected; now = said(look())) {
    before.push(now);
    if (before.length === most) throw new Error(`never said "${expected}", but ${[...new Set(before)].join(', ')}`);
  }
  return before;
}

describe('an approval in a shadow and on the ramp', () => {
  it('is no leave to promote at the top', () => {
    const world = drive(planned([aSmoke(), SHADOW, aRamp(), BAKE]));
    for (let look = 0; world.weight() < 500_000 && look < 100; look += 1) world.look({ errors: world.mirror() > 0 ? cell([30, 3_000], [3, 300]) : split(3_000, world.weight(), FINE) }, APPROVE);
    expect(world.weight()).toBe(500_000);
    expect(said(healthy(world))).toBe('hold not-certified');
    expect(said(healthy(world, APPROVE))).toBe('promote undecided');
  });
});

describe('an approval of a candidate that is not what was recorded', () => {
  it.each([
    { where: 'an approval stage before the ramp', plan: [{ kind: 'approval' }, aRamp(), BAKE], stage: 'approval', weight: 0, ready: 'advance' },
    { where: 'an approval stage before the promotion', plan: [aRamp(), { kind: 'approval' }, BAKE], stage: 'approval', weight: 500_000, ready: 'promote' },
    { where: 'a switch', plan: [aSmoke(), { kind: 'switch' }, BAKE], stage: 'switch', weight: 0, ready: 'promote' },
  ] as const)('raises and promotes nothing in $where', ({ plan, stage, weight, ready }) => {
    const approved = (situation: Partial<Situation> = {}): string => {
      const rollout = inStage(planned(plan), stage, weight);
      return said(drive(rollout.policy, rollout).look({ errors: split(3_000, weight, FINE) }, { ...APPROVE, ...situation }));
    };
    expect(approved()).toBe(`${ready} stage-passed`);
    expect(approved({ candidate: { kind: 'not-ready', why: 'starting' } })).toBe('hold candidate-not-ready');
    expect(approved({ candidate: { kind: 'ready', digest: 'sha256:other' } })).toBe('hold candidate-digest-differs');
  });
});

describe('an approval stage', () => {
  const promise = { badRequestsMax: 1_000_000, decideWithinMs: 300_000 };

  it('is passed after the deadline as well: what was waited for is the person', () => {
    const before = drive(planned([aSmoke(), { kind: 'approval' }, aRamp(), BAKE], { promise }));
    const after = drive(planned([aRamp(), { kind: 'approval' }, BAKE], { promise }), inStage(planned([aRamp(), { kind: 'approval' }, BAKE], { promise }), 'approval', 500_000));
    for (const [world, passed] of [[before, 'advance stage-passed'], [after, 'promote stage-passed']] as const) {
      for (let look = 0; look < 20; look += 1) expect(said(healthy(world))).toBe('hold approval-needed');
      expect(said(healthy(world, APPROVE))).toBe(passed);
    }
  });

  it('is passed in a minute without traffic, and the raise follows when there is some', () => {
    const world = drive(planned([aSmoke(), { kind: 'approval' }, aRamp(), BAKE]));
    expect(said(world.look({}))).toBe('hold approval-needed');
    expect(said(world.look({}, APPROVE))).toBe('hold traffic-unknown');
    expect(healthy(world)).toMatchObject({ kind: 'advance', stageIndex: 2, reasons: [{ code: 'stage-passed', stage: 'approval' }] });
  });
});

describe('an approval in a bake', () => {
  it('ends the hold of a check that holds, and the bake goes on to its end', () => {
    const policy = planned([aRamp(), { ...BAKE, durationMs: 3_600_000 }], { checks: [aCheck(), aCheck({ name: 'refusals', then: 'hold' })] });
    const world = drive(policy, { ...inStage(policy, 'bake', 500_000), phase: 'baking' });
    const look = (...parts: readonly [typeof APPROVE] | readonly []): Decision => world.look({ errors: split(3_000, world.weight(), FINE), refusals: split(3_000, world.weight(), { stable: 0.01, candidate: 0.1 }) }, ...parts);
    until('hold check-says-worse', look);
    expect(look()).toMatchObject({ kind: 'hold', needs: 'approval', reasons: [{ code: 'check-says-worse', check: 'refusals' }] });
    expect(said(look(APPROVE))).toBe('hold baking');
    expect(new Set(until('finished baked', look))).toEqual(new Set(['hold baking']));
  });

  it('ends the hold of the watch over the candidate alone, which is told again only on new evidence', () => {
    const policy = planned([aRamp(), { ...BAKE, durationMs: 7_200_000, holdback: ppm(0) }]);
    const world = drive(policy, inStage(policy, 'ramp', 500_000));
    const alone = (ratio: number): (() => Decision) => () => world.look({ errors: cell([0, 0], [3_000 * ratio, 3_000]) });
    until('promote all-certified', () => healthy(world));
    world.promote();
    until('hold worse-than-before', alone(0.04));
    for (let look = 0; look < 10; look += 1) expect(said(alone(0.04)())).toBe('hold worse-than-before');
    expect(said(world.look({ errors: cell([0, 0], [30, 3_000]) }, APPROVE))).toBe('hold baking');
    expect(said(alone(0.01)())).toBe('hold baking');
    expect(until('hold worse-than-before', alone(0.04)).length).toBeGreaterThan(1);
  });
});

describe('an approval of a split that is not what the weight says', () => {
  it('ends the hold, which is told again only on new evidence', () => {
    const policy = planned([aRamp({ weightMax: ppm(100_000) }), BAKE]);
    const start = inStage(policy, 'ramp', 100_000);
    const world = drive(policy, { ...start, weights: [{ fromMs: start.startedAtMs, weight: start.weight, mirror: ppm(0) }] });
    const unfair = (): Decision => world.look({ errors: cell([27, 2_700], [9, 900]) });
    const before = until('hold sample-ratio', unfair).length;
    for (let look = 0; look < 10; look += 1) expect(said(unfair())).toBe('hold sample-ratio');
    expect(said(healthy(world, APPROVE))).not.toContain('sample-ratio');
    expect(Array.from({ length: 5 }, () => said(healthy(world)))).not.toContain('hold sample-ratio');
    expect(until('hold sample-ratio', unfair).length).toBeGreaterThan(before / 2);
  });
});
