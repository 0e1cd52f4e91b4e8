// Invariant 38 on one machine. Workers and other versions of Node are tried where they are started (pool, and the matrix of the workflows).
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { simulateTicks } from '../src/ports/index.ts';
import { simulateDecisions } from '../src/rollout/simulate-decisions.ts';
import type { Recording } from '../src/rollout/recording.ts';
import { DEFAULT_SCENARIO } from '../src/scenario/default-scenario.ts';
import type { Scenario } from '../src/scenario/scenario.ts';
import { POLICIES } from './policies.ts';

const HOUR = 3_600_000;
const rough: Scenario = {
  ...DEFAULT_SCENARIO,
  name: 'rough',
  seed: 0x5eed,
  run: 7,
  horizonMs: 3 * HOUR,
  traffic: { ...DEFAULT_SCENARIO.traffic, dispersion: 3, armNoise: 0.1 },
  behaviours: [{ kind: 'worse', arm: 'candidate', since: 'first-traffic', fromMs: 0, forMs: 'ever', on: { kind: 'check', name: 'errors' }, factor: 1.5, points: 0 }],
  faults: [
    { kind: 'metrics-missing', atMs: 600_000, forMs: 120_000, arm: 'both' },
    { kind: 'router-reply-lost', atMs: 900_000, forMs: 600_000 },
    { kind: 'two-controllers', atMs: 300_000, forMs: 1_200_000 },
  ],
  runner: { ...DEFAULT_SCENARIO.runner, lateMedianMs: 60_000, missing: 0.2, mode: 'tick' },
};
const calm: Scenario = { ...rough, faults: rough.faults.slice(0, 1) };

function hashOf(recording: Recording): string {
  return createHash('sha256').update(JSON.stringify({ ...recording, marks: [...recording.marks].sort() })).digest('hex');
}

describe('38-same-seed-same-bytes', () => {
  it('decides the same release byte for byte', () => {
    const trial = { policy: POLICIES.plain, scenario: calm };
    expect(hashOf(simulateDecisions(trial))).toBe(hashOf(simulateDecisions(trial)));
  });

  it('runs the same jobs byte for byte, with two controllers and lost replies', async () => {
    const trial = { policy: POLICIES.plain, scenario: rough };
    expect(hashOf(await simulateTicks(trial))).toBe(hashOf(await simulateTicks(trial)));
  });

  it('is another release with another seed', () => {
    const other = { policy: POLICIES.plain, scenario: { ...calm, seed: calm.seed + 1 } };
    expect(hashOf(simulateDecisions(other))).not.toBe(hashOf(simulateDecisions({ policy: POLICIES.plain, scenario: calm })));
  });
});
