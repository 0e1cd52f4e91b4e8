// Splits traffic between two slots by weight and keeps every key where it is. Implements the engine's router and deployer ports over
// weights in memory; how requests travel is the proxy's matter.
import { failed, ok, type Deployer, type PortError, type Result, type RouterReading, type SlotReading, type TrafficRouter, type WeightChange } from '@rampart/rollout-engine';
import { PPM_ALL, PPM_NONE, ppm, type Ppm } from '@rampart/rollout-policy';
import { keyBucket } from './key-bucket.ts';
import type { SlotClient } from './slot-client.ts';

export interface WeightedRouter extends TrafficRouter, Deployer {
  /** Where requests with this key go now. */
  slotFor(key: string): SlotClient;
  /** Where a copy of them goes now: never to the slot that answers them. */
  copyFor(key: string): SlotClient | 'nobody';
  /** A person at the proxy's own console: weights move, copies and the stamp stay. */
  moveByHand(weights: WeightChange['weights']): Result<RouterReading['version']>;
}

export interface WeightedRouterOptions {
  readonly target: string;
  /** The first one serves everything at first. */
  readonly slots: readonly [SlotClient, SlotClient];
  /** Told after every change; `by` is the id of its effect, or `hand`. */
  readonly onChange: (change: { readonly version: string; readonly by: string } & Pick<WeightChange, 'weights' | 'mirror'>) => void;
}

/** 0.1 % */
export const step = ppm(1_000);

export function weightedRouter({ target, slots, onChange }: WeightedRouterOptions): WeightedRouter {
  const [first, second] = slots;
  // One number says it all: keys in buckets below it go to the second slot. Moving it up or down moves only the keys in between.
  let boundary: Ppm = PPM_NONE;
  let mirror: WeightChange['mirror'] = {};
  let version = 1;
  let stamp: RouterReading['stamp'] = { kind: 'none' };
  const answered = new Map<string, Promise<Result<RouterReading>>>();
  const seen = new Map<string, SlotReading['placed']>();

  const weightOf = (slot: string): Ppm => (slot === second.name ? boundary : ppm(PPM_ALL - boundary));

  /** From the slot itself. One that is silent still holds what it held, but is not ready. */
  const look = async (slot: SlotClient): Promise<SlotReading['placed']> => {
    const before = seen.get(slot.name) ?? { kind: 'nothing' };
    const now = await slot.readPlaced().catch(() => (before.kind === 'release' ? { ...before, ready: false } : before));
    if (nameOf(now) !== nameOf(before)) version += 1;
    seen.set(slot.name, now);
    return now;
  };

  const reading = async (): Promise<RouterReading> => {
    const placed = await Promise.all(slots.map(look));
    return {
      target,
      slots: slots.map((slot, index) => ({ slot: slot.name, weight: weightOf(slot.name), placed: placed[index] ?? { kind: 'nothing' } })),
      version: String(version),
      stamp,
      step,
      mirror,
    };
  };

  const move = (weights: WeightChange['weights'], { liveSlot, by }: { readonly liveSlot: string; readonly by: string }): void => {
    const other = liveSlot === second.name ? first.name : second.name;
    const wanted = weights[other] ?? PPM_NONE;
    const rounded = roundedDown(wanted);
    boundary = other === second.name ? rounded : ppm(PPM_ALL - rounded);
    version += 1;
    onChange({ version: String(version), by, weights: Object.fromEntries(slots.map(({ name }) => [name, weightOf(name)])), mirror });
  };

  const set = (change: WeightChange): Promise<Result<RouterReading>> => {
    const before = answered.get(change.stamp.effectId);
    if (before !== undefined) return before;
    const objection = objectionTo(change);
    if (objection !== undefined) return Promise.resolve(failed(objection));
    // Everything up to here happens at once, so that two changes never mix; only the answer waits for the slots.
    stamp = { kind: 'stamp', ...change.stamp };
    mirror = Object.fromEntries(Object.entries(change.mirror).map(([slot, share]) => [slot, roundedDown(share)]));
    move(change.weights, { liveSlot: change.stamp.liveSlot, by: change.stamp.effectId });
    const answer = reading().then(ok);
    answered.set(change.stamp.effectId, answer);
    return answer;
  };

  const objectionTo = ({ weights, mirror: copies, stamp: wanted, ifVersion }: WeightChange): PortError | undefined => {
    if (!coversSlots(weights)) return no('router', 'refused', `weights are for ${first.name} and ${second.name} and add up to 1,000,000`);
    const strange = Object.keys(copies).find((slot) => slots.every(({ name }) => name !== slot));
    if (strange !== undefined) return no('router', 'refused', `there is no slot "${strange}" that could get copies`);
    if (wanted.liveSlot !== first.name && wanted.liveSlot !== second.name) return no('router', 'refused', `there is no slot "${wanted.liveSlot}" that could be live`);
    if (ifVersion.kind === 'is' && ifVersion.version !== String(version)) return no('router', 'conflict', `the version is ${version}, not ${ifVersion.version}`);
    if (stamp.kind === 'none' || stamp.rolloutId !== wanted.rolloutId || wanted.sequence >= stamp.sequence) return undefined;
    return no('router', 'conflict', `effect ${wanted.sequence} is older than ${stamp.sequence}`);
  };

  const coversSlots = (weights: WeightChange['weights']): boolean =>
    Object.keys(weights).sort().join() === [first.name, second.name].sort().join() && Object.values(weights).reduce((sum, weight) => sum + weight, 0) === PPM_ALL;

  const missing = (asked: string): Promise<Result<never>> => Promise.resolve(failed(no('router', 'missing', `there is no target "${asked}" here`)));

  const slotFor = (key: string): SlotClient => (keyBucket('slot', key) < boundary ? second : first);

  return {
    slotFor,
    copyFor: (key) => {
      const other = slotFor(key) === first ? second : first;
      // A place of its own for every key: which requests are copied says nothing about who moves to the candidate first.
      return keyBucket('copy', key) < (mirror[other.name] ?? PPM_NONE) ? other : 'nobody';
    },
    moveByHand: (weights) => {
      if (!coversSlots(weights)) return failed(no('router', 'refused', `weights are for ${first.name} and ${second.name} and add up to 1,000,000`));
      move(weights, { liveSlot: boundary > PPM_ALL / 2 ? second.name : first.name, by: 'hand' });
      return ok(String(version));
    },
    read: async (asked) => (asked === target ? ok(await reading()) : missing(asked)),
    set: (change) => (change.target === target ? set(change) : missing(change.target)),
    settle: async (asked, askedVersion) => {
      if (asked !== target) return missing(asked);
      // One process, one boundary: new requests see it at once.
      return askedVersion === String(version) ? ok({ settled: true }) : failed(no('router', 'conflict', `the version is ${version}, not ${askedVersion}`));
    },
    place: async (placement) => {
      const slot = slots.find(({ name }) => name === placement.slot);
      if (slot === undefined || placement.target !== target) return failed(no('deployer', 'missing', `there is no slot "${placement.slot}" of "${placement.target}" here`));
      try {
        const before = await slot.readPlaced();
        const isThere = before.kind === 'release' && before.digest === placement.digest;
        if (before.kind === 'release' && !isThere && weightOf(slot.name) > 0) return failed(no('deployer', 'refused', `slot ${slot.name} carries traffic`));
        const placed = isThere ? { kind: 'placed' as const } : await slot.place(placement);
        if (placed.kind === 'refused') return failed(no('deployer', 'refused', placed.why));
        const after = await look(slot);
        return ok(after.kind === 'release' ? { slot: slot.name, digest: after.digest, ready: after.ready } : { slot: slot.name, digest: '', ready: false });
      } catch (cause) {
        const message = `slot ${slot.name} does not answer: ${cause instanceof Error ? cause.message : 'unknown failure'}`;
        return failed({ port: 'deployer', code: 'unavailable', message, retryable: true, outcome: 'unknown', cause });
      }
    },
  };
}

function roundedDown(share: Ppm): Ppm {
  return ppm(share - (share % step));
}

function nameOf(placed: SlotReading['placed']): string {
  return placed.kind === 'release' ? `${placed.version} ${placed.digest}` : '';
}

function no(port: PortError['port'], code: PortError['code'], message: string): PortError {
  return { port, code, message, retryable: false, outcome: 'not-done' };
}
