// The commit that policies are compared with, read through git: from the checkout where it has it, else that one commit is fetched beside it.
import { baseShaOf } from '@rampart/github-api';
import { openGitRepository, readObjects, type Git, type GitFailure, type GitRepository } from '@rampart/git-process';
import { matchesGlob, normalize } from 'node:path/posix';
import { isPattern, isPolicyName } from './policy-names.ts';
import type { Base, FileText, PolicyFiles } from './ports.ts';

export interface OpenBase {
  /** What a person asked for; empty: as the event says. */
  readonly wanted: string;
  readonly event: unknown;
  readonly workspace: string;
  /** A temporary folder of the caller's. */
  readonly cacheDir: string;
  readonly token: string;
  readonly git: Git;
  readonly signal: AbortSignal;
}

export async function openBase(request: OpenBase): Promise<Base> {
  const { wanted, event } = request;
  const name = wanted === '' ? baseShaOf(event) : wanted;
  if (name === 'none') return { kind: 'none', why: 'this event has no commit before it', isMissed: false };
  if (!isName(name)) return { kind: 'none', why: `base ${JSON.stringify(name)} is neither a commit nor a branch`, isMissed: true };
  const here = await openGitRepository({ ...request, location: { kind: 'repository', path: request.workspace } });
  if (here.kind === 'repository') {
    const commit = (await commitOf(here, name)) ?? (await commitOf(here, `refs/remotes/origin/${name}`));
    if (commit !== undefined) return baseAt(here, commit);
  }
  return await fetchedBase(request, name);
}

/** What git takes for a revision of one commit and for nothing else: no option, no range, no path. */
function isName(name: string): boolean {
  return /^[A-Za-z0-9_][\w./+-]{0,250}$/.test(name) && !/\.\.|\/\/|@\{/.test(name);
}

/** One commit without its history, in a repository of its own: the checkout stays as it is. */
async function fetchedBase({ token, ...request }: OpenBase, name: string): Promise<Base> {
  const missed = ({ message }: GitFailure): Base => ({ kind: 'none', why: `the base ${short(name)} is not in this checkout and cannot be fetched (${message})`, isMissed: true });
  const there = await openGitRepository({ ...request, ...(token === '' ? {} : { token }), location: { kind: 'workspace-remote', workspace: request.workspace, remote: 'origin' } });
  if (there.kind === 'failed') return missed(there);
  const ref = 'refs/rampart/base';
  const source = isCommitId(name) ? name : `refs/heads/${name}`;
  const fetched = await there.run(['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--no-auto-maintenance', '--no-recurse-submodules', '--depth=1', '--end-of-options', 'origin', `+${source}:${ref}`]);
  if (fetched.kind === 'failed') return missed(fetched);
  const commit = await commitOf(there, ref);
  return commit === undefined ? { kind: 'none', why: `the base ${short(name)} is no commit`, isMissed: true } : baseAt(there, commit);
}

async function commitOf(repository: GitRepository, name: string): Promise<string | undefined> {
  const parsed = await repository.run(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]);
  const id = parsed.kind === 'failed' ? '' : parsed.stdout.toString('utf8').trim();
  return isCommitId(id) ? id : undefined;
}

function isCommitId(text: string): boolean {
  return /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(text);
}

async function baseAt(repository: GitRepository, commit: string): Promise<Base> {
  const listed = await repository.run(['ls-tree', '-r', '-z', '--name-only', '--full-tree', '--end-of-options', commit]);
  if (listed.kind === 'failed') return { kind: 'none', why: `the files of the base ${short(commit)} cannot be listed (${listed.message})`, isMissed: true };
  const names = listed.stdout.toString('utf8').split('\0').filter((name) => name !== '');
  return { kind: 'commit', name: short(commit), files: commitFiles(repository, { commit, names }) };
}

function commitFiles(repository: GitRepository, { commit, names }: { readonly commit: string; readonly names: readonly string[] }): PolicyFiles {
  return {
    list: async (patterns) => names.filter((name) => patterns.some((pattern) => isMeant(normalize(pattern), name))),
    read: async (file): Promise<FileText> => {
      if (!names.includes(file)) return { kind: 'absent' };
      const reading = await readObjects(repository, [`${commit}:${file}`]);
      if (reading.kind === 'failed') return { kind: 'unreadable', why: reading.message };
      const [object] = reading.objects;
      if (object?.kind !== 'object' || object.type !== 'blob') return { kind: 'unreadable', why: 'git has no such file' };
      return decoded(object.bytes);
    },
  };
}

function isMeant(pattern: string, name: string): boolean {
  return name === pattern || (isPattern(pattern) && isPolicyName(name) && matchesGlob(name, pattern));
}

function decoded(bytes: Buffer): FileText {
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { kind: 'unreadable', why: 'it is not UTF-8 text' };
  }
}

function short(name: string): string {
  return isCommitId(name) ? name.slice(0, 12) : name;
}
