// How much two texts differ, counted in lines, and which files differ between two trees.
import type { EmulatedRepository } from './emulated-repository.ts';

export interface FileChange {
  readonly path: string;
  readonly status: 'added' | 'removed' | 'modified';
  /** Of the blob that is there after it, or was before it. */
  readonly blob: string;
  readonly additions: number;
  readonly deletions: number;
}

/** In order of paths. A file that moved is one removed and one added. `none` is an empty tree. */
export async function changesBetween(repository: EmulatedRepository, trees: { readonly from: string; readonly to: string }): Promise<readonly FileChange[]> {
  const [before, after] = [await repository.files(trees.from), await repository.files(trees.to)];
  const changes: FileChange[] = [];
  for (const path of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const [was, is] = [before.get(path), after.get(path)];
    if (was?.id === is?.id && was?.mode === is?.mode) continue;
    const [old, fresh] = [was === undefined ? [] : await linesOf(repository, was.id), is === undefined ? [] : await linesOf(repository, is.id)];
    const common = commonLines(old, fresh);
    const status = was === undefined ? 'added' : is === undefined ? 'removed' : 'modified';
    changes.push({ path, status, blob: (is ?? was)?.id ?? '', additions: fresh.length - common, deletions: old.length - common });
  }
  return changes;
}

async function linesOf(repository: EmulatedRepository, blob: string): Promise<readonly string[]> {
  const bytes = await repository.blob(blob);
  if (bytes === 'missing' || bytes.length === 0 || bytes.includes(0)) return [];
  return bytes.toString('utf8').replace(/\n$/, '').split('\n');
}

/** Beyond this many comparisons two texts count as wholly different. */
const WORK_MAX = 4_000_000;

/** Length of the longest common subsequence of lines. */
function commonLines(a: readonly string[], b: readonly string[]): number {
  if (a.length * b.length > WORK_MAX) return 0;
  let row = new Uint32Array(b.length + 1);
  for (const line of a) {
    const next = new Uint32Array(b.length + 1);
    for (let j = 0; j < b.length; j += 1) next[j + 1] = b[j] === line ? (row[j] ?? 0) + 1 : Math.max(next[j] ?? 0, row[j + 1] ?? 0);
    row = next;
  }
  return row.at(-1) ?? 0;
}
