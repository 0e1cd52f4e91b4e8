import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { matchesAll, matchesPattern } from './label-pattern.ts';

describe('matchesPattern', () => {
  it.each([
    ['5..', '503', true],
    ['5..', '50', false],
    ['5..', '5030', false],
    ['5.*', '5', true],
    ['5..|429', '429', true],
    ['5..|429', '4290', false],
    ['.*err.*', 'an error', true],
    ['.*a.*b', 'xaybzb', true],
    ['.*a.*b', 'xaybzc', false],
    ['', '', true],
    ['', 'x', false],
    ['.*', '', true],
    ['a|', '', true],
    ['.', 'ü', true],
    ['.', '😀', true],
    ['a+(b)[c]\\d', 'a+(b)[c]\\d', true],
    ['a*', 'a*', true],
    ['a*', 'aaa', false],
  ])('%j on %j is %s', (pattern, value, expected) => {
    expect(matchesPattern(pattern)(value)).toBe(expected);
  });

  const pattern = fc.array(fc.constantFrom('a', 'b', '.', '.*', '|'), { maxLength: 8 }).map((parts) => parts.join(''));
  const value = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });

  test.prop([pattern, value])('agrees with a regular expression where both mean the same', (written, text) => {
    expect(matchesPattern(written)(text)).toBe(new RegExp(`^(?:${written})$`, 's').test(text));
  });

  it('stays cheap on a pattern that makes a backtracking engine explode', () => {
    expect(matchesPattern('.*a'.repeat(200) + 'b')('a'.repeat(5_000))).toBe(false);
  });
});

describe('matchesAll', () => {
  const labels = new Map([['code', '503'], ['method', 'GET']]);

  it.each([
    [[{ label: 'code', op: '=', pattern: '503' }], true],
    [[{ label: 'code', op: '=', pattern: '5..' }], false],
    [[{ label: 'code', op: '!=', pattern: '503' }], false],
    [[{ label: 'code', op: '=~', pattern: '5..' }], true],
    [[{ label: 'code', op: '!~', pattern: '5..' }], false],
    [[{ label: 'code', op: '=~', pattern: '5..' }, { label: 'method', op: '!=', pattern: 'GET' }], false],
    [[{ label: 'region', op: '=', pattern: '' }], true],
    [[], true],
  ] as const)('%j is %s', (matchers, expected) => {
    expect(matchesAll(matchers)(labels)).toBe(expected);
  });
});
