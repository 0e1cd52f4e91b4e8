import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { serveGit } from '../test/git-http-server.ts';
import type { GitHttpServer } from '../test/git-http-server.ts';
import { bareRepository, checkout, git, temporaryFolder } from '../test/git-sandbox.ts';
import { createGit } from './git.ts';

const servers: GitHttpServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const plain = createGit(process.env);

describe('createGit', () => {
  it('takes bytes in and gives bytes out', async () => {
    const gitDir = bareRepository();
    const bytes = Uint8Array.from([0, 255, 10, 13, 0, 128]);
    const written = await plain.run({ args: ['hash-object', '-w', '--stdin'], gitDir, stdin: bytes });
    if (written.kind === 'failed') throw new Error(written.message);
    const read = await plain.run({ args: ['cat-file', 'blob', written.stdout.toString().trim()], gitDir });
    expect(read).toMatchObject({ kind: 'ok', stdout: Buffer.from(bytes), stderr: '' });
  });

  it('hands large output to the caller piece by piece', async () => {
    const gitDir = bareRepository();
    const content = Buffer.alloc(3_000_000, 7);
    const written = await plain.run({ args: ['hash-object', '-w', '--stdin'], gitDir, stdin: content });
    if (written.kind === 'failed') throw new Error(written.message);
    const chunks: Buffer[] = [];
    const id = written.stdout.toString().trim();
    const result = await plain.run({ args: ['cat-file', 'blob', id], gitDir, onStdout: (chunk) => chunks.push(chunk) });
    expect(result).toMatchObject({ kind: 'ok', stdout: Buffer.alloc(0) });
    expect(Buffer.concat(chunks).equals(content)).toBe(true);
  });

  it('returns what git said when git fails', async () => {
    const result = await plain.run({ args: ['cat-file', 'blob', 'HEAD:nothing'], gitDir: bareRepository() });
    expect(result).toMatchObject({ kind: 'failed', reason: 'exit', code: 128 });
    expect(result).toHaveProperty('message', expect.stringMatching(/^git cat-file: fatal: .*exit 128\)$/s));
  });

  it('says that git is missing, and tells that apart from a missing folder', async () => {
    const empty = temporaryFolder();
    const nowhere = createGit({ PATH: empty });
    expect(await nowhere.run({ args: ['version'] })).toMatchObject({ reason: 'git-missing', message: expect.stringContaining('install git') });
    expect(await plain.run({ args: ['version'], cwd: join(empty, 'gone') })).toMatchObject({ reason: 'not-started', trouble: 'missing' });
  });

  it('refuses an argument that no process can take instead of throwing', async () => {
    expect(await plain.run({ args: ['version', 'a\0b'] })).toMatchObject({ kind: 'failed', reason: 'not-started' });
  });

  it('ignores configuration, variables and hooks of person, machine and repository', async () => {
    const home = temporaryFolder();
    const repository = checkout();
    const marker = join(home, 'hook-ran');
    const hooks = join(home, 'hooks');
    mkdirSync(hooks);
    for (const hook of [join(hooks, 'reference-transaction'), join(repository, '.git', 'hooks', 'reference-transaction')]) {
      writeFileSync(hook, `#!/bin/sh\ntouch ${marker}\n`);
      chmodSync(hook, 0o755);
    }
    writeFileSync(join(home, '.gitconfig'), `[core]\n\thooksPath = ${hooks}\n[user]\n\tname = Mallory\n`);
    git(repository, 'config', 'core.hooksPath', hooks);
    const hostile = createGit({ ...process.env, HOME: home, GIT_DIR: '/nowhere', GIT_NAMESPACE: 'other', GIT_AUTHOR_NAME: 'Mallory', GIT_TRACE: '1' });

    const gitDir = join(repository, '.git');
    const head = git(repository, 'rev-parse', 'HEAD');
    expect(await hostile.run({ args: ['update-ref', 'refs/heads/new', head, ''], gitDir })).toMatchObject({ kind: 'ok', stderr: '' });
    expect(existsSync(marker)).toBe(false);
    expect(git(repository, 'rev-parse', 'refs/heads/new')).toBe(head);
    const name = await hostile.run({ args: ['config', '--get', 'user.name'], gitDir });
    expect(name).toMatchObject({ kind: 'failed', code: 1 });
    const personal = await hostile.run({ args: ['config', '--get', 'user.name'], gitDir, config: 'personal' });
    expect(personal).toMatchObject({ kind: 'ok', stdout: Buffer.from('Mallory\n') });
  });

  it('does not run transport helpers, even where the configuration allows them', async () => {
    const marker = join(temporaryFolder(), 'ran');
    const settings = [['protocol.ext.allow', 'always']] as const;
    const result = await plain.run({ args: ['ls-remote', '--end-of-options', `ext::touch ${marker}`], cwd: temporaryFolder(), settings });
    expect(result).toMatchObject({ kind: 'failed', trouble: 'refused' });
    expect(existsSync(marker)).toBe(false);
  });

  it('takes secrets out of what git says', async () => {
    const token = 's3cr3t-token';
    const result = await plain.run({ args: ['cat-file', '-t', token], gitDir: bareRepository(), secrets: [token] });
    expect(result).toMatchObject({ kind: 'failed', stderr: 'fatal: Not a valid object name ***' });
    expect(JSON.stringify(result)).not.toContain(token);
  });

  it('hands settings over without showing them among the arguments', async () => {
    const server = await serveGit(temporaryFolder(), () => ({ kind: 'answer', status: 403 }));
    servers.push(server);
    const settings = [['http.extraHeader', 'Authorization: Basic abc']] as const;
    const result = await plain.run({ args: ['ls-remote', '--end-of-options', `${server.url}/x.git`], cwd: temporaryFolder(), settings });
    expect(result).toMatchObject({ kind: 'failed', trouble: 'denied' });
    expect(server.requests[0]?.authorization).toBe('Basic abc');
  });

  it('stops git when the caller cancels, and reports that', async () => {
    const controller = new AbortController();
    const server = await serveGit(temporaryFolder(), () => {
      controller.abort();
      return { kind: 'hang' };
    });
    servers.push(server);
    const result = await plain.run({ args: ['ls-remote', `${server.url}/x.git`], signal: controller.signal });
    expect(result).toMatchObject({ kind: 'failed', reason: 'aborted', trouble: 'unavailable' });
    expect(await plain.run({ args: ['version'], signal: controller.signal })).toMatchObject({ reason: 'aborted' });
  });

  it('stops git when it takes too long', async () => {
    const server = await serveGit(temporaryFolder(), () => ({ kind: 'hang' }));
    servers.push(server);
    const result = await plain.run({ args: ['ls-remote', `${server.url}/x.git`], timeoutMs: 50 });
    expect(result).toMatchObject({ kind: 'failed', reason: 'timed-out', message: expect.stringContaining('0.05 s') });
  });
});
