// The router and the deployer of a simulation: two slots in memory with real fences, and everything that a scenario lets go wrong with them. What it really
// does, whoever asked, is told to `moved`.
import { failed, ok, type Deployer, type Result, type RouterReading, type SlotReading, type TrafficRouter, type WeightChange } from '@rampart/rollout-engine';
import { PPM_ALL, PPM_NONE, ppm, type Policy, type Ppm } from '@rampart/rollout-policy';
import { fakeRouter } from '@rampart/testing/fakes';
import type { RouterModel } from '../scenario/scenario.ts';
import type { FaultsInForce } from './faults-in-force.ts';
import { WORLD_FIRST, type Appointment, type VirtualTime } from './virtual-time.ts';

export interface SimulatedRouter extends TrafficRouter, Deployer {
  /** A person at the router's own console gives the candidate this share. */
  moveByHand(weight: Ppm): void;
  /** A change is still on its way. */
  readonly isMoving: boolean;
}

export interface RouterParts {
  readonly policy: Policy;
  readonly model: RouterModel;
  readonly stable: { readonly version: string; readonly digest: string };
  readonly faults: FaultsInForce;
  readonly time: VirtualTime;
  /** Called when a share of the candidate's is in effect that was not before. */
  readonly moved: (move: Move) => void;
  /** Called when a fault did something to a call. */
  readonly mark: (mark: string) => void;
}

export interface Move {
  readonly weight: Ppm;
  readonly mirror: Ppm;
  /** Rollout id of the stamp; empty when somebody moved it by hand. */
  readonly rolloutId: string;
}

export function simulatedRouter({ policy, model, stable, faults, time, moved, mark }: RouterParts): SimulatedRouter {
  const [stableSlot, candidateSlot] = policy.serve.slots;
  const base = fakeRouter({ target: policy.target, slots: policy.serve.slots, stable, stepPpm: model.stepPpm, canMirror: model.canMirror });
  let asked: Shares = { weight: PPM_NONE, mirror: PPM_NONE };
  let inEffect = asked;
  let settledAtMs = 0;
  let coming: Appointment = NOTHING_COMES;
  let late = 0;

  const isOn = (kind: Parameters<FaultsInForce['on']>[0]): boolean => faults.on(kind, time.nowMs) !== 'none';
  /** A new weight is in effect everywhere only when it has settled; until then the old one is. What is set meanwhile takes its place. */
  const notice = (rolloutId: string): void => {
    const now = { weight: base.weightOf(candidateSlot), mirror: base.mirrorOf(candidateSlot) };
    if (isSame(now, asked)) return;
    asked = now;
    settledAtMs = time.nowMs + model.settlesAfterMs;
    coming.cancel();
    const settle = (): void => {
      coming = NOTHING_COMES;
      if (isSame(now, inEffect)) return;
      inEffect = now;
      moved({ ...now, rolloutId });
    };
    if (model.settlesAfterMs === 0) settle();
    else coming = time.plan(settledAtMs, WORLD_FIRST, settle);
  };
  const byHand = (weight: Ppm): void => {
    base.moveByHand({ [candidateSlot]: weight, [stableSlot]: PPM_ALL - weight });
    notice('');
  };
  const shown = (reading: RouterReading): RouterReading => ({ ...reading, slots: reading.slots.map((slot) => ({ ...slot, placed: shownIn(slot) })) });
  const shownIn = ({ slot, placed }: SlotReading): SlotReading['placed'] => {
    if (placed.kind === 'nothing') return placed;
    const lost = faults.on('slot-lost', time.nowMs);
    const isLost = lost !== 'none' && (lost.arm === 'stable') === (slot === stableSlot);
    return isLost || (slot === candidateSlot && isOn('never-ready')) ? { ...placed, ready: false } : placed;
  };
  const showing = async (answer: Promise<Result<RouterReading>>): Promise<Result<RouterReading>> => {
    const result = await answer;
    return result.kind === 'ok' ? ok(shown(result.value)) : result;
  };
  const set = async (change: WeightChange): Promise<Result<RouterReading>> => {
    const answer = await showing(base.set(change));
    notice(change.stamp.rolloutId);
    return answer;
  };
  const unavailableTo = (operation: 'read' | 'set' | 'settle' | 'place'): void => {
    if (isOn('router-unavailable')) base.faults.next(operation, 'unavailable');
  };

  return {
    read: (target) => {
      unavailableTo('read');
      return showing(base.read(target));
    },
    set: async (change) => {
      if (isOn('router-unavailable')) {
        base.faults.next('set', 'unavailable');
        return base.set(change);
      }
      if (isOn('router-fails')) {
        mark('router-failed');
        base.faults.next('set', 'refused');
        return base.set(change);
      }
      if (isOn('router-reply-lost')) {
        mark('reply-lost');
        base.faults.next('set', 'lost-applied');
        return set(change);
      }
      if (isOn('router-lies')) {
        mark('router-lied');
        return showing(lied(base, change));
      }
      if (isOn('router-halves')) {
        mark('router-halved');
        // Some of its parts have the new weight and nobody remembers for whom; the answer never came.
        byHand(ppm(Math.floor((base.weightOf(candidateSlot) + (change.weights[candidateSlot] ?? 0)) / 2)));
        return failed({ port: 'router', code: 'unavailable', message: 'the router went away in the middle of the change', retryable: true, outcome: 'unknown' });
      }
      const delay = faults.on('router-late', time.nowMs);
      if (delay !== 'none') {
        mark('router-late');
        late += 1;
        // Its fences are asked when it gets to it, as they are for any other change.
        time.plan(time.nowMs + delay.byMs, WORLD_FIRST, () => {
          late -= 1;
          void set(change);
        });
        return showing(base.read(change.target));
      }
      return set(change);
    },
    settle: (target, version) => {
      unavailableTo('settle');
      return time.nowMs < settledAtMs && !isOn('router-unavailable') ? Promise.resolve(ok({ settled: false })) : base.settle(target, version);
    },
    place: async (placement) => {
      unavailableTo('place');
      if (isOn('deployer-fails')) {
        mark('deployer-failed');
        base.faults.next('place', 'unavailable');
      }
      const answer = await base.place(placement);
      return answer.kind === 'ok' && placement.slot === candidateSlot && isOn('never-ready') ? ok({ ...answer.value, ready: false }) : answer;
    },
    moveByHand: byHand,
    get isMoving() {
      return late > 0 || coming !== NOTHING_COMES;
    },
  };
}

const NOTHING_COMES: Appointment = { cancel: () => undefined };

type Shares = Pick<Move, 'weight' | 'mirror'>;

function isSame(a: Shares, b: Shares): boolean {
  return a.weight === b.weight && a.mirror === b.mirror;
}

/** Says that it is done, and has done nothing. */
async function lied(base: TrafficRouter, change: WeightChange): Promise<Result<RouterReading>> {
  const reading = await base.read(change.target);
  if (reading.kind === 'error') return reading;
  const slots = reading.value.slots.map((slot) => ({ ...slot, weight: change.weights[slot.slot] ?? slot.weight }));
  return ok({ ...reading.value, slots, stamp: { kind: 'stamp', ...change.stamp } });
}
