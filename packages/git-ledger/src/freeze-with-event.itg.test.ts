// An event and its freeze in a git repository: both branches move or neither does, whatever becomes of the reply.
import { rmSync, writeFileSync, chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Git } from '@rampart/git-process';
import { bareRepository, git, reach, temporaryFolder, type Reach } from '@rampart/git-process/testing';
import { freezeFile, FREEZES_REF, ledgerRef } from '@rampart/ledger-records';
import { anEntry } from '@rampart/ledger-records/testing';
import type { LedgerEntry } from '@rampart/rollout-engine';
import { describe, expect, it } from 'vitest';
import { unreliableGit } from '../test/unreliable-git.ts';
import { openGitLedger } from './open-git-ledger.ts';

const T = 'fraud-prod';
const START: LedgerEntry = { ...anEntry({ target: T, head: { kind: 'empty' }, sequence: 1 }), freeze: { kind: 'hold', document: 'held' } };

const open = (how: Reach, bare: string, by?: Git): ReturnType<typeof openGitLedger> => openGitLedger({ location: reach(how, bare), cacheDir: temporaryFolder(), ...(by === undefined ? {} : { git: by }) });
const frozen = (bare: string): string => git(bare, 'ls-tree', '--name-only', FREEZES_REF);
const refs = (bare: string): string => git(bare, 'for-each-ref', '--format=%(refname)');

describe.each<Reach>(['repository', 'remote'])('an event with its freeze in a %s', (how) => {
  it('is one move, and fsck finds nothing', async () => {
    const bare = bareRepository();
    const counted = unreliableGit({ onMove: () => 'works' });
    expect(await open(how, bare, counted).ledger.append(START)).toMatchObject({ value: { kind: 'appended', head: git(bare, 'rev-parse', ledgerRef(T)) } });
    expect(counted.moves()).toBe(1);
    expect(frozen(bare)).toBe(freezeFile(T, 'rollout'));
    expect(git(bare, 'fsck', '--strict', '--no-dangling')).toBe('');
  });

  it('is found again when its reply is lost and somebody changed another freeze since', async () => {
    const bare = bareRepository();
    const afterLanding = async (): Promise<void> => {
      const { freezes } = open(how, bare);
      const record = await freezes.readFreeze('ads-prod');
      await freezes.writeFreeze({ target: 'ads-prod', document: { kind: 'document', text: 'other' }, expectedHead: record.kind === 'ok' ? record.value.head : '', title: 'freeze', atMs: 1 });
    };
    const { ledger } = open(how, bare, unreliableGit({ onMove: () => 'lost-reply', afterLanding }));
    expect(await ledger.append(START)).toMatchObject({ value: { kind: 'appended', head: git(bare, 'rev-parse', ledgerRef(T)) } });
    expect(frozen(bare).split('\n').toSorted()).toEqual([freezeFile('ads-prod'), freezeFile(T, 'rollout')].toSorted());
  });

  it('leaves nothing behind when its request is lost', async () => {
    const bare = bareRepository();
    expect(await open(how, bare, unreliableGit({ onMove: () => 'lost-request' })).ledger.append(START)).toMatchObject({ kind: 'error', error: { outcome: 'not-done' } });
    expect(refs(bare)).toBe('');
  });

  it('moves neither branch where one may not be moved', async () => {
    const bare = bareRepository();
    // A lock that nobody gives up is what a rule is to a push: the one ref cannot be moved.
    const lock = join(bare, `${FREEZES_REF}.lock`);
    mkdirSync(join(lock, '..'), { recursive: true });
    writeFileSync(lock, '');
    chmodSync(lock, 0o444);
    expect(await open(how, bare).ledger.append(START)).toMatchObject({ kind: 'error' });
    rmSync(lock);
    expect(refs(bare)).toBe('');
    expect(await open(how, bare).ledger.append(START)).toMatchObject({ value: { kind: 'appended' } });
  });
});
