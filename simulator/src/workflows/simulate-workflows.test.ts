// Stories at depth `run`: jobs, needs, groups, re-runs and cancellations around the actions' run().
import { aCheck, aPolicy, aSmoke } from '@rampart/testing/fakes';
import { describe, expect, it } from 'vitest';
import { simulateTicks } from '../ports/simulate-ticks.ts';
import type { Recording } from '../rollout/recording.ts';
import { DEFAULT_MISBEHAVING, DEFAULT_RUNNER, DEFAULT_SCENARIO } from '../scenario/default-scenario.ts';
import type { Behaviour, Fault, Scenario, Trial } from '../scenario/scenario.ts';
import type { Concurrency } from './concurrency.ts';
import { simulateWorkflows } from './simulate-workflows.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const POLICY = aPolicy({ promise: { badRequestsMax: 400 }, expert: { growthMax: 4 }, checks: [aCheck({ worseBy: { kind: 'factor', factor: 2 } })] });
const FAILS: Behaviour = { kind: 'worse', ...DEFAULT_MISBEHAVING, on: { kind: 'check', name: 'errors' }, factor: 10, points: 0 };
const ONE_AND_ONE: Concurrency = { kind: 'group', cancelInProgress: false };
const NEWEST_ONLY: Concurrency = { kind: 'group', cancelInProgress: true };

function aTrial(scenario: Partial<Scenario> = {}): Trial {
  return { policy: POLICY, scenario: { ...DEFAULT_SCENARIO, horizonMs: 3 * HOUR, ...scenario } };
}

function simulate(faults: readonly Fault[], scenario: Partial<Scenario> = {}, concurrency: Concurrency = { kind: 'none' }): Promise<Recording> {
  return simulateWorkflows(aTrial({ faults, ...scenario }), { concurrency });
}

describe('simulateWorkflows', () => {
  it.each([['no group', { kind: 'none' }], ['one running and one waiting', ONE_AND_ONE], ['the newest only', NEWEST_ONLY]] as const)('promotes a good candidate and takes a failing one out, with %s', async (_, concurrency) => {
    const [good, failing] = [await simulate([], {}, concurrency), await simulate([], { behaviours: [FAILS] }, concurrency)];
    expect([good.depth, good.ending.outcome, failing.ending.outcome]).toEqual(['run', 'promoted', 'rolled-back']);
    expect(failing.marks).toContain('rollback:out');
  });

  it('decides as the ticks do, when one run at a time is all there is', async () => {
    const trial = aTrial({ behaviours: [FAILS] });
    const [run, tick] = [await simulateWorkflows(trial, { concurrency: ONE_AND_ONE }), await simulateTicks(trial)];
    expect(run.looks.map(({ atMs, decision }) => [atMs, decision.kind, decision.to])).toEqual(tick.looks.map(({ atMs, decision }) => [atMs, decision.kind, decision.to]));
    expect(run.truth).toEqual(tick.truth);
  });

  it('runs looks side by side where no group holds them back, and applies nothing twice', async () => {
    const { marks, calls } = await simulate([], { runner: { ...DEFAULT_RUNNER, mode: 'watch' } });
    expect([...marks]).toEqual(expect.arrayContaining(['two-at-once', 'lost-race', 'outcome:promoted']));
    const effects = calls.filter(({ method, answer }) => method === 'set' && answer === 'ok').map(({ about }) => about);
    expect(new Set(effects).size).toBe(effects.length);
  });

  it('starts nothing where the run of the pushed tag was cancelled, until somebody runs it again', async () => {
    const cancelled: Fault = { kind: 'job-dies', call: 1, when: 'before', atMs: 0, forMs: MINUTE };
    const never = await simulate([cancelled], { horizonMs: HOUR });
    expect([never.ending.outcome, never.events.length, never.marks.has('idle')]).toEqual(['open', 1, true]);
    const again = await simulate([cancelled, { kind: 'old-job-re-run', atMs: 2 * MINUTE, forMs: 0 }]);
    expect(again.ending.outcome).toBe('promoted');
  });

  it('cancels a waiting run for a newer one, also that of a person who aborts', async () => {
    // The tick of minute 5 waits behind the step that stays; the abort takes its place, and the tick of minute 10 the abort's.
    const { marks, ending } = await simulate([{ kind: 'person-aborts', atMs: 6 * MINUTE, forMs: 0 }], { runner: { ...DEFAULT_RUNNER, mode: 'watch' } }, ONE_AND_ONE);
    expect([...marks]).toEqual(expect.arrayContaining(['pending-cancelled', 'outcome:promoted']));
    expect([marks.has('request:abort'), ending.outcome]).toEqual([false, 'promoted']);
    const ungrouped = await simulate([{ kind: 'person-aborts', atMs: 6 * MINUTE, forMs: 0 }], { runner: { ...DEFAULT_RUNNER, mode: 'watch' } });
    expect(ungrouped.ending.outcome).toBe('rolled-back');
  });

  it('runs the jobs that need a step also where it is red', async () => {
    // The router takes nothing: a rollback that is not confirmed is red, and the job that concludes it tries it again.
    const faults: readonly Fault[] = [{ kind: 'router-lies', atMs: 6 * MINUTE, forMs: HOUR }];
    const { marks, calls } = await simulate(faults, { behaviours: [FAILS], horizonMs: HOUR, runner: { ...DEFAULT_RUNNER, mode: 'tick' } });
    expect([...marks]).toEqual(expect.arrayContaining(['red:step', 'decision:rollback', 'router-lied', 'rollback:unconfirmed', 'red:roll-back']));
    expect(calls.some(({ job }) => job.startsWith('roll-back'))).toBe(true);
  });

  it('goes on after what was cancelled in the middle', async () => {
    const { marks, ending } = await simulate([{ kind: 'job-cancelled', atMs: 2 * MINUTE, forMs: 0 }]);
    expect([marks.has('cancelled'), ending.outcome]).toEqual([true, 'promoted']);
  });

  it('promotes once, however often an old promote job is run again', async () => {
    const { marks, events } = await simulate([{ kind: 'old-job-re-run', atMs: 100 * MINUTE, forMs: 0 }]);
    expect([...marks]).toEqual(expect.arrayContaining(['re-run', 'promote:was-promoted', 'outcome:promoted']));
    expect(events.filter(({ kind }) => kind === 'promoted').length).toBe(1);
  });

  it('starts the next release when a newer version is pushed', async () => {
    const { events, ending } = await simulate([{ kind: 'new-version', atMs: 6 * MINUTE, forMs: 0 }]);
    expect(events.filter((event) => event.kind === 'started').length).toBe(2);
    expect(ending.outcome).toBe('promoted');
  });

  it('is safe beside another copy of itself', async () => {
    const { marks, ending } = await simulate([{ kind: 'two-controllers', atMs: MINUTE, forMs: HOUR }], {}, ONE_AND_ONE);
    expect([...marks]).toEqual(expect.arrayContaining(['two-at-once', 'lost-race']));
    expect(ending.outcome).toBe('promoted');
  });

  it('waits for an approval that comes in a run of its own', async () => {
    const policy = { ...POLICY, plan: [aSmoke(), { kind: 'approval' } as const, ...POLICY.plan.slice(1)] };
    const runner = { ...DEFAULT_RUNNER, person: { kind: 'approves', afterMs: 20 * MINUTE } } as const;
    const { marks, ending } = await simulateWorkflows({ policy, scenario: { ...DEFAULT_SCENARIO, horizonMs: 3 * HOUR, runner } });
    expect([marks.has('request:approve'), ending.outcome]).toEqual([true, 'promoted']);
  });

  it('is the same release again, call by call', async () => {
    const trial = aTrial({ seed: 3, faults: [{ kind: 'two-controllers', atMs: 0, forMs: HOUR }, { kind: 'job-cancelled', atMs: 3 * MINUTE, forMs: 0 }, { kind: 'old-job-re-run', atMs: 4 * MINUTE, forMs: 0 }] });
    expect(await simulateWorkflows(trial)).toEqual(await simulateWorkflows(trial));
  });
});
