// What a person says at a terminal, killed before and after every single request, and said again: recorded once, the same end.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { aCountedWorld, killEverywhere, POLICY_FILE, startCommand, type BundleProcess, type CountedWorld, type CrashScene, type Traffic } from '@rampart/testing/golden';
import { routerContractHandler } from '@rampart/traffic-routers';
import { describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../tools/bundle.ts';

const RAMPART = fileURLToPath(new URL('../bin/rampart.mjs', import.meta.url));
const GOOD: Traffic = { a: { good: 900, bad: 0 }, b: { good: 100, bad: 0 } };

/** At 10 %, at a terminal. */
async function exposed(...earlier: readonly (readonly string[])[]): Promise<{ readonly counted: CountedWorld; readonly rampart: (...argv: readonly string[]) => BundleProcess }> {
  const counted = await aCountedWorld({ serveContract: routerContractHandler, policy: { plan: 'plan: [smoke, ramp: {weights: [10%, 50%], every: 1d}]' } });
  const step = await cachedBundle('canary-step');
  await counted.job(step, { mode: 'tick' }).ended;
  counted.pass(GOOD);
  await counted.job(step, { mode: 'tick' }).ended;
  const { folders, github, addresses } = counted.world;
  const env = { HOME: folders.home, NODE_COMPILE_CACHE: join(folders.temp, 'compiled'), USER: 'ada', RUNNER_TEMP: folders.temp, GITHUB_TOKEN: github.token({ kind: 'person' }), GITHUB_SERVER_URL: addresses.server_url, GITHUB_API_URL: addresses.api_url, GITHUB_GRAPHQL_URL: addresses.graphql_url };
  const rampart = (...argv: readonly string[]): BundleProcess => startCommand({ command: [RAMPART, ...argv, '--ledger', 'github:acme/models'], cwd: folders.workspace, env });
  for (const argv of earlier) expect(await rampart(...argv).ended).toMatchObject({ exitCode: 0 });
  return { counted, rampart };
}

async function saying(argv: readonly string[], ...earlier: readonly (readonly string[])[]): Promise<CrashScene> {
  const { counted, rampart } = await exposed(...earlier);
  return { world: counted.world, job: () => rampart(...argv), next: () => rampart(...argv) };
}

/** Said again it starts the try, or says that it has been started; then the next look comes. */
async function retrying(): Promise<CrashScene> {
  const { counted, rampart } = await exposed(ROLLBACK);
  const retry = (): BundleProcess => rampart('retry', POLICY_FILE, '--reason', 'the cache was cold');
  const next = (): BundleProcess => {
    const again = retry();
    const look = again.ended.then(() => rampart('tick', POLICY_FILE).ended);
    // What it has asked of GitHub stands beside its output, and is no complaint.
    return { ...again, ended: look.then((end) => ({ ...end, stderr: end.stderr.replace(/^GitHub: .*\n/, '') })) };
  };
  return { world: counted.world, job: retry, next };
}

const PAUSE = ['pause', POLICY_FILE, '--reason', 'the feature store moves'];
const ROLLBACK = ['rollback', POLICY_FILE, '--reason', 'looks wrong to me'];

const SCENES = {
  'rampart pause': { build: () => saying(PAUSE), records: [/paused by ada, the feature store moves/] },
  'rampart resume': { build: () => saying(['resume', POLICY_FILE], PAUSE), records: [/resumed by ada/] },
  'rampart retry': { build: retrying, records: [/v2\.0\.0 starts on slot b/, /holds before its first request/] },
};

describe.each(Object.entries(SCENES))('%s killed at any request', (name, { build, records }) => {
  it('comes to the same end when it is said again', { timeout: 900_000 }, async () => {
    const report = await killEverywhere(build, { lanes: 3 });
    expect(report.records).toEqual(records.map((record) => expect.stringMatching(record) as string));
    expect(report.differing).toEqual([]);
    expect(report).toMatchObject({ points: report.requests.length * 2, survived: report.requests.length * 2 });
    console.info(`${name}: ${String(report.survived)} of ${String(report.points)} kill points reached the same end (${report.requests.join(', ')})`);
  });
});
