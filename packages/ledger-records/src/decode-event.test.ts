import { describe, expect, it } from 'vitest';
import { anEvent, aTickedEvent, followUpEvents, pauseEvents } from '../test/entries.ts';
import { decodeEvent } from './decode-event.ts';

describe('decodeEvent', () => {
  it('takes events as they are written', () => {
    for (const event of [anEvent('t', 1), anEvent('t', 2), aTickedEvent(3), ...followUpEvents(4), ...pauseEvents(6)]) expect(decodeEvent(event)).toEqual({ kind: 'decoded', value: event });
  });

  it.each([
    ['another schema', { schema: 3 }, 'its schema is 3'],
    ['an unknown kind', { kind: 'toString' }, 'kind should be one of adopted, started, ticked, intended, confirmed, promoted, ended, followed-up, restored, retraining-asked, paused, resumed, violated, is "toString"'],
    ['no operation', { operation: '' }, 'operation should be text that is not empty, is ""'],
    ['a broken time', { atMs: -1 }, 'atMs should be a whole number of at least 0, is -1'],
    ['a broken sequence', { sequence: '2' }, 'sequence should be a whole number of at least 1, is "2"'],
    ['a broken weight', { observed: 0.5 }, 'observed should be a whole number from 0 to 1000000, is 0.5'],
  ])('refuses %s', (_, change, problem) => {
    expect(decodeEvent({ ...anEvent('t', 2), ...change })).toEqual({ kind: 'invalid', problems: expect.arrayContaining([expect.stringContaining(problem)]) });
  });

  it('refuses a tick whose decision is none', () => {
    const ticked = aTickedEvent(2);
    expect(decodeEvent({ ...ticked, decision: { kind: 'guess' }, evidence: { errors: { kind: 'maybe' } } })).toEqual({
      kind: 'invalid',
      problems: expect.arrayContaining([expect.stringContaining('decision.kind should be one of advance'), expect.stringContaining('evidence.errors.kind should be one of blocks, no-data')]),
    });
  });

  it.each([
    ['a mirror that is neither a share nor the word for none', { router: { kind: 'read', weight: 0, step: 1, ours: false, mirror: 'never' } }, 'situation.router.mirror should be a whole number'],
    ['a smoke probe without cases', { smoke: { kind: 'passed', cases: 0 } }, 'situation.smoke.cases should be a whole number of at least 1, is 0'],
    ['a quiet time without an end', { quiet: { kind: 'quiet' } }, 'situation.quiet.untilMs should be a number, is absent'],
  ])('refuses a tick that saw %s', (_, change, problem) => {
    const ticked = aTickedEvent(2);
    const situation = ticked.kind === 'ticked' ? { ...ticked.situation, ...change } : {};
    expect(decodeEvent({ ...ticked, situation })).toEqual({ kind: 'invalid', problems: [expect.stringContaining(problem)] });
  });

  it('refuses labels without the names of what got worse', () => {
    expect(decodeEvent({ ...followUpEvents(2)[0], worse: 'accuracy' })).toEqual({ kind: 'invalid', problems: ['worse should be a list, is "accuracy"'] });
  });
});
