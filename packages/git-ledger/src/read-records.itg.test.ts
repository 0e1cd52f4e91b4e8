import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ledger, LedgerEntry } from '@rampart/rollout-engine';
import { describe, expect, it } from 'vitest';
import { anEntry, aState } from '@rampart/ledger-records/testing';
import { bareRepository, git, reach, temporaryFolder } from '@rampart/git-process/testing';
import type { Reach } from '@rampart/git-process/testing';
import { openGitLedger } from './open-git-ledger.ts';
import { ledgerRef } from '@rampart/ledger-records';

const T = 'fraud-prod';

describe('a corrupt ledger', () => {
  it.each<[string, Record<string, string>, string]>([
    ['truncated state', { 'state.json': '{"schema": 1, "target": "fra' }, 'state.json in commit'],
    ['an empty state', { 'state.json': '' }, 'it is empty'],
    ['no event', { 'state.json': JSON.stringify(aState(T, 2)) }, 'event.json in commit'],
    ['a state of another schema', { 'state.json': '{"schema": 9}' }, 'its schema is 9'],
    ['the state of another target', { 'state.json': JSON.stringify(aState('other', 2)) }, 'target should be "fraud-prod", is "other"'],
    ['a state and an event that disagree', { 'state.json': JSON.stringify(aState(T, 5)), 'event.json': JSON.stringify(anEntry({ target: T, head: { kind: 'empty' }, sequence: 2 }).event) }, 'it has sequence 5, the event beside it 2'],
  ])('with %s is refused with place and remedy', async (_, files, problem) => {
    const bare = bareRepository();
    const commit = handWrite(bare, files);
    const answer = await openLedger('remote', bare).read(T);
    expect(answer).toMatchObject({ kind: 'error', error: { port: 'ledger', code: 'malformed', retryable: false, outcome: 'not-done' } });
    const message = answer.kind === 'error' ? answer.error.message : '';
    for (const part of [problem, ledgerRef(T), commit.slice(0, 12), 'git show']) expect(message).toContain(part);
  });

  it('is not built upon', async () => {
    const bare = bareRepository();
    const commit = handWrite(bare, { 'state.json': '{' });
    const answer = await openLedger('repository', bare).append(anEntry({ target: T, head: { kind: 'at', head: commit }, sequence: 2 }));
    expect(answer).toMatchObject({ kind: 'error', error: { code: 'malformed' } });
    expect(git(bare, 'rev-parse', ledgerRef(T))).toBe(commit);
  });

  it('whose history skips a sequence is refused', async () => {
    const bare = bareRepository();
    const ledger = openLedger('repository', bare);
    await appendMany(ledger, 2);
    const skipping = anEntry({ target: T, head: { kind: 'empty' }, sequence: 4 });
    handWrite(bare, { 'state.json': JSON.stringify(skipping.state), 'event.json': JSON.stringify(skipping.event) });
    expect(await ledger.history(T)).toMatchObject({ kind: 'error', error: { code: 'malformed', message: expect.stringContaining('its sequence is 4, 3 was next') } });
  });

  it('whose history merges is refused', async () => {
    const bare = bareRepository();
    await appendMany(openLedger('repository', bare), 2);
    const tip = git(bare, 'rev-parse', ledgerRef(T));
    const entry = anEntry({ target: T, head: { kind: 'empty' }, sequence: 3 });
    const tree = handTree(bare, { 'state.json': JSON.stringify(entry.state), 'event.json': JSON.stringify(entry.event) });
    const merge = git(bare, 'commit-tree', tree, '-p', tip, '-p', `${tip}~1`, '-m', 'merge');
    git(bare, 'update-ref', ledgerRef(T), merge);
    expect(await openLedger('remote', bare).history(T)).toMatchObject({ kind: 'error', error: { code: 'malformed', message: expect.stringContaining('merge') } });
  });
});

function openLedger(how: Reach, bare: string): Ledger {
  return openGitLedger({ location: reach(how, bare), cacheDir: temporaryFolder() }).ledger;
}

async function appendMany(ledger: Ledger, count: number): Promise<void> {
  let head: LedgerEntry['expectedHead'] = { kind: 'empty' };
  for (let sequence = 1; sequence <= count; sequence += 1) {
    const answer = await ledger.append(anEntry({ target: T, head, sequence }));
    if (answer.kind === 'error') throw new Error(answer.error.message);
    head = { kind: 'at', head: answer.value.head };
  }
}

/** A commit on top of the ledger's ref, as a person would make it by hand. */
function handWrite(bare: string, files: Readonly<Record<string, string>>): string {
  const parent = git(bare, 'for-each-ref', '--format=%(objectname)', ledgerRef(T));
  const commit = git(bare, 'commit-tree', handTree(bare, files), ...(parent === '' ? [] : ['-p', parent]), '-m', 'by hand');
  git(bare, 'update-ref', ledgerRef(T), commit);
  return commit;
}

function handTree(bare: string, files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  const index = join(folder, 'index');
  const paths = Object.entries(files).map(([name, content]) => {
    writeFileSync(join(folder, name), content);
    return name;
  });
  git(folder, `--git-dir=${bare}`, '-c', 'core.bare=false', `--work-tree=${folder}`, 'read-tree', `--index-output=${index}`, '--empty');
  git(folder, `--git-dir=${bare}`, '-c', 'core.bare=false', `--work-tree=${folder}`, 'add', '--force', ...paths);
  return git(folder, `--git-dir=${bare}`, 'write-tree');
}
