import { describe, expect, it } from 'vitest';
import { matchesParts, parseFilterPattern, parsePathPattern } from './glob-pattern.ts';

const filters = (pattern: string, text: string): boolean => matchesParts(parseFilterPattern(pattern), text);
const paths = (pattern: string, text: string): boolean => matchesParts(parsePathPattern(pattern), text);

describe('parseFilterPattern', () => {
  // The examples of the cheat sheet in GitHub's workflow syntax reference.
  it.each([
    ['feature/*', 'feature/my-branch', true],
    ['feature/*', 'feature/a/b', false],
    ['feature/**', 'feature/beta-a/my-branch', true],
    ['releases/mona-the-octocat', 'releases/mona-the-octocat', true],
    ['*', 'main', true],
    ['*', 'all/the/branches', false],
    ['**', 'all/the/branches', true],
    ['*feature', 'mona-feature', true],
    ['v2*', 'v2.0', true],
    ['v[12].[0-9]+.[0-9]+', 'v1.10.1', true],
    ['v[12].[0-9]+.[0-9]+', 'v3.1.1', false],
    ['v[12].[0-9]+.[0-9]+', 'v1..1', false],
    ['[0-9]', '-', false],
    ['[CB]at', 'Bat', true],
    ['[a-]x', '-x', true],
    ['*.jsx?', 'page.js', true],
    ['*.jsx?', 'page.jsx', true],
    ['*.jsx?', 'page.jsxx', false],
    ['docs/*', 'docs/file.md', true],
    ['**/docs/**', 'docs/hello.md', true],
    ['**/docs/**', 'dir/docs/my-file.txt', true],
    ['**/README.md', 'README.md', true],
    ['**/README.md', 'js/README.md', true],
    ['**/README.md', 'js/NOT_README.md', false],
    ['**/*src/**', 'my-src/code/js/app.js', true],
    ['**/migrate-*.sql', 'db/sept/migrate-v1.sql', true],
  ])('%s against %s: %s', (pattern, text, expected) => {
    expect(filters(pattern, text)).toBe(expected);
  });

  it('takes a character after a backslash as it stands', () => {
    expect(filters('a\\+b', 'a+b')).toBe(true);
    expect(filters('a\\+b', 'aab')).toBe(false);
  });

  it('answers quickly on a pattern that makes backtracking matchers explode', () => {
    expect(filters('a?'.repeat(60) + 'a'.repeat(60), 'a'.repeat(60))).toBe(true);
    expect(filters('**a'.repeat(40), 'a'.repeat(39) + 'b')).toBe(false);
  });

  it('reads an unclosed bracket as a character', () => {
    expect(filters('[ab', '[ab')).toBe(true);
  });
});

describe('parsePathPattern', () => {
  it.each([
    ['**/package-lock.json', 'package-lock.json', true],
    ['**/package-lock.json', 'a/b/package-lock.json', true],
    ['src/*.ts', 'src/a.ts', true],
    ['src/*.ts', 'src/b/a.ts', false],
    ['src/?.ts', 'src/a.ts', true],
    ['src/?.ts', 'src/ab.ts', false],
    ['lib/**/*.rb', 'lib/a.rb', true],
    ['lib/**/*.rb', 'lib/x/y/a.rb', true],
    ['v+', 'v+', true],
  ])('%s against %s: %s', (pattern, text, expected) => {
    expect(paths(pattern, text)).toBe(expected);
  });
});
