// Killed before and after every single request of each kind of step, to GitHub and to the router, and looked at once more: same end, same ledger,
// same weights, same mirrors.
import { killEverywhere } from '@rampart/testing/golden';
import { beforeAll, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../../tools/bundle.ts';
import { SCENES, type Scene } from './scenes.ts';

let step: string;
beforeAll(async () => void (step = await cachedBundle('canary-step')), 180_000);

describe.each(Object.entries<Scene>(SCENES))('canary-step killed at any request of: %s', (name, { build, records }) => {
  it('reaches the same end with one more tick', { timeout: 900_000 }, async () => {
    const report = await killEverywhere(() => build(step), { lanes: 3 });
    expect(report.records).toEqual(records.map((record) => expect.stringMatching(record) as string));
    expect(report.differing).toEqual([]);
    const points = report.requests.length * 2 - report.missed;
    expect(report).toMatchObject({ points, survived: points });
    expect(report.missed).toBeLessThanOrEqual(report.requests.length / 4);
    console.info(`${name}: ${String(report.survived)} of ${String(report.points)} kill points reached the same end (${report.requests.join(', ')})`);
  });
});
