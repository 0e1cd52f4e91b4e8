// freeze-data killed before and after every single request to GitHub, and run again: the same freeze, recorded once, shown on the same pull requests.
import { killEverywhere } from '@rampart/testing/golden';
import { beforeAll, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../../tools/bundle.ts';
import { SCENES, type Scene } from './scenes.ts';

let bundle: string;
beforeAll(async () => void (bundle = await cachedBundle('freeze-data')), 180_000);

describe.each(Object.entries<Scene>(SCENES))('%s killed at any request', (name, { build, records }) => {
  it('reaches the same end when it is run again', { timeout: 900_000 }, async () => {
    const report = await killEverywhere(() => build(bundle), { lanes: 2 });
    expect(report.records).toEqual(records.map((record) => expect.stringMatching(record) as string));
    expect(report.differing).toEqual([]);
    expect(report).toMatchObject({ points: report.requests.length * 2, survived: report.requests.length * 2 });
    console.info(`${name}: ${String(report.survived)} of ${String(report.points)} kill points reached the same end (${report.requests.join(', ')})`);
  });
});
