// DataFiles on a real folder. Every path is resolved before it is opened, and what resolves to a place outside the root is refused.
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, open, readdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { DataFiles, FileRead, ListedFile, Listing } from './data-files.ts';
import { checkRelativePath, checkRoot } from './relative-path.ts';

const chunkBytes = 1024 * 1024;

export interface FrozenFolder {
  /** An absolute path. */
  readonly workspace: string;
  /** Relative to the workspace, `.` for the workspace itself; one that leads out of it cannot be read. */
  readonly root: string;
  /** Reading rejects with its reason: nobody waits for a large file when the job is cancelled. */
  readonly signal?: AbortSignal;
}

/** Nothing is read before a method is called. */
export function nodeFiles(folder: FrozenFolder): DataFiles {
  return {
    listFiles: (prefixes) => listFiles(folder, prefixes),
    readFile: (path, take) => readFile(folder, path, take),
  };
}

/** Writes a whole file or nothing, in a folder that exists. A link in its place is replaced, one on the way that leads out is refused. */
export async function writeWithin(folder: FrozenFolder, path: string, text: string): Promise<{ readonly kind: 'written' } | { readonly kind: 'refused'; readonly why: string }> {
  const checked = checkRelativePath(path);
  if (checked.kind === 'refused') return { kind: 'refused', why: checked.why };
  const opened = await openRoot(folder);
  if (opened.kind === 'unreadable') return { kind: 'refused', why: opened.why };
  try {
    const full = join(opened.path, path);
    if (await leadsOut(opened.path, dirname(full))) return { kind: 'refused', why: 'leads out of the root' };
    const draft = join(dirname(full), `.${basename(full)}.${randomUUID()}.draft`);
    // `wx`: a link that was put in the draft's place is not followed. A name of its own: what a job left that was killed is in nobody's way.
    await writeFile(draft, text, { flag: 'wx' });
    await rename(draft, full).finally(() => rm(draft, { force: true }));
    return { kind: 'written' };
  } catch (cause) {
    return { kind: 'refused', why: errorCode(cause) === 'ENOENT' ? 'is in a folder that is not there' : `cannot be written (${errorCode(cause)})` };
  }
}

async function listFiles(folder: FrozenFolder, prefixes: readonly string[]): Promise<Listing> {
  try {
    const opened = await openRoot(folder);
    if (opened.kind === 'unreadable') return opened;
    const files: ListedFile[] = [];
    for (const prefix of prefixes) await walk(opened.path, prefix, files);
    return { kind: 'listed', files };
  } catch (cause) {
    return { kind: 'unreadable', why: `the folder ${folder.root} cannot be listed (${errorCode(cause)})` };
  }
}

type OpenedRoot = { readonly kind: 'root'; readonly path: string } | { readonly kind: 'unreadable'; readonly why: string };

async function openRoot({ workspace, root }: FrozenFolder): Promise<OpenedRoot> {
  const checked = checkRoot(root);
  if (checked.kind === 'refused') return { kind: 'unreadable', why: `the root ${root} ${checked.why}` };
  try {
    const path = await realpath(join(workspace, root));
    if (!isWithin(await realpath(workspace), path)) return { kind: 'unreadable', why: `the folder ${root} leads out of the workspace` };
    return (await stat(path)).isDirectory() ? { kind: 'root', path } : { kind: 'unreadable', why: `${root} is not a folder` };
  } catch (cause) {
    return { kind: 'unreadable', why: errorCode(cause) === 'ENOENT' ? `the folder ${root} is not there` : `the folder ${root} cannot be opened (${errorCode(cause)})` };
  }
}

async function walk(root: string, path: string, files: ListedFile[]): Promise<void> {
  const full = join(root, path);
  const place = await inspect(root, full);
  switch (place.kind) {
    case 'nothing':
      return;
    case 'file':
      files.push({ kind: 'file', path });
      return;
    case 'refused':
      files.push({ kind: 'refused', path, why: place.why });
      return;
    case 'folder':
      for (const name of await readdir(full)) {
        if (name !== '.git') await walk(root, path === '' ? name : `${path}/${name}`, files);
      }
  }
}

type Place = { readonly kind: 'file' | 'folder' | 'nothing' } | { readonly kind: 'refused'; readonly why: string };

async function inspect(root: string, full: string): Promise<Place> {
  try {
    const entry = await lstat(full);
    if (entry.isSymbolicLink()) return await inspectLink(root, full);
    // A prefix is walked from the root at once, so a link may stand between.
    if (await leadsOut(root, full)) return { kind: 'refused', why: 'lies behind a link that leads out of the root' };
    if (entry.isFile()) return { kind: 'file' };
    return entry.isDirectory() ? { kind: 'folder' } : { kind: 'refused', why: 'is not a regular file' };
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT' || errorCode(cause) === 'ENOTDIR') return { kind: 'nothing' };
    throw cause;
  }
}

async function inspectLink(root: string, full: string): Promise<Place> {
  try {
    if (await leadsOut(root, full)) return { kind: 'refused', why: 'is a link that leads out of the root' };
    const seen = await stat(full);
    if (seen.isFile()) return { kind: 'file' };
    return { kind: 'refused', why: seen.isDirectory() ? 'is a link to a folder; name the folder itself, or leave the link out with a line that begins with !' : 'is not a regular file' };
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT' || errorCode(cause) === 'ELOOP') return { kind: 'refused', why: 'is a link that points nowhere' };
    throw cause;
  }
}

async function readFile(folder: FrozenFolder, path: string, take: (chunk: Uint8Array) => void): Promise<FileRead> {
  const checked = checkRelativePath(path);
  if (checked.kind === 'refused') return { kind: 'unreadable', why: checked.why };
  try {
    const opened = await openRoot(folder);
    if (opened.kind === 'unreadable') return opened;
    const real = await realpath(join(opened.path, path));
    if (!isWithin(opened.path, real)) return { kind: 'unreadable', why: 'leads out of the root' };
    // Resolved already: a link here now was put there in between. Not blocking: a pipe must not hang the job.
    const handle = await open(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      if (!(await handle.stat()).isFile()) return { kind: 'unreadable', why: 'is not a regular file' };
      const buffer = new Uint8Array(chunkBytes);
      for (;;) {
        folder.signal?.throwIfAborted();
        const { bytesRead } = await handle.read(buffer, 0, chunkBytes, null);
        if (bytesRead === 0) return { kind: 'read' };
        take(buffer.subarray(0, bytesRead));
      }
    } finally {
      await handle.close();
    }
  } catch (cause) {
    if (folder.signal?.aborted === true) throw cause;
    const code = errorCode(cause);
    return code === 'ENOENT' || code === 'ENOTDIR' ? { kind: 'missing' } : { kind: 'unreadable', why: `cannot be read (${code})` };
  }
}

async function leadsOut(root: string, full: string): Promise<boolean> {
  return !isWithin(root, await realpath(full));
}

function isWithin(root: string, path: string): boolean {
  const way = relative(root, path);
  return !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way));
}

function errorCode(cause: unknown): string {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'unknown error';
}
