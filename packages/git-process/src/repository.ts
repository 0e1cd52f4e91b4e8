// One repository to work on, wherever it is. A folder is worked on directly. A remote is worked on through a private bare
// repository: refs are fetched into it under their own names, and pushed one at a time on condition of their old value.
import { mkdir, mkdtemp, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { GitSetting } from './environment.ts';
import { gitFailure } from './failure.ts';
import type { GitFailure } from './failure.ts';
import { fetchRefs } from './fetch-refs.ts';
import type { FetchRequest, Run } from './fetch-refs.ts';
import type { Git, GitResult } from './git.ts';
import type { GitLocation } from './location.ts';
import { addressUrl, remoteAccess } from './remote-access.ts';
import { readWorkspaceAccess } from './workspace-access.ts';

export interface GitRepository {
  readonly kind: 'repository';
  /** URL without credentials. */
  readonly address: string;
  /** Runs a command in the repository (or in the private copy of a remote). */
  readonly run: Run;
  /** Makes the refs that match `patterns` here what they are there; refs gone there go here. Nothing to do in a folder. */
  fetchRefs(request: FetchRequest): Promise<{ readonly kind: 'ok' } | GitFailure>;
  /**
   * Moves one ref if it is still at `from` (empty: if it does not exist yet). A failure says nothing about what happened:
   * fetch and look.
   */
  moveRef(move: RefMove): Promise<{ readonly kind: 'ok' } | GitFailure>;
  /** Moves several refs, all or none. */
  moveRefs(moves: readonly RefMove[]): Promise<{ readonly kind: 'ok' } | GitFailure>;
}

export interface RefMove {
  readonly ref: string;
  readonly from: string;
  readonly to: string;
}

export interface OpenRepository {
  readonly git: Git;
  readonly location: GitLocation;
  /** A temporary folder of the caller's; a private repository is made inside for a remote. The caller removes it. */
  readonly cacheDir: string;
  readonly token?: string;
  readonly signal?: AbortSignal;
  /** For each command. */
  readonly timeoutMs?: number;
}

export async function openGitRepository(options: OpenRepository): Promise<GitRepository | GitFailure> {
  const { location } = options;
  const token = options.token === undefined ? {} : { token: options.token };
  switch (location.kind) {
    case 'repository':
      return openFolder(options, resolve(location.path));
    case 'remote': {
      const access = remoteAccess({ url: location.url, ...token });
      if (access.kind === 'refused') return gitFailure({ reason: 'not-usable', verb: '', detail: access.why });
      return openRemote(options, { ...access, settings: [[`remote.${REMOTE}.url`, access.url], ...access.settings] });
    }
    case 'workspace-remote': {
      const access = await readWorkspaceAccess(options.git, { ...location, ...token }, REMOTE);
      return access.kind === 'failed' ? access : openRemote(options, access);
    }
  }
}

/** What the remote is called inside the private repository. */
const REMOTE = 'origin';

async function openFolder(options: OpenRepository, path: string): Promise<GitRepository | GitFailure> {
  if (!(await isFolder(path))) {
    return gitFailure({ reason: 'not-usable', verb: '', detail: `there is no folder ${path}: make the repository with \`git init --bare ${path}\``, trouble: 'missing' });
  }
  // Named, not discovered: a folder that is no repository must not lead to the one around it.
  const gitDir = (await exists(join(path, '.git'))) ? join(path, '.git') : path;
  const run = runner(options, { gitDir, settings: [], secrets: [] });
  const checked = await run(['rev-parse', '--git-dir']);
  if (checked.kind === 'failed') {
    if (checked.trouble !== 'missing') return checked;
    return { ...checked, message: `${path} is not a git repository: make one with \`git init --bare ${path}\`` };
  }
  return {
    kind: 'repository',
    address: addressUrl(path),
    run,
    fetchRefs: async () => ({ kind: 'ok' }),
    moveRef: async ({ ref, from, to }) => asDone(await run(['update-ref', '--no-deref', '-m', 'rampart', '--end-of-options', ref, to, from])),
    moveRefs: async (moves) => asDone(await run(['update-ref', '--no-deref', '-m', 'rampart', '--stdin'], { stdin: inOneTransaction(moves) })),
  };
}

interface Access {
  readonly url: string;
  readonly settings: readonly GitSetting[];
  readonly secrets: readonly string[];
}

async function openRemote(options: OpenRepository, access: Access): Promise<GitRepository | GitFailure> {
  let gitDir: string;
  try {
    await mkdir(options.cacheDir, { recursive: true });
    gitDir = await mkdtemp(join(options.cacheDir, 'rampart-git-'));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'unknown reason';
    return gitFailure({ reason: 'not-usable', verb: '', detail: `cannot make a folder in ${options.cacheDir}: ${why}` });
  }
  const made = await options.git.run({ args: ['init', '--quiet', '--bare', '--template=', '--end-of-options', gitDir] });
  if (made.kind === 'failed') return made;

  const run = runner(options, { gitDir, settings: access.settings, secrets: access.secrets });
  const inTurn = queue();
  return {
    kind: 'repository',
    address: addressUrl(access.url),
    run,
    // One at a time: two fetches of one repository fight over its shallow file.
    fetchRefs: (request) => inTurn(() => fetchRefs(run, REMOTE, request)),
    moveRef: (move) => inTurn(() => pushRefs(run, [move])),
    moveRefs: (moves) => inTurn(() => pushRefs(run, moves)),
  };
}

/** What was pushed is noted here too, so that the next fetch has nothing to do; if the note fails it fetches. */
async function pushRefs(run: Run, moves: readonly RefMove[]): Promise<{ readonly kind: 'ok' } | GitFailure> {
  const leases = moves.map(({ ref, from }) => `--force-with-lease=${ref}:${from}`);
  // A remote that cannot move several refs as one says so; a single ref needs no such promise.
  const atomic = moves.length > 1 ? ['--atomic'] : [];
  const pushed = await run([...PUSH, ...atomic, ...leases, '--end-of-options', REMOTE, ...moves.map(({ ref, to }) => `${to}:${ref}`)]);
  if (pushed.kind === 'failed') return pushed;
  for (const { ref, to } of moves) await run(['update-ref', '--no-deref', '--end-of-options', ref, to]);
  return { kind: 'ok' };
}

/** An empty old value would mean "any": what must not exist yet has the value of all zeros. */
function inOneTransaction(moves: readonly RefMove[]): string {
  return ['start', ...moves.map(({ ref, from, to }) => `update ${ref} ${to} ${from === '' ? '0'.repeat(to.length) : from}`), 'prepare', 'commit', ''].join('\n');
}

const PUSH = ['push', '--quiet', '--no-verify', '--no-follow-tags', '--no-recurse-submodules', '--no-signed'];

interface Place {
  readonly gitDir: string;
  readonly settings: readonly GitSetting[];
  readonly secrets: readonly string[];
}

function runner(options: OpenRepository, place: Place): Run {
  const limits = {
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
  };
  return (args, more = {}) => options.git.run({ args, ...place, ...limits, ...more });
}

function asDone(result: GitResult): { readonly kind: 'ok' } | GitFailure {
  return result.kind === 'ok' ? { kind: 'ok' } : result;
}

function queue(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const next = last.then(task, task);
    last = next;
    return next;
  };
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
