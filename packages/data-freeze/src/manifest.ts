// The document that pins data: which files, how many bytes, which digests. Its bytes are a function of its content.
import { createHash } from 'node:crypto';
import type { DataSchema } from './data-schema.ts';
import { comparePaths } from './relative-path.ts';

export interface Manifest {
  readonly schema: 1;
  /** The place that serves the model trained on, or reading, this data. */
  readonly target: string;
  /** UTC, e.g. `2026-11-21T09:00:00.000Z`. */
  readonly createdAt: string;
  /** Folder that the paths are relative to, itself relative to the workspace; `.` is the workspace. */
  readonly root: string;
  /** Where the files were in git when they were frozen; absent where nobody could say. */
  readonly branch?: FrozenBranch;
  /** The rollout that holds the freeze; absent: a person does. */
  readonly rolloutId?: string;
  /** The patterns that chose the files; a file that matches them later counts as added. */
  readonly paths: readonly string[];
  /** Sorted by path, no two alike. */
  readonly entries: readonly ManifestEntry[];
}

export interface FrozenBranch {
  /** `owner/name` */
  readonly repository: string;
  /** Without `refs/heads/`. */
  readonly name: string;
  /** Its newest commit then: what the paths held there is what they are to hold. */
  readonly commit: string;
}

export interface ManifestEntry {
  readonly path: string;
  readonly bytes: number;
  /** 64 hexadecimal digits. */
  readonly sha256: string;
  readonly schema: DataSchema;
}

export const entriesMax = 20_000;

/** The only accepted text of a manifest: JSON with two spaces, entries sorted, one line end at the end. */
export function encodeManifest(manifest: Manifest): string {
  const { schema, target, createdAt, rolloutId, branch, root, paths } = manifest;
  const entries = manifest.entries.toSorted((left, right) => comparePaths(left.path, right.path)).map(encodeEntry);
  return `${JSON.stringify({ schema, target, createdAt, ...(rolloutId === undefined ? {} : { rolloutId }), ...(branch === undefined ? {} : { branch: encodeBranch(branch) }), root, paths, entries }, null, 2)}\n`;
}

/** SHA-256 of the encoded manifest, e.g. to pin the freeze itself in a record. */
export function manifestDigest(manifest: Manifest): string {
  return `sha256:${createHash('sha256').update(encodeManifest(manifest)).digest('hex')}`;
}

function encodeBranch({ repository, name, commit }: FrozenBranch): unknown {
  return { repository, name, commit };
}

function encodeEntry({ path, bytes, sha256, schema }: ManifestEntry): unknown {
  return { path, bytes, sha256, schema: schema.format === 'opaque' ? { format: schema.format, why: schema.why } : { format: schema.format, columns: schema.columns.map(({ name, type }) => ({ name, type })) } };
}
