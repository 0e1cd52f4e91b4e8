import { describe, expect, it } from 'vitest';
import { readEnvironments } from './environments.ts';

function read(...lines: readonly string[]) {
  const read = readEnvironments(lines);
  if (read.kind === 'mistake') expect.fail(read.text);
  return read.of;
}

describe('readEnvironments', () => {
  it('is one name for all targets, and another one for those that say so', () => {
    const of = read('live', 'fraud-prod: live eu', ' churn-prod:  live/us ');
    expect(['spam-prod', 'fraud-prod', 'churn-prod', '__proto__'].map(of)).toEqual(['live', 'live eu', 'live/us', 'live']);
  });

  it('is production where nobody says anything', () => {
    expect(read()('fraud-prod')).toBe('production');
    expect(read('churn-prod: eu')('fraud-prod')).toBe('production');
  });

  it.each([
    ['two names for all', ['live', 'eu'], 'are both meant for all targets'],
    ['what is no name', ['fraud-prod: a`b'], 'names no environment'],
    ['a name that is too long', ['x'.repeat(256)], 'names no environment'],
  ])('refuses %s', (_, lines, why) => {
    expect(readEnvironments(lines)).toEqual({ kind: 'mistake', text: expect.stringContaining(why) as string });
  });
});
