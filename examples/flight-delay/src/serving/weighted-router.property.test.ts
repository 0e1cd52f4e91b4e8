import { fc, test } from '@fast-check/vitest';
import { ppm } from '@rampart/rollout-policy';
import { describe, expect } from 'vitest';
import type { SlotClient } from './slot-client.ts';
import { weightedRouter, type WeightedRouter } from './weighted-router.ts';

const slotNamed = (name: string): SlotClient => ({
  name,
  predict: () => Promise.reject(new Error('not asked here')),
  readPlaced: () => Promise.resolve({ kind: 'nothing' }),
  place: () => Promise.resolve({ kind: 'placed' }),
});

const aRouter = (): WeightedRouter => weightedRouter({ target: 't', slots: [slotNamed('a'), slotNamed('b')], onChange: () => undefined });

const share = fc.integer({ min: 0, max: 1_000 }).map((steps) => steps * 1_000);
const keys = fc.uniqueArray(fc.string(), { minLength: 50, maxLength: 100 });
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
});
