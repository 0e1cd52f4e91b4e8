// What check-policy writes on GitHub is one comment: killed before and after every request, and run again, there is one, and it says what the last run found.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aGithubWorld, killEverywhere, type CrashScene } from '@rampart/testing/golden';
import { openPullRequest } from '@rampart/testing/github';
import { beforeAll, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../../tools/bundle.ts';

let bundle: string;
beforeAll(async () => void (bundle = await cachedBundle('check-policy')), 180_000);

/** A policy with a mistake is told at once: nothing is simulated for it. */
const MISTAKES = ['target: 1\n', 'target: 2\nplan: 3\n'] as const;

/** `earlier`: policies that the runs before were about, which have commented. */
async function onPullRequest(policy: string, earlier: readonly string[]): Promise<CrashScene> {
  const world = await aGithubWorld({ serveContract: () => () => new Response('', { status: 500 }) });
  await world.repository.commitFiles('refs/heads/change', { 'rampart/fraud.yaml': policy });
  const number = await openPullRequest(world.repository, { title: 'A change', head: 'change' }, Date.now());
  const base = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: world.folders.workspace, encoding: 'utf8' }).trim();
  const event_path = join(world.folders.temp, 'event.json');
  writeFileSync(event_path, JSON.stringify({ pull_request: { number, base: { sha: base }, head: { sha: base } } }));
  const check = (run_attempt: string) => world.start(bundle, { policy: 'rampart/*.yaml', token: world.github.token() }, { event_name: 'pull_request', event_path, run_attempt });
  for (const text of [...earlier, policy]) {
    world.write('rampart/fraud.yaml', text);
    if (text !== policy) await check('1').ended;
  }
  return { world, job: () => check('1'), next: () => check('2'), exitCode: 2 };
}

const SCENES = {
  'its first comment': () => onPullRequest(MISTAKES[0], []),
  'a comment in place of its last': () => onPullRequest(MISTAKES[1], [MISTAKES[0]]),
};

describe.each(Object.entries(SCENES))('check-policy killed at any request of %s', (name, build) => {
  it('leaves one comment when it is run again', { timeout: 900_000 }, async () => {
    const report = await killEverywhere(build, { lanes: 2 });
    expect(report.differing).toEqual([]);
    expect(report).toMatchObject({ points: report.requests.length * 2, survived: report.requests.length * 2 });
    expect(report.requests.some((request) => /^issues\/(create|update)-comment/.test(request))).toBe(true);
    console.info(`check-policy, ${name}: ${String(report.survived)} of ${String(report.points)} kill points reached the same end (${report.requests.join(', ')})`);
  });
});
