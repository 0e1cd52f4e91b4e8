// Files of the checkout, which a pull request of anybody may have put there: nothing outside of it is read or written, by name or by link.
import { randomUUID } from 'node:crypto';
import { constants, globSync } from 'node:fs';
import { lstat, mkdir, open, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { isPattern, isPolicyName } from './policy-names.ts';
import type { CheckPolicyPorts, FileText, PolicyFiles } from './ports.ts';

/** A policy is at most a quarter of this; the reader of policies says so more nicely than we could. */
const POLICY_BYTES_MAX = 4 * 1024 * 1024;
const ROWS_BYTES_MAX = 256 * 1024 * 1024;

export function checkoutFiles(root: string): PolicyFiles {
  return {
    list: async (patterns) => {
      const found = await Promise.all(patterns.map(async (pattern) => await namesOf(pattern, root)));
      return [...new Set(found.flat())].sort();
    },
    read: (file) => readText(resolve(root, file), { roots: [root], bytesMax: POLICY_BYTES_MAX }),
  };
}

/** A name that exists is taken as it is, so that a file called `[a].yaml` can be named. */
async function namesOf(pattern: string, root: string): Promise<readonly string[]> {
  const name = slashed(relative(root, resolve(root, pattern)));
  if (await exists(resolve(root, pattern))) return [name];
  if (!isPattern(pattern)) return [];
  return globSync(pattern, { cwd: root }).map((file) => slashed(relative(root, resolve(root, file)))).filter(isPolicyName);
}

export async function readRowsOf(patterns: readonly string[], root: string): ReturnType<CheckPolicyPorts['readRows']> {
  const names: string[] = [];
  for (const pattern of patterns) {
    const found = (await exists(resolve(root, pattern))) ? [pattern] : globSync(pattern, { cwd: root });
    if (found.length === 0) return { kind: 'refused', why: `${JSON.stringify(pattern)} matches no rows file. Download what the jobs with shard wrote into the workspace.` };
    names.push(...found.map((file) => slashed(relative(root, resolve(root, file)))));
  }
  const files: { readonly name: string; readonly text: string }[] = [];
  for (const name of [...new Set(names)].sort()) {
    const read = await readText(resolve(root, name), { roots: [root], bytesMax: ROWS_BYTES_MAX });
    if (read.kind !== 'text') return { kind: 'refused', why: `${JSON.stringify(name)} ${read.kind === 'absent' ? 'is not there' : read.why}.` };
    files.push({ name, text: read.text });
  }
  return { kind: 'files', files };
}

/** All or nothing, into the workspace or the runner's temporary folder. */
export async function writeRowsTo(path: string, text: string, { workspace, temporary }: { readonly workspace: string; readonly temporary: string }): ReturnType<CheckPolicyPorts['writeRows']> {
  const target = resolve(workspace, path);
  const draft = join(dirname(target), `.${basename(target)}.${randomUUID()}.draft`);
  try {
    await mkdirInside(dirname(target), [workspace, ...(temporary === '' ? [] : [temporary])]);
    // `wx`: a link that was put in the draft's place is not followed. A name of its own: what a job left that was killed is in nobody's way.
    await writeFile(draft, text, { flag: 'wx' });
    await rename(draft, target).finally(() => rm(draft, { force: true }));
    return { kind: 'written' };
  } catch (cause) {
    return { kind: 'refused', why: `cannot be written: ${describeFault(cause)}.` };
  }
}

class Outside extends Error {}

async function mkdirInside(folder: string, roots: readonly string[]): Promise<void> {
  if (!(await isInside(await nearestFolder(folder), roots))) throw new Outside();
  await mkdir(folder, { recursive: true });
}

/** The real path of the nearest folder above that exists: a link in between must not lead out. */
async function nearestFolder(folder: string): Promise<string> {
  try {
    return await realpath(folder);
  } catch (cause) {
    if (codeOf(cause) !== 'ENOENT' || dirname(folder) === folder) throw cause;
    return await nearestFolder(dirname(folder));
  }
}

async function readText(path: string, { roots, bytesMax }: { readonly roots: readonly string[]; readonly bytesMax: number }): Promise<FileText> {
  try {
    const real = await realpath(path);
    if (!(await isInside(real, roots))) throw new Outside();
    // Not blocking: a pipe must not hang the job.
    const handle = await open(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const found = await handle.stat();
      if (!found.isFile()) return { kind: 'unreadable', why: 'it is not a file' };
      if (found.size > bytesMax) return { kind: 'unreadable', why: `it has ${found.size} bytes; at most ${bytesMax} are read` };
      return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(await handle.readFile()) };
    } finally {
      await handle.close();
    }
  } catch (cause) {
    return codeOf(cause) === 'ENOENT' || codeOf(cause) === 'ENOTDIR' ? { kind: 'absent' } : { kind: 'unreadable', why: describeFault(cause) };
  }
}

async function isInside(real: string, roots: readonly string[]): Promise<boolean> {
  for (const root of roots) {
    const way = relative(await realpath(root), real);
    if (!(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way))) return true;
  }
  return false;
}

async function exists(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    () => false,
  );
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/');
}

function describeFault(cause: unknown): string {
  if (cause instanceof Outside) return 'it lies outside of the checkout';
  if (codeOf(cause) === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'it is not UTF-8 text';
  return cause instanceof Error ? cause.message : 'unknown reason';
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
}
