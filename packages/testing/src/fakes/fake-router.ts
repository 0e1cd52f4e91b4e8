// A proxy with two slots in memory, as the router and deployer ports: weights, version, stamp, fences, idempotency, and faults on demand.
import { failed, ok, type Deployer, type Placement, type PlacementReading, type PortError, type Result, type RouterReading, type SlotReading, type Stamp, type TrafficRouter, type WeightChange } from '@rampart/rollout-engine';
import { ppm, type Ppm } from '@rampart/rollout-policy';
import { answerUnder, faultBox, type FaultSwitch } from './fault-switch.ts';

export interface FakeRouterOptions {
  readonly target?: string;
  readonly slots?: readonly [string, string];
  /** What serves at first, in the first slot with all traffic. */
  readonly stable?: { readonly version: string; readonly digest: string };
  readonly stepPpm?: number;
  /** Whether it can copy requests; it can where nothing is said. */
  readonly canMirror?: boolean;
  /** How many times `settle` answers false after a change. */
  readonly settleAfterAsks?: number;
  /** How many times a new placement is seen before it is ready. */
  readonly readyAfterAsks?: number;
}

export interface FakeRouter extends TrafficRouter, Deployer {
  readonly faults: FaultSwitch<'read' | 'set' | 'settle' | 'place'>;
  /** The truth, past all faults and delays. */
  weightOf(slot: string): Ppm;
  mirrorOf(slot: string): Ppm;
  stamp(): RouterReading['stamp'];
  /** Every change of weights that took effect, oldest first. */
  changes(): readonly WeightChange[];
  /** A person at the router's own console: weights move, the stamp stays as it was. */
  moveByHand(weights: Readonly<Record<string, number>>): void;
  /** The same for the copies. */
  mirrorByHand(mirror: Readonly<Record<string, number>>): void;
  /** What is in a slot changes without anybody asking: a broken deployment, a wrong artefact. */
  placeByHand(slot: string, placed: SlotReading['placed']): void;
  /** Everything as it is now; called, the answer makes it so again. */
  checkpoint(): () => void;
}

interface Slot {
  readonly weight: Ppm;
  readonly placed: SlotReading['placed'];
  /** Times that a placement is still seen as not ready. */
  readonly asksUntilReady: number;
}

export function fakeRouter(options: FakeRouterOptions = {}): FakeRouter {
  const { target = 'fraud-prod', slots = ['a', 'b'], stepPpm = 1_000, canMirror = true, settleAfterAsks = 0, readyAfterAsks = 0 } = options;
  const { stable = { version: 'v1', digest: `sha256:${'1'.repeat(64)}` } } = options;
  const faults = faultBox<'read' | 'set' | 'settle' | 'place'>();
  const state = new Map<string, Slot>([
    [slots[0], { weight: ppm(1_000_000), placed: { kind: 'release', ...stable, ready: true }, asksUntilReady: 0 }],
    [slots[1], { weight: ppm(0), placed: { kind: 'nothing' }, asksUntilReady: 0 }],
  ]);
  const answered = new Map<string, RouterReading>();
  const changes: WeightChange[] = [];
  let mirror: Readonly<Record<string, Ppm>> = {};
  let version = 1;
  let asksUntilSettled = 0;
  let stamp: RouterReading['stamp'] = { kind: 'none' };

  const slotOf = (name: string): Slot => state.get(name) ?? { weight: ppm(0), placed: { kind: 'nothing' }, asksUntilReady: 0 };
  const reading = (): RouterReading => ({
    target,
    slots: slots.map((slot) => ({ slot, weight: slotOf(slot).weight, placed: placedIn(slotOf(slot)) })),
    version: String(version),
    stamp,
    step: ppm(stepPpm),
    mirror: canMirror ? mirror : 'cannot',
  });
  /** Readiness comes with looking, so that no clock is needed. */
  const look = (name: string): void => {
    const slot = slotOf(name);
    if (slot.asksUntilReady > 0) state.set(name, { ...slot, asksUntilReady: slot.asksUntilReady - 1 });
  };
  const change = (weights: Readonly<Record<string, Ppm>>, copies = mirror): void => {
    mirror = copies;
    for (const [name, weight] of Object.entries(weights)) state.set(name, { ...slotOf(name), weight });
    version += 1;
    asksUntilSettled = settleAfterAsks;
  };
  const refuse = (port: PortError['port'], code: PortError['code'], message: string): Result<never> =>
    failed({ port, code, message, retryable: false, outcome: 'not-done' });

  const read = (asked: string): Result<RouterReading> => {
    if (asked !== target) return refuse('router', 'missing', `there is no target "${asked}" here`);
    const answer = reading();
    for (const slot of slots) look(slot);
    return ok(answer);
  };

  const set = (wanted: WeightChange): Result<RouterReading> => {
    if (wanted.target !== target) return refuse('router', 'missing', `there is no target "${wanted.target}" here`);
    const before = answered.get(wanted.stamp.effectId);
    if (before !== undefined) return ok(before);
    const names = Object.keys(wanted.weights).sort().join();
    const sum = Object.values(wanted.weights).reduce((total, weight) => total + weight, 0);
    if (names !== slots.toSorted().join() || sum !== 1_000_000) return refuse('router', 'refused', `weights are for ${slots.join(' and ')} and add up to 1,000,000`);
    const copied = Object.keys(wanted.mirror);
    if (!canMirror && copied.length > 0) return refuse('router', 'refused', 'this router cannot mirror');
    if (copied.some((slot) => !state.has(slot))) return refuse('router', 'refused', `copies go to ${slots.join(' or ')}`);
    if (stamp.kind === 'stamp' && isLate(wanted.stamp, stamp)) return refuse('router', 'conflict', `effect ${String(wanted.stamp.sequence)} is older than ${String(stamp.sequence)}`);
    if (wanted.ifVersion.kind === 'is' && wanted.ifVersion.version !== String(version)) return refuse('router', 'conflict', `the version is ${String(version)}, not ${wanted.ifVersion.version}`);
    change(rounded(wanted, stepPpm), copies(wanted.mirror, stepPpm));
    stamp = { kind: 'stamp', ...wanted.stamp };
    changes.push(wanted);
    answered.set(wanted.stamp.effectId, reading());
    return ok(reading());
  };

  const settle = (asked: string, askedVersion: string): Result<{ readonly settled: boolean }> => {
    if (asked !== target) return refuse('router', 'missing', `there is no target "${asked}" here`);
    if (askedVersion !== String(version)) return refuse('router', 'conflict', `the version is ${String(version)}, not ${askedVersion}`);
    if (asksUntilSettled === 0) return ok({ settled: true });
    asksUntilSettled -= 1;
    return ok({ settled: false });
  };

  const place = ({ target: asked, slot: name, version: modelVersion, digest }: Placement): Result<PlacementReading> => {
    if (asked !== target || !state.has(name)) return refuse('deployer', 'missing', `there is no slot "${name}" of "${asked}" here`);
    const slot = slotOf(name);
    if (slot.placed.kind === 'release' && slot.placed.digest === digest) {
      look(name);
    } else {
      if (slot.weight > 0) return refuse('deployer', 'refused', `slot ${name} carries traffic`);
      state.set(name, { ...slot, placed: { kind: 'release', version: modelVersion, digest, ready: true }, asksUntilReady: readyAfterAsks });
      version += 1;
    }
    const placed = placedIn(slotOf(name));
    return ok({ slot: name, digest: placed.kind === 'release' ? placed.digest : '', ready: placed.kind === 'release' && placed.ready });
  };

  return {
    faults,
    weightOf: (slot) => slotOf(slot).weight,
    mirrorOf: (slot) => mirror[slot] ?? ppm(0),
    stamp: () => stamp,
    changes: () => [...changes],
    moveByHand: (weights) => change(Object.fromEntries(Object.entries(weights).map(([slot, weight]) => [slot, ppm(weight)]))),
    mirrorByHand: (by) => change({}, copies(Object.fromEntries(Object.entries(by).map(([slot, share]) => [slot, ppm(share)])), 1)),
    placeByHand: (slot, placed) => {
      state.set(slot, { ...slotOf(slot), placed, asksUntilReady: 0 });
      version += 1;
    },
    checkpoint: () => {
      const was = { slots: [...state], answers: [...answered], changed: [...changes], mirror, version, asksUntilSettled, stamp };
      return () => {
        state.clear();
        for (const [slot, content] of was.slots) state.set(slot, content);
        answered.clear();
        for (const [effect, reading] of was.answers) answered.set(effect, reading);
        changes.splice(0, changes.length, ...was.changed);
        ({ mirror, version, asksUntilSettled, stamp } = was);
      };
    },
    read: (asked) => Promise.resolve(answerUnder(faults.take('read'), 'router', 'read', () => read(asked))),
    set: (wanted) => Promise.resolve(answerUnder(faults.take('set'), 'router', 'write', () => set(wanted))),
    settle: (asked, askedVersion) => Promise.resolve(answerUnder(faults.take('settle'), 'router', 'read', () => settle(asked, askedVersion))),
    place: (placement) => Promise.resolve(answerUnder(faults.take('place'), 'deployer', 'write', () => place(placement))),
  };
}

function placedIn(slot: Slot): SlotReading['placed'] {
  return slot.placed.kind === 'release' ? { ...slot.placed, ready: slot.placed.ready && slot.asksUntilReady === 0 } : slot.placed;
}

function isLate(wanted: Stamp, own: Stamp): boolean {
  return wanted.rolloutId === own.rolloutId && wanted.sequence < own.sequence;
}

/** A share between two steps is rounded down for the slot that is not stable's; stable takes the rest. */
function rounded({ weights, stamp }: WeightChange, stepPpm: number): Readonly<Record<string, Ppm>> {
  const others = Object.entries(weights).filter(([slot]) => slot !== stamp.liveSlot).map(([slot, weight]) => [slot, ppm(weight - (weight % stepPpm))] as const);
  const given = others.reduce((total, [, weight]) => total + weight, 0);
  return { ...Object.fromEntries(others), [stamp.liveSlot]: ppm(1_000_000 - given) };
}

/** A share of nothing is no share. */
function copies(mirror: WeightChange['mirror'], stepPpm: number): WeightChange['mirror'] {
  return Object.fromEntries(Object.entries(mirror).map(([slot, share]) => [slot, ppm(share - (share % stepPpm))] as const).filter(([, share]) => share > 0));
}
