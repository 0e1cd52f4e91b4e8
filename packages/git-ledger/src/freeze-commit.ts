// The commits of the branch of freezes: what files there are, and how a change becomes the next commit.
import { writeObject, writeTree } from '@rampart/git-process';
import type { GitFailure, GitRepository, Written } from '@rampart/git-process';
import { commitBytes } from '@rampart/ledger-records';

/** Blob ids by file name. */
export type FrozenFiles = ReadonlyMap<string, string>;

export async function frozenFiles(repository: GitRepository, commit: string): Promise<{ readonly kind: 'files'; readonly files: FrozenFiles } | GitFailure> {
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

/** `blob` empty: the file goes. */
export function withFile(files: FrozenFiles, file: string, blob: string): FrozenFiles {
  const next = new Map(files);
  if (blob === '') next.delete(file);
  else next.set(file, blob);
  return next;
}

export interface FreezeCommit {
  readonly parent: string;
  readonly files: FrozenFiles;
  readonly target: string;
  readonly atMs: number;
  readonly title: string;
}

export async function writeFreezeCommit(repository: GitRepository, { parent, files, target, atMs, title }: FreezeCommit): Promise<Written> {
  const tree = await writeTree(repository, [...files].map(([name, blob]) => ({ name, blob })));
  if (tree.kind === 'failed') return tree;
  return writeObject(repository, { type: 'commit', bytes: commitBytes({ tree: tree.id, parent, atMs, title, trailers: [['Target', target]] }) });
}
