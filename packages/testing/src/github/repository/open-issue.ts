// A new issue, whoever opens it and through whichever API.
import type { EmulatedRepository } from './emulated-repository.ts';
import type { IssueRecord } from './records.ts';

export async function openIssue(repository: EmulatedRepository, wish: Pick<IssueRecord, 'id' | 'title' | 'body' | 'labels' | 'author'>, { nowMs, startsWorkflows }: { readonly nowMs: number; readonly startsWorkflows: boolean }): Promise<IssueRecord> {
  const { issues, comments } = (await repository.now()).data;
  // Comments remember the numbers of issues that were deleted.
  const number = Math.max(0, ...issues.map((issue) => issue.number), ...comments.map((comment) => comment.issue)) + 1;
  const issue: IssueRecord = { ...wish, number, state: 'open', stateReason: null, isLocked: false, createdAtMs: nowMs, updatedAtMs: nowMs, closedAtMs: null, pull: 'no-pull-request' };
  await repository.change((was) => ({ ...was, issues: [...was.issues, issue] }));
  repository.record({ kind: 'issues', action: 'opened', id: issue.id, actor: issue.author, startsWorkflows });
  return issue;
}
