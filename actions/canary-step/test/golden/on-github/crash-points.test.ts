// The moments of a raise at which a kill could hurt most; crash-points.e2e.test.ts has all of them, of every kind of step.
import { killEverywhere } from '@rampart/testing/golden';
import { beforeAll, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../../tools/bundle.ts';
import { SCENES } from './scenes.ts';

let step: string;
beforeAll(async () => void (step = await cachedBundle('canary-step')), 180_000);

describe('canary-step killed in the middle of a raise', () => {
  it('reaches the same end with one more tick', async () => {
    const { build, records } = SCENES.raise;
    const report = await killEverywhere(() => build(step), { pick: ({ request, when }) => request === 'router set #1' || (request === 'graphql/updateRefs #1' && when === 'after') });
    expect(report.records).toEqual(records.map((record) => expect.stringMatching(record) as string));
    expect(report).toMatchObject({ differing: [], points: 3, survived: 3 });
  });
});
