// Objects and refs in a bare repository, through git's own plumbing: argument lists, no shell, no configuration but ours.
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import type { GitObject, ObjectType } from './git-object.ts';
import { NO_OBJECT } from './git-object.ts';
import { isRefName } from './ref-name.ts';
import { ANYWHERE, type ObjectRead, type ObjectStore, type RefMove } from './object-store.ts';

/** Makes the repository, or takes the one that is there. Processes end with `close`. */
export async function bareRepositoryStore(gitDir: string): Promise<ObjectStore> {
  const git = (args: readonly string[], stdin: string | Buffer = ''): Promise<GitExit> => runGit(gitDir, args, stdin);
  const done = async (args: readonly string[], stdin: string | Buffer = ''): Promise<string> => {
    const { code, stdout, stderr } = await git(args, stdin);
    if (code !== 0) throw new Error(`git ${args[0] ?? ''} in the emulated repository failed: ${stderr.trim()}`);
    return stdout;
  };
  await done(['init', '--quiet', '--bare', '--initial-branch=main', '--', gitDir]);
  const reader = objectReader(gitDir);

  return {
    write: async ({ type, bytes }: GitObject) => (await done(['hash-object', '-w', '-t', type, '--stdin'], bytes)).trim(),
    read: (id) => reader.read(id),
    refs: async () => {
      const lines = (await done(['for-each-ref', '--format=%(objectname) %(refname)'])).split('\n').filter((line) => line !== '');
      return new Map(lines.map((line) => [line.slice(41), line.slice(0, 40)]));
    },
    moveRefs: async (moves) => {
      // git lets refs with bad names go away, so that they can be cleaned up.
      const bad = moves.find(({ ref }) => !isRefName(ref));
      if (bad !== undefined) return { kind: 'refused', why: `no name for a ref: ${bad.ref}` };
      const commands = ['start', ...moves.map(commandOf), 'prepare', 'commit'].map((command) => `${command}\0`).join('');
      const { code, stderr } = await git(['update-ref', '--no-deref', '--stdin', '-z'], commands);
      return code === 0 ? { kind: 'moved' } : { kind: 'refused', why: stderr.trim() };
    },
    isAncestor: async (ancestor, descendant) => {
      const { code, stderr } = await git(['merge-base', '--is-ancestor', ancestor, descendant]);
      if (code > 1) throw new Error(`git merge-base in the emulated repository failed: ${stderr.trim()}`);
      return code === 0;
    },
    history: async (tip, max) => (await done(['rev-list', `--max-count=${max === Infinity ? -1 : max}`, tip])).split('\n').filter((line) => line !== ''),
    close: () => reader.close(),
  };
}

/** In the form of `-z`: the new value, then the old one, each behind a NUL; no old value means wherever it is. */
function commandOf({ ref, from, to }: RefMove): string {
  const old = from === ANYWHERE ? '' : from;
  return to === NO_OBJECT ? `delete ${ref}\0${old}` : `update ${ref}\0${to}\0${old}`;
}

interface GitExit {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function runGit(gitDir: string, args: readonly string[], stdin: string | Buffer): Promise<GitExit> {
  return new Promise((resolve, reject) => {
    const child = spawnGit(gitDir, args);
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    // git may end before it has read everything; its exit code tells.
    child.stdin.on('error', () => undefined);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? -1, stdout: Buffer.concat(stdout).toString('utf8'), stderr: Buffer.concat(stderr).toString('utf8') }));
    child.stdin.end(stdin);
  });
}

function spawnGit(gitDir: string, args: readonly string[]): ChildProcessWithoutNullStreams {
  const env = { PATH: process.env['PATH'], LC_ALL: 'C', GIT_DIR: gitDir, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', GIT_NO_REPLACE_OBJECTS: '1' };
  return spawn('git', ['-c', 'core.hooksPath=/dev/null', '-c', 'gc.auto=0', '-c', 'core.logAllRefUpdates=false', ...args], { env, shell: false, stdio: 'pipe' });
}

/** One `cat-file --batch` for the life of the store: it sees objects that were written after it started. */
function objectReader(gitDir: string): { read(id: string): Promise<ObjectRead>; close(): Promise<void> } {
  const child = spawnGit(gitDir, ['cat-file', '--batch']);
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  // Alive only as long as somebody waits for an answer, so that a test that forgets close() still ends.
  child.unref();
  const waiting: { readonly resolve: (read: ObjectRead) => void; readonly reject: (cause: Error) => void }[] = [];
  let buffered = Buffer.alloc(0);
  child.stdout.on('data', (chunk: Buffer) => {
    buffered = Buffer.concat([buffered, chunk]);
    for (let answer = takeAnswer(); answer !== undefined; answer = takeAnswer()) waiting.shift()?.resolve(answer);
  });
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  void ended.then(() => {
    for (const { reject } of waiting.splice(0)) reject(new Error('git cat-file in the emulated repository ended'));
  });

  const takeAnswer = (): ObjectRead | undefined => {
    const lineEnd = buffered.indexOf(0x0a);
    if (lineEnd === -1) return undefined;
    const [, type, size] = /^[0-9a-f]{40} ([a-z]+) (\d+)$/.exec(buffered.toString('utf8', 0, lineEnd)) ?? [];
    if (type === undefined) {
      buffered = buffered.subarray(lineEnd + 1);
      return { kind: 'missing' };
    }
    const end = lineEnd + 1 + Number(size);
    if (buffered.length <= end) return undefined;
    const object = { type: type as ObjectType, bytes: Buffer.from(buffered.subarray(lineEnd + 1, end)) };
    buffered = buffered.subarray(end + 1);
    return { kind: 'object', object };
  };

  return {
    read: (id) =>
      new Promise((resolve, reject) => {
        if (!/^[0-9a-f]{40}$/.test(id)) return resolve({ kind: 'missing' });
        if (child.exitCode !== null) return reject(new Error('the emulated repository was closed'));
        waiting.push({ resolve, reject });
        child.stdin.write(`${id}\n`);
      }),
    close: () => {
      child.stdin.end();
      return ended;
    },
  };
}
