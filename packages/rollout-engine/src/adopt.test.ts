import { ppm } from '@rampart/rollout-policy';
import { aPolicy } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { adoptionFrom, adoptionWarnings } from './adopt.ts';
import type { RouterReading, Stamp } from './ports/traffic-router.ts';

const STAMP: { readonly kind: 'stamp' } & Stamp = { kind: 'stamp', rolloutId: '51c4b243150f', sequence: 4, effectId: '51c4b243150f/4', liveSlot: 'a', liveDigest: 'sha256:1' };

function reading(weightOfA: number, stamp: RouterReading['stamp'] = { kind: 'none' }): RouterReading {
  const slot = (name: string, weight: number) => ({ slot: name, weight: ppm(weight), placed: { kind: 'release', version: `v-${name}`, digest: `sha256:${name}`, ready: true } }) as const;
  return { target: 'fraud-prod', slots: [slot('a', weightOfA), slot('b', 1_000_000 - weightOfA)], version: '1', stamp, step: ppm(1), mirror: 'cannot' };
}

describe('adoptionFrom', () => {
  it('takes the slot with all traffic for stable', () => {
    expect(adoptionFrom(aPolicy(), reading(1_000_000))).toMatchObject({ kind: 'stable', stable: { slot: 'a', version: 'v-a' } });
    expect(adoptionFrom(aPolicy(), reading(0, STAMP))).toMatchObject({ kind: 'stable', stable: { slot: 'b', version: 'v-b' } });
  });

  it('refuses to guess where traffic is split', () => {
    expect(adoptionFrom(aPolicy(), reading(900_000))).toEqual({ kind: 'refused', why: 'no slot carries all traffic (a 90 %, b 10 %), so it is unclear which version is stable. Move all traffic to one slot first' });
  });

  it('says that the ledger is missing where a rollout has split it', () => {
    expect(adoptionFrom(aPolicy(), reading(900_000, STAMP))).toEqual({
      kind: 'refused',
      why: 'no slot carries all traffic (a 90 %, b 10 %), moved there by rollout 51c4b243150f, of which there is no ledger here: its branch was deleted, or it is kept elsewhere. Put the branch back, or correct `ledger`. To begin anew instead, move all traffic to one slot (a was stable)',
    });
  });
});

describe('adoptionWarnings', () => {
  it('tells of an earlier ledger where a rollout has moved the router, and of nothing on a new one', () => {
    expect(adoptionWarnings(reading(1_000_000))).toEqual([]);
    expect(adoptionWarnings(reading(1_000_000, STAMP))).toEqual([expect.stringContaining('the ledger of fraud-prod begins anew with what serves now, and the router was last moved by rollout 51c4b243150f of an earlier one')]);
  });
});
