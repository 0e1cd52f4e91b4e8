// Pull requests, as far as one looks at them: people open and merge them (repository/pull-requests.ts).
import { NO_OBJECT } from '../objects/git-object.ts';
import { changesOf, headOf } from '../repository/pull-requests.ts';
import type { IssueRecord, PullRecord } from '../repository/records.ts';
import { notFound, ok } from '../server/answer.ts';
import { instant, page, type Call, type Handler } from '../server/call.ts';
import { fileShape, sum } from './history.ts';
import { issueShape } from './issues.ts';
import { account, fullRepository, nodeId, repositoryPage, repositoryUrl, type Shape } from './shapes.ts';

export type Pull = IssueRecord & { readonly pull: PullRecord };

/** GitHub lists no more files of a pull request than this. */
const FILES_MAX = 3_000;

export const PULLS: Readonly<Record<string, Handler>> = {
  'pulls/list': async (call) => {
    const { query } = call;
    const state = query.get('state') ?? 'open';
    const [base, head] = [query.get('base'), query.get('head')];
    const found = pullsOf(call).filter((pull) => (state === 'all' || pull.state === state) && (base === null || pull.pull.base === base) && (head === null || `${pull.pull.headOwner}:${pull.pull.head}` === head));
    const ascending = query.get('direction') === 'asc';
    return page(call, (ascending ? found : found.toReversed()).map((pull) => pullShape(call, pull)));
  },
  'pulls/get': async (call) => {
    const pull = pullOf(call);
    if (pull === undefined) return notFound();
    const files = await changesOf(call.repository, call.view, pull.pull);
    const merged = pull.pull.mergedAtMs !== null;
    const counts = { comments: call.view.data.comments.filter(({ issue }) => issue === pull.number).length, review_comments: 0, commits: 1, additions: sum(files, 'additions'), deletions: sum(files, 'deletions'), changed_files: files.length };
    return ok({ ...pullShape(call, pull), ...counts, merged, mergeable: merged ? null : true, mergeable_state: 'clean', merged_by: null, maintainer_can_modify: false, rebaseable: null });
  },
  'pulls/list-files': async (call) => {
    const pull = pullOf(call);
    if (pull === undefined) return notFound();
    const files = await changesOf(call.repository, call.view, pull.pull);
    return page(call, files.slice(0, FILES_MAX).map((file) => fileShape(call, headOf(call.view, pull.pull), file)));
  },
};

function pullsOf(call: Call): readonly Pull[] {
  return call.view.data.issues.filter((issue): issue is Pull => issue.pull !== 'no-pull-request');
}

function pullOf(call: Call): Pull | undefined {
  return pullsOf(call).find(({ number }) => String(number) === call.params['pull_number']);
}

function pullShape(call: Call, issue: Pull): Shape {
  const { pull } = issue;
  const url = `${repositoryUrl(call)}/pulls/${issue.number}`;
  const web = `${repositoryPage(call)}/pull/${issue.number}`;
  const asIssue = issueShape(call, issue);
  const statuses = `${repositoryUrl(call)}/statuses/${headOf(call.view, pull)}`;
  const addresses = {
    comments_url: asIssue['comments_url'],
    commits_url: `${url}/commits`,
    diff_url: `${web}.diff`,
    issue_url: asIssue['url'],
    patch_url: `${web}.patch`,
    review_comment_url: `${repositoryUrl(call)}/pulls/comments{/number}`,
    review_comments_url: `${url}/comments`,
    statuses_url: statuses,
  };
  const link = (href: unknown): Shape => ({ href });
  const side = (owner: string, ref: string, sha: string): Shape => ({ label: `${owner}:${ref}`, ref, sha, user: account(call, owner), repo: fullRepository(call) });
  return {
    ...addresses,
    id: issue.id,
    node_id: nodeId('PullRequest', issue.id),
    url,
    html_url: web,
    number: issue.number,
    state: issue.state,
    locked: issue.isLocked,
    title: issue.title,
    body: issue.body,
    user: asIssue['user'],
    labels: asIssue['labels'],
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    milestone: null,
    draft: pull.isDraft,
    auto_merge: null,
    author_association: 'CONTRIBUTOR',
    created_at: asIssue['created_at'],
    updated_at: asIssue['updated_at'],
    closed_at: asIssue['closed_at'],
    merged_at: pull.mergedAtMs === null ? null : instant(pull.mergedAtMs),
    merge_commit_sha: null,
    head: side(pull.headOwner, pull.head, headOf(call.view, pull)),
    base: side(call.repository.owner, pull.base, call.view.refs.get(`refs/heads/${pull.base}`) ?? NO_OBJECT),
    _links: { self: link(url), html: link(web), issue: link(asIssue['url']), comments: link(asIssue['comments_url']), review_comments: link(addresses.review_comments_url), review_comment: link(addresses.review_comment_url), commits: link(addresses.commits_url), statuses: link(statuses) },
  };
}
