// Refs as git lays them out: a file each under `refs`, and a list of packed ones. Read anew every time, for others may push, pack, or write into the folder.
import { readdirSync, readFileSync } from 'node:fs';
import { isRefName } from './ref-name.ts';

/** All refs but symbolic ones and broken ones, in order of their names. */
export function readRefs(gitDir: string): ReadonlyMap<string, string> {
  // First the files: what is packed meanwhile is in the list before its file goes away.
  const loose = [...looseRefs(gitDir, 'refs')];
  const refs = new Map([...packedRefs(gitDir), ...loose].filter(([name, content]) => isRefName(name) && OBJECT.test(content)));
  return new Map([...refs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, content]) => [name, content.slice(0, 40)]));
}

/** In a file it may be followed by white space. */
const OBJECT = /^[0-9a-f]{40}(\s|$)/;

function* looseRefs(gitDir: string, folder: string): Iterable<readonly [string, string]> {
  for (const entry of ifThere(() => readdirSync(`${gitDir}/${folder}`, { withFileTypes: true }), [])) {
    const name = `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* looseRefs(gitDir, name);
    // A lock is a file beside that of the ref.
    else if (!name.endsWith('.lock')) yield* ifThere(() => [[name, readFileSync(`${gitDir}/${name}`, 'utf8')] as const], []);
  }
}

function packedRefs(gitDir: string): readonly (readonly [string, string])[] {
  const lines = ifThere(() => readFileSync(`${gitDir}/packed-refs`, 'utf8'), '').split('\n');
  // A line with `#` is about the list, one with `^` about the tag before it.
  return lines.filter((line) => /^[0-9a-f]/.test(line)).map((line) => [line.slice(41), line.slice(0, 40)]);
}

/** What has gone since its name was read is not there. */
function ifThere<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && ['ENOENT', 'ENOTDIR', 'EISDIR'].includes(String(cause.code))) return otherwise;
    throw cause;
  }
}
