// The write of a freeze, killed before and after it; crash-points.e2e.test.ts has all requests, and the release.
import { killEverywhere } from '@rampart/testing/golden';
import { beforeAll, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../../tools/bundle.ts';
import { SCENES } from './scenes.ts';

let bundle: string;
beforeAll(async () => void (bundle = await cachedBundle('freeze-data')), 180_000);

describe('freeze-data killed while it freezes', () => {
  it('reaches the same end when it is run again', async () => {
    const report = await killEverywhere(() => SCENES.freeze.build(bundle), { pick: ({ request }) => request === 'graphql/updateRefs #1' });
    expect(report).toMatchObject({ records: [expect.stringMatching(/^freeze 1 file/)], differing: [], points: 2, survived: 2 });
  });
});
