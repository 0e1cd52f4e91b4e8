// The FreezeStore port on a git repository: one branch for all targets, one file per target, one commit per change.
import { readObjects, readRef, writeObject, writeTree } from '@rampart/git-process';
import type { GitFailure, GitRepository, RepositoryOpener, Written } from '@rampart/git-process';
import { commitBytes, freezeFile, FREEZES_REF } from '@rampart/ledger-records';
import { failed, ok } from '@rampart/rollout-engine';
import type { AppendOutcome, FreezeChange, FreezeRecord, FreezeStore, PortError, Result } from '@rampart/rollout-engine';
import { invariant } from '@rampart/rollout-policy';
import { gitPortError } from './git-port-error.ts';
import { moveHead } from './move-head.ts';

export function createGitFreezeStore(open: RepositoryOpener): FreezeStore {
  // A commit never changes: what was read at a head is not read again while the head stays.
  const known = new Map<string, FreezeRecord>();
  return {
    readFreeze: (target) => readFreeze(open, known, target),
    writeFreeze: (change) => writeFreeze(open, change),
  };
}

async function readFreeze(open: RepositoryOpener, known: Map<string, FreezeRecord>, target: string): Promise<Result<FreezeRecord>> {
  const tip = await fetchHead(open, 'tips');
  if (tip.kind === 'failed') return freezeFailed('reading', tip, 'not-done');
  if (tip.head === '') return ok({ kind: 'none', head: '' });
  const last = known.get(target);
  if (last?.head === tip.head) return ok(last);
  const read = await readObjects(tip.repository, [`${tip.head}:${freezeFile(target)}`]);
  if (read.kind === 'failed') return freezeFailed('reading', read, 'not-done');
  const file = read.objects[0];
  let record: FreezeRecord = { kind: 'none', head: tip.head };
  if (file?.kind === 'object') {
    try {
      record = { kind: 'frozen', head: tip.head, document: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(file.bytes) };
    } catch {
      return failed(notText(target, tip.head));
    }
  }
  known.set(target, record);
  return ok(record);
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

  const file = freezeFile(change.target);
  let { head } = tip;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const now = await frozenFiles(repository, head);
    if (now.kind === 'failed') return freezeFailed('changing', now, 'not-done');
    const documentNow = now.files.get(file) ?? '';
    const isTouched = head !== change.expectedHead && documentNow !== (known.files.get(file) ?? '');
    if (isTouched) return ok({ kind: documentNow === wanted.id ? 'appended' : 'conflict', head });
    const commit = await writeCommit(repository, change, { parent: head, files: withFile(now.files, file, wanted.id) });
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

async function writeCommit(repository: GitRepository, change: FreezeChange, on: { readonly parent: string; readonly files: ReadonlyMap<string, string> }): Promise<Written> {
  const tree = await writeTree(repository, [...on.files].map(([name, blob]) => ({ name, blob })));
  if (tree.kind === 'failed') return tree;
  const bytes = commitBytes({ tree: tree.id, parent: on.parent, atMs: change.atMs, title: change.title, trailers: [['Target', change.target]] });
  return writeObject(repository, { type: 'commit', bytes });
}

function withFile(files: ReadonlyMap<string, string>, file: string, blob: string): ReadonlyMap<string, string> {
  const next = new Map(files);
  if (blob === '') next.delete(file);
  else next.set(file, blob);
  return next;
}

/** Blob ids by file name. */
async function frozenFiles(repository: GitRepository, commit: string): Promise<{ readonly kind: 'files'; readonly files: ReadonlyMap<string, string> } | GitFailure> {
  if (commit === '') return { kind: 'files', files: new Map() };
  const listed = await repository.run(['ls-tree', '-z', '--end-of-options', commit]);
  if (listed.kind === 'failed') return listed;
  const files = new Map<string, string>();
  for (const entry of listed.stdout.toString('utf8').split('\0')) {
    const match = /^100644 blob ([0-9a-f]+)\t(.+)$/s.exec(entry);
    if (match !== null) files.set(match[2] ?? '', match[1] ?? '');
  }
  return { kind: 'files', files };
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

function notText(target: string, head: string): PortError {
  return {
    port: 'freeze',
    code: 'malformed',
    message: `${freezeFile(target)} in commit ${head.slice(0, 12)} of ${FREEZES_REF} is not UTF-8 text. Freeze the data of ${target} again, or lift the freeze`,
    retryable: false,
    outcome: 'not-done',
  };
}
