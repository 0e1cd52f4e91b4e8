import { describe, expect, it } from 'vitest';
import { existsSync } from 'node:fs';
import { EXAMPLES, PAIR_EXAMPLES } from '../../test/checker-examples.ts';
import { CHECKERS, INVARIANTS, PAIR_CHECKERS } from './index.ts';

describe('the catalogue of invariants', () => {
  it('has all 40, in order, each once and with a sentence', () => {
    expect(INVARIANTS.map(({ id }) => Number(id.slice(0, 2)))).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    for (const { id, rule } of INVARIANTS) {
      expect(id).toMatch(/^\d\d(-[a-z0-9]+)+$/);
      expect(rule).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('names tests that are there', () => {
    const files = INVARIANTS.flatMap(({ by }) => (by.kind === 'test' ? [by.file] : []));
    expect(files.filter((file) => !existsSync(new URL(`../../../${file}`, import.meta.url)))).toEqual([]);
  });

  it('has an example that keeps and one that breaks each rule', () => {
    expect(Object.keys(EXAMPLES)).toEqual(CHECKERS.map(({ id }) => id));
    expect(Object.keys(PAIR_EXAMPLES)).toEqual(PAIR_CHECKERS.map(({ id }) => id));
  });
});

describe.each(CHECKERS)('$id', ({ id, check }) => {
  it('finds nothing in a release that keeps it, and says that it looked', () => {
    const checked = check(EXAMPLES[id]!.keeps());
    expect(checked.broken).toEqual([]);
    expect(checked.exercised).toBe(true);
  });

  it('finds the release that breaks it, and says what it saw', () => {
    const { broken } = check(EXAMPLES[id]!.breaks());
    expect(broken.length).toBeGreaterThan(0);
    for (const { atMs, seen } of broken) {
      expect(atMs).toBeGreaterThanOrEqual(0);
      expect(seen).not.toBe('');
    }
  });
});

describe.each(PAIR_CHECKERS)('$id', ({ id, check }) => {
  it('finds nothing in releases that keep it, and says that it looked', () => {
    const [original, ...variants] = PAIR_EXAMPLES[id]!.keeps();
    expect(check(original, variants)).toEqual({ broken: [], exercised: true });
  });

  it('finds the release that breaks it', () => {
    const [original, ...variants] = PAIR_EXAMPLES[id]!.breaks();
    expect(check(original, variants).broken.length).toBeGreaterThan(0);
  });
});
