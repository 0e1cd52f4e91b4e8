// A slice of the fault suite that fits between two edits. All of it: `npm run e2e`, or node simulator/test/on-github/faults.ts.
import { describe, expect, it } from 'vitest';
import { checkAll, CHECKERS } from './checkers/index.ts';
import { resultOf } from './seed-result.ts';
import { FOUND } from './found-seeds.ts';
import { runPlot, runSeed } from './run-seed.ts';
import { storyOf } from './story.ts';

const SEEDS = 24;

describe('jobs on GitHub while everything goes wrong', () => {
  it('keep I1 to I15, whatever comes in which order', { timeout: 240_000 }, async () => {
    const results = [];
    for (let seed = 0; seed < SEEDS; seed += 1) results.push(await resultOf(seed, 'memory'));
    expect(results.flatMap(({ seed, broken }) => broken.map(({ id, seen }) => `node simulator/test/on-github/faults.ts --seed ${seed}: ${id} ${seen}`))).toEqual([]);
    // It would prove nothing if nothing had happened.
    expect(new Set(results.flatMap(({ met }) => met.map((pair) => pair.split('|')[0]))).size).toBeGreaterThan(12);
    expect(new Set(results.map(({ ending }) => ending))).toEqual(new Set(['promoted', 'rolled-back']));
  });

  it('tell the same story of a seed every time', { timeout: 120_000 }, async () => {
    const tellings = [storyOf(await runSeed(19, 'memory')), storyOf(await runSeed(19, 'memory'))];
    expect(tellings[0]).toEqual(tellings[1]);
    expect(tellings[0]?.length).toBeGreaterThan(50);
  });

  it.each(FOUND)('keep them also where once $found', async ({ plot }) => {
    expect(checkAll(await runPlot(plot, 'memory'))).toEqual([]);
  });

  it('are held against fifteen rules', () => {
    expect(CHECKERS.map(({ id }) => id)).toEqual(Array.from({ length: 15 }, (_, index) => `I${index + 1}`));
  });
});
