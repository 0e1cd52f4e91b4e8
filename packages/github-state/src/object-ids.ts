// Ids of git objects, computed here: what GitHub says it wrote is compared with what was sent.
import { createHash } from 'node:crypto';

export function blobId(text: string): string {
  return objectId('blob', Buffer.from(text, 'utf8'));
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
  return objectId('tree', Buffer.concat(sorted.flatMap(({ name, id }) => [Buffer.from('100644 '), name, Buffer.from([0]), Buffer.from(id, 'hex')])));
}

export function commitId(bytes: string): string {
  return objectId('commit', Buffer.from(bytes, 'utf8'));
}

function objectId(type: 'blob' | 'tree' | 'commit', bytes: Buffer): string {
  return createHash('sha1').update(`${type} ${bytes.length}\0`).update(bytes).digest('hex');
}
