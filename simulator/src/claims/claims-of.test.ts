import { ppm } from '@rampart/rollout-policy';
import { aCheck, aPolicy, aRamp } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import type { Claim, ClaimName, RunRow } from './claim.ts';
import { claimsOf } from './claims-of.ts';

const MINUTE = 60_000;
const policy = aPolicy({
  promise: { badRequestsMax: 25, falseAlarmRatio: 0.005, catches: [{ check: 'errors', effect: { kind: 'factor', factor: 2 }, withinMs: 60 * MINUTE }], decideWithinMs: 120 * MINUTE },
});

function claim(name: ClaimName, of = policy): Claim {
  const found = claimsOf(of, { family: 'web-steady@1' }).find((one) => one.name === name);
  if (found === undefined) throw new Error(`no claim ${name}`);
  return found;
}

/** A good release: shown from the first minute on, decided after 30, promoted, ended after its bake. */
function aRow(parts: Partial<RunRow> = {}): RunRow {
  const promoted = { run: 0, outcome: 'promoted', decidedAtMs: 30 * MINUTE, outAtMs: 'never', askedAtMs: 'never', endedAtMs: 40 * MINUTE, promotedAtMs: 30 * MINUTE } as const;
  return { ...promoted, firstTrafficAtMs: MINUTE, haltedAtMs: 'never', askedAfterPromotionAtMs: 'never', excess: 0, excessInTrial: 0, bad: 0, weightMaxPpm: 500_000, looks: 60, ...parts };
}

/** Sent back at this time. */
function aRollback(atMs: number, parts: Partial<RunRow> = {}): RunRow {
  return aRow({ outcome: 'rolled-back', decidedAtMs: atMs, outAtMs: atMs, endedAtMs: atMs, promotedAtMs: 'never', ...parts });
}

describe('claimsOf', () => {
  it('says every promise in the words of the policy, and where it stands', () => {
    expect(claimsOf(policy, { family: 'web-steady@1' }).map(({ name, promised, path, candidate, boundRatio }) => [name, promised, path.join('.'), candidate, boundRatio])).toEqual([
      ['goodSentBack', 'at most 0.5 in 100', 'promise.falseAlarms', 'equal', 0.005],
      ['badRequests', 'at most 25', 'promise.badRequests', 'worst', 0.01],
      ['catches:errors', '2x within 1h', 'promise.catches.errors', 'worse:errors=2x', 0.05],
      ['decideWithin', 'within 2h', 'promise.decideWithin', 'equal', 0.05],
      ['afterPromotion', 'seen before the bake of 10m ends', 'plan', 'turns-bad', 0.05],
    ]);
  });

  it('writes points as points', () => {
    const points = aPolicy({ promise: { catches: [{ check: 'errors', effect: { kind: 'points', ratio: 0.01 }, withinMs: 60 * MINUTE }] } });
    expect(claim('catches:errors', points)).toMatchObject({ promised: '1 point within 1h', candidate: 'worse:errors=1 point' });
  });
});

describe('badRequests', () => {
  it('counts up to the promotion, and all of it where the promotion is the first that users see', () => {
    const late = aRow({ excess: 900, excessInTrial: 10 });
    expect(claim('badRequests').isBroken(late)).toBe(false);
    const blueGreen = aPolicy({ ...policy, plan: [{ kind: 'switch' }, { kind: 'bake', durationMs: 10 * MINUTE, holdback: ppm(10_000) }] });
    expect(claim('badRequests', blueGreen).isBroken(late)).toBe(true);
  });
});

describe('goodSentBack', () => {
  it.each<readonly [string, RunRow, boolean]>([
    ['is kept by a promotion', aRow(), false],
    ['is broken by a rollback', aRollback(20 * MINUTE), true],
    ['is broken by a rollback after the promotion', aRollback(35 * MINUTE, { promotedAtMs: 30 * MINUTE }), true],
    ['is broken by a halt, though nothing ended', aRow({ outcome: 'open', promotedAtMs: 'never', haltedAtMs: MINUTE }), true],
    ['is broken when time sends it back', aRow({ outcome: 'expired', promotedAtMs: 'never' }), true],
    ['is kept by asking', aRow({ outcome: 'open', promotedAtMs: 'never', decidedAtMs: 'never', askedAtMs: MINUTE }), false],
  ])('%s', (_, row, isBroken) => {
    expect(claim('goodSentBack').isBroken(row)).toBe(isBroken);
  });
});

describe('badRequests', () => {
  it('is broken above the promised number before the promotion, and not at it', () => {
    expect(claim('badRequests').isBroken(aRow({ excessInTrial: 25, excess: 900 }))).toBe(false);
    expect(claim('badRequests').isBroken(aRow({ excessInTrial: 25.5 }))).toBe(true);
  });

  it('cannot be judged where no check counts bad requests', () => {
    expect(claim('badRequests').cannotBeJudged).toBe('');
    expect(claim('badRequests', aPolicy({ checks: [aCheck({ then: 'tell' })] })).cannotBeJudged).toMatch(/no check counts/);
  });
});

describe('catches', () => {
  it.each<readonly [string, RunRow, boolean]>([
    ['is kept when it is out an hour after its first traffic', aRollback(61 * MINUTE), false],
    ['is broken a moment later', aRollback(61 * MINUTE + 1), true],
    ['is kept when a person was asked in time', aRow({ askedAtMs: 50 * MINUTE }), false],
    ['counts from the first traffic of users: a shadow before it is no delay', aRollback(500 * MINUTE, { firstTrafficAtMs: 450 * MINUTE }), false],
    ['is kept by what never reached a user', aRollback(500 * MINUTE, { firstTrafficAtMs: 'never' }), false],
    ['is broken by a promotion', aRow(), true],
  ])('%s', (_, row, isBroken) => {
    expect(claim('catches:errors').isBroken(row)).toBe(isBroken);
  });
});

describe('decideWithin', () => {
  it.each<readonly [string, RunRow, boolean]>([
    ['is kept by a promotion in time', aRow(), false],
    ['is kept by a rollback in time: that is another promise', aRollback(20 * MINUTE), false],
    ['is broken by no decision', aRow({ decidedAtMs: 'never' }), true],
    ['is broken by a late one', aRow({ decidedAtMs: 121 * MINUTE }), true],
    ['is broken by asking first', aRow({ askedAtMs: 29 * MINUTE }), true],
    ['does not mind a question that came with the bake', aRow({ askedAtMs: 35 * MINUTE }), false],
  ])('%s', (_, row, isBroken) => {
    expect(claim('decideWithin').isBroken(row)).toBe(isBroken);
  });

  it('lets a plan ask that has an approval in it', () => {
    const asking = aPolicy({ plan: [{ kind: 'approval' }, aRamp()], promise: { decideWithinMs: 120 * MINUTE } });
    expect(claim('decideWithin', asking).isBroken(aRow({ askedAtMs: MINUTE }))).toBe(false);
  });

  it('gives what time decides the look that decides it', () => {
    const promoting = aPolicy({ promise: { decideWithinMs: 120 * MINUTE, ifUndecided: 'promote' } });
    expect(claim('decideWithin', promoting).isBroken(aRow({ decidedAtMs: 124 * MINUTE }))).toBe(false);
    expect(claim('decideWithin', promoting).isBroken(aRow({ decidedAtMs: 126 * MINUTE }))).toBe(true);
  });

  it('lies between two bounds: surely kept, or surely mostly not', () => {
    expect(claim('decideWithin')).toMatchObject({ boundRatio: 0.05, refutedAboveRatio: 0.5 });
  });
});

describe('afterPromotion', () => {
  it('speaks of releases that were promoted', () => {
    expect(claim('afterPromotion').isAbout(aRow())).toBe(true);
    expect(claim('afterPromotion').isAbout(aRollback(MINUTE))).toBe(false);
  });

  it('is broken when nobody saw it, and kept when it was taken back or a person was asked', () => {
    const { isBroken } = claim('afterPromotion');
    expect(isBroken(aRow())).toBe(true);
    expect(isBroken(aRollback(35 * MINUTE, { promotedAtMs: 30 * MINUTE }))).toBe(false);
    expect(isBroken(aRow({ askedAfterPromotionAtMs: 35 * MINUTE }))).toBe(false);
    expect(isBroken(aRow({ askedAtMs: 5 * MINUTE }))).toBe(true);
  });

  it('says so where nothing watches', () => {
    expect(claim('afterPromotion', aPolicy({ plan: [aRamp({ weightMax: ppm(500_000) })] })).promised).toBe('nothing watches: the plan has no bake');
  });
});
