// Named trials, killed before and after every port call that they make: same end, same ledger (invariant 31).
import { ppm, type Stage } from '@rampart/rollout-policy';
import { aCheck, aPolicy, aRamp, aSmoke } from '@rampart/testing/fakes';
import { describe, expect, it } from 'vitest';
import { DEFAULT_MISBEHAVING, DEFAULT_RUNNER, DEFAULT_SCENARIO } from '../scenario/default-scenario.ts';
import type { Behaviour, Trial } from '../scenario/scenario.ts';
import { crashPoints } from './crash-points.ts';

const LABELS = aCheck({ name: 'accuracy', signal: { kind: 'labels', source: { kind: 'http', url: 'http://labels.test/' }, everyMs: 30_000, matureMs: 240_000 }, worseBy: { kind: 'none' }, limit: { kind: 'share', ratioMax: 0.3 } });

function worse(on: string, factor: number, since: Behaviour['since'] = 'start'): Behaviour {
  return { kind: 'worse', ...DEFAULT_MISBEHAVING, since, on: { kind: 'check', name: on }, factor, points: 0 };
}

/** Few looks: wide margin, generous promise, much traffic, short stages. */
function quick(behaviours: readonly Behaviour[], { first = [], last = [], checks = [] }: { readonly first?: readonly Stage[]; readonly last?: readonly Stage[]; readonly checks?: readonly (typeof LABELS)[] } = {}): Trial {
  const policy = aPolicy({
    checks: [aCheck({ worseBy: { kind: 'factor', factor: 4 }, limit: { kind: 'share', ratioMax: 0.1 } }), ...checks],
    promise: { badRequestsMax: 100_000 },
    plan: [
      ...(first.length === 0 ? [aSmoke()] : first),
      aRamp({ steps: { kind: 'ladder', weights: [ppm(100_000), ppm(500_000)], everyMs: 30_000 } }),
      { kind: 'bake', durationMs: 60_000, holdback: ppm(10_000) },
      ...last,
    ],
  });
  const { traffic } = DEFAULT_SCENARIO;
  return { policy, scenario: { ...DEFAULT_SCENARIO, seed: 31, horizonMs: 3_600_000, traffic: { ...traffic, requestsPerSecond: 1_000 }, runner: { ...DEFAULT_RUNNER, mode: 'watch' }, baseline: { accuracy: { kind: 'ratio', ratio: 0.1 } }, behaviours } };
}

const STORIES: Readonly<Record<string, { readonly trial: Trial; readonly outcome: string; readonly calls: readonly string[]; readonly every?: number }>> = {
  'a good candidate': { trial: quick([]), outcome: 'promoted', calls: ['router.set', 'ledger.append', 'registry.movePointer'] },
  'a failing candidate': { trial: quick([worse('errors', 20)]), outcome: 'rolled-back', calls: ['router.set'] },
  'a good candidate behind a golden set and a shadow': {
    trial: quick([], { first: [aSmoke({ probe: { kind: 'http', url: 'http://golden.test/' } }), { kind: 'shadow', durationMs: 60_000, share: ppm(200_000) }] }),
    outcome: 'promoted',
    calls: ['smoke.ask'],
  },
  'a candidate that fails once it is promoted': { trial: quick([worse('errors', 30, 'promotion')]), outcome: 'rolled-back', calls: ['registry.movePointer'] },
  'a release whose labels turn bad after the end': {
    trial: quick([worse('accuracy', 6, 'promotion')], { checks: [LABELS], last: [{ kind: 'follow', durationMs: 1_800_000, then: 'rollback' }] }),
    outcome: 'rolled-back',
    calls: ['router.set', 'ledger.append'],
    // Many looks: every third call.
    every: 3,
  },
};

describe('crashPoints', () => {
  it.each(Object.entries(STORIES))('finds the same end and the same ledger wherever a job dies: %s', async (name, { trial, outcome, calls, every = 1 }) => {
    const { undisturbed, points } = await crashPoints(trial, { every });
    expect(undisturbed.ending.outcome).toBe(outcome);
    expect(points.filter(({ differs }) => differs !== '').map(({ when, call, name: of, differs }) => ({ when, call, of, differs: differs.slice(0, 500) }))).toEqual([]);
    expect([...new Set(points.map((point) => point.name))]).toEqual(expect.arrayContaining([...calls]));
    expect(points.length).toBe(2 * Math.ceil(undisturbed.calls.length / every));
    console.info(`${name}: ${String(points.length)} deaths over ${String(undisturbed.looks.length)} looks`);
  });

  it('tells what is different where jobs race, and a death lets the other one win', async () => {
    const trial = quick([]);
    const { points } = await crashPoints({ ...trial, scenario: { ...trial.scenario, faults: [{ kind: 'person-approves', atMs: 60_000, forMs: 0 }] } });
    expect(points.map(({ differs }) => differs).filter((differs) => differs !== '')[0]).toMatch(/^event \d+ is \{"kind":"ticked".*, not \{"kind":"ticked"/);
  });
});
