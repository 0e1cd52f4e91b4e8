// The simulated ports keep the contracts that they stand in for, and break them only as a scenario says.
import type { RouterReading, WeightChange } from '@rampart/rollout-engine';
import { ppm, type Policy } from '@rampart/rollout-policy';
import { aPolicy } from '@rampart/testing/fakes';
import { describeLedgerContract, describeTrafficRouterContract, errorOf, valueOf } from '@rampart/testing/ports';
import { describe, expect, it } from 'vitest';
import { startedState } from '../rollout/started-state.ts';
import { DEFAULT_ROUTER, DEFAULT_SCENARIO } from '../scenario/default-scenario.ts';
import type { Fault, RouterModel } from '../scenario/scenario.ts';
import { faultsInForce } from './faults-in-force.ts';
import { simulatedLedger } from './simulated-ledger.ts';
import { STABLE } from './simulated-registry.ts';
import { simulatedRouter, type Move } from './simulated-router.ts';
import { virtualTime, type VirtualTime } from './virtual-time.ts';

const policy: Policy = aPolicy();
const NOTHING = (): void => undefined;
const ANY: WeightChange['ifVersion'] = { kind: 'any' };

function aRouter(faults: readonly Fault[] = [], model: Partial<RouterModel> = {}) {
  const time = virtualTime();
  const moves: (Move & { readonly atMs: number })[] = [];
  const marks: string[] = [];
  const router = simulatedRouter({
    policy,
    model: { ...DEFAULT_ROUTER, ...model },
    stable: STABLE,
    faults: faultsInForce({ ...DEFAULT_SCENARIO, faults }),
    time,
    moved: (move) => moves.push({ ...move, atMs: time.nowMs }),
    mark: (mark) => marks.push(mark),
  });
  return { router, time, moves, marks };
}

function toCandidate(weight: number, { sequence = 3, ifVersion = ANY }: { readonly sequence?: number; readonly ifVersion?: WeightChange['ifVersion'] } = {}): WeightChange {
  return {
    target: policy.target,
    weights: { a: ppm(1_000_000 - weight), b: ppm(weight) },
    mirror: {},
    ifVersion,
    stamp: { rolloutId: 'r1', sequence, effectId: `r1/${String(sequence)}/${String(weight)}`, liveSlot: 'a', liveDigest: STABLE.digest },
  };
}

async function weightShown(read: Promise<Parameters<typeof valueOf<RouterReading>>[0]>): Promise<number | undefined> {
  return valueOf(await read).slots.find(({ slot }) => slot === 'b')?.weight;
}

const pass = (time: VirtualTime, toMs: number): Promise<void> => time.run(toMs, () => true);
const ALWAYS = { atMs: 0, forMs: 1_000_000 };

describeTrafficRouterContract('simulatedRouter', () => {
  const { router } = aRouter([], { stepPpm: 1_000 });
  return { router, target: policy.target, slots: policy.serve.slots, moveByHand: (weights) => router.moveByHand(weights['b'] ?? ppm(0)) };
});

describeLedgerContract('simulatedLedger', () => {
  const ledger = simulatedLedger({ target: 'fraud-prod', faults: faultsInForce(DEFAULT_SCENARIO), time: virtualTime(), recorded: NOTHING, mark: NOTHING });
  return { ledger, other: ledger };
});

describe('simulatedRouter', () => {
  it('rounds a weight down to its step', async () => {
    const { router, moves } = aRouter([], { stepPpm: 100_000 });
    await router.set(toCandidate(270_000));
    expect(moves).toEqual([{ atMs: 0, weight: 200_000, mirror: 0, rolloutId: 'r1' }]);
  });

  it('is in effect when it has settled, and says so', async () => {
    const { router, moves, time } = aRouter([], { settlesAfterMs: 5_000 });
    const { version } = valueOf(await router.set(toCandidate(50_000)));
    expect([moves.length, valueOf(await router.settle(policy.target, version)).settled, router.isMoving]).toEqual([0, false, true]);
    await pass(time, 5_001);
    expect([moves[0]?.atMs, valueOf(await router.settle(policy.target, version)).settled, router.isMoving]).toEqual([5_000, true, false]);
  });

  it('lets what is set last take the place of what has not settled', async () => {
    const { router, moves, time } = aRouter([], { settlesAfterMs: 5_000 });
    await router.set(toCandidate(50_000));
    await pass(time, 3_000);
    await router.set(toCandidate(30_000, { sequence: 4 }));
    await pass(time, 20_000);
    expect(moves.map(({ atMs, weight }) => [atMs, weight])).toEqual([[8_000, 30_000]]);
  });

  it('knows a move by hand from its own', async () => {
    const { router, moves } = aRouter();
    await router.set(toCandidate(50_000));
    router.moveByHand(ppm(0));
    expect(moves.map(({ weight, rolloutId }) => [weight, rolloutId])).toEqual([[50_000, 'r1'], [0, '']]);
  });

  it('has the change all the same when the reply is lost', async () => {
    const { router, moves, marks } = aRouter([{ kind: 'router-reply-lost', ...ALWAYS }]);
    expect(errorOf(await router.set(toCandidate(50_000)))).toMatchObject({ outcome: 'unknown' });
    expect([moves[0]?.weight, marks]).toEqual([50_000, ['reply-lost']]);
  });

  it('lies: what it acknowledges is not there when it is read back', async () => {
    const { router, moves } = aRouter([{ kind: 'router-lies', ...ALWAYS }]);
    expect(await weightShown(router.set(toCandidate(50_000)))).toBe(50_000);
    expect([await weightShown(router.read(policy.target)), moves]).toEqual([0, []]);
  });

  it('makes half of a move, and nobody knows', async () => {
    const { router, moves } = aRouter([{ kind: 'router-halves', ...ALWAYS }]);
    expect(errorOf(await router.set(toCandidate(50_000)))).toMatchObject({ outcome: 'unknown' });
    expect(moves[0]).toMatchObject({ weight: 25_000 });
    expect(valueOf(await router.read(policy.target)).stamp).toEqual({ kind: 'none' });
  });

  it('does late what it is told, unless its fences say that it is too late', async () => {
    const { router, moves, time } = aRouter([{ kind: 'router-late', byMs: 60_000, atMs: 0, forMs: 1_000 }]);
    const { version } = valueOf(await router.read(policy.target));
    await router.set(toCandidate(50_000, { ifVersion: { kind: 'is', version } }));
    await pass(time, 2_000);
    await router.set(toCandidate(0, { sequence: 4 }));
    await pass(time, 100_000);
    expect([await weightShown(router.read(policy.target)), moves]).toEqual([0, []]);
    expect(valueOf(await router.read(policy.target)).stamp).toMatchObject({ sequence: 4 });
  });

  it('shows a lost slot as not ready, and a candidate that never comes up', async () => {
    const { router } = aRouter([{ kind: 'slot-lost', arm: 'stable', ...ALWAYS }, { kind: 'never-ready', ...ALWAYS }]);
    const placed = await router.place({ target: policy.target, slot: 'b', version: 'v2.0.0', digest: `sha256:${'2'.repeat(64)}`, artifact: 'models/v2.0.0', rolloutId: 'r1' });
    expect(valueOf(placed).ready).toBe(false);
    expect(valueOf(await router.read(policy.target)).slots.map((slot) => slot.placed)).toMatchObject([{ ready: false }, { ready: false }]);
  });
});

describe('simulatedLedger', () => {
  const [adopted, started] = startedState(policy, 0).events;
  const given = (faults: readonly Fault[]) => {
    const time = virtualTime();
    const recorded: string[] = [];
    const marks: string[] = [];
    const ledger = simulatedLedger({ target: policy.target, faults: faultsInForce({ ...DEFAULT_SCENARIO, faults }), time, recorded: ({ kind }) => recorded.push(kind), mark: (mark) => marks.push(mark) });
    const append = (which: typeof adopted, head: string) => ledger.append({ target: policy.target, expectedHead: head === '' ? { kind: 'empty' } : { kind: 'at', head }, event: which!.event, state: which!.state, title: '' });
    return { ledger, time, recorded, marks, append };
  };

  it('has the event all the same when the reply is lost', async () => {
    const { append, recorded } = given([{ kind: 'ledger-reply-lost', ...ALWAYS }]);
    expect(errorOf(await append(adopted, ''))).toMatchObject({ outcome: 'unknown' });
    expect(recorded).toEqual(['adopted']);
  });

  it('has no event when the request was lost, and cannot say so', async () => {
    const { append, recorded } = given([{ kind: 'ledger-lost-not-applied', ...ALWAYS }]);
    expect(errorOf(await append(adopted, ''))).toMatchObject({ outcome: 'unknown' });
    expect(recorded).toEqual([]);
  });

  it('shows what was there when it stopped following', async () => {
    const { ledger, append, time, marks } = given([{ kind: 'ledger-stale', atMs: 1_000, forMs: 5_000 }]);
    const first = valueOf(await append(adopted, ''));
    await pass(time, 2_000);
    await append(started, first.head);
    expect(valueOf(await ledger.read(policy.target))).toEqual({ kind: 'present', head: first.head, state: adopted!.state });
    expect(marks).toEqual(['stale-read']);
    await pass(time, 10_000);
    expect(valueOf(await ledger.read(policy.target))).toMatchObject({ state: { sequence: 2 } });
  });
});
