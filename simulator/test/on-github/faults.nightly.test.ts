// The whole fault suite: 10,000 seeds in memory and 200 on git, and the defects that it must find.
import { rmSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { copyToSpoil, listDefects, probe, tryDefect } from './defects/run.ts';
import { coverageOf, neverMet, tableOf } from './fault-report.ts';
import { playSeeds } from './play-seeds.ts';

describe('jobs on GitHub while everything goes wrong', () => {
  it.each([
    ['memory', 10_000],
    ['git', 200],
  ] as const)('keep I1 to I15 on %s in %d seeds', { timeout: 3_600_000 }, async (store, count) => {
    const results = await playSeeds({ from: 0, count, store });
    console.info(tableOf(coverageOf(results)));
    expect(results.flatMap(({ seed, broken }) => broken.map(({ id, seen }) => `node simulator/test/on-github/faults.ts --seed ${seed} --store ${store}: ${id} ${seen}`))).toEqual([]);
    if (store === 'memory') expect(neverMet(coverageOf(results))).toEqual([]);
  });
});

describe('defects put in by hand', () => {
  const copy = copyToSpoil();
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it('are at least ten', () => {
    expect(listDefects().length).toBeGreaterThanOrEqual(10);
  });

  it('are not found where there is none', { timeout: 600_000 }, () => {
    expect(probe(copy, 'I0', 100).first).toEqual({});
  });

  it.each(listDefects())('$name: $about', { timeout: 900_000 }, (defect) => {
    const { kind, first, said } = tryDefect(copy, defect);
    expect(said).toBe('');
    expect(Object.keys(first)).toContain(defect.foundBy);
    expect(kind).toBe('found');
  });
});
