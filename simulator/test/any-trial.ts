// Whole trials for property tests of the deeper depths: policies that between them have every stage, in any scenario that counts can represent, kept short.
import fc, { type Arbitrary } from 'fast-check';
import { ppm, type Policy } from '@rampart/rollout-policy';
import { aCheck, aPolicy, aRamp, aSmoke } from '@rampart/testing/fakes';
import { DEFAULT_TRAFFIC } from '../src/scenario/default-scenario.ts';
import type { Trial } from '../src/scenario/scenario.ts';
import { anyScenario } from './any-scenario.ts';

const MINUTE = 60_000;

const LABELS = aCheck({
  name: 'accuracy',
  signal: { kind: 'labels', source: { kind: 'http', url: 'http://labels.test/' }, everyMs: MINUTE, matureMs: 2 * MINUTE },
  worseBy: { kind: 'factor', factor: 1.5 },
});

export const POLICIES: readonly Policy[] = [
  aPolicy({ promise: { badRequestsMax: 400, decideWithinMs: 60 * MINUTE, ifUndecided: 'rollback' }, expert: { growthMax: 4 } }),
  aPolicy({
    checks: [aCheck({ worseBy: { kind: 'factor', factor: 2 }, limit: { kind: 'share', ratioMax: 0.3 } }), LABELS],
    promise: { badRequestsMax: 4_000, decideWithinMs: 40 * MINUTE, ifUndecided: 'promote' },
    plan: [
      aSmoke({ probe: { kind: 'http', url: 'http://golden.test/' } }),
      { kind: 'shadow', durationMs: 5 * MINUTE, share: ppm(200_000) },
      aRamp({ steps: { kind: 'ladder', weights: [ppm(100_000), ppm(500_000)], everyMs: MINUTE } }),
      { kind: 'approval' },
      { kind: 'bake', durationMs: 10 * MINUTE, holdback: ppm(10_000) },
      { kind: 'follow', durationMs: 60 * MINUTE, then: 'rollback' },
    ],
  }),
  aPolicy({ promise: { badRequestsMax: 1_000, decideWithinMs: 90 * MINUTE, ifUndecided: 'ask' }, plan: [aSmoke(), { kind: 'switch' }, { kind: 'bake', durationMs: 5 * MINUTE, holdback: ppm(0) }], onNewVersion: 'queue' }),
];

/** Users and retries need the event-level engine, which is for other tests. */
export function anyTrial({ horizonMsMax }: { readonly horizonMsMax: number }): Arbitrary<Trial> {
  return fc.record({ scenario: anyScenario({ checks: ['errors', 'accuracy'] }), policy: fc.constantFrom(...POLICIES) }).map(({ scenario, policy }) => ({
    policy,
    scenario: { ...scenario, horizonMs: Math.min(scenario.horizonMs, horizonMsMax), traffic: { ...scenario.traffic, users: DEFAULT_TRAFFIC.users, retries: DEFAULT_TRAFFIC.retries } },
  }));
}
