// A target of the week: a router, a registry and metrics in memory, with the requests of its own traffic, and a ledger that notes when it was written.
import { ok, type Ledger, type MetricSource, type Ports } from '@rampart/rollout-engine';
import type { Cell, LedgerEvent, TargetState } from '@rampart/rollout-policy';
import { fakeRouter, fakeSmokeProbe, inMemoryRegistry, type FakeRouter, type VirtualClock } from '@rampart/testing';
import type { StepTarget } from '@rampart/canary-step/run';
import { binomial, poisson, purposeOf, randomAt } from '../../src/chance/index.ts';
import { MONDAY_MS, type PlannedRelease } from './week-plan.ts';

export interface WeekTarget {
  readonly step: StepTarget;
  readonly events: readonly LedgerEvent[];
  /** After each event. */
  readonly states: readonly TargetState[];
}

const SEED = 0x3ee;
const ARRIVALS = purposeOf('week: arrivals');

export function aWeekTarget(planned: PlannedRelease, run: number, clock: VirtualClock): WeekTarget {
  const { target, policy, releasesAtMs } = planned;
  const router = fakeRouter({ target, slots: policy.serve.slots, stepPpm: 10_000 });
  const registry = inMemoryRegistry();
  const register = (version: string, digit: string): void => registry.register(policy.model.name, { version, digest: `sha256:${digit.repeat(64)}`, artifact: version });
  register('v1', '1');
  clock.at(MONDAY_MS + releasesAtMs, () => register('v2', '2'));
  const events: LedgerEvent[] = [];
  const states: TargetState[] = [];
  const ports: Ports = {
    clock, router, registry, deployer: router, ledger: notingLedger(events, states), metrics: pages(planned, run, router), smoke: fakeSmokeProbe(), titleOf: (event) => event.kind,
    freeze: { verify: () => Promise.resolve({ kind: 'none' }), pin: () => Promise.resolve({ kind: 'refused', why: 'nothing is frozen here' }) },
  };
  return { step: { policyFile: `${target}.yaml`, pinned: { policy, digest: 'sha256:p' }, ports, breakGlass: (slot) => slot }, events, states };
}

function notingLedger(events: LedgerEvent[], states: TargetState[]): Ledger {
  const head = (): string => (events.length === 0 ? '' : `${String(events.length)}-${events.at(-1)?.operation ?? ''}`);
  return {
    read: () => {
      const state = states.at(-1);
      return Promise.resolve(ok(state === undefined ? { kind: 'empty' } : { kind: 'present', head: head(), state }));
    },
    append: ({ expectedHead, event, state }) => {
      if ((expectedHead.kind === 'empty' ? '' : expectedHead.head) !== head()) return Promise.resolve(ok({ kind: 'conflict', head: head() }));
      events.push(event);
      states.push(state);
      return Promise.resolve(ok({ kind: 'appended', head: head() }));
    },
    history: () => Promise.resolve(ok([...events])),
  };
}

function isRead(snapshot: unknown): snapshot is { readonly toMs: number } {
  return typeof snapshot === 'object' && snapshot !== null && 'toMs' in snapshot && typeof snapshot.toMs === 'number';
}

/** Counters: a block since the last look, and nothing of a hole that is too long. */
function pages({ requestsPerSecond, failing, factor }: PlannedRelease, run: number, router: FakeRouter): MetricSource {
  const happened = ({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }, slots: { readonly stable: string; readonly candidate: string }): Cell => {
    const random = randomAt({ seed: SEED, run, tick: Math.floor((fromMs - MONDAY_MS) / 1_000), purpose: ARRIVALS });
    const arm = (slot: string, ratio: number): Cell['stable'] => {
      const trials = poisson(random, ((toMs - fromMs) / 1_000) * requestsPerSecond * (router.weightOf(slot) / 1_000_000));
      return { trials, events: binomial(random, trials, Math.min(1, ratio)) };
    };
    return { stable: arm(slots.stable, failing), candidate: arm(slots.candidate, failing * factor) };
  };
  return {
    fetchBlocks: ({ questions, nowMs, lagMs, maxGapMs, arms, snapshot }) => {
      const toMs = nowMs - lagMs;
      const readToMs = isRead(snapshot) ? snapshot.toMs : 0;
      const evidence = Object.fromEntries(questions.map(({ check, fromMs: watermarkMs }) => {
        // After a hole it goes on from what was read last.
        const fromMs = Math.max(watermarkMs, readToMs);
        if (toMs <= fromMs) return [check, { kind: 'blocks', blocks: [], gaps: [] } as const];
        if (toMs - fromMs > maxGapMs) return [check, { kind: 'blocks', blocks: [], gaps: [{ fromMs, toMs, why: 'too long since the last look' }] } as const];
        return [check, { kind: 'blocks', blocks: [{ fromMs, toMs, cells: { all: happened({ fromMs, toMs }, arms) } }], gaps: [] } as const];
      }));
      return Promise.resolve(ok({ evidence, snapshot: { toMs } }));
    },
  };
}
