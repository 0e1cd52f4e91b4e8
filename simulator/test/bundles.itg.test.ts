// Two short stories through the shipped bundles: what the simulated world does to a release there is what it does at the other depths.
import { foldAll, stepViolations } from '@rampart/rollout-policy';
import { aPolicy } from '@rampart/testing/fakes';
import { beforeAll, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../tools/bundle.ts';
import { DEFAULT_MISBEHAVING, DEFAULT_SCENARIO } from '../src/scenario/default-scenario.ts';
import type { Behaviour, Trial } from '../src/scenario/scenario.ts';
import type { Recording } from '../src/rollout/recording.ts';
import { simulateBundles } from './simulate-bundles.ts';

const FAILS: Behaviour = { kind: 'worse', ...DEFAULT_MISBEHAVING, on: { kind: 'check', name: 'errors' }, factor: 30, points: 0 };
/** Real time is short: a look every 150 ms, in which the world lives through half a minute. */
const SECTIONS = { promise: 'promise: {badRequests: 1000000, falseAlarms: 20%}', checks: 'checks: {errors: {worseBy: 4x}}', plan: 'plan: [smoke, ramp: {weights: [10%, 50%], every: 0s}, bake: {for: 100ms, holdback: 1%}]' };

function aTrial(behaviours: readonly Behaviour[]): Trial {
  const { traffic } = DEFAULT_SCENARIO;
  return { policy: aPolicy(), scenario: { ...DEFAULT_SCENARIO, seed: 5, behaviours, traffic: { ...traffic, requestsPerSecond: 500 } } };
}

function expectEveryRule({ events, states }: Recording): void {
  expect(states.flatMap((state, index) => (index === 0 ? [] : stepViolations(states[index - 1]!, events[index]!, state)))).toEqual([]);
  expect(foldAll(events)).toEqual({ kind: 'present', state: states.at(-1) });
}

describe('simulateBundles', () => {
  // Bundled once per change of the sources, as for the golden tests.
  beforeAll(async () => {
    for (const action of ['canary-step', 'promote', 'rollback']) await cachedBundle(action);
  }, 300_000);

  it('promotes a good candidate', async () => {
    const recording = await simulateBundles(aTrial([]), SECTIONS);
    expect(recording.ending).toMatchObject({ outcome: 'promoted', weightMaxPpm: 1_000_000 });
    expect([...recording.marks]).toEqual(['outcome:promoted', 'exit:0']);
    expectEveryRule(recording);
  }, 300_000);

  it('takes a failing one out', async () => {
    const recording = await simulateBundles(aTrial([FAILS]), SECTIONS);
    expect(recording.ending).toMatchObject({ outcome: 'rolled-back', why: 'regression' });
    expect(recording.weights.at(-1)).toMatchObject({ weightPpm: 0 });
    expect(recording.truth.bad.candidate).toBeGreaterThan(recording.truth.requests.candidate / 10);
    expectEveryRule(recording);
  }, 300_000);
});
