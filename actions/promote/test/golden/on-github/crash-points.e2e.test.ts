// The promote job killed before and after every single request, to GitHub and to the router, and run again: same end, same ledger, one pointer.
import { killEverywhere } from '@rampart/testing/golden';
import { describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../../tools/bundle.ts';
import { toPromote } from './scene.ts';

describe('promote killed at any request', () => {
  it('reaches the same end when it is run again', { timeout: 900_000 }, async () => {
    const [step, promote] = [await cachedBundle('canary-step'), await cachedBundle('promote')];
    const build = async () => {
      const { world, job, rolloutId } = await toPromote(step);
      const attempt = (run_attempt: string) => job(promote, { 'rollout-id': rolloutId }, { run_id: '200', run_attempt });
      return { world, job: () => attempt('1'), next: () => attempt('2') };
    };
    const report = await killEverywhere(build, { lanes: 3 });
    expect(report.records).toEqual([/promotion to 99 % begins/, /99 % confirmed/, /promoted, the registry says so/].map((record) => expect.stringMatching(record) as string));
    expect(report.differing).toEqual([]);
    expect(report).toMatchObject({ points: report.requests.length * 2, survived: report.requests.length * 2 });
    console.info(`promote: ${String(report.survived)} of ${String(report.points)} kill points reached the same end (${report.requests.join(', ')})`);
  });
});
