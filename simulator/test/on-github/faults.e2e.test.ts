// A good part of the fault suite on every change; all 10,000 seeds are for the night (faults.nightly.test.ts).
import { describe, expect, it } from 'vitest';
import { coverageOf, neverMet, tableOf } from './fault-report.ts';
import { playSeeds } from './play-seeds.ts';
import { runSeed } from './run-seed.ts';
import type { SeedResult } from './seed-result.ts';
import { storyOf } from './story.ts';

describe('jobs on GitHub while everything goes wrong', () => {
  it('keep I1 to I15 in 1,500 seeds, in which every fault of the table is met', { timeout: 1_800_000 }, async () => {
    const results = await playSeeds({ from: 0, count: 1_500, store: 'memory' });
    console.info(tableOf(coverageOf(results)));
    expect(brokenIn(results)).toEqual([]);
    expect(neverMet(coverageOf(results))).toEqual([]);
  });

  it('keep them on a real git repository', { timeout: 1_200_000 }, async () => {
    expect(brokenIn(await playSeeds({ from: 0, count: 40, store: 'git' }))).toEqual([]);
  });

  it('tell the same story of a seed on a git repository as in memory', { timeout: 120_000 }, async () => {
    expect(storyOf(await runSeed(19, 'git'))).toEqual(storyOf(await runSeed(19, 'memory')));
  });
});

function brokenIn(results: readonly SeedResult[]): readonly string[] {
  return results.flatMap(({ seed, broken }) => broken.map(({ id, seen }) => `node simulator/test/on-github/faults.ts --seed ${seed}: ${id} ${seen}`));
}
