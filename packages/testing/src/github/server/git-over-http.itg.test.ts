// git as people run it against the emulator: clones, fetches and pushes, with the rights of a token.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { githubEmulator, type EmulatedRepository, type GithubEmulator, type TokenRequest } from '../index.ts';

let folder: string;
let github: GithubEmulator;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'rampart-git-http-'))));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => github.close());

async function aRepository(visibility: 'public' | 'private', store: 'git' | 'memory' = 'git'): Promise<{ readonly repository: EmulatedRepository; readonly url: string }> {
  github = githubEmulator({ store });
  const repository = await github.createRepository('acme/models', { visibility });
  await repository.commitFiles('refs/heads/main', { 'README.md': '# models\n' });
  return { repository, url: `${(await github.serve()).url}/acme/models` };
}

/** `as`: whose token goes along. */
async function git(as: TokenRequest | 'nobody', ...args: readonly string[]): Promise<string> {
  const header = as === 'nobody' ? [] : ['-c', `http.extraHeader=Authorization: Basic ${Buffer.from(`x-access-token:${github.token(as)}`).toString('base64')}`];
  const env = { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0', HOME: folder };
  const { stdout } = await promisify(execFile)('git', [...header, ...args], { cwd: folder, env });
  return stdout.trim();
}

const reads: TokenRequest = { permissions: { contents: 'read' } };

describe('git over HTTP', () => {
  it('clones what the API wrote, shallow too', async () => {
    const { repository, url } = await aRepository('private');
    const head = await repository.commitFiles('refs/heads/main', { 'a.txt': 'a\n' });
    await git(reads, 'clone', '--quiet', '--depth=1', `${url}.git`, 'shallow');
    expect(await git('nobody', '-C', 'shallow', 'rev-parse', 'HEAD')).toBe(head);
    expect(await git('nobody', '-C', 'shallow', 'rev-list', '--count', 'HEAD')).toBe('1');
  });

  it('pushes with contents: write, and the API sees it at once', async () => {
    const { repository, url } = await aRepository('private');
    await git(reads, 'clone', '--quiet', url, 'pushing');
    await expect(git(reads, '-C', 'pushing', 'push', 'origin', 'main:refs/heads/more')).rejects.toThrow('403');
    await git({ permissions: { contents: 'write' } }, '-C', 'pushing', 'push', '--quiet', 'origin', 'main:refs/heads/more');
    const { refs } = await repository.now();
    expect(refs.get('refs/heads/more')).toBe(refs.get('refs/heads/main'));
  });

  it('brings tags with words of their own, which the graph knows', async () => {
    const { repository, url } = await aRepository('private');
    await git(reads, 'clone', '--quiet', url, 'tagging');
    await git('nobody', '-C', 'tagging', '-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', 'tag', '--annotate', '--message=first', 'fraud@v1.0.0');
    await git({ permissions: { contents: 'write' } }, '-C', 'tagging', 'push', '--quiet', 'origin', 'fraud@v1.0.0');
    const query = `{ repository(owner: "acme", name: "models") { ref(qualifiedName: "refs/tags/fraud@v1.0.0") { target { __typename oid ... on Tag { name message tagger { name } target { __typename oid } } } } } }`;
    const answered = await fetch(`${new URL(url).origin}/api/graphql`, { method: 'POST', headers: { authorization: `Bearer ${github.token()}` }, body: JSON.stringify({ query }) });
    const { refs } = await repository.now();
    expect(await answered.json()).toEqual({
      data: { repository: { ref: { target: { __typename: 'Tag', oid: refs.get('refs/tags/fraud@v1.0.0'), name: 'fraud@v1.0.0', message: 'first\n', tagger: { name: 'Ada' }, target: { __typename: 'Commit', oid: refs.get('refs/heads/main') } } } } },
    });
    github.assertFits();
  });

  it('shows a public repository to everybody, and a private one to nobody without a token', async () => {
    const open = await aRepository('public');
    expect(await git('nobody', 'ls-remote', open.url, 'refs/heads/main')).toContain('refs/heads/main');
    await github.close();
    const hidden = await aRepository('private');
    await expect(git('nobody', 'ls-remote', hidden.url)).rejects.toThrow('terminal prompts disabled');
    await expect(git({ repositories: ['acme/other'] }, 'ls-remote', hidden.url)).rejects.toThrow('not found');
    await expect(git({ ...reads, expiresAtMs: 0 }, 'ls-remote', hidden.url)).rejects.toThrow('terminal prompts disabled');
  });

  it('is only there where the objects are in git', async () => {
    const { url } = await aRepository('private', 'memory');
    await expect(git(reads, 'ls-remote', url)).rejects.toThrow('501');
  });
});
