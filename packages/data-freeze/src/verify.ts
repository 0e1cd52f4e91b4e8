// Says whether the files are still those of the manifest.
import type { DataFiles } from './data-files.ts';
import { compareSchemas } from './data-schema.ts';
import { digestFile } from './digest.ts';
import type { Manifest, ManifestEntry } from './manifest.ts';
import { decodePatterns, literalPrefixes, selects } from './path-pattern.ts';
import { comparePaths } from './relative-path.ts';

export type Verification =
  | { readonly kind: 'unchanged' }
  | ({ readonly kind: 'changed' } & Changes)
  /** Some file could not be read and none is known to have changed: neither a yes nor a no. */
  | { readonly kind: 'unreadable'; readonly why: string };

export interface Changes {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly modified: readonly string[];
  /** For modified files whose columns differ: what a reader would notice. */
  readonly schemaChanged: readonly { readonly path: string; readonly changes: readonly string[] }[];
}

/** Reads every file of the manifest. A changed file outweighs an unreadable one: the change is certain. */
export async function verifyManifest(manifest: Manifest, files: DataFiles): Promise<Verification> {
  const patterns = decodePatterns(manifest.paths);
  if (patterns.kind === 'refused') return { kind: 'unreadable', why: patterns.mistakes.map(({ message }) => message).join('; ') };
  const listing = await files.listFiles(literalPrefixes(patterns.value));
  if (listing.kind === 'unreadable') return listing;

  const listed = new Map(listing.files.map((file) => [file.path, file]));
  const frozen = new Set(manifest.entries.map(({ path }) => path));
  const added = [...listed.keys()].filter((path) => !frozen.has(path) && selects(patterns.value, path)).sort(comparePaths);
  const removed: string[] = [];
  const modified: string[] = [];
  const schemaChanged: { path: string; changes: readonly string[] }[] = [];
  const unreadable: string[] = [];
  for (const entry of manifest.entries) {
    const file = listed.get(entry.path);
    if (file === undefined) {
      removed.push(entry.path);
      continue;
    }
    if (file.kind === 'refused') {
      // It was a plain file when it was frozen.
      modified.push(entry.path);
      continue;
    }
    const digest = await digestFile(files, entry.path);
    if (digest.kind === 'unreadable') unreadable.push(`${entry.path} ${digest.why}`);
    else if (digest.kind === 'missing') removed.push(entry.path);
    else if (digest.sha256 !== entry.sha256 || digest.bytes !== entry.bytes) {
      modified.push(entry.path);
      const changes = compareSchemas(entry.schema, digest.schema);
      if (changes.length > 0) schemaChanged.push({ path: entry.path, changes });
    }
  }
  if (added.length + removed.length + modified.length > 0) return { kind: 'changed', added, removed, modified, schemaChanged };
  if (unreadable.length > 0) return { kind: 'unreadable', why: unreadable.join('; ') };
  return { kind: 'unchanged' };
}

/** What freezing again would change; `unchanged` also when the two were made at different times. */
export function compareManifests(before: Manifest, after: Manifest): Exclude<Verification, { kind: 'unreadable' }> {
  const [old, now] = [entriesByPath(before), entriesByPath(after)];
  const added = after.entries.filter(({ path }) => !old.has(path)).map(({ path }) => path);
  const removed = before.entries.filter(({ path }) => !now.has(path)).map(({ path }) => path);
  const pairs = before.entries.flatMap((entry) => {
    const other = now.get(entry.path);
    return other === undefined || other.sha256 === entry.sha256 ? [] : [{ entry, other }];
  });
  if (added.length + removed.length + pairs.length === 0) return { kind: 'unchanged' };
  const schemaChanged = pairs.map(({ entry, other }) => ({ path: entry.path, changes: compareSchemas(entry.schema, other.schema) })).filter(({ changes }) => changes.length > 0);
  return { kind: 'changed', added, removed, modified: pairs.map(({ entry }) => entry.path), schemaChanged };
}

function entriesByPath(manifest: Manifest): ReadonlyMap<string, ManifestEntry> {
  return new Map(manifest.entries.map((entry) => [entry.path, entry]));
}

/** Every path that is not as it was, once. */
export function changedPaths({ added, removed, modified }: Changes): readonly string[] {
  return [...added, ...removed, ...modified].sort(comparePaths);
}
