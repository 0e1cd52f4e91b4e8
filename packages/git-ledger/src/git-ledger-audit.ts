// The LedgerAudit port on a git repository: what is stored there, without a look at what it says.
import { readObjects } from '@rampart/git-process';
import type { GitFailure, GitRepository, RepositoryOpener } from '@rampart/git-process';
import { FREEZES_REF } from '@rampart/ledger-records';
import { failed, ok } from '@rampart/rollout-engine';
import type { LedgerAudit, LedgerHead, Result, StoredObject } from '@rampart/rollout-engine';
import { gitPortError } from './git-port-error.ts';

/**
 * `heads`: the branches of where a ledger is kept; `fetched`: what a clone got of them with its last fetch from origin, for which no network is needed.
 */
export type AuditedCopy = 'heads' | 'fetched';

export function createGitLedgerAudit(open: RepositoryOpener, copy: AuditedCopy): LedgerAudit {
  return {
    heads: () => heads(open, copy),
    commits: (head) => commits(open, head),
    objects: (ids) => objects(open, ids),
  };
}

const BRANCHES = 'refs/heads/rollouts/*';

async function heads(open: RepositoryOpener, copy: AuditedCopy): Promise<Result<readonly LedgerHead[]>> {
  const repository = await open();
  if (repository.kind === 'failed') return unreadable('opening the repository', repository);
  if (copy === 'heads') {
    const fetched = await repository.fetchRefs({ patterns: [BRANCHES], depth: 'all', files: 'included' });
    if (fetched.kind === 'failed') return unreadable(`fetching ${BRANCHES}`, fetched);
  }
  const patterns = copy === 'heads' ? ['refs/heads/rollouts'] : ['refs/remotes/origin/rollouts'];
  const listed = await repository.run(['for-each-ref', '--format=%(objectname) %(refname)', '--end-of-options', ...patterns]);
  if (listed.kind === 'failed') return unreadable('listing its branches', listed);
  const lines = listed.stdout.toString('utf8').split('\n').filter((line) => line !== '');
  const all = lines.map((line): LedgerHead => ({ commit: line.slice(0, line.indexOf(' ')), ref: line.slice(line.indexOf(' ') + 1) }));
  // The freezes are another kind of history.
  return ok(all.filter(({ ref }) => !ref.endsWith(FREEZES_REF.replace('refs/heads', ''))));
}

async function commits(open: RepositoryOpener, head: string): Promise<Result<readonly string[]>> {
  const repository = await open();
  if (repository.kind === 'failed') return unreadable('opening the repository', repository);
  const listed = await repository.run(['rev-list', '--reverse', '--topo-order', '--end-of-options', head]);
  if (listed.kind === 'failed') return unreadable(`reading the commits that lead to ${head.slice(0, 12)}`, listed);
  return ok(listed.stdout.toString('utf8').split('\n').filter((line) => line !== ''));
}

async function objects(open: RepositoryOpener, ids: readonly string[]): Promise<Result<readonly StoredObject[]>> {
  const repository = await open();
  if (repository.kind === 'failed') return unreadable('opening the repository', repository);
  const read = await inParts(repository, ids);
  return read.kind === 'failed' ? unreadable('reading what is stored', read) : ok(read.objects);
}

/** One answer of git at a time, well under its size limit. */
const OBJECTS_AT_ONCE = 400;

async function inParts(repository: GitRepository, ids: readonly string[]): Promise<{ readonly kind: 'read'; readonly objects: readonly StoredObject[] } | GitFailure> {
  const all: StoredObject[] = [];
  for (let from = 0; from < ids.length; from += OBJECTS_AT_ONCE) {
    const read = await readObjects(repository, ids.slice(from, from + OBJECTS_AT_ONCE));
    if (read.kind === 'failed') return read;
    all.push(...read.objects);
  }
  return { kind: 'read', objects: all };
}

function unreadable(what: string, failure: GitFailure): Result<never> {
  return failed(gitPortError({ port: 'ledger', what, failure, outcome: 'not-done', access: 'reads' }));
}
