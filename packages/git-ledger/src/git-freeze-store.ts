// The FreezeStore port on a git repository: one branch for all targets, one file per target, one commit per change.
import { readObjects, readRef, writeObject } from '@rampart/git-process';
import type { GitFailure, GitRepository, RepositoryOpener, Written } from '@rampart/git-process';
import { freezeDocument, freezeFile, freezeHolderOf, FREEZES_REF } from '@rampart/ledger-records';
import { failed, ok } from '@rampart/rollout-engine';
import type { AppendOutcome, FreezeChange, FreezeHolder, FreezeRecord, FreezeRecords, FreezeStore, PortError, Result } from '@rampart/rollout-engine';
import { invariant } from '@rampart/rollout-policy';
import { frozenFiles, withFile, writeFreezeCommit } from './freeze-commit.ts';
import { gitPortError } from './git-port-error.ts';
import { moveHead } from './move-head.ts';

export function createGitFreezeStore(open: RepositoryOpener): FreezeStore {
  // A commit never changes: what was read at a head is not read again while the head stays.
  const known = new Map<string, FreezeRecord>();
  return {
    readFreeze: (target, by = 'hand') => readFreeze(open, known, { target, by }),
    readFreezes: () => readFreezes(open),
    writeFreeze: (change) => writeFreeze(open, change),
  };
}

interface Frozen {
  readonly target: string;
  readonly by: FreezeHolder;
}

async function readFreeze(open: RepositoryOpener, known: Map<string, FreezeRecord>, { target, by }: Frozen): Promise<Result<FreezeRecord>> {
  const name = freezeFile(target, by);
  const tip = await fetchHead(open, 'tips');
  if (tip.kind === 'failed') return freezeFailed('reading', tip, 'not-done');
  if (tip.head === '') return ok({ kind: 'none', head: '' });
  const last = known.get(name);
  if (last?.head === tip.head) return ok(last);
  const read = await readObjects(tip.repository, [`${tip.head}:${name}`]);
  if (read.kind === 'failed') return freezeFailed('reading', read, 'not-done');
  const file = read.objects[0];
  let record: FreezeRecord = { kind: 'none', head: tip.head };
  if (file?.kind === 'object') {
    record = { kind: 'frozen', head: tip.head, document: freezeDocument(file.bytes) };
  }
  known.set(name, record);
  return ok(record);
}

async function readFreezes(open: RepositoryOpener): Promise<Result<FreezeRecords>> {
  const tip = await fetchHead(open, 'tips');
  if (tip.kind === 'failed') return freezeFailed('reading', tip, 'not-done');
  const listed = await frozenFiles(tip.repository, tip.head);
  if (listed.kind === 'failed') return freezeFailed('reading', listed, 'not-done');
  const names = [...listed.files.keys()].filter((name) => freezeHolderOf(name) !== 'none');
  const read = await readObjects(tip.repository, names.map((name) => listed.files.get(name) ?? ''));
  if (read.kind === 'failed') return freezeFailed('reading', read, 'not-done');
  const freezes: FreezeRecords['freezes'][number][] = [];
  for (const [index, name] of names.entries()) {
    const [by, file] = [freezeHolderOf(name), read.objects[index]];
    if (by === 'none' || file?.kind !== 'object') continue;
    freezes.push({ by, document: freezeDocument(file.bytes) });
  }
  return ok({ head: tip.head, freezes });
}

/** Targets share the ref, but not each other's conflicts: a change of another target in between is built upon. */
async function writeFreeze(open: RepositoryOpener, change: FreezeChange): Promise<Result<AppendOutcome>> {
  invariant(change.expectedHead === '' || /^[0-9a-f]{40,64}$/.test(change.expectedHead), 'a head is what readFreeze answered', { head: change.expectedHead });
  const tip = await fetchHead(open, 'all');
  if (tip.kind === 'failed') return freezeFailed('changing', tip, 'not-done');
  const { repository } = tip;
  const wanted = await writeDocument(repository, change);
  if (wanted.kind === 'failed') return freezeFailed('changing', wanted, 'not-done');
  const known = await frozenFiles(repository, change.expectedHead);
  // We were shown a head that is in nobody's history any more.
  if (known.kind === 'failed') return ok({ kind: 'conflict', head: tip.head });

  const file = freezeFile(change.target, change.by);
  let { head } = tip;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const now = await frozenFiles(repository, head);
    if (now.kind === 'failed') return freezeFailed('changing', now, 'not-done');
    const documentNow = now.files.get(file) ?? '';
    const isTouched = head !== change.expectedHead && documentNow !== (known.files.get(file) ?? '');
    if (isTouched) return ok({ kind: documentNow === wanted.id ? 'appended' : 'conflict', head });
    const { target, atMs, title } = change;
    const commit = await writeFreezeCommit(repository, { parent: head, files: withFile(now.files, file, wanted.id), target, atMs, title });
    if (commit.kind === 'failed') return freezeFailed('changing', commit, 'not-done');
    const moved = await moveHead(repository, { ref: FREEZES_REF, from: head, to: commit.id });
    switch (moved.kind) {
      case 'moved':
        return ok({ kind: 'appended', head: commit.id });
      case 'not-moved':
        return freezeFailed('changing', moved.failure, 'not-done');
      case 'unknown':
        return freezeFailed('changing', moved.failure, 'unknown');
      case 'gone':
        head = '';
        break;
      case 'elsewhere':
        // Our reply was lost, and somebody went on from our commit.
        if (await isAncestor(repository, commit.id, moved.head)) return ok({ kind: 'appended', head: commit.id });
        head = moved.head;
        break;
    }
  }
  return ok({ kind: 'conflict', head });
}

/** As many changes of other targets as one change gives way to. */
const ATTEMPTS = 20;

/** Id of the document's blob; empty where the freeze is lifted. */
async function writeDocument(repository: GitRepository, { document }: FreezeChange): Promise<Written> {
  return document.kind === 'none' ? { kind: 'written', id: '' } : writeObject(repository, { type: 'blob', bytes: document.text });
}

async function isAncestor(repository: GitRepository, commit: string, head: string): Promise<boolean> {
  return (await repository.run(['merge-base', '--is-ancestor', commit, head])).kind === 'ok';
}

type Tip = { readonly kind: 'tip'; readonly repository: GitRepository; readonly head: string };

/** `head` is empty while nothing was ever frozen. */
async function fetchHead(open: RepositoryOpener, depth: 'tips' | 'all'): Promise<Tip | GitFailure> {
  const repository = await open();
  if (repository.kind === 'failed') return repository;
  const fetched = await repository.fetchRefs({ patterns: [FREEZES_REF], depth, files: 'included' });
  if (fetched.kind === 'failed') return fetched;
  const head = await readRef(repository, FREEZES_REF);
  if (head.kind === 'failed') return head;
  return { kind: 'tip', repository, head: head.kind === 'at' ? head.id : '' };
}

function freezeFailed(doing: 'reading' | 'changing', failure: GitFailure, outcome: PortError['outcome']): Result<never> {
  return failed(gitPortError({ port: 'freeze', what: `${doing} ${FREEZES_REF}`, failure, outcome }));
}
