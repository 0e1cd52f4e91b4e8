import type { AppendOutcome, FreezeRecord, FreezeStore, Result } from '@rampart/rollout-engine';
import { createGit } from '@rampart/git-process';
import { describe, expect, it } from 'vitest';
import { bareRepository, git, gitWithInput, reach, temporaryFolder } from '@rampart/git-process/testing';
import type { Reach } from '@rampart/git-process/testing';
import { unreliableGit } from '../test/unreliable-git.ts';
import { openGitLedger } from './open-git-ledger.ts';
import { freezeFile, FREEZES_REF } from '@rampart/ledger-records';

describe.each<Reach>(['repository', 'remote'])('the freezes of a %s', (how) => {
  it('are none at first, kept per target, and lifted one by one', async () => {
    const bare = bareRepository();
    const store = openStore(how, bare);
    expect(await read(store, 'a')).toEqual({ kind: 'none', head: '' });
    await freeze(store, 'a', '{"of": "a"}\n');
    await freeze(store, 'b', 'Größe\r\nunchanged');
    const fresh = openStore(how, bare);
    expect(await read(fresh, 'a')).toMatchObject({ kind: 'frozen', document: '{"of": "a"}\n' });
    expect(await read(fresh, 'b')).toMatchObject({ kind: 'frozen', document: 'Größe\r\nunchanged' });
    await freeze(fresh, 'a', 'none');
    expect(await read(store, 'a')).toEqual({ kind: 'none', head: git(bare, 'rev-parse', FREEZES_REF) });
    expect(await read(store, 'b')).toMatchObject({ kind: 'frozen' });
    expect(git(bare, 'rev-list', '--count', FREEZES_REF)).toBe('3');
    expect(git(bare, 'ls-tree', '--name-only', FREEZES_REF)).toBe(freezeFile('b'));
    expect(git(bare, 'fsck', '--strict', '--no-dangling')).toBe('');
  });

  it('can be lifted where somebody has written over one what is no text', async () => {
    const bare = bareRepository();
    await freeze(openStore(how, bare), 'a', 'one');
    const blob = gitWithInput(Uint8Array.from([0x7b, 0xff, 0x7d]), bare, 'hash-object', '-w', '--stdin');
    const tree = gitWithInput(`100644 blob ${blob}\t${freezeFile('a')}\n`, bare, 'mktree');
    git(bare, 'update-ref', FREEZES_REF, git(bare, 'commit-tree', tree, '-p', FREEZES_REF, '-m', 'by hand'));
    const store = openStore(how, bare);
    expect(await read(store, 'a')).toMatchObject({ kind: 'frozen', document: '\uFFFD{\uFFFD}' });
    expect(await store.readFreezes()).toMatchObject({ value: { freezes: [{ by: 'hand', document: '\uFFFD{\uFFFD}' }] } });
    await freeze(store, 'a', 'none');
    expect(await read(openStore(how, bare), 'a')).toMatchObject({ kind: 'none' });
  });

  it('survives eight targets frozen at the same time: all are in, nothing is lost', async () => {
    const bare = bareRepository();
    const targets = Array.from({ length: 8 }, (_, index) => `t${index}`);
    const outcomes = await Promise.all(targets.map((target) => freeze(openStore(how, bare), target, `doc of ${target}`)));
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(targets.map(() => 'appended'));
    const store = openStore(how, bare);
    for (const target of targets) expect(await read(store, target)).toMatchObject({ document: `doc of ${target}` });
    expect(git(bare, 'rev-list', '--count', FREEZES_REF)).toBe('8');
  });

  it('lets one of several changes of one target win', async () => {
    const bare = bareRepository();
    const outcomes = await Promise.all(['x', 'y', 'z'].map((text) => freeze(openStore(how, bare), 'a', text)));
    expect(outcomes.map((outcome) => outcome.kind).sort()).toEqual(['appended', 'conflict', 'conflict']);
    const winner = ['x', 'y', 'z'][outcomes.findIndex((outcome) => outcome.kind === 'appended')];
    expect(await read(openStore(how, bare), 'a')).toMatchObject({ document: winner });
  });

  it('answers a conflict to a change made on an old reading, and appended to a repeat', async () => {
    const bare = bareRepository();
    const store = openStore(how, bare);
    const head = (await read(store, 'a')).head;
    await freeze(store, 'a', 'first');
    expect(await write(store, 'a', 'second', head)).toEqual({ kind: 'conflict', head: git(bare, 'rev-parse', FREEZES_REF) });
    expect(await write(openStore(how, bare), 'a', 'first', head)).toEqual({ kind: 'appended', head: git(bare, 'rev-parse', FREEZES_REF) });
    expect(await write(store, 'a', 'second', 'd'.repeat(40))).toMatchObject({ kind: 'conflict' });
    expect(git(bare, 'rev-list', '--count', FREEZES_REF)).toBe('1');
  });

  it('answers appended when the reply is lost, also when others went on from there', async () => {
    const bare = bareRepository();
    const alone = openStore(how, bare, { onMove: () => 'lost-reply' });
    expect(await freeze(alone, 'a', 'one')).toEqual({ kind: 'appended', head: git(bare, 'rev-parse', FREEZES_REF) });
    const overtaken = openStore(how, bare, {
      onMove: () => 'lost-reply',
      afterLanding: async () => {
        const other = openStore(how, bare);
        await freeze(other, 'a', 'three');
      },
    });
    expect(await freeze(overtaken, 'a', 'two')).toEqual({ kind: 'appended', head: git(bare, 'rev-parse', `${FREEZES_REF}~1`) });
    expect(await read(openStore(how, bare), 'a')).toMatchObject({ document: 'three' });
  });

  it('says that the outcome is unknown when nothing can be read back', async () => {
    const store = openStore(how, bareRepository(), { onMove: () => 'lost-reply', unreadableAfterMoves: 1 });
    const answer = await store.writeFreeze({ target: 'a', document: { kind: 'document', text: 'x' }, expectedHead: '', title: 'freeze', atMs: 1 });
    expect(answer).toMatchObject({ kind: 'error', error: { port: 'freeze', code: 'unavailable', outcome: 'unknown' } });
  });
});

function openStore(how: Reach, bare: string, faults?: Parameters<typeof unreliableGit>[0]): FreezeStore {
  const through = faults === undefined ? createGit(process.env) : unreliableGit(faults);
  return openGitLedger({ location: reach(how, bare), cacheDir: temporaryFolder(), git: through }).freezes;
}

async function read(store: FreezeStore, target: string): Promise<FreezeRecord> {
  return valueOf(await store.readFreeze(target));
}

/** Freezes on what is read now; `none` lifts. */
async function freeze(store: FreezeStore, target: string, text: string): Promise<AppendOutcome> {
  return write(store, target, text, (await read(store, target)).head);
}

async function write(store: FreezeStore, target: string, text: string, expectedHead: string): Promise<AppendOutcome> {
  const document = text === 'none' ? ({ kind: 'none' } as const) : ({ kind: 'document', text } as const);
  return valueOf(await store.writeFreeze({ target, document, expectedHead, title: `freeze ${target}`, atMs: 1_700_000_000_000 }));
}

function valueOf<V>(result: Result<V>): V {
  if (result.kind === 'error') throw new Error(result.error.message);
  return result.value;
}
