// What the event-level engine has that counts of spans have not: retries, a queue, feedback; and that it repeats itself.
import { describe, expect, it } from 'vitest';
import { DEFAULT_MISBEHAVING, DEFAULT_SCENARIO, DEFAULT_TRAFFIC } from '../../scenario/default-scenario.ts';
import { builtInPolicy, type BuiltInPolicy } from '../../scenario/policies.ts';
import type { Behaviour, Scenario, TrafficModel, Trial } from '../../scenario/scenario.ts';
import type { Exposure, Happening, World } from '../world.ts';
import { eventLevelWorld, type SharedQueue } from './index.ts';

const MINUTE_MS = 60_000;
const DEAD: Behaviour = { ...DEFAULT_MISBEHAVING, kind: 'crash', pods: 1, loopMs: 'none' };
const USERS: TrafficModel['users'] = { kind: 'users', count: 400, zipf: 1, concentration: 20 };

describe('eventLevelWorld', () => {
  it('gives the same release again, whatever the cuts of time, and another one for another run', () => {
    const trial = trialOf('sticky', { users: USERS, dispersion: 4, failBurst: { mean: 3, max: 9 }, retries: { probability: 0.5, max: 2 }, bursts: { factor: 3, everyMs: 5 * MINUTE_MS, lastMs: MINUTE_MS } });
    const whole = summed(eventLevelWorld(trial), at(0.3), [10 * MINUTE_MS]);
    expect(summed(eventLevelWorld(trial), at(0.3), [10 * MINUTE_MS])).toEqual(whole);
    expect(summed(eventLevelWorld(trial), at(0.3), [1, 13_777, 30_000, 9 * MINUTE_MS - 5, 10 * MINUTE_MS])).toEqual(whole);
    expect(summed(eventLevelWorld({ ...trial, scenario: { ...trial.scenario, run: 1 } }), at(0.3), [10 * MINUTE_MS])).not.toEqual(whole);
  });

  it('gives two weights the same requests, of which the larger one serves a superset', () => {
    const trial = trialOf('web', {});
    const [less, more] = [0.1, 0.4].map((weight) => summed(eventLevelWorld(trial), at(weight), [MINUTE_MS]));
    expect(less!.requests.stable + less!.requests.candidate).toBe(more!.requests.stable + more!.requests.candidate);
    expect(more!.bad.candidate).toBeGreaterThanOrEqual(less!.bad.candidate);
    // An equal candidate: who answers does not matter, so the same requests fail.
    expect(less!.bad.stable + less!.bad.candidate).toBe(more!.bad.stable + more!.bad.candidate);
  });

  it('sends a failed request again: of a dead candidate, each costs so many more until it meets stable', () => {
    const calm = summed(eventLevelWorld(trialOf('web', {}, [DEAD])), at(0.5), [30 * MINUTE_MS]);
    const retried = summed(eventLevelWorld(trialOf('web', { retries: { probability: 1, max: 3 } }, [DEAD])), at(0.5), [30 * MINUTE_MS]);
    // Half of them fail each time (stable adds one in a hundred): 1 + 1/2 + 1/4 + 1/8 requests for one.
    const attempts = [0, 1, 2, 3].reduce((sum, failures) => sum + 0.505 ** failures, 0);
    expect((retried.requests.stable + retried.requests.candidate) / (calm.requests.stable + calm.requests.candidate)).toBeCloseTo(attempts, 1);
    expect(retried.bad.candidate).toBe(retried.requests.candidate);
  });

  it('overloads what both arms share when the candidate takes it longer: stable fails too', () => {
    const trial = trialOf('web', {}, [], { baseline: { errors: { kind: 'ratio', ratio: 0 } } });
    // Stable alone keeps half of ten servers busy at 50 requests a second.
    const queue = (candidateMs: number): SharedQueue => ({ servers: 10, serviceMs: { stable: 100, candidate: candidateMs }, patienceMs: 1_000 });
    const served = (sharedQueue: SharedQueue, weight: number): Happening => summed(eventLevelWorld(trial, { sharedQueue }), at(weight), [20 * MINUTE_MS]);
    expect(served(queue(100), 0.5).bad).toEqual({ stable: 0, candidate: 0 });
    expect(served(queue(600), 0.05).bad).toEqual({ stable: 0, candidate: 0 });
    const overloaded = served(queue(600), 0.5);
    // 50 requests a second bring 50 x (0.05 + 0.3) s = 17.5 servers' worth of work: of what comes, 10/17.5 is served.
    expect(overloaded.bad.stable / overloaded.requests.stable).toBeCloseTo(1 - 10 / 17.5, 1);
    expect(overloaded.bad.candidate / overloaded.requests.candidate).toBeCloseTo(1 - 10 / 17.5, 1);
  });

  it('shows in the times how long requests queue', () => {
    const trial = trialOf('signals', {}, [], { baseline: { errors: { kind: 'ratio', ratio: 0 }, latency: { kind: 'time', boundsSeconds: [0.1, 0.5, 2], within: [1, 1, 1] } } });
    const served = summed(eventLevelWorld(trial, { sharedQueue: { servers: 1, serviceMs: { stable: 40, candidate: 40 }, patienceMs: 300 } }), at(0), [5 * MINUTE_MS]);
    const { all, 'le=0.1': slow, 'le=0.5': slower } = served.cells['latency']!;
    expect(slow!.stable.events / all!.stable.trials).toBeGreaterThan(0.9);
    // Who is turned away is slower than anything; who waits at most 300 ms is not.
    expect(served.bad.stable).toBeGreaterThan(1_000);
    expect(slower!.stable.events).toBe(served.bad.stable);
  });

  it('lets what the candidate answered so far make later requests of both arms fail', () => {
    const feedback: Behaviour = { ...DEFAULT_MISBEHAVING, kind: 'feedback', gain: 0.5 };
    const run = eventLevelWorld(trialOf('web', {}, [feedback], { baseline: { errors: { kind: 'ratio', ratio: 0 } } })).begin();
    expect(run.advance({ fromMs: 0, toMs: 10 * MINUTE_MS }, at(0)).bad).toEqual({ stable: 0, candidate: 0 });
    const exposed = run.advance({ fromMs: 10 * MINUTE_MS, toMs: 20 * MINUTE_MS }, at(0.4));
    // After a part u of these ten minutes it has given 0.4 u / (1 + u) of all answers: 0.4 (1 - ln 2) in the mean.
    const part = 0.4 * (1 - Math.LN2);
    expect(exposed.bad.stable / exposed.requests.stable).toBeCloseTo(0.5 * part, 2);
    const after = run.advance({ fromMs: 20 * MINUTE_MS, toMs: 30 * MINUTE_MS }, at(0));
    expect(after.bad.stable / after.requests.stable).toBeGreaterThan(0.5 * part);
  });

  it('keeps users on their arm, counts each once per weight, and counts whom the candidate harmed', () => {
    const run = eventLevelWorld(trialOf('sticky', { users: USERS, requestsPerSecond: 200 }, [DEAD])).begin();
    const first = run.advance({ fromMs: 0, toMs: 60 * MINUTE_MS }, at(0.2));
    const { all } = first.cells['errors']!;
    expect(all!.stable.trials + all!.candidate.trials).toBe(400);
    expect(all!.candidate.events).toBe(all!.candidate.trials);
    expect(first.usersHarmed).toBe(all!.candidate.trials);
    const raised = run.advance({ fromMs: 60 * MINUTE_MS, toMs: 120 * MINUTE_MS }, at(0.5));
    const { all: again } = raised.cells['errors']!;
    expect(again!.stable.trials + again!.candidate.trials).toBe(400);
    expect(again!.candidate.trials).toBe(all!.candidate.trials + raised.usersHarmed);
    expect(raised.usersHarmed).toBeGreaterThan(0);
  });

  it('replays recorded arrivals exactly', () => {
    const counts = [3, 0, 7, 120];
    const run = eventLevelWorld(trialOf('web', { shape: { kind: 'replay', stepMs: 1_000, counts } })).begin();
    const seen = Array.from({ length: 9 }, (_, step) => run.advance({ fromMs: step * 1_000, toMs: (step + 1) * 1_000 }, at(0)).requests.stable);
    expect(seen).toEqual([...counts, ...counts, 3]);
  });

  it('refuses spans that do not follow each other', () => {
    const run = eventLevelWorld(trialOf('web', {})).begin();
    run.advance({ fromMs: 0, toMs: 1_000 }, at(0));
    expect(() => run.advance({ fromMs: 2_000, toMs: 3_000 }, at(0))).toThrow('spans follow each other');
  });
});

function at(weight: number): Exposure {
  return { weight, mirror: 0, firstTrafficAtMs: 0, weightSinceMs: 0, promotedAtMs: 'never' };
}

function trialOf(policy: BuiltInPolicy, traffic: Partial<TrafficModel>, behaviours: readonly Behaviour[] = [], parts: Partial<Scenario> = {}): Trial {
  return { policy: builtInPolicy(policy), scenario: { ...DEFAULT_SCENARIO, seed: 5, ...parts, traffic: { ...DEFAULT_TRAFFIC, ...traffic }, behaviours } };
}

/** One release to the last of these ends of spans, added up. */
function summed(world: World, exposure: Exposure, ends: readonly number[]): Happening {
  const run = world.begin();
  const happenings = ends.map((toMs, index) => run.advance({ fromMs: ends[index - 1] ?? 0, toMs }, exposure));
  return happenings.slice(1).reduce<Happening>(
    (sum, next) => ({
      fromMs: sum.fromMs,
      toMs: next.toMs,
      requests: plus(sum.requests, next.requests),
      bad: plus(sum.bad, next.bad),
      excess: Math.round((sum.excess + next.excess) * 1e9) / 1e9,
      usersHarmed: sum.usersHarmed + next.usersHarmed,
      cells: Object.fromEntries(Object.entries(sum.cells).map(([check, cells]) => [check, Object.fromEntries(Object.entries(cells).map(([cell, counts]) => [cell, { stable: countsPlus(counts.stable, next.cells[check]![cell]!.stable), candidate: countsPlus(counts.candidate, next.cells[check]![cell]!.candidate) }]))])),
    }),
    happenings[0]!,
  );
}

function plus(a: Happening['bad'], b: Happening['bad']): Happening['bad'] {
  return { stable: a.stable + b.stable, candidate: a.candidate + b.candidate };
}

function countsPlus(a: { readonly trials: number; readonly events: number }, b: { readonly trials: number; readonly events: number }): { readonly trials: number; readonly events: number } {
  return { trials: a.trials + b.trials, events: a.events + b.events };
}
