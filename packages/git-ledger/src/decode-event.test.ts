import { describe, expect, it } from 'vitest';
import { anEvent, aTickedEvent } from '../test/entries.ts';
import { decodeEvent } from './decode-event.ts';

describe('decodeEvent', () => {
  it('takes events as they are written', () => {
    for (const event of [anEvent('t', 1), anEvent('t', 2), aTickedEvent(3)]) expect(decodeEvent(event)).toEqual({ kind: 'decoded', value: event });
  });

  it.each([
    ['another schema', { schema: 3 }, 'its schema is 3'],
    ['an unknown kind', { kind: 'toString' }, 'kind should be one of adopted, started, ticked, intended, confirmed, promoted, ended, is "toString"'],
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
});
