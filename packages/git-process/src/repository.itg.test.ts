import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { serveGit } from '../test/git-http-server.ts';
import type { Gate, GitHttpServer } from '../test/git-http-server.ts';
import { bareRepository, checkout, git, reach, temporaryFolder } from '../test/git-sandbox.ts';
import type { Reach } from '../test/git-sandbox.ts';
import type { GitLocation } from './location.ts';
import { createGit } from './git.ts';
import { readObjects, readRef, writeObject, writeTree } from './objects.ts';
import { openGitRepository } from './repository.ts';
import type { GitRepository } from './repository.ts';

const REF = 'refs/heads/rollouts/x';
const servers: GitHttpServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

describe.each<Reach | 'http-remote'>(['repository', 'remote', 'file-remote', 'http-remote', 'workspace-remote'])('openGitRepository on a %s', (how) => {
  it('moves a ref only from its old value, and reads back what was written', async () => {
    const bare = bareRepository();
    git(bare, 'config', 'http.receivepack', 'true');
    const location = await locate(how, bare);
    const repository = await open(location);
    const first = await commit(repository, 'one');
    const second = await commit(repository, 'two', first);
    const rival = await commit(repository, 'three', first);
    const third = await commit(repository, 'four', second);

    expect(await repository.moveRef({ ref: REF, from: '', to: first })).toEqual({ kind: 'ok' });
    expect(await repository.moveRef({ ref: REF, from: '', to: second })).toMatchObject({ kind: 'failed' });
    expect(await repository.moveRef({ ref: REF, from: first, to: second })).toEqual({ kind: 'ok' });
    expect(await repository.moveRef({ ref: REF, from: first, to: rival })).toMatchObject({ kind: 'failed' });
    // A fast-forward is not enough: the ref was rewound, and the new commit still descends from where it is.
    git(bare, 'update-ref', REF, first);
    expect(await repository.moveRef({ ref: REF, from: second, to: third })).toMatchObject({ kind: 'failed' });
    expect(await repository.moveRef({ ref: REF, from: first, to: second })).toEqual({ kind: 'ok' });

    const other = await open(location);
    await other.fetchRefs({ patterns: [REF], depth: 'tips', files: 'included' });
    expect(await readRef(other, REF)).toEqual({ kind: 'at', id: second });
    expect(await readObjects(other, [`${second}:file`, `${second}:nothing`, 'a\nb'])).toMatchObject({
      objects: [{ kind: 'object', type: 'blob', bytes: Buffer.from('two') }, { kind: 'missing' }, { kind: 'missing' }],
    });
    expect(git(bare, 'fsck', '--strict', '--no-dangling')).toBe('');
  });

  it('sees that a ref is absent, appears, and is gone again', async () => {
    const bare = bareRepository();
    git(bare, 'config', 'http.receivepack', 'true');
    const repository = await open(await locate(how, bare));
    const look = async (): Promise<unknown> => {
      expect(await repository.fetchRefs({ patterns: [REF], depth: 'tips', files: 'included' })).toEqual({ kind: 'ok' });
      return readRef(repository, REF);
    };
    expect(await look()).toEqual({ kind: 'absent' });
    const id = await commit(repository, 'one');
    await repository.moveRef({ ref: REF, from: '', to: id });
    expect(await look()).toEqual({ kind: 'at', id });
    git(bare, 'update-ref', '-d', REF);
    expect(await look()).toEqual({ kind: 'absent' });
  });
});

describe('openGitRepository on a remote', () => {
  it('fetches the tip alone, what is new, or the whole history', async () => {
    const bare = bareRepository();
    const source = await open({ kind: 'repository', path: bare });
    const ids = [await commit(source, '0')];
    for (const text of ['1', '2']) ids.push(await commit(source, text, ids.at(-1)));
    await source.moveRef({ ref: REF, from: '', to: ids[2] ?? '' });

    const repository = await open({ kind: 'remote', url: bare });
    const count = async (): Promise<string> => {
      const counted = await repository.run(['rev-list', '--count', REF]);
      return counted.kind === 'ok' ? counted.stdout.toString().trim() : counted.message;
    };
    await repository.fetchRefs({ patterns: [REF], depth: 'tips', files: 'included' });
    expect(await count()).toBe('1');
    const next = await commit(repository, '3', ids[2]);
    expect(await repository.moveRef({ ref: REF, from: ids[2] ?? '', to: next })).toEqual({ kind: 'ok' });
    await repository.fetchRefs({ patterns: [REF], depth: 'new', files: 'included' });
    expect(await count()).toBe('2');
    await repository.fetchRefs({ patterns: [REF], depth: 'all', files: 'included' });
    expect(await count()).toBe('4');
  });

  it('survives fetches at the same time', async () => {
    const bare = bareRepository();
    const source = await open({ kind: 'repository', path: bare });
    await source.moveRef({ ref: REF, from: '', to: await commit(source, '1') });
    const repository = await open({ kind: 'remote', url: bare });
    const request = { patterns: [REF], depth: 'tips', files: 'included' } as const;
    const answers = await Promise.all(Array.from({ length: 6 }, () => repository.fetchRefs(request)));
    expect(answers).toEqual(Array.from({ length: 6 }, () => ({ kind: 'ok' })));
  });

  it('sends the token as a header and never shows it', async () => {
    const token = 'gh-s3cr3t';
    const bare = bareRepository();
    const expected = `Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
    const server = await serve(join(bare, '..'), (request) => (request.headers.authorization === expected ? { kind: 'pass' } : { kind: 'answer', status: 401 }));
    const location: GitLocation = { kind: 'remote', url: `${server.url}/store.git` };
    const fetchRefs = { patterns: [REF], depth: 'tips', files: 'included' } as const;

    expect(await (await open(location, token)).fetchRefs(fetchRefs)).toEqual({ kind: 'ok' });
    const wrong = await (await open(location, 'wrong-t0ken')).fetchRefs(fetchRefs);
    expect(wrong).toMatchObject({ kind: 'failed', trouble: 'denied' });
    expect(JSON.stringify(wrong)).not.toContain('wrong-t0ken');
    const none = await (await open(location)).fetchRefs(fetchRefs);
    expect(none).toMatchObject({ kind: 'failed', trouble: 'denied' });
  });

  it('does not follow a redirect with the token', async () => {
    const elsewhere = await serve(temporaryFolder());
    const server = await serve(temporaryFolder(), (request) => ({ kind: 'answer', status: 301, headers: { location: `${elsewhere.url}${request.url ?? ''}` } }));
    const repository = await open({ kind: 'remote', url: `${server.url}/store.git` }, 't');
    expect(await repository.fetchRefs({ patterns: [REF], depth: 'tips', files: 'included' })).toMatchObject({ kind: 'failed', trouble: 'refused' });
    expect(elsewhere.requests).toEqual([]);
  });

  it('tells an unreachable remote from a missing repository', async () => {
    const server = await serve(temporaryFolder());
    const missing = await open({ kind: 'remote', url: `${server.url}/nothing.git` });
    const request = { patterns: [REF], depth: 'tips', files: 'included' } as const;
    expect(await missing.fetchRefs(request)).toMatchObject({ kind: 'failed', trouble: 'missing' });
    const { url } = server;
    await server.close();
    const unreachable = await open({ kind: 'remote', url: `${url}/nothing.git` });
    expect(await unreachable.fetchRefs(request)).toMatchObject({ kind: 'failed', trouble: 'unavailable' });
    const folder = await open({ kind: 'remote', url: join(temporaryFolder(), 'nothing.git') });
    expect(await folder.fetchRefs(request)).toMatchObject({ kind: 'failed', trouble: 'missing' });
  });
});

describe('openGitRepository on a workspace remote', () => {
  it('uses the credentials that the checkout keeps, also in an included file, and leaves the checkout as it is', async () => {
    const bare = bareRepository();
    const header = 'AUTHORIZATION: basic cGVyc2lzdGVk';
    const server = await serve(join(bare, '..'), (request) => (request.headers.authorization === 'basic cGVyc2lzdGVk' ? { kind: 'pass' } : { kind: 'answer', status: 401 }));
    const workspace = checkout();
    git(workspace, 'remote', 'add', 'origin', `${server.url}/store.git`);
    const credentials = join(temporaryFolder(), 'credentials.config');
    git(workspace, 'config', '--file', credentials, `http.${server.url}/.extraheader`, header);
    git(workspace, 'config', `includeIf.gitdir:${workspace}/.git.path`, credentials);
    git(bare, 'config', 'http.receivepack', 'true');
    const before = git(workspace, 'for-each-ref') + git(workspace, 'status', '--porcelain') + git(workspace, 'count-objects', '-v');

    const repository = await open({ kind: 'workspace-remote', workspace, remote: 'origin' });
    const id = await commit(repository, 'one');
    expect(await repository.moveRef({ ref: REF, from: '', to: id })).toEqual({ kind: 'ok' });
    expect(await repository.fetchRefs({ patterns: [REF], depth: 'tips', files: 'included' })).toEqual({ kind: 'ok' });
    expect(git(bare, 'rev-parse', REF)).toBe(id);
    expect(repository.address).toBe(`${server.url}/store.git`);
    expect(git(workspace, 'for-each-ref') + git(workspace, 'status', '--porcelain') + git(workspace, 'count-objects', '-v')).toBe(before);
  });

  it('lets a token replace the header that the checkout keeps', async () => {
    const bare = bareRepository();
    const server = await serve(join(bare, '..'));
    const workspace = checkout();
    git(workspace, 'remote', 'add', 'origin', `${server.url}/store.git`);
    git(workspace, 'config', `http.${server.url}/.extraheader`, 'AUTHORIZATION: basic b2xk');
    const repository = await open({ kind: 'workspace-remote', workspace, remote: 'origin' }, 'new');
    await repository.fetchRefs({ patterns: [REF], depth: 'tips', files: 'included' });
    const wanted = `Basic ${Buffer.from('x-access-token:new').toString('base64')}`;
    expect(new Set(server.requests.map((request) => request.authorization))).toEqual(new Set([wanted]));
  });

  it('finds a remote with a relative address', async () => {
    const bare = bareRepository();
    const workspace = checkout();
    git(workspace, 'remote', 'add', 'origin', join('..', '..', bare));
    const repository = await opened({ kind: 'workspace-remote', workspace, remote: 'origin' });
    expect(repository).toMatchObject({ kind: 'repository', address: expect.stringMatching(/^file:\/\/\//) });
  });

  it('says what is missing: the checkout, the remote', async () => {
    const folder = temporaryFolder();
    expect(await opened({ kind: 'workspace-remote', workspace: folder, remote: 'origin' })).toMatchObject({ trouble: 'missing', message: expect.stringContaining('actions/checkout') });
    expect(await opened({ kind: 'workspace-remote', workspace: checkout(), remote: 'origin' })).toMatchObject({ trouble: 'missing', message: expect.stringContaining('no remote named origin') });
    expect(await opened({ kind: 'workspace-remote', workspace: checkout(), remote: '--upload-pack=x' })).toMatchObject({ trouble: 'refused' });
  });
});

describe('openGitRepository on a folder', () => {
  it('does not climb into the repository around the folder', async () => {
    const around = checkout();
    const inside = join(around, 'state');
    git(around, 'init', '--quiet', '--bare', 'other.git');
    expect(await opened({ kind: 'repository', path: inside })).toMatchObject({ trouble: 'missing', message: expect.stringContaining('git init --bare') });
    git(around, 'init', '--quiet', '--bare', inside);
    git(inside, 'config', '--unset', 'core.bare');
    expect(await opened({ kind: 'repository', path: inside })).toMatchObject({ kind: 'repository' });
    expect(await opened({ kind: 'repository', path: join(around, 'other.git', 'objects') })).toMatchObject({ trouble: 'missing' });
  });

  it('reports a ref file that cannot be read as damage, not as absence', async () => {
    const bare = bareRepository();
    const repository = await open({ kind: 'repository', path: bare });
    await repository.moveRef({ ref: REF, from: '', to: await commit(repository, '1') });
    writeFileSync(join(bare, REF), 'rubbish\n');
    expect(await readRef(repository, REF)).toMatchObject({ kind: 'failed', trouble: 'malformed' });
  });
});

function opened(location: GitLocation, token?: string): ReturnType<typeof openGitRepository> {
  return openGitRepository({ git: createGit(process.env), location, cacheDir: join(temporaryFolder(), 'cache'), ...(token === undefined ? {} : { token }) });
}

async function open(location: GitLocation, token?: string): Promise<GitRepository> {
  const repository = await opened(location, token);
  if (repository.kind === 'failed') throw new Error(repository.message);
  return repository;
}

async function locate(how: Reach | 'http-remote', bare: string): Promise<GitLocation> {
  return how === 'http-remote' ? { kind: 'remote', url: `${(await serve(join(bare, '..'))).url}/store.git` } : reach(how, bare);
}

async function serve(root: string, gate?: Gate): Promise<GitHttpServer> {
  const server = await serveGit(root, gate);
  servers.push(server);
  return server;
}

async function commit(repository: GitRepository, text: string, parent?: string): Promise<string> {
  const blob = idOf(await writeObject(repository, { type: 'blob', bytes: text }));
  const tree = idOf(await writeTree(repository, [{ name: 'file', blob }]));
  const who = 'A <a@example.com> 1700000000 +0000';
  const parents = parent === undefined ? '' : `parent ${parent}\n`;
  return idOf(await writeObject(repository, { type: 'commit', bytes: `tree ${tree}\n${parents}author ${who}\ncommitter ${who}\n\n${text}\n` }));
}

function idOf(written: Awaited<ReturnType<typeof writeObject>>): string {
  if (written.kind === 'failed') throw new Error(written.message);
  return written.id;
}
