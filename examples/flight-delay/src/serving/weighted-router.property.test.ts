import { fc, test } from '@fast-check/vitest';
import { ppm } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import type { SlotClient } from './slot-client.ts';
import { weightedRouter, type WeightedRouter } from './weighted-router.ts';

const slotNamed = (name: string): SlotClient => ({
  name,
  predict: () => Promise.reject(new Error('not asked here')),
  probe: () => Promise.reject(new Error('not asked here')),
  readPlaced: () => Promise.resolve({ kind: 'nothing' }),
  readArtifact: () => Promise.resolve({ kind: 'nothing' }),
  place: () => Promise.resolve({ kind: 'placed' }),
});

const aRouter = (): WeightedRouter => weightedRouter({ target: 't', slots: [slotNamed('a'), slotNamed('b')], onChange: () => undefined });

const share = fc.integer({ min: 0, max: 1_000 }).map((steps) => steps * 1_000);
const keys = fc.uniqueArray(fc.string(), { minLength: 50, maxLength: 100 });
const aMirroringRouter = async (weight: number, mirror: Readonly<Record<string, number>>): Promise<WeightedRouter> => {
  const router = aRouter();
  const shares = Object.fromEntries(Object.entries(mirror).map(([slot, copied]) => [slot, ppm(copied)]));
  const stamp = { rolloutId: 'r-1', sequence: 1, effectId: 'r-1/1', liveSlot: 'a', liveDigest: 'sha256:1' };
  await router.set({ target: 't', weights: { a: ppm(1_000_000 - weight), b: ppm(weight) }, mirror: shares, ifVersion: { kind: 'any' }, stamp });
  return router;
};
const copyOf = (router: WeightedRouter, key: string): string => {
  const slot = router.copyFor(key);
  return slot === 'nobody' ? slot : slot.name;
};
const isOnB = (router: WeightedRouter, key: string): boolean => router.slotFor(key).name === 'b';

describe('weightedRouter', () => {
  test.prop([keys, share, share])('moves keys in one direction only, whichever slot grows', (names, from, to) => {
    const router = aRouter();
    router.moveByHand({ a: ppm(1_000_000 - from), b: ppm(from) });
    const before = names.map((key) => isOnB(router, key));
    router.moveByHand({ a: ppm(1_000_000 - to), b: ppm(to) });
    const movedTo = new Set(names.flatMap((key, index) => (isOnB(router, key) === before[index] ? [] : [isOnB(router, key)])));
    expect([...movedTo]).toEqual(movedTo.size === 0 ? [] : [to > from]);
  });

  test.prop([keys, share])('sends everybody to one slot at 0 % and at 100 %, and brings them all back', (names, between) => {
    const router = aRouter();
    for (const [b, everybody] of [[0, false], [between, undefined], [1_000_000, true], [between, undefined], [0, false]] as const) {
      router.moveByHand({ a: ppm(1_000_000 - b), b: ppm(b) });
      if (everybody !== undefined) expect(new Set(names.map((key) => isOnB(router, key)))).toEqual(new Set([everybody]));
    }
  });

  test.prop([keys, share, share, share])('copies to the slot that does not answer, and to no other', async (names, weight, toA, toB) => {
    const router = await aMirroringRouter(weight, { a: toA, b: toB });
    for (const key of names) expect(['nobody', isOnB(router, key) ? 'a' : 'b']).toContain(copyOf(router, key));
  });

  test.prop([keys, share])('copies nothing at 0 % and everything at 100 %', async (names, weight) => {
    const [none, all] = [await aMirroringRouter(weight, { b: 0 }), await aMirroringRouter(weight, { a: 1_000_000, b: 1_000_000 })];
    expect(new Set(names.map((key) => copyOf(none, key)))).toEqual(new Set(['nobody']));
    expect(names.map((key) => copyOf(all, key))).not.toContain('nobody');
  });

  it('chooses what is copied apart from who is moved', async () => {
    const names = Array.from({ length: 20_000 }, (_, index) => `flight-${index}-0`);
    const [moved, copied] = [await aMirroringRouter(100_000, {}), await aMirroringRouter(0, { b: 100_000 })];
    const both = names.filter((key) => isOnB(moved, key) && copyOf(copied, key) === 'b');
    // 200 are expected, 2,000 if the two were the same; the bound is five standard deviations away.
    expect(Math.abs(both.length - 200)).toBeLessThan(70);
  });
});
