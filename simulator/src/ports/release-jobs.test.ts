// What a simulated step hands over is what the action would put out: the two are held together here, because the simulator does not render anything.
import { present } from '@rampart/canary-step/present';
import { run as runStep, type StepResult } from '@rampart/canary-step/run';
import { aCheck, aPolicy, aSmoke } from '@rampart/testing/fakes';
import { describe, expect, it } from 'vitest';
import { DEFAULT_MISBEHAVING, DEFAULT_SCENARIO } from '../scenario/default-scenario.ts';
import type { Behaviour, Fault, Trial } from '../scenario/scenario.ts';
import type { Job } from './job.ts';
import { outsideOf } from './outside-of.ts';
import { NOTHING_SAID, stepResult } from './release-jobs.ts';
import { simulation, type Simulation } from './simulation.ts';
import { JOBS_NEXT } from './virtual-time.ts';

const FAILS: Behaviour = { kind: 'worse', ...DEFAULT_MISBEHAVING, on: { kind: 'check', name: 'errors' }, factor: 10, points: 0 };
const ALWAYS = { atMs: 60_000, forMs: 36_000_000 };
const POLICY = aPolicy({ promise: { badRequestsMax: 400 }, checks: [aCheck({ worseBy: { kind: 'factor', factor: 2 } })], expert: { growthMax: 4 } });

const STORIES: Readonly<Record<string, { readonly faults: readonly Fault[]; readonly behaviours?: readonly Behaviour[]; readonly policy?: Trial['policy'] }>> = {
  'a good candidate': { faults: [] },
  'a failing one': { faults: [], behaviours: [FAILS] },
  'a failing one at a router that lies': { faults: [{ kind: 'router-lies', ...ALWAYS }], behaviours: [FAILS] },
  'a ledger that is away': { faults: [{ kind: 'ledger-unavailable', ...ALWAYS }] },
  'a dead stable arm': { faults: [{ kind: 'slot-lost', arm: 'stable', ...ALWAYS }], behaviours: [FAILS] },
  'an approval that nobody gives': { faults: [], policy: { ...POLICY, plan: [aSmoke(), { kind: 'approval' }, ...POLICY.plan.slice(1)] } },
};

describe('stepResult', () => {
  it('says what the action puts out, and is red when the action is', async () => {
    const seen = { promote: 0, rollBack: 0, red: 0, looks: 0 };
    for (const { faults, behaviours = [], policy = POLICY } of Object.values(STORIES)) {
      const trial: Trial = { policy, scenario: { ...DEFAULT_SCENARIO, horizonMs: 1_800_000, faults, behaviours, traffic: { ...DEFAULT_SCENARIO.traffic, requestsPerSecond: 200 } } };
      for (const results of await looksOf(trial)) {
        const { outputs, exitCode } = present(results);
        const ids = (rows: string | undefined): readonly string[] => (JSON.parse(rows ?? '[]') as readonly { readonly 'rollout-id': string }[]).map((row) => row['rollout-id']);
        const { toPromote, toRollBack, isRed } = stepResult(results);
        expect({ toPromote, toRollBack, isRed }).toEqual({ toPromote: ids(outputs.toPromote), toRollBack: ids(outputs.toRollBack), isRed: exitCode !== 0 });
        seen.looks += 1;
        seen.promote += toPromote.length;
        seen.rollBack += toRollBack.length;
        seen.red += Number(isRed);
      }
    }
    console.info(JSON.stringify(seen));
    expect(Math.min(seen.promote, seen.rollBack, seen.red)).toBeGreaterThan(0);
  });
});

/** A single look every half minute; nobody goes on with what it hands over. */
async function looksOf(trial: Trial): Promise<readonly (readonly StepResult[])[]> {
  const sim = simulation(trial, outsideOf(trial));
  const all: (readonly StepResult[])[] = [];
  for (let atMs = 0; atMs < trial.scenario.horizonMs; atMs += 30_000) sim.time.plan(atMs, JOBS_NEXT, () => void sim.start('canary-step', async (job) => all.push(await look(sim, job))));
  await sim.run(() => true);
  return all;
}

function look({ trial: { policy } }: Simulation, job: Job): Promise<readonly StepResult[]> {
  const ports = job.ports();
  const target = { policyFile: 'policy.yaml', pinned: { policy, digest: 'simulated' }, ports, breakGlass: () => '' };
  const request = { mode: 'auto', wanted: { kind: 'newest' }, validation: { kind: 'not-demanded' }, request: NOTHING_SAID, actor: job.name, deadlineMs: 1, silenceMs: policy.expert.lookMs } as const;
  return runStep(request, { targets: [target], clock: ports.clock, signal: job.signal, told: () => undefined });
}
