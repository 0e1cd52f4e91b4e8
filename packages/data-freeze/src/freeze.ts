// Makes a manifest of the files that patterns choose. Nothing is half frozen: one file that cannot be pinned refuses the freeze.
import type { DataFiles } from './data-files.ts';
import { digestFile } from './digest.ts';
import { entriesMax, type FrozenBranch, type Manifest, type ManifestEntry } from './manifest.ts';
import { type Mistake, shown } from './mistake.ts';
import { literalPrefixes, matchesPattern, type PathPatterns, selects } from './path-pattern.ts';
import { checkRelativePath, collisionKey, comparePaths } from './relative-path.ts';

export interface FreezeOrder {
  readonly target: string;
  readonly root: string;
  readonly patterns: PathPatterns;
  /** When the freeze was made. */
  readonly nowMs: number;
  /** Where the files are in git, and the rollout that holds them; absent as in Manifest. */
  readonly branch?: FrozenBranch;
  readonly rolloutId?: string;
}

export type FreezeOutcome = { readonly kind: 'frozen'; readonly manifest: Manifest } | { readonly kind: 'refused'; readonly mistakes: readonly Mistake[] };

/** Reads every chosen file once. The order of the listing does not matter. */
export async function freezeFiles(order: FreezeOrder, files: DataFiles): Promise<FreezeOutcome> {
  const listing = await files.listFiles(literalPrefixes(order.patterns));
  if (listing.kind === 'unreadable') return { kind: 'refused', mistakes: [{ place: 'root', message: listing.why }] };
  const chosen = listing.files.filter(({ path }) => selects(order.patterns, path)).sort((left, right) => comparePaths(left.path, right.path));
  const mistakes: Mistake[] = [
    ...unmatched(order.patterns, chosen.map(({ path }) => path)),
    ...chosen.flatMap((file) => (file.kind === 'refused' ? [{ place: file.path, message: file.why }] : [])),
    ...nameMistakes(chosen.map(({ path }) => path)),
  ];
  if (chosen.length > entriesMax) mistakes.push({ place: 'paths', message: `choose ${chosen.length} files; at most ${entriesMax} fit in one freeze. Freeze an archive or a dataset's own index instead` });
  if (mistakes.length > 0) return { kind: 'refused', mistakes };

  const entries: ManifestEntry[] = [];
  for (const { path } of chosen) {
    const digest = await digestFile(files, path);
    if (digest.kind === 'missing') mistakes.push({ place: path, message: 'vanished while it was being frozen' });
    else if (digest.kind === 'unreadable') mistakes.push({ place: path, message: digest.why });
    else if (digest.lfsPointer) mistakes.push({ place: path, message: 'is a Git LFS pointer, not the data. Check out with `lfs: true` first' });
    else entries.push({ path, bytes: digest.bytes, sha256: digest.sha256, schema: digest.schema });
  }
  if (mistakes.length > 0) return { kind: 'refused', mistakes };
  const createdAt = new Date(order.nowMs).toISOString();
  const { branch, rolloutId } = order;
  const held = { ...(branch === undefined ? {} : { branch }), ...(rolloutId === undefined ? {} : { rolloutId }) };
  return { kind: 'frozen', manifest: { schema: 1, target: order.target, createdAt, ...held, root: order.root, paths: order.patterns.lines, entries } };
}

/** A pattern that chooses nothing is most likely misspelt, and would silently leave data unpinned. */
function unmatched(patterns: PathPatterns, paths: readonly string[]): readonly Mistake[] {
  return patterns.taken
    .filter((pattern) => !paths.some((path) => matchesPattern(pattern, path)))
    .map((pattern) => ({ place: 'paths', message: `${shown(pattern)} matches no file` }));
}

function nameMistakes(paths: readonly string[]): readonly Mistake[] {
  const seen = new Map<string, string>();
  return paths.flatMap((path) => {
    const checked = checkRelativePath(path);
    if (checked.kind === 'refused') return [{ place: shown(path), message: checked.why }];
    const twin = seen.get(collisionKey(path));
    seen.set(collisionKey(path), path);
    return twin === undefined ? [] : [{ place: path, message: `is the same file as ${shown(twin)} where case does not count` }];
  });
}
