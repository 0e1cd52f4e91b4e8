import { describe, expect, it } from 'vitest';
import { decodePatterns, literalPrefixes, matchesPattern, type PathPatterns, selects } from './path-pattern.ts';

function patterns(...lines: string[]): PathPatterns {
  const decoded = decodePatterns(lines);
  if (decoded.kind === 'refused') throw new Error(JSON.stringify(decoded.mistakes));
  return decoded.value;
}

describe('matchesPattern', () => {
  it.each([
    ['data', 'data', true],
    ['data', 'data/a/b.csv', true],
    ['data', 'database', false],
    ['*.csv', 'a.csv', true],
    ['*.csv', 'data/a.csv', false],
    ['**/*.csv', 'a.csv', true],
    ['**/*.csv', 'x/y/a.csv', true],
    ['data/**/part-?.csv', 'data/part-1.csv', true],
    ['data/**/part-?.csv', 'data/x/y/part-1.csv', true],
    ['data/**/part-?.csv', 'data/part-12.csv', false],
    ['data/**', 'data/a', true],
    ['data/**', 'other/a', false],
    ['**', 'any/thing', true],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-c-b', false],
    ['year=*/x', 'year=2001/x', true],
    ['a.csv', 'axcsv', false],
  ])('%s against %s', (pattern, path, expected) => {
    expect(matchesPattern(pattern, path)).toBe(expected);
  });

  it('stays fast on a pattern that would make a backtracking engine explode', () => {
    expect(matchesPattern(`${'**/'.repeat(60)}${'*a'.repeat(60)}`, `${'a/'.repeat(60)}${'a'.repeat(59)}b`)).toBe(false);
  });
});

describe('selects', () => {
  it('takes files out again by a line that begins with !', () => {
    const chosen = patterns('data', '!data/tmp', '!**/*.log');
    expect(['data/a.csv', 'data/tmp/b.csv', 'data/x/y.log'].filter((path) => selects(chosen, path))).toEqual(['data/a.csv']);
  });
});

describe('decodePatterns', () => {
  it('reports every bad line at once', () => {
    const decoded = decodePatterns(['../x', '/abs', 'a**b', 'fine/*.csv', '!../y']);
    expect(decoded.kind === 'refused' && decoded.mistakes.map(({ place }) => place)).toEqual(['paths[0]', 'paths[1]', 'paths[2]', 'paths[4]']);
  });

  it('refuses lines that take nothing', () => {
    expect(decodePatterns([]).kind).toBe('refused');
    expect(decodePatterns(['!data']).kind).toBe('refused');
  });

  it('reads . as everything and forgives a slash at the end', () => {
    expect(patterns('.', 'data/').taken).toEqual(['**', 'data']);
  });
});

describe('literalPrefixes', () => {
  it('names only the folders that have to be walked', () => {
    expect(literalPrefixes(patterns('data/2001/*.csv', 'data', 'features/x.json', 'database/a?'))).toEqual(['data', 'database', 'features/x.json']);
    expect(literalPrefixes(patterns('**/*.csv', 'data'))).toEqual(['']);
  });
});
