// What people do with pull requests: open, push to, merge and close them. Jobs of ours only look.
import { encodeCommit, NO_OBJECT } from '../objects/git-object.ts';
import type { EmulatedRepository, RepositoryView } from './emulated-repository.ts';
import { changesBetween, type FileChange } from './line-diff.ts';
import type { IssueRecord, PullRecord } from './records.ts';

export interface PullRequestWish {
  readonly title: string;
  /** A branch that is there, without `refs/heads/`. */
  readonly head: string;
  /** Default: the repository's default branch. */
  readonly base?: string;
  readonly author?: string;
  readonly body?: string;
  readonly isDraft?: boolean;
  /** From a fork of that owner: the head is no branch here, but this commit. */
  readonly fork?: { readonly owner: string; readonly sha: string };
}

/** Answers with its number. */
export async function openPullRequest(repository: EmulatedRepository, wish: PullRequestWish, nowMs: number): Promise<number> {
  const { data } = await repository.now();
  const number = Math.max(0, ...data.issues.map((issue) => issue.number)) + 1;
  const pull: PullRecord = { base: wish.base ?? repository.settings().defaultBranch, head: wish.head, headOwner: wish.fork?.owner ?? repository.owner, headSha: wish.fork?.sha ?? '', isDraft: wish.isDraft === true, mergedAtMs: null };
  const issue: IssueRecord = { id: 500_000 + number, number, title: wish.title, body: wish.body ?? null, state: 'open', stateReason: null, labels: [], isLocked: false, author: wish.author ?? 'ada', createdAtMs: nowMs, updatedAtMs: nowMs, closedAtMs: null, pull };
  await repository.change((was) => ({ ...was, issues: [...was.issues, issue] }));
  repository.record({ kind: 'pull_request', action: 'opened', id: issue.id, actor: issue.author, startsWorkflows: true });
  return number;
}

/** Merges with a merge commit, past every status. Answers with the commit. */
export async function mergePullRequest(repository: EmulatedRepository, number: number, nowMs: number): Promise<string> {
  const view = await repository.now();
  const issue = view.data.issues.find((one) => one.number === number);
  if (issue === undefined || issue.pull === 'no-pull-request') throw new Error(`there is no pull request ${number}`);
  const ref = `refs/heads/${issue.pull.base}`;
  const [base, head] = [view.refs.get(ref) ?? NO_OBJECT, headOf(view, issue.pull)];
  const after = await repository.commit(head);
  if (after === 'missing') throw new Error(`the head of pull request ${number} is not there`);
  const person = { name: 'Ada', email: 'ada@example.com', atSeconds: Math.floor(nowMs / 1000), zone: '+0000' };
  const merge = await repository.store.write(encodeCommit({ ...after, parents: [base, head], author: person, committer: person, message: `Merge pull request #${number}`, gpgsig: '' }));
  const moved = await repository.moveRefs([{ ref, from: base, to: merge }]);
  if (moved.kind === 'refused') throw new Error(`${ref} could not be moved: ${moved.why}`);
  const merged: IssueRecord = { ...issue, state: 'closed', closedAtMs: nowMs, updatedAtMs: nowMs, pull: { ...issue.pull, headSha: head, mergedAtMs: nowMs } };
  await repository.change((was) => ({ ...was, issues: was.issues.map((one) => (one.id === issue.id ? merged : one)) }));
  repository.record({ kind: 'push', ref, before: base, after: merge, actor: issue.author, startsWorkflows: true });
  return merge;
}

export function headOf(view: RepositoryView, pull: PullRecord): string {
  return pull.headSha === '' ? (view.refs.get(`refs/heads/${pull.head}`) ?? NO_OBJECT) : pull.headSha;
}

/** What it changes, from where it left its base. */
export async function changesOf(repository: EmulatedRepository, view: RepositoryView, pull: PullRecord): Promise<readonly FileChange[]> {
  const head = headOf(view, pull);
  const tip = await repository.commit(head);
  const base = view.refs.get(`refs/heads/${pull.base}`) ?? NO_OBJECT;
  if (tip === 'missing' || (await repository.commit(base)) === 'missing') return [];
  const ofHead = new Set(await repository.store.history(head, Infinity));
  const common = (await repository.store.history(base, Infinity)).find((id) => ofHead.has(id)) ?? '';
  const from = await repository.commit(common);
  return changesBetween(repository, { from: from === 'missing' ? '' : from.tree, to: tip.tree });
}
