// Digests of data: of one file while it streams by, and of a whole freeze.
import { createHash } from 'node:crypto';
import type { DataFiles } from './data-files.ts';
import type { DataSchema } from './data-schema.ts';
import { inferSchema, isLfsPointer, sampleBytesMax } from './infer-schema.ts';
import { comparePaths } from './relative-path.ts';

export type FileDigest =
  | { readonly kind: 'digested'; readonly bytes: number; readonly sha256: string; readonly schema: DataSchema; readonly lfsPointer: boolean }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly why: string };

/** SHA-256 (hex), size and schema of one file, read once. */
export async function digestFile(files: DataFiles, path: string): Promise<FileDigest> {
  const hash = createHash('sha256');
  const head: Uint8Array[] = [];
  let bytes = 0;
  const read = await files.readFile(path, (chunk) => {
    hash.update(chunk);
    // Copied: the implementation may fill the same buffer again.
    if (bytes < sampleBytesMax) head.push(Uint8Array.from(chunk.subarray(0, sampleBytesMax - bytes)));
    bytes += chunk.length;
  });
  if (read.kind !== 'read') return read;
  const sample = Buffer.concat(head);
  return { kind: 'digested', bytes, sha256: hash.digest('hex'), schema: inferSchema(path, sample, bytes === sample.length), lfsPointer: isLfsPointer(sample) };
}

/**
 * One digest for all files: SHA-256 of the listing that `sha256sum` prints for them, sorted by path. Anybody can recompute it, inside the root:
 * `git ls-files data | LC_ALL=C sort | xargs -d '\n' sha256sum | sha256sum`.
 */
export function dataDigest(entries: readonly { readonly path: string; readonly sha256: string }[]): string {
  const lines = entries.toSorted((left, right) => comparePaths(left.path, right.path)).map(({ path, sha256 }) => `${sha256}  ${path}\n`);
  return `sha256:${createHash('sha256').update(lines.join('')).digest('hex')}`;
}
