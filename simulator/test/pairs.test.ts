// Rules about related releases, on releases whose end is beyond doubt: with a candidate that is as good as stable, and with one that fails always.
import { describe, expect, it } from 'vitest';
import { crashChangesNothing } from '../src/checkers/31-crash-changes-nothing.ts';
import { telemetryInAnyOrder } from '../src/checkers/34-telemetry-in-any-order.ts';
import type { PairChecker } from '../src/checkers/checker.ts';
import { simulateTicks } from '../src/ports/index.ts';
import { DEFAULT_MISBEHAVING, DEFAULT_SCENARIO } from '../src/scenario/default-scenario.ts';
import type { Scenario, Trial } from '../src/scenario/scenario.ts';
import { POLICIES } from './policies.ts';

const HOUR = 3_600_000;
const clear: Scenario = { ...DEFAULT_SCENARIO, name: 'clear', seed: 0x5eed, horizonMs: 2 * HOUR, traffic: { ...DEFAULT_SCENARIO.traffic, requestsPerSecond: 20 } };
const TRIALS: Readonly<Record<string, Trial>> = {
  'a good candidate': { policy: POLICIES.instances, scenario: clear },
  'a dead one': { policy: POLICIES.instances, scenario: { ...clear, behaviours: [{ ...DEFAULT_MISBEHAVING, kind: 'crash', pods: 1, loopMs: 'none' }] } },
};

async function check({ variants, check: compare }: PairChecker, trial: Trial): Promise<ReturnType<PairChecker['check']>> {
  const original = await simulateTicks(trial);
  expect(original.ending.outcome).not.toBe('open');
  const recordings = [];
  for (const variant of variants(trial)) recordings.push(await simulateTicks(variant));
  return compare(original, recordings);
}

describe.each(Object.entries(TRIALS))('%s', (_, trial) => {
  it('31-crash-changes-nothing: dies before and after every call of a job', { timeout: 120_000 }, async () => {
    expect(await check(crashChangesNothing, trial)).toEqual({ broken: [], exercised: true });
  });

  it('34-telemetry-in-any-order', { timeout: 60_000 }, async () => {
    // Only a source with history has an order that can be told.
    expect(await check(telemetryInAnyOrder, { ...trial, policy: { ...trial.policy, metrics: { kind: 'none' } } })).toEqual({ broken: [], exercised: true });
  });
});
