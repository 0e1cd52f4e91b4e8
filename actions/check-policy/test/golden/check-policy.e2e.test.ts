// A whole verdict of the shipped bundle, report and proposed changes included: minutes on a busy machine.
import { startBundle, temporaryJob, type TemporaryJob } from '@rampart/testing/golden';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { cachedBundle } from '../../../../tools/bundle.ts';
import { policyText, trafficText } from '../a-repository.ts';

let bundle: string;
let job: TemporaryJob;
beforeAll(async () => void (bundle = await cachedBundle('check-policy')), 180_000);
beforeEach(() => void (job = temporaryJob()));
afterEach(() => job.remove());

it('check-policy refutes a promise that cannot be kept, in worker threads of its own bundle, with a release to replay', async () => {
  job.write('rampart/fraud.yaml', policyText({ badRequests: 10, catches: '', decideWithin: '4m', weights: '[50%]' }));
  job.write('rampart/fraud.traffic.json', trafficText());
  const ended = await startBundle({ bundle, folders: job.folders, inputs: { policy: 'rampart/*.yaml', runs: '150', workers: '2' } }).ended;
  expect(ended).toMatchObject({ exitCode: 1, stderr: '', outputs: { verdict: 'refuted', 'comment-url': '' } });
  expect(ended.annotations).toEqual(expect.arrayContaining([expect.stringMatching(/^error Promise broken: fraud-prod: good releases decided, within 4m/) as unknown]));
  expect(ended.summary).toContain('<summary>A release that breaks decideWithin</summary>');
  expect(ended.lines.slice(-3)).toEqual([expect.stringMatching(/^Decided: fraud-prod: /), expect.stringMatching(/^Why: /), expect.stringMatching(/^Next: /)]);
});
