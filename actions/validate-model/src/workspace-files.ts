// Files as users name them: relative to the workspace. What leads out of it is refused, but for the runner's temporary folder, where
// earlier steps put what they downloaded.
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Read, ValidateModelPorts } from './ports.ts';

export interface WorkspaceFolders {
  readonly workspace: string;
  /** Absent outside a runner. */
  readonly temporary: { readonly kind: 'none' } | { readonly kind: 'folder'; readonly path: string };
}

export type WorkspaceFiles = Pick<ValidateModelPorts, 'readText' | 'readBytes' | 'writeText'> & {
  /** The real path of an existing file. */
  resolveFile(path: string): Promise<Read<string>>;
};

export function workspaceFiles(folders: WorkspaceFolders): WorkspaceFiles {
  const resolveFile = (path: string) => resolveExisting(folders, path);
  const readBytes = async (path: string, bytesMax: number): Promise<Read<Uint8Array>> => {
    const file = await resolveFile(path);
    return file.kind === 'refused' ? file : readCapped(file.content, bytesMax);
  };
  return {
    resolveFile,
    readBytes,
    readText: async (path, bytesMax) => {
      const read = await readBytes(path, bytesMax);
      return read.kind === 'refused' ? read : decodeText(read.content);
    },
    writeText: (path, text) => writeWhole(folders, path, text),
  };
}

async function resolveExisting(folders: WorkspaceFolders, path: string): Promise<Read<string>> {
  try {
    const real = await realpath(resolve(folders.workspace, path));
    return (await isAllowed(folders, real)) ? { kind: 'read', content: real } : { kind: 'refused', why: outside };
  } catch (cause) {
    return { kind: 'refused', why: describeFault(cause) };
  }
}

async function readCapped(real: string, bytesMax: number): Promise<Read<Uint8Array>> {
  try {
    // Not blocking: a pipe must not hang the job.
    const handle = await open(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const { size } = await handle.stat();
      if (!(await handle.stat()).isFile()) return { kind: 'refused', why: 'is not a file.' };
      if (size > bytesMax) return { kind: 'refused', why: `has ${size} bytes; at most ${bytesMax} are accepted.` };
      return { kind: 'read', content: await handle.readFile() };
    } finally {
      await handle.close();
    }
  } catch (cause) {
    return { kind: 'refused', why: describeFault(cause) };
  }
}

function decodeText(bytes: Uint8Array): Read<string> {
  try {
    return { kind: 'read', content: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { kind: 'refused', why: 'is not UTF-8 text.' };
  }
}

/** All or nothing: a reader never sees half a file. Folders that are missing are made. */
async function writeWhole(folders: WorkspaceFolders, path: string, text: string): Promise<{ readonly kind: 'written' } | { readonly kind: 'refused'; readonly why: string }> {
  try {
    const target = resolve(folders.workspace, path);
    const folder = dirname(target);
    if (!(await isAllowed(folders, await nearestFolder(folder)))) return { kind: 'refused', why: outside };
    await mkdir(folder, { recursive: true });
    if (await isFolder(target)) return { kind: 'refused', why: 'is a folder; name a file.' };
    const draft = join(folder, `.${basename(target)}.${randomUUID()}.draft`);
    // `wx`: a link that was put in the draft's place is not followed. A name of its own: what a job left that was killed is in nobody's way.
    await writeFile(draft, text, { flag: 'wx' });
    await rename(draft, target).finally(() => rm(draft, { force: true }));
    return { kind: 'written' };
  } catch (cause) {
    return { kind: 'refused', why: describeFault(cause) };
  }
}

const outside = "lies outside of the workspace and of the runner's temporary folder.";

async function isAllowed({ workspace, temporary }: WorkspaceFolders, real: string): Promise<boolean> {
  const roots = [workspace, ...(temporary.kind === 'folder' ? [temporary.path] : [])];
  for (const root of roots) {
    const way = relative(await realpath(root), real);
    if (!(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way))) return true;
  }
  return false;
}

/** The real path of the nearest folder above that exists: a link in between must not lead out. */
async function nearestFolder(folder: string): Promise<string> {
  try {
    return await realpath(folder);
  } catch (cause) {
    if (codeOf(cause) !== 'ENOENT' || dirname(folder) === folder) throw cause;
    return nearestFolder(dirname(folder));
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    // Not there, or a link to nowhere: renaming over it is what is wanted.
    return false;
  }
}

function describeFault(cause: unknown): string {
  const code = codeOf(cause);
  return code === 'ENOENT' || code === 'ENOTDIR' ? 'is not there.' : code === 'EACCES' || code === 'EPERM' ? 'may not be accessed.' : `cannot be accessed (${code}).`;
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'unknown error';
}
