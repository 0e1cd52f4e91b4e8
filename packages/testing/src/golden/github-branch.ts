// A branch of the emulated GitHub as anybody could read it: what each of its commits says and holds.
import type { EmulatedRepository } from '../github/index.ts';

export interface BranchCommit {
  readonly id: string;
  readonly subject: string;
  readonly message: string;
  /** Text of each file by its path. */
  readonly files: Readonly<Record<string, string>>;
}

/** The branch of each target, by its name. */
export async function ledgersOf(repository: EmulatedRepository): Promise<readonly { readonly ref: string; readonly commits: readonly BranchCommit[] }[]> {
  const { refs } = await repository.now();
  const names = [...refs.keys()].filter((ref) => ref.startsWith('refs/heads/rollouts/') && ref !== 'refs/heads/rollouts/freezes').sort();
  return Promise.all(names.map(async (ref) => ({ ref, commits: await readBranch(repository, ref) })));
}

/** Oldest first, along first parents. `ref`: a full name, or what it begins with; empty when there is none. */
export async function readBranch(repository: EmulatedRepository, ref: string): Promise<readonly BranchCommit[]> {
  const { refs } = await repository.now();
  const head = refs.get(ref) ?? [...refs].find(([name]) => name.startsWith(ref))?.[1] ?? '';
  const commits: BranchCommit[] = [];
  for (let id = head; id !== ''; ) {
    const commit = await repository.commit(id);
    if (commit === 'missing') throw new Error(`${ref}: commit ${id} is not there`);
    const files: Record<string, string> = {};
    for (const [path, entry] of await repository.files(commit.tree)) {
      const blob = await repository.blob(entry.id);
      files[path] = blob === 'missing' ? '' : blob.toString('utf8');
    }
    commits.unshift({ id, subject: commit.message.split('\n')[0] ?? '', message: commit.message, files });
    id = commit.parents[0] ?? '';
  }
  return commits;
}
