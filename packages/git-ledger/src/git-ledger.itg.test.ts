import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createGit } from '@rampart/git-process';
import type { Git } from '@rampart/git-process';
import type { AppendOutcome, Ledger, LedgerEntry, LedgerView, Result } from '@rampart/rollout-engine';
import { describe, expect, it } from 'vitest';
import { aLiveState, anEntry, aState, aTickedEvent, headOf } from '@rampart/ledger-records/testing';
import { bareRepository, git, reach, temporaryFolder } from '@rampart/git-process/testing';
import type { Reach } from '@rampart/git-process/testing';
import { bareStorage } from '../test/bare-storage.ts';
import { unreliableGit } from '../test/unreliable-git.ts';
import { openGitLedger } from './open-git-ledger.ts';
import { ledgerRef } from '@rampart/ledger-records';

const T = 'fraud-prod';

describe.each<Reach>(['repository', 'remote'])('the ledger of a %s', (how) => {
  it('is empty at first, and then gives back state, head and history', async () => {
    const bare = bareRepository();
    const ledger = openLedger(how, bare);
    expect(await ledger.read(T)).toEqual({ kind: 'ok', value: { kind: 'empty' } });
    expect(await ledger.history(T)).toEqual({ kind: 'ok', value: [] });

    const entries = await appendMany(ledger, 4);
    const fresh = openLedger(how, bare);
    const view = await read(fresh);
    expect(view).toEqual({ kind: 'present', head: git(bare, 'rev-parse', ledgerRef(T)), state: aState(T, 4) });
    expect(await fresh.history(T)).toEqual({ kind: 'ok', value: entries.map((entry) => entry.event) });
    expect(git(bare, 'fsck', '--strict', '--no-dangling')).toBe('');
  });

  it('goes on from a head that another run has read', async () => {
    const bare = bareRepository();
    await appendMany(openLedger(how, bare), 2);
    const head = headOf(await read(openLedger(how, bare)));
    const outcome = await append(openLedger(how, bare), anEntry({ target: T, head, sequence: 3 }));
    expect(outcome).toEqual({ kind: 'appended', head: git(bare, 'rev-parse', ledgerRef(T)) });
    expect(git(bare, 'rev-list', '--count', ledgerRef(T))).toBe('3');
  });

  it('lets exactly one of eight racing appends win each round', async () => {
    const bare = bareRepository();
    const racers = Array.from({ length: 8 }, () => openLedger(how, bare));
    for (let round = 1; round <= 3; round += 1) {
      const views = await Promise.all(racers.map((racer) => read(racer)));
      const outcomes = await Promise.all(
        racers.map((racer, index) => append(racer, anEntry({ target: T, head: headOf(views[index] ?? { kind: 'empty' }), sequence: round, event: { operation: `op/${round}/${index}` } }))),
      );
      const head = git(bare, 'rev-parse', ledgerRef(T));
      expect(outcomes.filter((outcome) => outcome.kind === 'appended')).toEqual([{ kind: 'appended', head }]);
      expect(outcomes.filter((outcome) => outcome.kind === 'conflict')).toEqual(Array.from({ length: 7 }, () => ({ kind: 'conflict', head })));
    }
    expect(git(bare, 'rev-list', '--count', ledgerRef(T))).toBe('3');
    expect(git(bare, 'fsck', '--strict', '--no-dangling')).toBe('');
  });

  it('answers appended when the reply of a move that landed is lost', async () => {
    const bare = bareRepository();
    const unreliable = unreliableGit({ onMove: () => 'lost-reply' });
    const entry = anEntry({ target: T, head: { kind: 'empty' }, sequence: 1 });
    expect(await append(openLedger(how, bare, unreliable), entry)).toEqual({ kind: 'appended', head: git(bare, 'rev-parse', ledgerRef(T)) });
    expect(unreliable.moves()).toBe(1);
    expect(git(bare, 'rev-list', '--count', ledgerRef(T))).toBe('1');
  });

  it('answers appended when the reply is lost and somebody went on from our event', async () => {
    const bare = bareRepository();
    const afterLanding = async (): Promise<void> => {
      const other = openLedger(how, bare);
      await append(other, anEntry({ target: T, head: headOf(await read(other)), sequence: 2, event: { operation: 'theirs' } }));
    };
    const ledger = openLedger(how, bare, unreliableGit({ onMove: () => 'lost-reply', afterLanding }));
    const outcome = await append(ledger, anEntry({ target: T, head: { kind: 'empty' }, sequence: 1 }));
    expect(outcome).toEqual({ kind: 'appended', head: git(bare, 'rev-parse', `${ledgerRef(T)}~1`) });
  });

  it('sends a lost request again, and gives up as not done when it keeps getting lost', async () => {
    const bare = bareRepository();
    const entry = anEntry({ target: T, head: { kind: 'empty' }, sequence: 1 });
    const never = openLedger(how, bare, unreliableGit({ onMove: () => 'lost-request' }));
    expect(await never.append(entry)).toMatchObject({ kind: 'error', error: { port: 'ledger', code: 'unavailable', retryable: true, outcome: 'not-done' } });
    const once = unreliableGit({ onMove: (count) => (count === 1 ? 'lost-request' : 'works') });
    expect(await append(openLedger(how, bare, once), entry)).toMatchObject({ kind: 'appended' });
    expect(once.moves()).toBe(2);
  });

  it('says that the outcome is unknown when nothing can be read back', async () => {
    const bare = bareRepository();
    const ledger = openLedger(how, bare, unreliableGit({ onMove: () => 'lost-reply', unreadableAfterMoves: 1 }));
    const answer = await ledger.append(anEntry({ target: T, head: { kind: 'empty' }, sequence: 1 }));
    expect(answer).toMatchObject({ kind: 'error', error: { code: 'unavailable', retryable: true, outcome: 'unknown' } });
    expect(git(bare, 'rev-list', '--count', ledgerRef(T))).toBe('1');
  });

  it('recognises a repeat of what it recorded, and takes another run of the same operation for a conflict', async () => {
    const bare = bareRepository();
    const ledger = openLedger(how, bare);
    await appendMany(ledger, 1);
    const head = headOf(await read(ledger));
    const entry = anEntry({ target: T, head, sequence: 2, event: { operation: 'tick/5', actor: 'run 1' } });
    const first = await append(ledger, entry);
    expect(await append(openLedger(how, bare), entry)).toEqual(first);
    const twin = anEntry({ target: T, head, sequence: 2, event: { operation: 'tick/5', actor: 'run 2' } });
    expect(await append(openLedger(how, bare), twin)).toEqual({ kind: 'conflict', head: git(bare, 'rev-parse', ledgerRef(T)) });
  });

  it('says that a history is gone instead of starting another', async () => {
    const bare = bareRepository();
    const ledger = openLedger(how, bare);
    await appendMany(ledger, 1);
    const head = headOf(await read(ledger));
    git(bare, 'update-ref', '-d', ledgerRef(T));
    const answer = await ledger.append(anEntry({ target: T, head, sequence: 2 }));
    expect(answer).toMatchObject({ kind: 'error', error: { code: 'missing', message: expect.stringContaining('is gone'), retryable: false } });
    expect(git(bare, 'for-each-ref')).toBe('');
  });

  it('goes on with a history that is longer than a first look at it, and sees when its beginning is gone once it has looked at all of it', async () => {
    const bare = bareRepository();
    await appendMany(openLedger(how, bare), 45);
    const whole = openLedger(how, bare);
    const outcome = await append(whole, anEntry({ target: T, head: headOf(await read(whole)), sequence: 46 }));
    expect(outcome).toEqual({ kind: 'appended', head: git(bare, 'rev-parse', ledgerRef(T)) });
    await bareStorage(bare, T).tamper('cut off');
    expect(await openLedger(how, bare).read(T)).toMatchObject({ kind: 'error', error: { code: 'malformed', message: expect.stringContaining('it has sequence 46, and the history has 2 records') } });
  });

  it('keeps targets apart, whatever they are called', async () => {
    const targets = ['../x', 'a b', '-rf', '--upload-pack=x', 'モデル', 'prod', 'prod/eu', 'x.lock', 'a\nb'];
    const bare = bareRepository();
    const ledger = openLedger(how, bare);
    const outcomes = await Promise.all(targets.map((target) => append(ledger, anEntry({ target, head: { kind: 'empty' }, sequence: 1, title: target }))));
    expect(new Set(outcomes.map((outcome) => outcome.kind))).toEqual(new Set(['appended']));
    const views = await Promise.all(targets.map((target) => read(ledger, target)));
    expect(views).toEqual(targets.map((target, index) => ({ kind: 'present', head: outcomes[index]?.head, state: aState(target, 1) })));
    expect(await read(ledger, 'prod-eu')).toEqual({ kind: 'empty' });
    expect(git(bare, 'for-each-ref', '--format=%(refname)').split('\n').sort()).toEqual(targets.map(ledgerRef).sort());
  });
});

describe('openGitLedger', () => {
  it('gives the same commit for the same events in two repositories, reached in two ways', async () => {
    const [one, two] = [bareRepository(), bareRepository()];
    await appendMany(openLedger('repository', one), 3);
    await appendMany(openLedger('remote', two), 3);
    expect(git(one, 'rev-parse', ledgerRef(T))).toBe(git(two, 'rev-parse', ledgerRef(T)));
  });

  it('writes a history that people can read', async () => {
    const bare = bareRepository();
    const ledger = openLedger('repository', bare);
    await appendMany(ledger, 2);
    expect(git(bare, 'log', '--format=%an %ad %s%n%b', '--date=iso-strict', '-1', ledgerRef(T))).toBe(
      'Rampart 2023-11-14T22:13:22+00:00 event 2\nRollout-Id: r1\nSequence: 2\nOperation: op/2\nActor: tester',
    );
    expect(git(bare, 'ls-tree', '--name-only', ledgerRef(T))).toBe('event.json\nstate.json');
    expect(git(bare, 'show', `${ledgerRef(T)}:state.json`).split('\n').slice(0, 5)).toEqual(['{', '  "schema": 1,', `  "target": "${T}",`, '  "sequence": 2,', '  "slots": ["a", "b"],']);
  });

  it('gives back a live state and a tick bit for bit', async () => {
    const bare = bareRepository();
    const ledger = openLedger('repository', bare);
    await appendMany(ledger, 1);
    const [event, state] = [aTickedEvent(2), aLiveState(T, 2)];
    await append(ledger, { target: T, expectedHead: headOf(await read(ledger)), event, state, title: 'tick' });
    expect(await read(ledger)).toStrictEqual({ kind: 'present', head: git(bare, 'rev-parse', ledgerRef(T)), state });
    const history = await ledger.history(T);
    expect(history.kind === 'ok' ? history.value[1] : history).toStrictEqual(event);
  });

  it('works in an ordinary repository without touching its branch, index or files', async () => {
    const folder = temporaryFolder();
    git(folder, 'init', '--quiet', '--initial-branch=main');
    git(folder, 'commit', '--quiet', '--allow-empty', '--message=first');
    writeFileSync(join(folder, 'draft'), 'x');
    const before = git(folder, 'rev-parse', 'HEAD') + git(folder, 'status', '--porcelain');
    const { ledger } = openGitLedger({ location: { kind: 'repository', path: folder }, cacheDir: temporaryFolder() });
    await appendMany(ledger, 2);
    expect(git(folder, 'rev-parse', 'HEAD') + git(folder, 'status', '--porcelain')).toBe(before);
    expect(git(folder, 'rev-list', '--count', ledgerRef(T))).toBe('2');
  });

  it('works in a shallow clone, which has not the whole history and is not taken for one that was cut off', async () => {
    const [bare, folder] = [bareRepository(), temporaryFolder()];
    await appendMany(openLedger('repository', bare), 4);
    git(folder, 'clone', '--quiet', '--bare', '--depth=2', `--branch=${ledgerRef(T).replace('refs/heads/', '')}`, pathToFileURL(bare).href, 'shallow.git');
    const shallow = join(folder, 'shallow.git');
    expect(git(shallow, 'rev-list', '--count', ledgerRef(T))).toBe('2');
    const ledger = openLedger('repository', shallow);
    const view = await read(ledger);
    expect(view).toEqual({ kind: 'present', head: git(bare, 'rev-parse', ledgerRef(T)), state: aState(T, 4) });
    expect(await append(ledger, anEntry({ target: T, head: headOf(view), sequence: 5 }))).toEqual({ kind: 'appended', head: git(shallow, 'rev-parse', ledgerRef(T)) });
    expect(await read(openLedger('remote', shallow))).toMatchObject({ kind: 'present', state: { sequence: 5 } });
  });

  it('tells apart a missing repository, an unreachable one, and a branch that a rule protects', async () => {
    const nowhere = openGitLedger({ location: { kind: 'repository', path: join(temporaryFolder(), 'x') }, cacheDir: temporaryFolder() });
    expect(await nowhere.ledger.read(T)).toMatchObject({ kind: 'error', error: { code: 'missing', retryable: false, message: expect.stringContaining('git init --bare') } });
    expect(await nowhere.freezes.readFreeze(T)).toMatchObject({ kind: 'error', error: { port: 'freeze', code: 'missing' } });
    const unreachable = openGitLedger({ location: { kind: 'remote', url: 'http://127.0.0.1:1/x.git' }, cacheDir: temporaryFolder() });
    expect(await unreachable.ledger.read(T)).toMatchObject({ kind: 'error', error: { code: 'unavailable', retryable: true } });

    const bare = bareRepository();
    writeFileSync(join(bare, 'hooks', 'update'), '#!/bin/sh\necho "branch is protected" >&2\nexit 1\n', { mode: 0o755 });
    const answer = await openLedger('remote', bare).append(anEntry({ target: T, head: { kind: 'empty' }, sequence: 1 }));
    expect(answer).toMatchObject({ kind: 'error', error: { code: 'refused', retryable: false, outcome: 'not-done', message: expect.stringContaining('branch is protected') } });
  });

  it('opens again after the repository could not be opened', async () => {
    const folder = join(temporaryFolder(), 'late.git');
    const { ledger } = openGitLedger({ location: { kind: 'repository', path: folder }, cacheDir: temporaryFolder() });
    expect(await ledger.read(T)).toMatchObject({ kind: 'error' });
    git('/', 'init', '--quiet', '--bare', folder);
    expect(await ledger.read(T)).toEqual({ kind: 'ok', value: { kind: 'empty' } });
  });

  it('stops on an entry that contradicts itself', async () => {
    const ledger = openLedger('repository', bareRepository());
    const entry = anEntry({ target: T, head: { kind: 'empty' }, sequence: 1 });
    await expect(ledger.append({ ...entry, state: aState('other', 1) })).rejects.toThrow('under its own target');
    await expect(ledger.append({ ...entry, state: aState(T, 2) })).rejects.toThrow('includes its event');
    await expect(ledger.append(anEntry({ target: T, head: { kind: 'empty' }, sequence: 2 }))).rejects.toThrow('without a gap');
    await expect(ledger.append({ ...entry, expectedHead: { kind: 'at', head: '--all' } })).rejects.toThrow('a head is what');
  });
});

function openLedger(how: Reach, bare: string, through: Git = createGit(process.env)): Ledger {
  return openGitLedger({ location: reach(how, bare), cacheDir: temporaryFolder(), git: through }).ledger;
}

async function read(ledger: Ledger, target = T): Promise<LedgerView> {
  return valueOf(await ledger.read(target));
}

async function append(ledger: Ledger, entry: LedgerEntry): Promise<AppendOutcome> {
  return valueOf(await ledger.append(entry));
}

async function appendMany(ledger: Ledger, count: number): Promise<readonly LedgerEntry[]> {
  const entries: LedgerEntry[] = [];
  let head: LedgerEntry['expectedHead'] = { kind: 'empty' };
  for (let sequence = 1; sequence <= count; sequence += 1) {
    const entry = anEntry({ target: T, head, sequence });
    const outcome = await append(ledger, entry);
    expect(outcome.kind).toBe('appended');
    head = { kind: 'at', head: outcome.head };
    entries.push(entry);
  }
  return entries;
}

function valueOf<V>(result: Result<V>): V {
  if (result.kind === 'error') throw new Error(result.error.message);
  return result.value;
}
