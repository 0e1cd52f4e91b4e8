// What the contract says about permissions is what the comment needs: no more, no less; without it the verdict stands, and a notice names what is missing.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aGithubWorld, permissionsUsed, permissionsWithout, type BundleEnd, type GithubWorld } from '@rampart/testing/golden';
import { openPullRequest } from '@rampart/testing/github';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../../tools/bundle.ts';
import { contract } from '../../../src/contract.ts';

const { permissions } = contract;
let bundle: string;
let world: GithubWorld;
let event: string;
beforeAll(async () => void (bundle = await cachedBundle('check-policy')), 180_000);
beforeEach(async () => {
  world = await aGithubWorld({ serveContract: () => () => new Response('', { status: 500 }) });
  await world.repository.commitFiles('refs/heads/change', { 'rampart/fraud.yaml': 'target: 1\n' });
  const number = await openPullRequest(world.repository, { title: 'A change', head: 'change' }, Date.now());
  const base = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: world.folders.workspace, encoding: 'utf8' }).trim();
  event = join(world.folders.temp, 'event.json');
  writeFileSync(event, JSON.stringify({ pull_request: { number, base: { sha: base }, head: { sha: base } } }));
  // A policy with a mistake is told at once: nothing is simulated for it.
  world.write('rampart/fraud.yaml', 'target: 1\n');
});
afterEach(() => world.close());

function check(changed: Readonly<Record<string, 'read' | 'none'>> = {}): Promise<BundleEnd> {
  const token = world.github.token({ kind: 'job', permissions: permissionsWithout(permissions, changed), repositories: ['acme/models'] });
  return world.run(bundle, { policy: 'rampart/*.yaml', token }, { event_name: 'pull_request', event_path: event });
}

const comments = async (): Promise<number> => (await world.repository.now()).data.comments.length;

describe('check-policy', () => {
  it('comments with exactly the permissions of its contract', async () => {
    const ended = await check();
    expect(ended).toMatchObject({ exitCode: 2, outputs: { 'comment-url': expect.stringMatching(/\/acme\/models\/.*#issuecomment-/) as string } });
    expect(await comments()).toBe(1);
    // The base was in the checkout; where it is not, git fetches it with the token, for which GitHub asks for reading.
    const { contents, ...others } = permissionsWithout(permissions);
    expect(contents).toBe('read');
    expect(await permissionsUsed(world.github.requests(), permissions)).toEqual(others);
  });

  it.each(['read', 'none'] as const)('says what is missing with pull-requests: %s, and judges all the same', async (access) => {
    const ended = await check({ 'pull-requests': access });
    expect(ended).toMatchObject({ exitCode: 2, outputs: { 'comment-url': '' } });
    expect(ended.annotations.filter((text) => text.startsWith('notice No comment'))).toEqual([expect.stringContaining('The job needs "pull-requests: write"')]);
    expect(await comments()).toBe(0);
  });
});
