// The line of commits behind a head, as far as it is here: how many there are, whether it begins here, and whether it goes on from what was seen before.
import { readObjects } from '@rampart/git-process';
import type { GitFailure, GitRepository } from '@rampart/git-process';
import type { SetBack } from '@rampart/ledger-records';

export interface LineOfCommits {
  readonly kind: 'line';
  readonly count: number;
  /** The oldest of them is the first there ever was. In a shallow copy it only looks like one: the commit itself names its parent. */
  readonly isWhole: boolean;
}

export async function lineOf(repository: GitRepository, head: string): Promise<LineOfCommits | GitFailure> {
  const listed = await commitsTo(repository, head);
  if (listed.kind === 'failed') return listed;
  const read = await readObjects(repository, listed.commits.slice(-1));
  if (read.kind === 'failed') return read;
  const [oldest] = read.objects;
  const header = oldest?.kind === 'object' ? (Buffer.from(oldest.bytes).toString('utf8').split('\n\n')[0] ?? '') : '';
  return { kind: 'line', count: listed.commits.length, isWhole: oldest?.kind === 'object' && !/^parent /m.test(header) };
}

/** Empty heads are of branches that are not there. */
export async function compareHeads(repository: GitRepository, { before, now }: { readonly before: string; readonly now: string }): Promise<{ readonly kind: 'compared'; readonly how: 'goes on' | SetBack } | GitFailure> {
  if (before === '' || before === now) return { kind: 'compared', how: 'goes on' };
  if (now === '') return { kind: 'compared', how: 'gone' };
  const listed = await commitsTo(repository, now);
  if (listed.kind === 'failed') return listed;
  if (listed.commits.includes(before)) return { kind: 'compared', how: 'goes on' };
  // What is gone there may be gone here too, in a folder that was cleaned up.
  const older = await commitsTo(repository, before);
  return { kind: 'compared', how: older.kind === 'commits' && older.commits.includes(now) ? 'older' : 'rewritten' };
}

async function commitsTo(repository: GitRepository, head: string): Promise<{ readonly kind: 'commits'; readonly commits: readonly string[] } | GitFailure> {
  const listed = await repository.run(['rev-list', '--topo-order', '--end-of-options', head]);
  return listed.kind === 'failed' ? listed : { kind: 'commits', commits: listed.stdout.toString('utf8').split('\n').filter((line) => line !== '') };
}
