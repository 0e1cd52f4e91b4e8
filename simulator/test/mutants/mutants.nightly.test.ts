// The checkers on trial: each of these defects compiles, is shipped in a copy of the sources, and must be found by the rule that it breaks.
import { rmSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { INVARIANTS } from '../../src/checkers/index.ts';
import { copyOfSources, listMutants, probe, tryMutant } from './run.ts';

describe('seeded defects', () => {
  const mutants = listMutants();
  const copy = copyOfSources();
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it('are at least twenty, and name checkers', () => {
    expect(mutants.length).toBeGreaterThanOrEqual(20);
    expect(mutants.filter(({ foundBy }) => !INVARIANTS.some(({ id }) => id === foundBy))).toEqual([]);
  });

  it('are not found where there is none', { timeout: 600_000 }, () => {
    expect(probe(copy, '').broken).toEqual({});
  });

  it.each(mutants)('$name: $about', { timeout: 600_000 }, (mutant) => {
    const { kind, broken, said } = tryMutant(copy, mutant);
    expect(said).toBe('');
    expect(Object.keys(broken)).toContain(mutant.foundBy);
    expect(kind).toBe('found');
  });
});
