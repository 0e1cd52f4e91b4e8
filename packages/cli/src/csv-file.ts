// A file of rows for a reader that takes it piece by piece: however large the file is, no more than a piece is kept.
import { closeSync, openSync, readSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CsvSource } from '@rampart/simulator/fit';

export type CsvFile<T> = { readonly kind: 'read'; readonly value: T } | { readonly kind: 'unreadable'; readonly why: string };

const PIECE_BYTES = 262_144;

/** Opens `file` (relative to `cwd`) for as long as `read` takes. */
export function withCsvFile<T>(file: string, cwd: string, read: (source: CsvSource) => T): CsvFile<T> {
  let descriptor = -1;
  try {
    descriptor = openSync(resolve(cwd, file), 'r');
    return { kind: 'read', value: read({ file, chunks: pieces(descriptor) }) };
  } catch (error) {
    const why = whyUnreadable(error);
    if (why === '') throw error;
    return { kind: 'unreadable', why: `${file} cannot be read (${why})` };
  } finally {
    if (descriptor >= 0) closeSync(descriptor);
  }
}

function* pieces(descriptor: number): Generator<string, void, void> {
  // It decodes across the borders of pieces, and throws a TypeError at what is no UTF-8.
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const piece = new Uint8Array(PIECE_BYTES);
  for (let length = readSync(descriptor, piece); length > 0; length = readSync(descriptor, piece)) yield decoder.decode(piece.subarray(0, length), { stream: true });
  yield decoder.decode();
}

/** Empty for what is no trouble with the file, but a fault of ours. */
function whyUnreadable(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return '';
  if (error.code === 'ENOENT') return 'there is no such file';
  if (error.code === 'EISDIR') return 'it is a folder';
  if (error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'it is not UTF-8 text';
  return 'syscall' in error ? error.message : '';
}
