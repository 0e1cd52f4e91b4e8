import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { anEntry } from '@rampart/ledger-records/testing';
import { bareRepository, git, reach, temporaryFolder } from '@rampart/git-process/testing';
import { ledgerRef } from '@rampart/ledger-records';
import type { LedgerAudit } from '@rampart/rollout-engine';
import { errorOf, valueOf } from '@rampart/testing/ports';
import { beforeEach, describe, expect, it } from 'vitest';
import { openGitLedger, openGitLedgerAudit } from './open-git-ledger.ts';

const T = 'fraud-prod';
let bare: string;
let head: string;
beforeEach(async () => {
  bare = bareRepository();
  const { ledger, freezes } = openGitLedger({ location: reach('repository', bare), cacheDir: temporaryFolder() });
  const first = valueOf(await ledger.append(anEntry({ target: T, head: { kind: 'empty' }, sequence: 1 })));
  head = valueOf(await ledger.append(anEntry({ target: T, head: { kind: 'at', head: first.head }, sequence: 2 }))).head;
  valueOf(await freezes.writeFreeze({ target: T, expectedHead: '', document: { kind: 'document', text: '{}' }, title: 'frozen', atMs: 1 }));
});

describe.each(['repository', 'remote', 'workspace-remote'] as const)('the audit of a ledger in a %s', (how) => {
  const open = (): LedgerAudit => openGitLedgerAudit({ location: reach(how, bare), cacheDir: temporaryFolder() }, 'heads');

  it('lists the histories of targets, and not the freezes', async () => {
    expect(valueOf(await open().heads())).toEqual([{ ref: ledgerRef(T), commit: head }]);
  });

  it('lists every commit, oldest first, and gives what is stored under an id', async () => {
    const audit = open();
    await audit.heads();
    const commits = valueOf(await audit.commits(head));
    expect(commits).toEqual(git(bare, 'rev-list', '--reverse', head).split('\n'));
    const [commit, nothing] = valueOf(await audit.objects([head, '0'.repeat(40)]));
    expect(commit).toMatchObject({ kind: 'object', type: 'commit' });
    expect(commit?.kind === 'object' ? Buffer.from(commit.bytes).toString() : '').toContain(`parent ${commits[0] ?? ''}`);
    expect(nothing).toEqual({ kind: 'missing' });
  });
});

describe('the audit of a clone', () => {
  it('needs the clone alone', async () => {
    const clone = join(temporaryFolder(), 'clone');
    git(bare, 'clone', '--quiet', bare, clone);
    rmSync(bare, { recursive: true });
    const audit = openGitLedgerAudit({ location: { kind: 'repository', path: clone }, cacheDir: temporaryFolder() }, 'fetched');
    expect(valueOf(await audit.heads())).toEqual([{ ref: ledgerRef(T).replace('refs/heads', 'refs/remotes/origin'), commit: head }]);
    expect(valueOf(await audit.commits(head))).toHaveLength(2);
  });

  it('tells a commit that is not there, and a repository that is none', async () => {
    const at = (path: string): LedgerAudit => openGitLedgerAudit({ location: { kind: 'repository', path }, cacheDir: temporaryFolder() }, 'heads');
    expect(errorOf(await at(bare).commits('f'.repeat(40)))).toMatchObject({ port: 'ledger', outcome: 'not-done' });
    expect(errorOf(await at(temporaryFolder()).heads())).toMatchObject({ code: 'missing' });
  });
});
