// Real ticks over a real ledger, two controllers at a time, with the fakes for everything else. What the ledger says at the end is the recording: whoever implements
// the port is on trial here, and not what a simulation thinks of it.
import { promote, rollback, tick, type Ledger, type Ports, type Result, type TickOutcome } from '@rampart/rollout-engine';
import type { Cell, Policy, TargetState } from '@rampart/rollout-policy';
import { fakeRouter, fakeSmokeProbe, inMemoryRegistry, scriptedMetrics, virtualClock } from '@rampart/testing/fakes';
import type { Look, PortCall, Recording, WeightInForce } from '../src/rollout/recording.ts';
import { CANDIDATE_DIGEST, STABLE_DIGEST } from '../src/rollout/started-state.ts';
import { DEFAULT_SCENARIO } from '../src/scenario/default-scenario.ts';
import { SCRIPT_START_MS } from './scripted-release.ts';

export interface Turn {
  /** How many ticks run at the same time. */
  readonly jobs: 1 | 2;
  /** Bad ones of a hundred of the candidate's requests in the time before it. */
  readonly candidate: number;
  readonly seconds: number;
}

/** Handles on one history, e.g. two clones: one per controller. */
export async function racingRelease(policy: Policy, [first, second]: readonly [Ledger, Ledger], turns: readonly Turn[]): Promise<Recording> {
  const clock = virtualClock(SCRIPT_START_MS);
  const registry = inMemoryRegistry();
  const metrics = scriptedMetrics();
  const router = fakeRouter({ target: policy.target, slots: policy.serve.slots, stable: { version: 'v1', digest: STABLE_DIGEST } });
  registry.register(policy.model.name, { version: 'v1', digest: STABLE_DIGEST, artifact: 'models/v1' });
  registry.register(policy.model.name, { version: 'v2', digest: CANDIDATE_DIGEST, artifact: 'models/v2' });
  const notes: Notes = { calls: [], looks: [], weights: [], appended: [], states: new Map() };
  const [, candidateSlot] = policy.serve.slots;
  const served: { readonly fromMs: number; readonly weight: number }[] = [{ fromMs: 0, weight: 0 }];
  let bad = 1;
  for (const { name } of policy.checks) metrics.follow(name, (span) => traffic(served.findLast(({ fromMs }) => fromMs <= span.fromMs)?.weight ?? 0, bad));

  const portsOf = (job: string, ledger: Ledger): Ports => {
    const noted = <T>(port: string, method: string, about: string, act: () => Promise<Result<T>>): Promise<Result<T>> => note(notes, { atMs: clock.nowMs(), job, port, method, about, answer: 'ok' }, act);
    return {
      clock,
      registry,
      metrics,
      smoke: fakeSmokeProbe(),
      freeze: { verify: async () => ({ kind: 'none' }), pin: async () => ({ kind: 'refused', why: 'nothing is there' }) },
      titleOf: ({ kind }) => kind,
      deployer: router,
      ledger: {
        read: (target) => noted('ledger', 'read', target, () => ledger.read(target)),
        history: (target) => noted('ledger', 'history', target, () => ledger.history(target)),
        append: (entry) =>
          noted('ledger', 'append', `${entry.event.sequence} ${entry.event.kind}`, async () => {
            const answer = await ledger.append(entry);
            if (answer.kind === 'ok' && answer.value.kind === 'appended') notes.appended.push(entry.state);
            return answer;
          }),
      },
      router: {
        read: (target) => noted('router', 'read', target, () => router.read(target)),
        settle: (target, version) => noted('router', 'settle', version, () => router.settle(target, version)),
        set: (change) =>
          noted('router', 'set', `${change.stamp.effectId} ${JSON.stringify(change.weights)} if ${change.ifVersion.kind === 'any' ? 'any' : change.ifVersion.version}`, async () => {
            const answer = await router.set(change);
            const weight = router.weightOf(candidateSlot);
            if (weight === served.at(-1)?.weight) return answer;
            served.push({ fromMs: clock.nowMs(), weight });
            notes.weights.push({ atMs: clock.nowMs(), weightPpm: weight, mirrorPpm: 0, rolloutId: change.stamp.rolloutId, by: 'rampart', effectId: change.stamp.effectId });
            return answer;
          }),
      },
    };
  };

  let number = 0;
  for (const { jobs, candidate, seconds } of turns) {
    bad = candidate;
    const handles = jobs === 1 ? [first] : [first, second];
    await Promise.all(
      handles.map(async (ledger) => {
        const job = `canary-step-${(number += 1)}`;
        const outcome = await tick(portsOf(job, ledger), inputOf(policy, job));
        if (outcome.kind === 'decided') notes.looks.push({ atMs: clock.nowMs(), job, decision: outcome.decision });
        await handOver(policy, portsOf(`then-${job}`, ledger), outcome);
      }),
    );
    // Read through the handle that may not have written it.
    const view = await second.read(policy.target);
    if (view.kind === 'ok' && view.value.kind === 'present') notes.states.set(view.value.state.sequence, view.value.state);
    await clock.advance(seconds * 1_000);
  }
  return recordingOf(policy, second, notes, clock.nowMs());
}

interface Notes {
  readonly calls: PortCall[];
  readonly looks: Look[];
  readonly weights: WeightInForce[];
  /** As they were written, in order. */
  readonly appended: TargetState[];
  /** As read back, by sequence. */
  readonly states: Map<number, TargetState>;
}

async function note<T>(notes: Notes, call: PortCall, act: () => Promise<Result<T>>): Promise<Result<T>> {
  const index = notes.calls.push(call) - 1;
  const answer = await act();
  if (answer.kind === 'error') notes.calls[index] = { ...call, answer: answer.error.outcome === 'unknown' ? 'unknown' : 'error' };
  // Somebody else was first: nothing was written.
  else if (call.method === 'append' && isConflict(answer.value)) notes.calls[index] = { ...call, answer: 'error' };
  return answer;
}

function isConflict(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'conflict';
}

function inputOf(policy: Policy, actor: string): Parameters<typeof tick>[1] {
  return { pinned: { policy, digest: 'sha256:policy' }, actor, acts: true, request: { kind: 'none' }, pollRegistry: true, wanted: { kind: 'newest' }, validation: { kind: 'not-demanded' }, nextLookMs: policy.expert.lookMs, snapshot: { kind: 'from-ledger' } };
}

async function handOver(policy: Policy, ports: Ports, outcome: TickOutcome): Promise<void> {
  if (outcome.kind !== 'decided') return;
  const by = { target: policy.target, actor: 'then', rolloutId: '' };
  if (outcome.decision.kind === 'promote') await promote(ports, by);
  if (outcome.decision.kind === 'rollback') await rollback(ports, { ...by, why: 'decided', stableVersion: '', routerOnly: false });
}

function traffic(weight: number, bad: number): Cell {
  const candidate = Math.round((3_000 * weight) / 1_000_000);
  return { stable: { trials: 3_000 - candidate, events: 30 }, candidate: { trials: candidate, events: Math.round((candidate * bad) / 100) } };
}

/** A state that was read back stands for what was written: 36 holds it to its events. */
async function recordingOf(policy: Policy, ledger: Ledger, { calls, looks, weights, appended, states: read }: Notes, nowMs: number): Promise<Recording> {
  const history = await ledger.history(policy.target);
  if (history.kind === 'error') throw new Error(history.error.message);
  const events = history.value;
  const states = appended.map((state, index) => read.get(index + 1) ?? state);
  const last = states.at(-1)?.ended.at(-1);
  const endless = { stable: Number.MAX_SAFE_INTEGER, candidate: Number.MAX_SAFE_INTEGER };
  return {
    trial: { policy, scenario: { ...DEFAULT_SCENARIO, name: 'racing', horizonMs: nowMs - SCRIPT_START_MS, router: { ...DEFAULT_SCENARIO.router, stepPpm: 1_000 } } },
    depth: 'tick',
    startMs: SCRIPT_START_MS,
    events,
    states,
    looks,
    weights,
    calls,
    truth: { requests: endless, bad: endless, excess: 0, excessInTrial: 0, usersHarmed: 0 },
    ending: { outcome: last?.outcome ?? 'open', decidedAtMs: 'never', outAtMs: 'never', endedAtMs: 'never', askedAtMs: 'never', weightMaxPpm: Math.max(0, ...weights.map(({ weightPpm }) => weightPpm)), why: last?.why ?? '' },
    marks: new Set(calls.some(({ method, answer }) => method === 'append' && answer === 'error') ? ['lost-race'] : []),
  };
}
