import { describe, expect, it } from 'vitest';
import { aPolicy } from '@rampart/testing/fakes';
import { purposeOf, randomAt } from '../chance/index.ts';
import { DEFAULT_SCENARIO } from '../scenario/default-scenario.ts';
import type { Trial } from '../scenario/scenario.ts';
import type { Exposure, Happening, Span, World } from '../world/world.ts';
import { anewFrom, whenInevitable } from './inevitable.ts';

const TRIAL: Trial = { policy: aPolicy(), scenario: { ...DEFAULT_SCENARIO, seed: 3, run: 5 } };
const COIN = purposeOf('coin');
const EXPOSURE: Exposure = { weight: 0.5, mirror: 0, firstTrafficAtMs: 0, weightSinceMs: 0, promotedAtMs: 'never' };

/** One toss per span of a second: `bad` on the candidate where it falls on tails. */
function tosses({ scenario: { seed, run } }: Trial): World {
  return {
    begin: () => ({
      advance: (span: Span): Happening => {
        const tails = randomAt({ seed, run, tick: span.fromMs / 1_000, purpose: COIN }).uniform() < 0.5 ? 1 : 0;
        return { ...span, requests: { stable: 0, candidate: 1 }, bad: { stable: 0, candidate: tails }, excess: tails, usersHarmed: 0, cells: {} };
      },
    }),
  };
}

function tails(world: World): readonly number[] {
  const run = world.begin();
  return Array.from({ length: 20 }, (_, second) => run.advance({ fromMs: second * 1_000, toMs: second * 1_000 + 1_000 }, EXPOSURE).excess);
}

describe('whenInevitable', () => {
  it('is the moment after the toss that settles it', () => {
    const own = tails(tosses(TRIAL));
    const tailsAt = own.flatMap((toss, second) => (toss === 1 ? [second] : []));
    // Broken with the last tail but two, so that some of the release is still to come when it is settled.
    const needed = tailsAt.length - 2;
    const isBroken = (_: Trial, world: World): boolean => tails(world).filter((toss) => toss === 1).length >= needed;
    const moments = Array.from({ length: 21 }, (_, second) => second * 1_000);
    const found = whenInevitable(TRIAL, { worldOf: tosses, isBroken, moments, futures: 200 });
    expect(found.atMs).toBe(((tailsAt[needed - 1] ?? NaN) + 1) * 1_000);
    expect(found.course[0]?.broken).toBeGreaterThan(0);
    expect(found.course[0]?.broken).toBeLessThan(200);
  });

  it('leaves the past as it was', () => {
    const [own, other] = [tosses(TRIAL), tosses({ ...TRIAL, scenario: { ...TRIAL.scenario, run: 6 } })];
    const mixed = tails(anewFrom(8_000, own, other));
    expect(mixed.slice(0, 8)).toEqual(tails(own).slice(0, 8));
    expect(mixed.slice(8)).toEqual(tails(other).slice(8));
  });
});
