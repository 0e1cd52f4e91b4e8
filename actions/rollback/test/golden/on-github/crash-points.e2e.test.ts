// The rollback job killed before and after every single request, to GitHub and to the router, and run again: the candidate is out, recorded once.
import { killEverywhere, type CrashScene } from '@rampart/testing/golden';
import { beforeAll, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../../tools/bundle.ts';
import { exposed, FAILING, type Exposed } from './scene.ts';

let step: string;
let rollback: string;
beforeAll(async () => {
  step = await cachedBundle('canary-step');
  rollback = await cachedBundle('rollback');
}, 180_000);

function rollingBack({ world, job, rolloutId }: Exposed): CrashScene {
  const attempt = (run_attempt: string) => job(rollback, { 'rollout-id': rolloutId, reason: 'looks wrong to me' }, { run_id: '200', run_attempt });
  return { world, job: () => attempt('1'), next: () => attempt('2') };
}

async function byHand(): Promise<CrashScene> {
  return rollingBack(await exposed(step));
}

/** canary-step took it out; the job of the matrix concludes. */
async function byEvidence(): Promise<CrashScene> {
  const scene = await exposed(step);
  // What was counted across a raise is not used.
  await scene.job(step, { mode: 'tick' }).ended;
  scene.pass(FAILING);
  await scene.job(step, { mode: 'tick' }).ended;
  return rollingBack(scene);
}

const SCENES = {
  'of a person': { build: byHand, records: [/rolled back, .*stopped it: looks wrong to me/, /is out: rolled back, a person stopped it/] },
  'of what canary-step took out': { build: byEvidence, records: [/is out: rolled back, it broke a limit/] },
};

describe.each(Object.entries(SCENES))('rollback %s, killed at any request', (name, { build, records }) => {
  it('reaches the same end when it is run again', { timeout: 900_000 }, async () => {
    const report = await killEverywhere(build, { lanes: 3 });
    expect(report.records).toEqual(records.map((record) => expect.stringMatching(record) as string));
    expect(report.differing).toEqual([]);
    expect(report).toMatchObject({ points: report.requests.length * 2, survived: report.requests.length * 2 });
    console.info(`rollback ${name}: ${String(report.survived)} of ${String(report.points)} kill points reached the same end (${report.requests.join(', ')})`);
  });
});
