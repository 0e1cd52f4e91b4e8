// Commits and trees as git stores them, read from their bytes alone; and the id that bytes have.
import { createHash } from 'node:crypto';

/** What git calls these bytes. `like` is an id of the same repository: its length tells SHA-1 from SHA-256. */
export function objectId(type: string, bytes: Uint8Array, like: string): string {
  const algorithm = like.length === 64 ? 'sha256' : 'sha1';
  return createHash(algorithm).update(`${type} ${String(bytes.length)}\0`).update(bytes).digest('hex');
}

export interface StoredCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: string;
  /** Somebody put a signature on it; whether it is good is `git verify-commit`'s to say. */
  readonly isSigned: boolean;
  readonly message: string;
}

export type CommitReading = { readonly kind: 'commit'; readonly commit: StoredCommit } | { readonly kind: 'unreadable'; readonly why: string };

export function readCommit(bytes: Uint8Array): CommitReading {
  const text = new TextDecoder().decode(bytes);
  const end = text.indexOf('\n\n');
  if (end === -1) return { kind: 'unreadable', why: 'it has no message' };
  // A line that begins with a blank goes on with the one before: signatures are written so.
  const header = text.slice(0, end).replace(/\n /g, ' ').split('\n').map((line) => {
    const blank = line.indexOf(' ');
    return { name: line.slice(0, blank), value: line.slice(blank + 1) };
  });
  const valuesOf = (name: string): readonly string[] => header.filter((field) => field.name === name).map(({ value }) => value);
  const [tree = ''] = valuesOf('tree');
  if (tree === '') return { kind: 'unreadable', why: 'it names no tree' };
  return {
    kind: 'commit',
    commit: {
      tree,
      parents: valuesOf('parent'),
      author: (valuesOf('author')[0] ?? '').replace(/ \d+ [+-]\d{4}$/, ''),
      isSigned: header.some(({ name }) => name === 'gpgsig' || name === 'gpgsig-sha256'),
      message: text.slice(end + 2),
    },
  };
}

export interface StoredEntry {
  readonly mode: string;
  readonly name: string;
  readonly id: string;
}

/** `<mode> <name>\0<id as bytes>`, one after the other. `like`: an id of the same repository. What is cut off is left out. */
export function readTree(bytes: Uint8Array, like: string): readonly StoredEntry[] {
  const idLength = like.length / 2;
  const entries: StoredEntry[] = [];
  for (let at = 0; at < bytes.length; ) {
    const [blank, nul] = [bytes.indexOf(0x20, at), bytes.indexOf(0, at)];
    if (blank === -1 || nul === -1 || nul + 1 + idLength > bytes.length) break;
    const decoder = new TextDecoder();
    entries.push({ mode: decoder.decode(bytes.subarray(at, blank)), name: decoder.decode(bytes.subarray(blank + 1, nul)), id: Buffer.from(bytes.subarray(nul + 1, nul + 1 + idLength)).toString('hex') });
    at = nul + 1 + idLength;
  }
  return entries;
}
