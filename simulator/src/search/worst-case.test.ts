import { describe, expect, it } from 'vitest';
import { log } from '@rampart/rollout-policy/statistics';
import { DEFAULT_SCENARIO } from '../scenario/default-scenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { searchWorstCase, type SearchAsked } from './worst-case.ts';

const ASKED: SearchAsked = { seed: 7, generations: 12, population: 60, runs: 1, keep: [], base: DEFAULT_SCENARIO };

/** Largest at 20 requests a second and an effect of 3: a hill whose top is known. */
function hill({ traffic, behaviours }: Scenario): number {
  const effect = behaviours[0]?.kind === 'worse' || behaviours[0]?.kind === 'worse-in' ? behaviours[0].factor : 1;
  const away = (value: number, top: number): number => (log(value) - log(top)) * (log(value) - log(top));
  return 100 - away(traffic.requestsPerSecond, 20) - away(effect, 3);
}

const onHill = (scenarios: readonly Scenario[]): Promise<readonly number[]> => Promise.resolve(scenarios.map(hill));

describe('searchWorstCase', () => {
  it('climbs to the top of a known hill, and beats as many random tries', async () => {
    const { worst, course, evaluations } = await searchWorstCase(ASKED, onHill);
    expect(evaluations).toBe(12 * 60);
    expect(worst.meanExcess).toBeGreaterThan(99.9);
    expect(worst.scenario.traffic.requestsPerSecond).toBeGreaterThan(15);
    expect(worst.scenario.traffic.requestsPerSecond).toBeLessThan(27);
    const random = await searchWorstCase({ ...ASKED, generations: 1, population: 720 }, onHill);
    expect(worst.meanExcess).toBeGreaterThan(random.worst.meanExcess);
    expect(course).toEqual([...course].sort((a, b) => a - b));
  });

  it('gives the same again for the same seed, and another for another', async () => {
    const once = await searchWorstCase(ASKED, onHill);
    expect(await searchWorstCase(ASKED, onHill)).toEqual(once);
    expect((await searchWorstCase({ ...ASKED, seed: 8 }, onHill)).worst.scenario).not.toEqual(once.worst.scenario);
  });

  it('keeps what only the user knows', async () => {
    const { worst } = await searchWorstCase({ ...ASKED, generations: 2, keep: ['requestsPerSecond', 'sliceShare', 'peakToTrough'] }, onHill);
    expect(worst.scenario.traffic.requestsPerSecond).toBe(DEFAULT_SCENARIO.traffic.requestsPerSecond);
    expect(worst.scenario.traffic.shape).toEqual(DEFAULT_SCENARIO.traffic.shape);
    expect(worst.scenario.traffic.segments).toEqual(DEFAULT_SCENARIO.traffic.segments);
  });
});
