// Ids of git objects, computed here: what GitHub says it wrote is compared with what was sent.
import { hash } from 'node:crypto';

export function blobId(text: string): string {
  return textId('blob', text);
}

export interface TreeFile {
  readonly name: string;
  /** Of its blob. */
  readonly id: string;
}

/** Of files side by side, no folders. */
export function treeId(files: readonly TreeFile[]): string {
  // Git sorts by bytes.
  const sorted = files.map(({ name, id }) => ({ name: Buffer.from(name), id })).toSorted((a, b) => Buffer.compare(a.name, b.name));
  const bytes = Buffer.concat(sorted.flatMap(({ name, id }) => [Buffer.from('100644 '), name, Buffer.from([0]), Buffer.from(id, 'hex')]));
  return hash('sha1', Buffer.concat([Buffer.from(`tree ${bytes.length}\0`), bytes]));
}

export function commitId(bytes: string): string {
  return textId('commit', bytes);
}

function textId(type: 'blob' | 'commit', text: string): string {
  return hash('sha1', `${type} ${Buffer.byteLength(text)}\0${text}`);
}
