// The prose of the TrafficRouter port as tests, for every implementation of it.
import type { RouterReading, Stamp, TrafficRouter, WeightChange } from '@rampart/rollout-engine';
import { ppm } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { errorOf, valueOf } from './expect-result.ts';
import { givenSubject, type Closable } from './given-subject.ts';

/** A router with one target whose first slot has all the traffic. Made anew for every test. */
export interface TrafficRouterSubject extends Closable {
  readonly router: TrafficRouter;
  readonly target: string;
  readonly slots: readonly [string, string];
  /** Somebody else changes the weights. */
  readonly moveByHand: (weights: WeightChange['weights']) => void | Promise<void>;
}

const SETTLE_ASKS_MAX = 100;

export function describeTrafficRouterContract(name: string, makeSubject: () => TrafficRouterSubject | Promise<TrafficRouterSubject>): void {
  const given = givenSubject(makeSubject);

  describe(`${name} as a TrafficRouter`, () => {
    it('reads both slots with weights that add up to 1,000,000', given(async ({ router, target, slots }) => {
      const reading = valueOf(await router.read(target));
      expect(reading.target).toBe(target);
      expect(reading.slots.map(({ slot }) => slot).sort()).toEqual([...slots].sort());
      expect(reading.slots.reduce((sum, { weight }) => sum + weight, 0)).toBe(1_000_000);
      expect(reading.version).not.toBe('');
      expect(reading.step).toBeGreaterThan(0);
    }));

    it('answers a read twice alike while nothing changes', given(async ({ router, target }) => {
      expect(valueOf(await router.read(target))).toEqual(valueOf(await router.read(target)));
    }));

    it('says that a target is missing', given(async ({ router }) => {
      expect(errorOf(await router.read('nobody-made-this'))).toMatchObject({ code: 'missing', retryable: false, outcome: 'not-done' });
    }));

    it('shows what was set when it is read back, with the stamp and a new version', given(async (subject) => {
      const before = valueOf(await subject.router.read(subject.target));
      const answer = valueOf(await subject.router.set(change(subject, { share: 50_000 })));
      expect(weightsOf(answer)).toEqual(weights(subject, 50_000));
      expect(answer.stamp).toEqual({ kind: 'stamp', ...stamp(subject, 1) });
      expect(answer.version).not.toBe(before.version);
      expect(valueOf(await subject.router.read(subject.target))).toEqual(answer);
    }));

    it('sets an absolute weight: twice the same is the same', given(async (subject) => {
      valueOf(await subject.router.set(change(subject, { share: 50_000 })));
      const answer = valueOf(await subject.router.set(change(subject, { share: 50_000, sequence: 2 })));
      expect(weightsOf(answer)).toEqual(weights(subject, 50_000));
    }));

    it('takes all traffic away and gives all of it', given(async (subject) => {
      for (const [sequence, share] of [[1, 1_000_000], [2, 0]] as const) {
        expect(weightsOf(valueOf(await subject.router.set(change(subject, { share, sequence }))))).toEqual(weights(subject, share));
      }
    }));

    it('changes nothing and answers like the first time when an effect is repeated', given(async (subject) => {
      const first = valueOf(await subject.router.set(change(subject, { share: 50_000, ifVersion: 'as-read' }, await versionOf(subject))));
      const repeated = valueOf(await subject.router.set(change(subject, { share: 50_000, ifVersion: 'as-read' }, 'long-gone')));
      expect(repeated).toEqual(first);
      expect(await versionOf(subject)).toBe(first.version);
    }));

    it('does not undo a later change when an old effect is repeated', given(async (subject) => {
      valueOf(await subject.router.set(change(subject, { share: 50_000 })));
      valueOf(await subject.router.set(change(subject, { share: 0, sequence: 2 })));
      await subject.router.set(change(subject, { share: 50_000 }));
      expect(weightsOf(valueOf(await subject.router.read(subject.target)))).toEqual(weights(subject, 0));
    }));

    it('refuses a change when somebody else was there since the read', given(async (subject) => {
      const version = await versionOf(subject);
      await subject.moveByHand(weights(subject, 10_000));
      const error = errorOf(await subject.router.set(change(subject, { share: 50_000, ifVersion: 'as-read' }, version)));
      expect(error).toMatchObject({ code: 'conflict', outcome: 'not-done' });
      expect(weightsOf(valueOf(await subject.router.read(subject.target)))).toEqual(weights(subject, 10_000));
    }));

    it('lowers without a condition, whoever was there before', given(async (subject) => {
      valueOf(await subject.router.set(change(subject, { share: 50_000 })));
      await subject.moveByHand(weights(subject, 100_000));
      expect(weightsOf(valueOf(await subject.router.set(change(subject, { share: 0, sequence: 2 }))))).toEqual(weights(subject, 0));
    }));

    it('refuses an effect of the same rollout that is older than the last one', given(async (subject) => {
      valueOf(await subject.router.set(change(subject, { share: 0, sequence: 7 })));
      expect(errorOf(await subject.router.set(change(subject, { share: 50_000, sequence: 6 })))).toMatchObject({ code: 'conflict', outcome: 'not-done' });
      expect(weightsOf(valueOf(await subject.router.read(subject.target)))).toEqual(weights(subject, 0));
    }));

    it('lets another rollout begin its own sequence', given(async (subject) => {
      valueOf(await subject.router.set(change(subject, { share: 0, sequence: 7 })));
      expect(weightsOf(valueOf(await subject.router.set(change(subject, { share: 50_000, sequence: 1, rolloutId: 'r-other' }))))).toEqual(weights(subject, 50_000));
    }));

    it('rounds down for the slot that is not stable when a weight lies between two steps', given(async (subject) => {
      const { step } = valueOf(await subject.router.read(subject.target));
      const answer = valueOf(await subject.router.set(change(subject, { share: 33_333 })));
      expect(weightsOf(answer)).toEqual(weights(subject, 33_333 - (33_333 % step)));
    }));

    it('refuses weights that do not add up, and slots that it does not have', given(async (subject) => {
      const [a, b] = subject.slots;
      const wrong: readonly WeightChange['weights'][] = [{ [a]: ppm(500_000), [b]: ppm(400_000) }, { [a]: ppm(1_000_000) }, { [a]: ppm(900_000), 'nobody-made-this': ppm(100_000) }];
      for (const each of wrong) {
        const error = errorOf(await subject.router.set({ ...change(subject, { share: 0 }), weights: each }));
        expect(error).toMatchObject({ code: 'refused', retryable: false, outcome: 'not-done' });
      }
      expect(weightsOf(valueOf(await subject.router.read(subject.target)))).toEqual(weights(subject, 0));
    }));

    it('copies requests where it was told to, and to nobody else', given(async (subject) => {
      if (!(await canMirror(subject))) return;
      const [, b] = subject.slots;
      const answer = valueOf(await subject.router.set(change(subject, { share: 0, mirror: 100_000 })));
      expect(answer.mirror).toEqual({ [b]: 100_000 });
      expect(weightsOf(answer)).toEqual(weights(subject, 0));
      expect(valueOf(await subject.router.read(subject.target))).toEqual(answer);
    }));

    it('stops copying when a change names no slot for it, whoever was there before', given(async (subject) => {
      if (!(await canMirror(subject))) return;
      valueOf(await subject.router.set(change(subject, { share: 0, mirror: 100_000 })));
      await subject.moveByHand(weights(subject, 10_000));
      const answer = valueOf(await subject.router.set(change(subject, { share: 0, sequence: 2 })));
      expect(answer.mirror).toEqual({});
      expect(valueOf(await subject.router.read(subject.target)).mirror).toEqual({});
    }));

    it('rounds the share of the copies down to a step', given(async (subject) => {
      if (!(await canMirror(subject))) return;
      const answer = valueOf(await subject.router.set(change(subject, { share: 0, mirror: 33_333 })));
      expect(answer.mirror).toEqual({ [subject.slots[1]]: 33_333 - (33_333 % answer.step) });
    }));

    it('changes nothing when copies are asked of a router that cannot make them, or for a slot that it does not have', given(async (subject) => {
      const [, b] = subject.slots;
      const wrong: WeightChange['mirror'] = (await canMirror(subject)) ? { 'nobody-made-this': ppm(100_000) } : { [b]: ppm(100_000) };
      const before = valueOf(await subject.router.read(subject.target));
      expect(errorOf(await subject.router.set({ ...change(subject, { share: 50_000 }), mirror: wrong }))).toMatchObject({ code: 'refused', outcome: 'not-done' });
      expect(valueOf(await subject.router.read(subject.target))).toEqual(before);
    }));

    it('settles after a change', given(async (subject) => {
      const { version } = valueOf(await subject.router.set(change(subject, { share: 50_000 })));
      for (let asks = 1; asks <= SETTLE_ASKS_MAX; asks += 1) {
        if (valueOf(await subject.router.settle(subject.target, version)).settled) return;
      }
      expect.fail(`not settled after ${String(SETTLE_ASKS_MAX)} asks`);
    }));
  });
}

interface Wanted {
  /** Of the second slot, in ppm. */
  readonly share: number;
  /** Copies for the second slot, in ppm. */
  readonly mirror?: number;
  readonly sequence?: number;
  readonly rolloutId?: string;
  readonly ifVersion?: 'as-read';
}

function change(subject: TrafficRouterSubject, { share, mirror = 0, sequence = 1, rolloutId = 'r-1', ifVersion }: Wanted, version = ''): WeightChange {
  return {
    target: subject.target,
    weights: weights(subject, share),
    mirror: mirror === 0 ? {} : { [subject.slots[1]]: ppm(mirror) },
    ifVersion: ifVersion === 'as-read' ? { kind: 'is', version } : { kind: 'any' },
    stamp: stamp(subject, sequence, rolloutId),
  };
}

function stamp({ slots }: TrafficRouterSubject, sequence: number, rolloutId = 'r-1'): Stamp {
  return { rolloutId, sequence, effectId: `${rolloutId}/${String(sequence)}`, liveSlot: slots[0], liveDigest: `sha256:${'1'.repeat(64)}` };
}

function weights({ slots }: TrafficRouterSubject, share: number): WeightChange['weights'] {
  return { [slots[0]]: ppm(1_000_000 - share), [slots[1]]: ppm(share) };
}

function weightsOf(reading: RouterReading): WeightChange['weights'] {
  return Object.fromEntries(reading.slots.map(({ slot, weight }) => [slot, weight]));
}

async function versionOf({ router, target }: TrafficRouterSubject): Promise<string> {
  return valueOf(await router.read(target)).version;
}

async function canMirror({ router, target }: TrafficRouterSubject): Promise<boolean> {
  return valueOf(await router.read(target)).mirror !== 'cannot';
}
