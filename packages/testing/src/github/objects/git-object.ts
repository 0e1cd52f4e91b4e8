// Git objects as bytes, the way git itself writes them, and their ids. Nothing here knows where they are kept.
import { createHash } from 'node:crypto';

export type ObjectType = 'blob' | 'tree' | 'commit' | 'tag';

export interface GitObject {
  readonly type: ObjectType;
  readonly bytes: Buffer;
}

/** SHA-1 in hex. */
export function objectIdOf({ type, bytes }: GitObject): string {
  return createHash('sha1').update(`${type} ${bytes.length}\0`).update(bytes).digest('hex');
}

export const NO_OBJECT = '0'.repeat(40);

export function isObjectId(text: unknown): text is string {
  return typeof text === 'string' && /^[0-9a-f]{40}$/.test(text);
}

/** `100644`, `100755`, `040000`, `160000` or `120000`. */
export interface TreeEntry {
  readonly mode: string;
  readonly name: string;
  readonly id: string;
}

export function encodeTree(entries: readonly TreeEntry[]): GitObject {
  // git sorts folders as if their names ended in a slash.
  const key = ({ mode, name }: TreeEntry): Buffer => Buffer.from(mode === '040000' ? `${name}/` : name);
  const sorted = entries.toSorted((a, b) => Buffer.compare(key(a), key(b)));
  return { type: 'tree', bytes: Buffer.concat(sorted.flatMap(({ mode, name, id }) => [Buffer.from(`${mode.replace(/^0/, '')} ${name}\0`), Buffer.from(id, 'hex')])) };
}

export function decodeTree(bytes: Buffer): readonly TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(0x20, at);
    const end = bytes.indexOf(0, space);
    entries.push({ mode: bytes.toString('latin1', at, space).padStart(6, '0'), name: bytes.toString('utf8', space + 1, end), id: bytes.toString('hex', end + 1, end + 21) });
    at = end + 21;
  }
  return entries;
}

export function typeOfMode(mode: string): 'blob' | 'tree' | 'commit' {
  return mode === '040000' ? 'tree' : mode === '160000' ? 'commit' : 'blob';
}

/** Seconds and zone as git keeps them. */
export interface Signature {
  readonly name: string;
  readonly email: string;
  readonly atSeconds: number;
  /** `+0000`. */
  readonly zone: string;
}

export interface CommitContent {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
  /** ASCII armour of a signature; empty for none. */
  readonly gpgsig: string;
}

export function encodeCommit(commit: CommitContent): GitObject {
  const person = ({ name, email, atSeconds, zone }: Signature): string => `${name} <${email}> ${atSeconds} ${zone}`;
  const signature = commit.gpgsig === '' ? [] : [`gpgsig ${commit.gpgsig.trimEnd().replaceAll('\n', '\n ')}`];
  const head = [`tree ${commit.tree}`, ...commit.parents.map((parent) => `parent ${parent}`), `author ${person(commit.author)}`, `committer ${person(commit.committer)}`, ...signature];
  return { type: 'commit', bytes: Buffer.from(`${head.join('\n')}\n\n${commit.message}`) };
}

export function decodeCommit(bytes: Buffer): CommitContent {
  const { all, message } = decodeHead(bytes);
  return { tree: all('tree')[0] ?? '', parents: all('parent'), author: decodePerson(all('author')[0]), committer: decodePerson(all('committer')[0]), message, gpgsig: all('gpgsig')[0] ?? '' };
}

/** A tag with words of its own. */
export interface TagContent {
  /** What it stands before. */
  readonly object: string;
  readonly name: string;
  readonly tagger: Signature;
  readonly message: string;
}

export function decodeTag(bytes: Buffer): TagContent {
  const { all, message } = decodeHead(bytes);
  return { object: all('object')[0] ?? '', name: all('tag')[0] ?? '', tagger: decodePerson(all('tagger')[0]), message };
}

function decodeHead(bytes: Buffer): { readonly all: (name: string) => readonly string[]; readonly message: string } {
  const text = bytes.toString('utf8');
  const split = text.indexOf('\n\n');
  // A line that starts with a space continues the one before it.
  const lines = text.slice(0, split === -1 ? text.length : split).replaceAll('\n ', '\0').split('\n');
  const all = (name: string): readonly string[] => lines.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1).replaceAll('\0', '\n'));
  return { all, message: split === -1 ? '' : text.slice(split + 2) };
}

function decodePerson(line = ''): Signature {
  const [, name = '', email = '', seconds = '0', zone = '+0000'] = /^(.*?) ?<([^>]*)> (-?\d+) ([+-]\d{4})$/s.exec(line) ?? [];
  return { name, email, atSeconds: Number(seconds), zone };
}
