import { describe, expect, it } from 'vitest';
import { aFollowedState, aLiveState, aState } from '../test/entries.ts';
import { decodeState } from './decode-state.ts';

describe('decodeState', () => {
  it('takes the state of a target with and without a rollout, and one that follows a release', () => {
    for (const state of [aState('t', 1), aLiveState('t', 7), aFollowedState('t', 9), { ...aState('t', 2), pause: { kind: 'paused', by: 'ada', why: '', sinceMs: 5 } }]) expect(decodeState(state, 't')).toEqual({ kind: 'decoded', value: state });
  });

  it('says that another version wrote it, before anything else', () => {
    expect(decodeState({ schema: 2, anything: true }, 't')).toEqual({ kind: 'invalid', problems: [expect.stringContaining('its schema is 2, this version of Rampart reads 1')] });
    for (const value of [null, 7, [], {}]) expect(decodeState(value, 't')).toMatchObject({ kind: 'invalid' });
  });

  it.each([
    ['another target', { target: 'u' }, 'target should be "t", is "u"'],
    ['a sequence below 1', { sequence: 0 }, 'sequence should be a whole number of at least 1, is 0'],
    ['equal slots', { slots: ['a', 'a'] }, 'slots should be two different names'],
    ['no stable release', { stable: null }, 'stable should be an object, is null'],
    ['an unknown rollout kind', { rollout: { kind: 'zombie' } }, 'rollout.kind should be one of none, live, is "zombie"'],
    ['a pause without a time', { pause: { kind: 'paused', by: 'ada', why: '' } }, 'pause.sinceMs should be a number, is absent'],
    ['endings that are no list', { ended: {} }, 'ended should be a list, is an object'],
  ])('refuses %s and says where', (_, change, problem) => {
    expect(decodeState({ ...aState('t', 3), ...change }, 't')).toEqual({ kind: 'invalid', problems: [problem] });
  });

  it.each([
    ['a weight above all', { weight: 1_000_001 }, 'rollout.weight should be a whole number from 0 to 1000000'],
    ['an unknown phase', { phase: 'constructor' }, 'rollout.phase should be one of trial, awaiting-promotion, baking, leaving'],
    ['an effect without an id', { pending: { kind: 'set-weight' } }, 'rollout.pending.id should be text that is not empty, is absent'],
    ['a check without a watermark', { checks: { errors: {} } }, 'rollout.checks.errors.watermarkMs should be a number, is absent'],
    ['copies for more than everybody', { mirror: 1_000_001 }, 'rollout.mirror should be a whole number from 0 to 1000000'],
    ['an attempt before the first', { attempt: 0 }, 'rollout.attempt should be a whole number of at least 1, is 0'],
    ['capital of an unknown kind', { sampleRatio: { above: { kind: 'luck' } } }, 'rollout.sampleRatio.above.kind should be one of bet, tilt, is "luck"'],
    ['a policy that is text', { policy: 'none' }, 'rollout.policy should be an object, is "none"'],
  ])('refuses a rollout with %s', (_, change, problem) => {
    const state = aLiveState('t', 3);
    expect(decodeState({ ...state, rollout: { ...state.rollout, ...change } }, 't')).toEqual({ kind: 'invalid', problems: expect.arrayContaining([expect.stringContaining(problem)]) });
  });

  it('tells all mistakes at once', () => {
    expect(decodeState({ schema: 1, target: 't' }, 't')).toHaveProperty('problems.length', 7);
  });

  it('refuses a followed release that does not say what served before it', () => {
    const { following, ...state } = aFollowedState('t', 3);
    const broken = { ...state, following: following.map(({ previous: _, ...followed }) => followed) };
    expect(decodeState(broken, 't')).toEqual({ kind: 'invalid', problems: ['following[0].previous should be an object, is absent'] });
  });
});
