import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createGit } from '@rampart/git-process';
import type { Git, GitLocation } from '@rampart/git-process';
import type { ModelRegistry, PointerMove, Result } from '@rampart/rollout-engine';
import { http, HttpResponse, mockNetwork } from '@rampart/testing/network';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bareRepository, git, reach, temporaryFolder } from '@rampart/git-process/testing';
import type { Reach } from '@rampart/git-process/testing';
import { modelRepository } from '../../test/model-repository.ts';
import type { ModelRepository } from '../../test/model-repository.ts';
import { gtoRegistry } from './gto-registry.ts';

const DESCRIPTION = 'fraud: {type: model, path: models/fraud.onnx}\n';
const sha256 = (content: string | Uint8Array): string => `sha256:${createHash('sha256').update(content).digest('hex')}`;

describe.each<Reach>(['repository', 'remote'])('gtoRegistry on a %s', (how) => {
  it('finds the newest version, resolves others by name, and computes digests from the bytes', async () => {
    const { models, first, second } = twoVersions();
    const registry = open(how, models.bare);
    expect(await value(registry.newest('fraud'))).toEqual({
      kind: 'release',
      version: 'v1.10.0',
      digest: sha256('second model'),
      artifact: `git+file://${models.bare}#${second}:models/fraud.onnx`,
    });
    expect(await value(registry.resolve('fraud', 'v1.9.0'))).toEqual({
      kind: 'release',
      version: 'v1.9.0',
      digest: sha256('first model'),
      artifact: `git+file://${models.bare}#${first}:models/fraud.onnx`,
    });
    expect(await value(registry.newest('other'))).toEqual({ kind: 'none' });
  });

  it('sees versions come and go while it is open', async () => {
    const { models, second } = twoVersions();
    const registry = open(how, models.bare);
    expect(await value(registry.newest('fraud'))).toMatchObject({ version: 'v1.10.0' });
    models.tag('fraud@v1.10.0!', second);
    expect(await value(registry.newest('fraud'))).toMatchObject({ version: 'v1.9.0' });
    expect(await registry.resolve('fraud', 'v1.10.0')).toMatchObject({ error: { code: 'missing', message: expect.stringContaining('cancelled by tag fraud@v1.10.0!') } });
    const third = models.commit({ 'models/fraud.onnx': 'third model' });
    models.tag('fraud@v2.0.0-rc.1', third);
    expect(await value(registry.newest('fraud'))).toMatchObject({ version: 'v2.0.0-rc.1', digest: sha256('third model') });
    models.tag('fraud@deprecated', third);
    expect(await value(registry.newest('fraud'))).toEqual({ kind: 'none' });
  });

  it('moves a pointer forth and back by new tags, and changes nothing when it is there already', async () => {
    const { models, first } = twoVersions();
    const registry = open(how, models.bare);
    expect(await value(registry.pointer('fraud', 'prod'))).toEqual({ kind: 'none' });
    expect(await value(registry.movePointer(move('none', 'v1.9.0')))).toEqual({ record: 'fraud#prod#1' });
    expect(await value(registry.movePointer(move('v1.9.0', 'v1.10.0')))).toEqual({ record: 'fraud#prod#2' });
    expect(await value(registry.movePointer(move('v1.9.0', 'v1.10.0')))).toEqual({ record: 'fraud#prod#2' });
    expect(await value(open(how, models.bare).movePointer(move('v1.10.0', 'v1.9.0')))).toEqual({ record: 'fraud#prod#3' });
    expect(await value(open(how, models.bare).pointer('fraud', 'prod'))).toEqual({ kind: 'at', version: 'v1.9.0' });
    expect(models.tags()).toEqual(['fraud#prod#1', 'fraud#prod#2', 'fraud#prod#3', 'fraud@v1.10.0', 'fraud@v1.9.0']);
    expect(git(models.bare, 'rev-parse', 'fraud#prod#3^{commit}')).toBe(first);
    expect(git(models.bare, 'for-each-ref', '--format=%(taggername) %(subject) %(body)', 'refs/tags/fraud#prod#3')).toBe('Rampart Assigning stage prod to artifact fraud version v1.9.0 Actor: tester');
    expect(git(models.bare, 'fsck', '--strict', '--no-dangling')).toBe('');
  });

  it('refuses to move a pointer that somebody else moved', async () => {
    const { models } = twoVersions();
    const registry = open(how, models.bare);
    await value(registry.movePointer(move('none', 'v1.9.0')));
    const third = models.commit({ 'models/fraud.onnx': 'third model' });
    models.tag('fraud@v3.0.0', third);
    models.tag('fraud#prod#9', third);
    expect(await registry.movePointer(move('v1.9.0', 'v1.10.0'))).toMatchObject({
      error: { code: 'conflict', outcome: 'not-done', message: expect.stringContaining('is at v3.0.0, expected it at v1.9.0: somebody else moved it') },
    });
    expect(await value(registry.movePointer(move('v3.0.0', 'v1.10.0')))).toEqual({ record: 'fraud#prod#10' });
  });

  it('lets one of two racing moves win, and tells the other', async () => {
    const { models } = twoVersions();
    const third = models.commit({ 'models/fraud.onnx': 'third model' });
    models.tag('fraud@v3.0.0', third);
    await value(open(how, models.bare).movePointer(move('none', 'v1.9.0')));
    const answers = await Promise.all(['v1.10.0', 'v3.0.0'].map((to) => open(how, models.bare).movePointer(move('v1.9.0', to))));
    expect(answers.map((answer) => (answer.kind === 'ok' ? 'ok' : answer.error.code)).sort()).toEqual(['conflict', 'ok']);
    expect(models.tags().filter((name) => name.startsWith('fraud#'))).toEqual(['fraud#prod#1', 'fraud#prod#2']);
  });

  it('lets two racing moves to the same version both be right', async () => {
    const { models } = twoVersions();
    const answers = await Promise.all(['a', 'b'].map((actor) => open(how, models.bare).movePointer({ ...move('none', 'v1.9.0'), actor })));
    expect(answers).toEqual([ok('fraud#prod#1'), ok('fraud#prod#1')]);
    expect(models.tags().filter((name) => name.startsWith('fraud#'))).toEqual(['fraud#prod#1']);
  });

  it('settles a lost reply by reading back', async () => {
    const { models } = twoVersions();
    expect(await open(how, models.bare, { git: losing('reply') }).movePointer(move('none', 'v1.9.0'))).toEqual(ok('fraud#prod#1'));
    expect(await open(how, models.bare, { git: losing('request') }).movePointer(move('v1.9.0', 'v1.10.0'))).toMatchObject({ error: { code: 'unavailable', retryable: true, outcome: 'not-done' } });
    expect(await value(open(how, models.bare).pointer('fraud', 'prod'))).toEqual({ kind: 'at', version: 'v1.9.0' });
  });

  it('writes dir:name as dir=name and keeps stages with a slash', async () => {
    const models = modelRepository();
    const commit = models.commit({ 'team/eu/artifacts.yaml': 'risk: {path: risk.onnx}', 'team/eu/risk.onnx': 'bytes' });
    models.tag('team/eu=risk@v1.0.0', commit);
    const registry = open(how, models.bare);
    const model = 'team/eu:risk';
    expect(await value(registry.newest(model))).toMatchObject({ digest: sha256('bytes'), artifact: expect.stringContaining(`#${commit}:team/eu/risk.onnx`) });
    expect(await value(registry.movePointer({ ...move('none', 'v1.0.0'), model, stage: 'prod/eu' }))).toEqual({ record: 'team/eu=risk#prod/eu#1' });
    expect(await value(registry.pointer(model, 'prod/eu'))).toEqual({ kind: 'at', version: 'v1.0.0' });
    expect(await value(registry.pointer(model, 'prod'))).toEqual({ kind: 'none' });
  });
});

describe('gtoRegistry', () => {
  it('dates a tag after all others of the model, whatever the clock says', async () => {
    const { models, second } = twoVersions();
    const slow = open('repository', models.bare, { nowMs: 1000 });
    await value(slow.movePointer(move('none', 'v1.9.0')));
    models.tag('fraud#prod#2', second);
    await value(slow.movePointer(move('v1.10.0', 'v1.9.0')));
    expect(await value(slow.pointer('fraud', 'prod'))).toEqual({ kind: 'at', version: 'v1.9.0' });
    const seconds = git(models.bare, 'for-each-ref', '--format=%(taggerdate:unix)', '--sort=refname', 'refs/tags/fraud#prod*').split('\n').map(Number);
    expect(seconds).toHaveLength(3);
    expect(seconds[2]).toBeGreaterThan(seconds[1] ?? Number.POSITIVE_INFINITY);
  });

  it('works through the remote of a checkout', async () => {
    const { models } = twoVersions();
    const registry = open('workspace-remote', models.bare);
    expect(await value(registry.newest('fraud'))).toMatchObject({ version: 'v1.10.0', digest: sha256('second model') });
    expect(await value(registry.movePointer(move('none', 'v1.10.0')))).toEqual({ record: 'fraud#prod#1' });
    expect(git(models.bare, 'tag', '--list', 'fraud#*')).toBe('fraud#prod#1');
  });

  it('takes the digest from a git-lfs pointer', async () => {
    const models = modelRepository();
    const digest = 'cd'.repeat(32);
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${digest}\nsize 5\n`;
    models.tag('fraud@v1.0.0', models.commit({ 'artifacts.yaml': DESCRIPTION, 'models/fraud.onnx': pointer }));
    expect(await value(open('remote', models.bare).newest('fraud'))).toMatchObject({ digest: `sha256:${digest}` });
  });

  it('hashes large binary files', async () => {
    const models = modelRepository();
    const content = Buffer.alloc(5_000_000, 171);
    models.tag('fraud@v1.0.0', models.commit({ 'artifacts.yaml': DESCRIPTION, 'models/fraud.onnx': content }));
    expect(await value(open('remote', models.bare).newest('fraud'))).toMatchObject({ digest: sha256(content) });
  });

  it('downloads only the files that it needs, where the remote can do that', async () => {
    const { models, first } = twoVersions();
    git(models.bare, 'config', 'uploadpack.allowFilter', 'true');
    git(models.bare, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
    const cacheDir = temporaryFolder();
    const registry = gtoRegistry({ location: { kind: 'remote', url: `file://${models.bare}` }, cacheDir, clock: { nowMs: () => 0 } });
    expect(await value(registry.newest('fraud'))).toMatchObject({ digest: sha256('second model') });
    const [cache = ''] = readdirSync(cacheDir);
    const objects = git(join(cacheDir, cache), 'cat-file', '--batch-check=%(objectname)', '--batch-all-objects').split('\n');
    expect(objects).toContain(git(models.bare, 'rev-parse', 'fraud@v1.10.0^{commit}:models/fraud.onnx'));
    expect(objects).not.toContain(git(models.bare, 'rev-parse', `${first}:models/fraud.onnx`));
  });

  it.each<[string, Readonly<Record<string, string>>, string, string]>([
    ['no artifacts.yaml', { 'x.onnx': 'x' }, 'missing', 'there is no artifacts.yaml at this commit. Add to artifacts.yaml'],
    ['no entry', { 'artifacts.yaml': 'other: {path: x}' }, 'missing', 'has no entry fraud. Add to artifacts.yaml'],
    ['no such file', { 'artifacts.yaml': DESCRIPTION }, 'missing', 'models/fraud.onnx, which is not in the commit'],
    ['a folder', { 'artifacts.yaml': 'fraud: {path: models}', 'models/a': 'x' }, 'refused', 'is no plain file but a folder'],
    ['an empty file', { 'artifacts.yaml': DESCRIPTION, 'models/fraud.onnx': '' }, 'malformed', 'models/fraud.onnx is empty'],
    ['a path out of the repository', { 'artifacts.yaml': 'fraud: {path: ../../etc/passwd}' }, 'malformed', 'inside the repository'],
  ])('says what is wrong with %s, where, and what to do', async (_, files, code, message) => {
    const models = modelRepository();
    const commit = models.commit(files);
    models.tag('fraud@v1.0.0', commit);
    const answer = await open('repository', models.bare).newest('fraud');
    expect(answer).toMatchObject({ kind: 'error', error: { port: 'registry', code, retryable: false, outcome: 'not-done', message: expect.stringContaining(message) } });
    expect(answer).toHaveProperty('error.message', expect.stringContaining(`fraud v1.0.0 (commit ${commit.slice(0, 12)})`));
  });

  it('explains a version that is not there, doubled, or tagged without a date', async () => {
    const { models, first, second } = twoVersions();
    const registry = open('repository', models.bare);
    expect(await registry.resolve('fraud', 'v7.0.0')).toMatchObject({ error: { code: 'missing', message: expect.stringContaining('Registered are: v1.10.0, v1.9.0') } });
    models.lightweightTag('light@v1.0.0', first);
    expect(await registry.newest('light')).toMatchObject({ error: { code: 'missing', message: expect.stringContaining('git tag -a') } });
    expect(await registry.resolve('light', 'v1.0.0')).toMatchObject({ error: { message: expect.stringContaining('is lightweight') } });
    models.tag('fraud@v1.10.0#1', first);
    expect(await registry.newest('fraud')).toMatchObject({ error: { code: 'malformed', message: expect.stringContaining('registered at 2 commits') } });
    models.tag('twin@v1.0.0', second);
    models.tag('twin@v1.0.1', second);
    models.tag('twin#prod#1', second);
    expect(await registry.pointer('twin', 'prod')).toMatchObject({ error: { code: 'malformed', message: expect.stringContaining('several versions (v1.0.1, v1.0.0)') } });
  });

  it.each(['../x y', '--all', 'a@b', 'fraud*', ''])('refuses a model called %j', async (model) => {
    const registry = open('repository', bareRepository());
    expect(await registry.newest(model)).toMatchObject({ error: { code: 'refused', message: expect.stringContaining('no name of a model') } });
    expect(await registry.movePointer({ ...move('none', 'v1.0.0'), model })).toMatchObject({ error: { code: 'refused' } });
  });

  it('refuses a stage whose name git would not take, and a version that is not registered', async () => {
    const { models } = twoVersions();
    const registry = open('repository', models.bare);
    expect(await registry.movePointer({ ...move('none', 'v1.9.0'), stage: 'prod eu' })).toMatchObject({ error: { code: 'refused' } });
    expect(await registry.movePointer(move('none', 'v9.0.0'))).toMatchObject({ error: { code: 'missing' } });
    expect(models.tags()).toHaveLength(2);
  });

  it('reports a repository that is not there', async () => {
    const nowhere: GitLocation = { kind: 'repository', path: `${temporaryFolder()}/x` };
    const registry = gtoRegistry({ location: nowhere, cacheDir: temporaryFolder(), clock: { nowMs: () => 0 } });
    expect(await registry.pointer('fraud', 'prod')).toMatchObject({ error: { port: 'registry', code: 'missing' } });
  });
});

describe('gtoRegistry with an artifact at an address', () => {
  const ADDRESS = 'https://models.example/fraud.onnx';
  const serving = (status: number, body: string) => http.get(ADDRESS, () => new HttpResponse(body, { status }));
  const network = mockNetwork(serving(200, 'model bytes'));
  beforeEach(() => network.enable());
  afterEach(() => network.disable());

  function atAddress(): ModelRegistry {
    const models = modelRepository();
    models.tag('fraud@v1.0.0', models.commit({ 'artifacts.yaml': `fraud: {path: "${ADDRESS}"}` }));
    return gtoRegistry({ location: reach('repository', models.bare), cacheDir: temporaryFolder(), clock: { nowMs: () => 0 }, token: 't0ken' });
  }

  const release = { kind: 'release', version: 'v1.0.0', digest: sha256('model bytes'), artifact: ADDRESS };

  it('computes the digest of what the address serves, and reads it once', async () => {
    const registry = atAddress();
    expect(await value(registry.newest('fraud'))).toEqual(release);
    expect(await value(registry.resolve('fraud', 'v1.0.0'))).toEqual(release);
    expect(network.requests()).toEqual([`GET ${ADDRESS}`]);
  });

  it('asks for the bytes as they are, and keeps the token of the git remote to itself', async () => {
    const asked: Record<string, string>[] = [];
    network.use(http.get(ADDRESS, ({ request }) => void asked.push(Object.fromEntries(request.headers))));
    expect(await value(atAddress().newest('fraud'))).toEqual(release);
    expect(asked).toEqual([expect.objectContaining({ 'accept-encoding': 'identity' })]);
    expect(asked).not.toContainEqual(expect.objectContaining({ authorization: expect.anything() }));
  });

  it('follows a redirect, and keeps the address that people wrote', async () => {
    network.use(http.get(ADDRESS, () => HttpResponse.redirect('https://store.example/8f3a', 302)), http.get('https://store.example/8f3a', () => HttpResponse.text('model bytes')));
    expect(await value(atAddress().newest('fraud'))).toEqual(release);
    expect(network.requests()).toEqual([`GET ${ADDRESS}`, 'GET https://store.example/8f3a']);
  });

  it.each([
    [404, 'missing', false],
    [403, 'denied', false],
    [503, 'unavailable', true],
    [400, 'refused', false],
  ])('answers to status %i with %s', async (status, code, retryable) => {
    network.use(serving(status, 'no'));
    expect(await atAddress().newest('fraud')).toMatchObject({ error: { code, retryable, message: expect.stringContaining(`answered ${status}`) } });
  });

  it('does not take nothing for a model, nor an address that does not answer', async () => {
    network.use(serving(200, ''));
    expect(await atAddress().newest('fraud')).toMatchObject({ error: { code: 'malformed' } });
    network.use(http.get(ADDRESS, () => HttpResponse.error()));
    expect(await atAddress().newest('fraud')).toMatchObject({ error: { code: 'unavailable', retryable: true } });
  });
});

function twoVersions(): { readonly models: ModelRepository; readonly first: string; readonly second: string } {
  const models = modelRepository();
  const first = models.commit({ 'artifacts.yaml': DESCRIPTION, 'models/fraud.onnx': 'first model' });
  models.tag('fraud@v1.9.0', first);
  const second = models.commit({ 'models/fraud.onnx': 'second model' });
  models.tag('fraud@v1.10.0', second);
  return { models, first, second };
}

function open(how: Reach, bare: string, more: { readonly git?: Git; readonly nowMs?: number } = {}): ModelRegistry {
  const through = more.git === undefined ? {} : { git: more.git };
  return gtoRegistry({ location: reach(how, bare), cacheDir: temporaryFolder(), clock: { nowMs: () => more.nowMs ?? 1_700_000_000_000 }, ...through });
}

function move(from: string, to: string): PointerMove {
  return { model: 'fraud', stage: 'prod', from: from === 'none' ? { kind: 'none' } : { kind: 'at', version: from }, to, actor: 'tester' };
}

function ok(record: string): unknown {
  return { kind: 'ok', value: { record } };
}

async function value<V>(answer: Promise<Result<V>>): Promise<V> {
  const result = await answer;
  if (result.kind === 'error') throw new Error(result.error.message);
  return result.value;
}

/** A git that loses the reply, or the request, of every move of a ref. */
function losing(what: 'reply' | 'request'): Git {
  const real = createGit(process.env);
  return {
    run: async (command) => {
      const verb = command.args[0] ?? '';
      const isMove = verb === 'push' || (verb === 'update-ref' && !command.args.includes('--stdin'));
      if (!isMove) return real.run(command);
      if (what === 'reply') await real.run(command);
      return { kind: 'failed', reason: 'exit', code: 128, trouble: 'unavailable', stderr: '', message: 'git push: the remote end hung up' };
    },
  };
}
