import { ppm } from '@rampart/rollout-policy';
import type { WeightChange } from '@rampart/rollout-engine';
import { describe, expect, it } from 'vitest';
import { errorOf, valueOf } from '../ports/expect-result.ts';
import { fakeRouter } from './fake-router.ts';

const toTenPercent: WeightChange = {
  target: 'fraud-prod',
  weights: { a: ppm(900_000), b: ppm(100_000) },
  mirror: {},
  ifVersion: { kind: 'any' },
  stamp: { rolloutId: 'r-1', sequence: 1, effectId: 'r-1/1', liveSlot: 'a', liveDigest: 'sha256:1' },
};

describe('fakeRouter', () => {
  it('applies a change whose answer is lost, and says that it does not know', async () => {
    const router = fakeRouter();
    router.faults.next('set', 'lost-applied');
    expect(errorOf(await router.set(toTenPercent))).toMatchObject({ code: 'unavailable', outcome: 'unknown', retryable: true });
    expect(router.weightOf('b')).toBe(100_000);
  });

  it('does not apply a change that never arrived, and says that it does not know', async () => {
    const router = fakeRouter();
    router.faults.next('set', 'lost-not-applied');
    expect(errorOf(await router.set(toTenPercent))).toMatchObject({ outcome: 'unknown' });
    expect(router.weightOf('b')).toBe(0);
  });

  it('meets queued faults once each, standing ones until healed', async () => {
    const router = fakeRouter();
    router.faults.next('read', 'denied');
    router.faults.always('read', 'unavailable');
    expect(errorOf(await router.read('fraud-prod')).code).toBe('denied');
    expect(errorOf(await router.read('fraud-prod')).code).toBe('unavailable');
    expect(errorOf(await router.read('fraud-prod')).code).toBe('unavailable');
    router.faults.heal();
    expect(valueOf(await router.read('fraud-prod')).target).toBe('fraud-prod');
  });

  it('keeps the stamp when a person moves the weights', async () => {
    const router = fakeRouter();
    valueOf(await router.set(toTenPercent));
    router.moveByHand({ a: 1_000_000, b: 0 });
    expect(valueOf(await router.read('fraud-prod'))).toMatchObject({ stamp: { effectId: 'r-1/1' }, version: '3' });
  });

  it('keeps its copies when a person moves the weights, and the weights when a person moves the copies', async () => {
    const router = fakeRouter();
    valueOf(await router.set({ ...toTenPercent, mirror: { b: ppm(200_000) } }));
    router.moveByHand({ a: 1_000_000, b: 0 });
    expect([router.weightOf('b'), router.mirrorOf('b')]).toEqual([0, 200_000]);
    router.mirrorByHand({ b: 50_000 });
    expect([router.weightOf('b'), router.mirrorOf('b')]).toEqual([0, 50_000]);
  });
});
