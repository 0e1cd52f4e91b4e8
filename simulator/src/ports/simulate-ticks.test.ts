// Stories at depth `tick`: what each kind of trouble does to a release.
import type { Policy } from '@rampart/rollout-policy';
import { aCheck, aPolicy } from '@rampart/testing/fakes';
import { describe, expect, it } from 'vitest';
import { simulateDecisions } from '../rollout/simulate-decisions.ts';
import type { Recording } from '../rollout/recording.ts';
import { DEFAULT_MISBEHAVING, DEFAULT_ROUTER, DEFAULT_RUNNER, DEFAULT_SCENARIO, DEFAULT_TRAFFIC } from '../scenario/default-scenario.ts';
import type { Behaviour, Fault, Scenario, Trial } from '../scenario/scenario.ts';
import { simulateTicks } from './simulate-ticks.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const POLICY = aPolicy({ promise: { badRequestsMax: 400 }, expert: { growthMax: 4 }, checks: [aCheck({ worseBy: { kind: 'factor', factor: 2 } })] });
const FAILS: Behaviour = { kind: 'worse', ...DEFAULT_MISBEHAVING, on: { kind: 'check', name: 'errors' }, factor: 10, points: 0 };

function aTrial(scenario: Partial<Scenario> = {}, policy: Policy = POLICY): Trial {
  return { policy, scenario: { ...DEFAULT_SCENARIO, horizonMs: 3 * HOUR, ...scenario } };
}

const simulate = (faults: readonly Fault[], scenario: Partial<Scenario> = {}): Promise<Recording> => simulateTicks(aTrial({ faults, ...scenario }));
const always = { atMs: 0, forMs: 24 * HOUR };

describe('simulateTicks', () => {
  it.each([['an equal candidate', []], ['a failing candidate', [FAILS]]] as const)('sees and decides what the decision alone sees and decides of %s, when nothing goes wrong', async (_, behaviours) => {
    const trial = aTrial({ behaviours });
    const [deep, shallow] = [await simulateTicks(trial), simulateDecisions(trial)];
    expect(deep.looks.map(({ atMs, decision }) => ({ atMs, kind: decision.kind, to: decision.to, reasons: decision.reasons, checks: decision.checks }))).toEqual(
      shallow.looks.map(({ atMs, decision }) => ({ atMs, kind: decision.kind, to: decision.to, reasons: decision.reasons, checks: decision.checks })),
    );
    expect(deep.weights.map(({ atMs, weightPpm }) => [atMs, weightPpm])).toEqual(shallow.weights.map(({ atMs, weightPpm }) => [atMs, weightPpm]));
    expect(deep.truth).toEqual(shallow.truth);
    expect(deep.ending).toEqual(shallow.ending);
  });

  it('runs in the world of users as well, request by request', async () => {
    const traffic = { ...DEFAULT_TRAFFIC, users: { kind: 'users', count: 300, zipf: 1, concentration: 5 }, retries: { probability: 0.5, max: 2 } } as const;
    const { ending, truth } = await simulate([], { traffic, behaviours: [FAILS], horizonMs: HOUR });
    expect(ending.outcome).toBe('rolled-back');
    expect(truth.usersHarmed).toBeGreaterThan(0);
  });

  it('takes a failing candidate out, and says when it was out', async () => {
    const { ending, weights, startMs, marks } = await simulate([], { behaviours: [FAILS] });
    expect(ending).toMatchObject({ outcome: 'rolled-back', why: 'regression', outAtMs: weights.at(-1)!.atMs - startMs, askedAtMs: 'never' });
    expect([...marks]).toEqual(expect.arrayContaining(['decision:rollback', 'rollback:out', 'outcome:rolled-back']));
  });

  it('notes every call with its job, its time and its answer', async () => {
    const { calls, startMs } = await simulate([]);
    expect(calls.slice(0, 3)).toEqual([
      { atMs: startMs, job: 'canary-step-1', port: 'ledger', method: 'read', answer: 'ok', about: 'fraud-prod' },
      { atMs: startMs, job: 'canary-step-1', port: 'router', method: 'read', answer: 'ok', about: 'fraud-prod' },
      { atMs: startMs, job: 'canary-step-1', port: 'ledger', method: 'append', answer: 'ok', about: '1 adopted' },
    ]);
    expect([...new Set(calls.map(({ job }) => job))]).toEqual(['canary-step-1', 'promote-1', 'canary-step-2']);
  });

  it('sends the jobs of promotion after a while', async () => {
    const [soon, later] = [await simulate([]), await simulate([], { runner: { ...DEFAULT_RUNNER, jobDelayMs: 10 * MINUTE } })];
    const promotedAt = ({ events }: Recording): number => events.find(({ kind }) => kind === 'promoted')!.atMs;
    expect(promotedAt(later) - promotedAt(soon)).toBe(10 * MINUTE);
  });

  it('comes late and not at all as the scenario says', async () => {
    const missing = await simulate([], { runner: { ...DEFAULT_RUNNER, mode: 'tick', missing: 0.7, lateMedianMs: 10 * MINUTE } });
    const dueAts = [...new Set(missing.looks.map(({ atMs }) => atMs - missing.startMs))];
    expect(dueAts.length).toBeLessThan(20);
    expect(dueAts.filter((atMs) => atMs % (5 * MINUTE) !== 0).length).toBeGreaterThan(3);
  });

  it.each<[string, Fault, Partial<Scenario>, readonly string[]]>([
    ['a router that does not answer', { kind: 'router-unavailable', atMs: 2 * MINUTE, forMs: 20 * MINUTE }, {}, ['reason:router-unreadable']],
    ['a router that fails', { kind: 'router-fails', atMs: 0, forMs: 20 * MINUTE }, {}, ['router-failed']],
    ['a router whose replies are lost', { kind: 'router-reply-lost', ...always }, {}, ['reply-lost']],
    ['a router that lies', { kind: 'router-lies', atMs: 0, forMs: 20 * MINUTE }, {}, ['router-lied']],
    ['a router that is late', { kind: 'router-late', byMs: 20_000, ...always }, {}, ['router-late']],
    ['a ledger that is away', { kind: 'ledger-unavailable', atMs: 2 * MINUTE, forMs: 20 * MINUTE }, {}, ['no-ledger']],
    ['a ledger whose replies are lost', { kind: 'ledger-reply-lost', atMs: 0, forMs: 20 * MINUTE }, {}, ['reply-lost']],
    ['a ledger that loses what it is sent', { kind: 'ledger-lost-not-applied', atMs: 2 * MINUTE, forMs: 20 * MINUTE }, {}, ['no-ledger']],
    ['a ledger that is stale', { kind: 'ledger-stale', atMs: 2 * MINUTE, forMs: 20 * MINUTE }, {}, ['stale-read', 'lost-race']],
    ['a ledger that others write to', { kind: 'ledger-conflicts', atMs: 2 * MINUTE, forMs: 20 * MINUTE }, {}, ['lost-race']],
    ['a deployer that fails', { kind: 'deployer-fails', atMs: 0, forMs: 20 * MINUTE }, {}, ['deployer-failed', 'reason:candidate-not-ready']],
    ['a candidate that is not ready', { kind: 'never-ready', atMs: 0, forMs: 20 * MINUTE }, {}, ['reason:candidate-not-ready']],
    ['a registry that is away', { kind: 'registry-unavailable', atMs: 0, forMs: 20 * MINUTE }, {}, ['idle']],
    ['pinned data that changed', { kind: 'frozen-data-changed', atMs: 0, forMs: 20 * MINUTE }, {}, ['reason:frozen-data-changed']],
    ['two ticks at once', { kind: 'tick-twice', ...always }, {}, ['tick-twice', 'two-at-once', 'lost-race']],
    ['two controllers', { kind: 'two-controllers', atMs: MINUTE, forMs: HOUR }, {}, ['two-at-once', 'lost-race']],
    ['a job that is cancelled', { kind: 'job-cancelled', atMs: 10 * MINUTE, forMs: 0 }, {}, ['cancelled']],
    ['an old job that is run again', { kind: 'old-job-re-run', atMs: 100 * MINUTE, forMs: 0 }, {}, ['re-run']],
    ['a runner whose clock is behind', { kind: 'runner-clock', aheadMs: -2 * MINUTE, atMs: 10 * MINUTE, forMs: 10 * MINUTE }, {}, []],
  ])('promotes a good candidate all the same: %s', async (_, fault, scenario, marks) => {
    const recording = await simulate([fault], scenario);
    expect([...recording.marks]).toEqual(expect.arrayContaining([...marks, 'outcome:promoted']));
  });

  it.each(['before', 'after'] as const)('goes on where a job died %s a call', async (when) => {
    const { calls, ending } = await simulate([{ kind: 'job-dies', call: 20, when, ...always }]);
    const died = calls.findIndex(({ answer }) => answer === 'died');
    expect([died, calls[died]!.job, calls[died + 1]!.job, ending.outcome]).toEqual([19, 'canary-step-1', 'canary-step-2', 'promoted']);
  });

  it('asks a person about a raise that comes after it was given up', async () => {
    const { ending, marks } = await simulate([{ kind: 'router-late', byMs: MINUTE, atMs: 0, forMs: 10 * MINUTE }]);
    expect(ending).toMatchObject({ outcome: 'open', askedAtMs: 480_000 });
    expect(marks).toContain('reason:weight-raised-outside');
  });

  it('lets a person abort', async () => {
    const { ending, marks } = await simulate([{ kind: 'person-aborts', atMs: 5 * MINUTE, forMs: 0 }]);
    expect(ending).toMatchObject({ outcome: 'rolled-back', why: 'aborted', decidedAtMs: 5 * MINUTE });
    expect(marks).toContain('request:abort');
  });

  it('lets a person at the router win', async () => {
    const { ending, weights } = await simulate([{ kind: 'person-sets-weight', weight: 0.01, atMs: 5 * MINUTE, forMs: 0 }]);
    expect(ending).toMatchObject({ outcome: 'rolled-back', why: 'weight-lowered-outside' });
    expect(weights.find(({ by }) => by === 'person')).toMatchObject({ weightPpm: 10_000, rolloutId: '' });
  });

  it('asks a person, who answers in their own time', async () => {
    const policy = { ...POLICY, plan: [POLICY.plan[0]!, { kind: 'approval' } as const, ...POLICY.plan.slice(1)] };
    const runner = { ...DEFAULT_RUNNER, person: { kind: 'approves', afterMs: 20 * MINUTE } } as const;
    const { ending, events, startMs } = await simulateTicks(aTrial({ runner }, policy));
    const approved = events.find((event) => event.kind === 'ticked' && event.situation.request.kind === 'approve');
    expect(approved!.atMs - startMs).toBe(Number(ending.askedAtMs) + 20 * MINUTE);
    expect(ending.outcome).toBe('promoted');
  });

  it('goes on with the newer version that replaces the first', async () => {
    const { events, ending } = await simulate([{ kind: 'new-version', atMs: 6 * MINUTE, forMs: 0 }]);
    expect(events.filter(({ kind }) => kind === 'started').map((event) => event.kind === 'started' && event.candidate.version)).toEqual(['v2.0.0', 'v3.0.0']);
    expect(ending.outcome).toBe('promoted');
  });

  it('halts where the old version is dead', async () => {
    const { ending, marks } = await simulate([{ kind: 'slot-lost', arm: 'stable', ...always }, { kind: 'person-aborts', atMs: 10 * MINUTE, forMs: 0 }], { horizonMs: HOUR });
    expect([...marks]).toEqual(expect.arrayContaining(['request:abort']));
    expect(ending.outcome).not.toBe('promoted');
  });

  it('leaves the rollout open when the horizon comes first', async () => {
    const { ending } = await simulate([], { horizonMs: 10 * MINUTE });
    expect(ending).toMatchObject({ outcome: 'open', endedAtMs: 'never', why: '' });
  });

  it('moves nothing that the router has not settled', async () => {
    const { weights, events } = await simulate([], { router: { ...DEFAULT_ROUTER, settlesAfterMs: 5_000 } });
    const settledAt = events.flatMap((event) => (event.kind === 'confirmed' ? [event.settledAtMs] : []));
    expect(weights.slice(0, settledAt.length).map(({ atMs }) => atMs)).toEqual(settledAt);
  });

  it('is the same release again, call by call', async () => {
    const trial = aTrial({ seed: 7, faults: [{ kind: 'two-controllers', ...always }, { kind: 'tick-twice', ...always }, { kind: 'job-cancelled', atMs: 10 * MINUTE, forMs: 0 }] });
    expect(await simulateTicks(trial)).toEqual(await simulateTicks(trial));
  });
});
