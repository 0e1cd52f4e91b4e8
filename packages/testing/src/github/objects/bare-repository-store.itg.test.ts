// What only a repository in a folder can meet: git that refuses and ends, others who write beside us, and processes that must not be left behind.
import { execFile, execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bareRepositoryStore } from './bare-repository-store.ts';
import { encodeCommit, encodeTree, NO_OBJECT, objectIdOf, type Signature } from './git-object.ts';
import { ANYWHERE, type ObjectStore } from './object-store.ts';

let folder: string;
let gitDir: string;
let store: ObjectStore;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rampart-bare-'));
  // A path with a space in it, and one that has to be made.
  gitDir = join(folder, 'deep er', 'models.git');
  store = await bareRepositoryStore(gitDir);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const ada: Signature = { name: 'Ada', email: 'ada@example.com', atSeconds: 1_700_000_000, zone: '+0000' };

async function writeCommit(message: string, parents: readonly string[] = []): Promise<string> {
  const tree = await store.write(encodeTree([{ mode: '100644', name: 'a.txt', id: await store.write({ type: 'blob', bytes: Buffer.from(message) }) }]));
  return store.write(encodeCommit({ tree, parents, author: ada, committer: ada, message, gpgsig: '' }));
}

/** git as somebody else runs it. */
function git(...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: gitDir, encoding: 'utf8', stdio: 'pipe', env: { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' } }).trim();
}

describe('bareRepositoryStore', () => {
  it('refuses a move, tells why in the words of git, and makes the next', async () => {
    const [first, second] = [await writeCommit('first'), await writeCommit('second')];
    const make = { ref: 'refs/heads/main', from: NO_OBJECT, to: first };
    expect(await store.moveRefs([make])).toEqual({ kind: 'moved' });
    expect(await store.moveRefs([make])).toEqual({ kind: 'refused', why: "fatal: prepare: cannot lock ref 'refs/heads/main': reference already exists" });
    expect(await store.moveRefs([{ ...make, from: first, to: second }])).toEqual({ kind: 'moved' });
    expect(await store.moveRefs([{ ...make, from: first, to: first }])).toMatchObject({ kind: 'refused', why: expect.stringContaining(`is at ${second} but expected ${first}`) as string });
    expect(await store.moveRefs([{ ...make, from: second, to: first }])).toEqual({ kind: 'moved' });
    expect(await store.refs()).toEqual(new Map([['refs/heads/main', first]]));
  });

  it('takes no other words for an object than its id', async () => {
    const first = await writeCommit('first');
    await store.moveRefs([{ ref: 'refs/heads/main', from: NO_OBJECT, to: first }]);
    for (const to of ['refs/heads/main', 'HEAD', first.slice(0, 10), `${first}\0\0update refs/heads/other\0${first}`]) {
      expect((await store.moveRefs([{ ref: 'refs/heads/more', from: NO_OBJECT, to }])).kind).toBe('refused');
      expect((await store.moveRefs([{ ref: 'refs/heads/main', from: to, to: NO_OBJECT }])).kind).toBe('refused');
    }
    expect([...(await store.refs()).keys()]).toEqual(['refs/heads/main']);
  });

  it.each(['tree', 'commit', 'tag'] as const)('refuses a %s that is none, and takes the next', async (type) => {
    const commit = await writeCommit('first');
    await expect(store.write({ type, bytes: Buffer.from('nonsense') })).rejects.toThrow('git hash-object in the emulated repository failed: ');
    const good = {
      tree: encodeTree([{ mode: '160000', name: 'elsewhere', id: commit }]),
      commit: encodeCommit({ tree: await store.write(encodeTree([])), parents: [commit], author: ada, committer: ada, message: 'more', gpgsig: '' }),
      tag: { type: 'tag', bytes: Buffer.from(`object ${commit}\ntype commit\ntag v1\ntagger Ada <ada@example.com> 1700000000 +0000\n\nfirst\n`) },
    } as const;
    const id = await store.write(good[type]);
    expect(await store.read(id)).toEqual({ kind: 'object', object: good[type] });
    expect(git('cat-file', '-t', id)).toBe(type);
  });

  it('takes an empty blob and one of several megabytes, whatever is in it', async () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('\r\n\0\r\n'), Buffer.alloc(5_000_000, 'line\r\n')]) {
      const read = await store.read(await store.write({ type: 'blob', bytes }));
      expect(read.kind === 'object' && read.object.bytes.equals(bytes)).toBe(true);
    }
  });

  it('serves sixteen at once: all objects are written, one of the moves wins', async () => {
    const first = await writeCommit('first');
    await store.moveRefs([{ ref: 'refs/heads/main', from: NO_OBJECT, to: first }]);
    const outcomes = await Promise.all(
      Array.from({ length: 16 }, async (_, index) => {
        // Some are refused in between, and take git's processes with them.
        if (index % 5 === 0) await expect(store.write({ type: 'tree', bytes: Buffer.from('nonsense') })).rejects.toThrow();
        const to = await writeCommit(`number ${index}`, [first]);
        const [ours, same] = await Promise.all([store.moveRefs([{ ref: `refs/heads/b${index}`, from: NO_OBJECT, to }]), store.moveRefs([{ ref: 'refs/heads/main', from: first, to }, { ref: `refs/tags/t${index}`, from: NO_OBJECT, to }])]);
        return { ours: ours.kind, same: same.kind, to, index };
      }),
    );
    expect(outcomes.map(({ ours }) => ours)).toEqual(Array.from({ length: 16 }, () => 'moved'));
    const won = outcomes.filter(({ same }) => same === 'moved');
    expect(won).toHaveLength(1);
    const refs = await store.refs();
    expect(refs.get('refs/heads/main')).toBe(won[0]?.to);
    expect([...refs.keys()].filter((ref) => ref.startsWith('refs/tags/'))).toEqual([`refs/tags/t${won[0]?.index ?? ''}`]);
    expect(refs.size).toBe(18);
    expect(git('fsck', '--strict', '--no-dangling')).toBe('');
  });

  it('never shows half of a move', async () => {
    const commits = [await writeCommit('one'), await writeCommit('other')];
    const refs = ['refs/heads/a', 'refs/heads/b/c', 'refs/tags/d'];
    const moves = Array.from({ length: 12 }, (_, index) => store.moveRefs(refs.map((ref) => ({ ref, from: index === 0 ? NO_OBJECT : (commits[(index + 1) % 2] ?? ''), to: commits[index % 2] ?? '' }))));
    const views = [];
    for (const move of moves) {
      views.push(await store.refs());
      expect((await move).kind).toBe('moved');
    }
    expect(views.map((view) => new Set(view.values()).size)).toEqual(views.map(() => 1));
  });

  it('sees at once what others do: pushes, packs, deletions, a file by hand', async () => {
    const first = await writeCommit('first');
    await store.moveRefs(['main', 'topic/a', 'gone'].map((name) => ({ ref: `refs/heads/${name}`, from: NO_OBJECT, to: first })));
    const seen = async (): Promise<Readonly<Record<string, string>>> => Object.fromEntries(await store.refs());
    const all = { 'refs/heads/gone': first, 'refs/heads/main': first, 'refs/heads/topic/a': first };
    expect(await seen()).toEqual(all);

    git('clone', '--quiet', gitDir, join(folder, 'clone'));
    git('-C', join(folder, 'clone'), '-c', 'user.name=Eve', '-c', 'user.email=eve@example.com', 'commit', '--quiet', '--allow-empty', '--message=pushed');
    git('-C', join(folder, 'clone'), 'push', '--quiet', 'origin', 'HEAD:main');
    const pushed = git('rev-parse', 'refs/heads/main');
    expect(pushed).not.toBe(first);
    expect(await seen()).toEqual({ ...all, 'refs/heads/main': pushed });
    // Objects too, and what lies behind them.
    expect(await store.history(pushed, 9)).toEqual([pushed, first]);
    expect((await store.moveRefs([{ ref: 'refs/heads/main', from: first, to: first }])).kind).toBe('refused');

    git('-c', 'user.name=Eve', '-c', 'user.email=eve@example.com', 'tag', '--annotate', '--message=words', 'v1', pushed);
    const withTag = { ...all, 'refs/heads/main': pushed, 'refs/tags/v1': git('rev-parse', 'refs/tags/v1') };
    git('pack-refs', '--all');
    expect(readdirSync(join(gitDir, 'refs/heads'))).toEqual([]);
    expect(await seen()).toEqual(withTag);
    expect(await store.history(withTag['refs/tags/v1'], 1)).toEqual([pushed]);
    // A packed one that moves has a file again, which counts.
    expect((await store.moveRefs([{ ref: 'refs/heads/topic/a', from: first, to: pushed }])).kind).toBe('moved');
    expect(await seen()).toEqual({ ...withTag, 'refs/heads/topic/a': pushed });

    git('update-ref', '-d', 'refs/heads/gone');
    writeFileSync(join(gitDir, 'refs/heads/by-hand'), `${first}\n`);
    const { 'refs/heads/gone': gone, ...left } = { ...withTag, 'refs/heads/by-hand': first, 'refs/heads/topic/a': pushed };
    expect(gone).toBe(first);
    expect(await seen()).toEqual(left);
  });

  it('leaves out symbolic refs, locks and what is broken', async () => {
    const first = await writeCommit('first');
    await store.moveRefs([{ ref: 'refs/heads/main', from: NO_OBJECT, to: first }]);
    git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/heads/main');
    writeFileSync(join(gitDir, 'refs/heads/main.lock'), `${first}\n`);
    writeFileSync(join(gitDir, 'refs/heads/broken'), 'nonsense\n');
    appendFileSync(join(gitDir, 'packed-refs'), '# pack-refs with: peeled fully-peeled sorted \n');
    expect([...(await store.refs()).keys()]).toEqual(['refs/heads/main']);
  });

  it('lists commits of the same second in the order of git', async () => {
    const root = await writeCommit('root');
    const sides = await Promise.all(['a', 'b', 'c', 'd'].map((message) => writeCommit(message, [root])));
    for (const parents of [sides, sides.toReversed()]) {
      const merge = await writeCommit('merge', parents);
      expect(await store.history(merge, Infinity)).toEqual([merge, ...parents, root]);
      expect(git('rev-list', merge).split('\n')).toEqual([merge, ...parents, root]);
    }
  });

  it('looks again for what was missing', async () => {
    const tree = await store.write(encodeTree([]));
    const later = encodeCommit({ tree, parents: [], author: ada, committer: ada, message: 'later', gpgsig: '' });
    const id = objectIdOf(later);
    const child = await store.write(encodeCommit({ tree, parents: [id], author: ada, committer: ada, message: 'child', gpgsig: '' }));
    expect(await store.read(id)).toEqual({ kind: 'missing' });
    await expect(store.history(child, 9)).rejects.toThrow(`no commit ${id}`);
    await expect(store.isAncestor(id, child)).rejects.toThrow(`no commit ${id}`);
    expect(await store.write(later)).toBe(id);
    expect(await store.history(child, 9)).toEqual([child, id]);
    expect(await store.isAncestor(id, child)).toBe(true);
  });

  it('takes a repository that is there, with what is in it', async () => {
    const first = await writeCommit('first');
    await store.moveRefs([{ ref: 'refs/heads/main', from: NO_OBJECT, to: first }]);
    const again = await bareRepositoryStore(gitDir);
    expect(await again.refs()).toEqual(new Map([['refs/heads/main', first]]));
    expect(await again.history(first, 9)).toEqual([first]);
    await again.close();
    mkdirSync(join(gitDir, 'reftable'));
    await expect(bareRepositoryStore(gitDir)).rejects.toThrow('keeps its refs in a table');
  });

  it('goes on with another git when one was ended from outside', async () => {
    const first = await writeCommit('first');
    await store.moveRefs([{ ref: 'refs/heads/main', from: NO_OBJECT, to: first }]);
    for (const pid of processesIn(gitDir)) process.kill(pid, 'SIGKILL');
    await vi.waitUntil(() => processesIn(gitDir).length === 0);
    // Whoever asks before we have heard of its end gets no answer; whoever asks then is served by another.
    const asked = [() => store.read(first), () => writeCommit('again'), () => store.moveRefs([{ ref: 'refs/heads/main', from: ANYWHERE, to: first }])];
    for (const ask of asked) await ask().catch(() => undefined);
    await writeCommit('again').catch(() => undefined);
    await writeCommit('again').catch(() => undefined);
    expect(await store.read(await writeCommit('not read before'))).toMatchObject({ kind: 'object' });
    expect(await store.moveRefs([{ ref: 'refs/heads/main', from: first, to: await writeCommit('again') }])).toEqual({ kind: 'moved' });
  });

  it('leaves no process and no file behind once it is closed', async () => {
    await store.moveRefs([{ ref: 'refs/heads/main', from: NO_OBJECT, to: await writeCommit('first') }]);
    expect((await store.read('1'.repeat(40))).kind).toBe('missing');
    if (process.platform === 'linux') expect(processesIn(gitDir)).toHaveLength(5);
    await store.close();
    expect(processesIn(gitDir)).toEqual([]);
    expect(readdirSync(gitDir).filter((name) => name.startsWith('incoming'))).toEqual([]);
    await expect(store.read('1'.repeat(40))).rejects.toThrow('was closed');
    await expect(store.write({ type: 'blob', bytes: Buffer.from('late') })).rejects.toThrow('was closed');
    await expect(store.moveRefs([{ ref: 'refs/heads/main', from: ANYWHERE, to: NO_OBJECT }])).rejects.toThrow('was closed');
  });

  it('keeps nobody from ending who forgets to close it', async () => {
    const script = `
      import { bareRepositoryStore } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'bare-repository-store.ts')).href)};
      const store = await bareRepositoryStore(${JSON.stringify(gitDir)});
      const id = await store.write({ type: 'blob', bytes: Buffer.from('forgotten') });
      await store.moveRefs([{ ref: 'refs/tags/forgotten', from: 'any', to: id }]);
      console.info((await store.read(id)).object.bytes.toString());`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { env: { ...process.env, NODE_NO_WARNINGS: '1' } });
    expect(stdout).toBe('forgotten\n');
    expect([...(await store.refs()).keys()]).toEqual(['refs/tags/forgotten']);
    await vi.waitUntil(() => processesIn(gitDir).length === 0);
  });
});

/** Ids of the processes that work in a folder. Linux only; elsewhere none is found. */
function processesIn(path: string): readonly number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === path;
      } catch {
        // Ended meanwhile, another user's, or no process at all.
        return false;
      }
    });
}
