// Issues and comments; a pull request is an issue here, too.
import { openIssue } from '../repository/open-issue.ts';
import type { CommentRecord, IssueRecord } from '../repository/records.ts';
import { created, invalid, noContent, notFound, ok, problem, Refusal, type Answer } from '../server/answer.ts';
import { instant, page, startsWorkflows, textIn, textOrNull, type Call, type Handler } from '../server/call.ts';
import { account, accountId, nodeId, repositoryPage, repositoryUrl, type Shape } from './shapes.ts';

const BODY_MAX = 65_536;
const TITLE_MAX = 256;

export const ISSUES: Readonly<Record<string, Handler>> = {
  'issues/list-for-repo': async (call) => {
    const { query } = call;
    const state = query.get('state') ?? 'open';
    const labels = (query.get('labels') ?? '').split(',').filter((label) => label !== '');
    const sinceMs = Date.parse(query.get('since') ?? '1970-01-01T00:00:00Z');
    const creator = query.get('creator');
    const key = query.get('sort') === 'updated' ? 'updatedAtMs' : query.get('sort') === 'comments' ? 'number' : 'createdAtMs';
    const sign = query.get('direction') === 'asc' ? 1 : -1;
    const found = call.view.data.issues.filter((issue) => (state === 'all' || issue.state === state) && labels.every((label) => issue.labels.includes(label)) && issue.updatedAtMs >= sinceMs && (creator === null || issue.author === creator));
    return page(call, found.toSorted((a, b) => sign * (a[key] - b[key] || a.number - b.number)).map((issue) => issueShape(call, issue)));
  },
  'issues/create': async (call) => {
    const title = typeof call.body['title'] === 'number' ? String(call.body['title']) : textIn(call.body, 'title');
    refuseLongTexts('Issue', { title, body: textIn(call.body, 'body') });
    const wish = { id: call.nextId(), title, body: textOrNull(call.body, 'body'), labels: labelsIn(call.body['labels']) ?? [], author: call.login };
    const issue = await openIssue(call.repository, wish, { nowMs: call.nowMs, startsWorkflows: startsWorkflows(call) });
    return created(issueShape(call, issue));
  },
  'issues/get': async (call) => ok(issueShape(call, issueOf(call))),
  'issues/update': async (call) => {
    const issue = issueOf(call);
    const { body } = call;
    refuseLongTexts('Issue', { title: textIn(body, 'title'), body: textIn(body, 'body') });
    const state = body['state'] === 'open' || body['state'] === 'closed' ? body['state'] : issue.state;
    const reason = body['state_reason'];
    const given = reason === 'completed' || reason === 'not_planned' || reason === 'duplicate' || reason === 'reopened' ? reason : null;
    const changed: IssueRecord = {
      ...issue,
      title: textIn(body, 'title', issue.title),
      body: body['body'] === undefined ? issue.body : textOrNull(body, 'body'),
      labels: labelsIn(body['labels']) ?? issue.labels,
      state,
      stateReason: state === issue.state ? (given ?? issue.stateReason) : (given ?? (state === 'closed' ? 'completed' : 'reopened')),
      closedAtMs: state === 'closed' ? (issue.closedAtMs ?? call.nowMs) : null,
      updatedAtMs: call.nowMs,
    };
    await call.repository.change((was) => ({ ...was, issues: was.issues.map((one) => (one.id === issue.id ? changed : one)) }));
    const action = state === issue.state ? 'edited' : state === 'closed' ? 'closed' : 'reopened';
    call.repository.record({ kind: 'issues', action, id: issue.id, actor: call.login, startsWorkflows: startsWorkflows(call) });
    return ok(issueShape(call, changed));
  },
  'issues/list-comments': async (call) => {
    const { number } = issueOf(call);
    const sinceMs = Date.parse(call.query.get('since') ?? '1970-01-01T00:00:00Z');
    return page(call, call.view.data.comments.filter(({ issue, updatedAtMs }) => issue === number && updatedAtMs >= sinceMs).map((comment) => commentShape(call, comment)));
  },
  'issues/create-comment': async (call) => {
    const { number, isLocked } = issueOf(call);
    if (isLocked) return problem(403, 'Unable to create comment because issue is locked.');
    const body = textIn(call.body, 'body');
    refuseLongTexts('IssueComment', { body });
    if (body.trim() === '') return invalid('Validation Failed', [{ resource: 'IssueComment', field: 'data', code: 'invalid', message: 'Body cannot be blank' }]);
    const comment: CommentRecord = { id: call.nextId(), issue: number, body, author: call.login, createdAtMs: call.nowMs, updatedAtMs: call.nowMs };
    await call.repository.change((was) => ({ ...was, comments: [...was.comments, comment] }));
    call.repository.record({ kind: 'issue_comment', action: 'created', id: comment.id, actor: call.login, startsWorkflows: startsWorkflows(call) });
    return created(commentShape(call, comment));
  },
  'issues/get-comment': async (call) => {
    const found = commentOf(call);
    return found === undefined ? notFound() : ok(commentShape(call, found));
  },
  'issues/update-comment': async (call) => {
    const found = commentOf(call);
    if (found === undefined) return notFound();
    const body = textIn(call.body, 'body');
    refuseLongTexts('IssueComment', { body });
    const changed = { ...found, body, updatedAtMs: call.nowMs };
    await call.repository.change((was) => ({ ...was, comments: was.comments.map((one) => (one.id === found.id ? changed : one)) }));
    call.repository.record({ kind: 'issue_comment', action: 'edited', id: found.id, actor: call.login, startsWorkflows: startsWorkflows(call) });
    return ok(commentShape(call, changed));
  },
  'issues/delete-comment': async (call): Promise<Answer> => {
    const found = commentOf(call);
    if (found === undefined) return notFound();
    await call.repository.change((was) => ({ ...was, comments: was.comments.filter(({ id }) => id !== found.id) }));
    call.repository.record({ kind: 'issue_comment', action: 'deleted', id: found.id, actor: call.login, startsWorkflows: startsWorkflows(call) });
    return noContent;
  },
};

/** One that was deleted is gone, which is not the same as never there. */
function issueOf(call: Call): IssueRecord {
  const number = Number(call.params['issue_number']);
  const { issues, comments } = call.view.data;
  const found = issues.find((issue) => issue.number === number);
  if (found !== undefined) return found;
  const highest = Math.max(0, ...issues.map((issue) => issue.number), ...comments.map((comment) => comment.issue));
  throw new Refusal(number <= highest ? problem(410, 'This issue was deleted') : notFound());
}

function commentOf(call: Call): CommentRecord | undefined {
  return call.view.data.comments.find(({ id }) => String(id) === call.params['comment_id']);
}

function refuseLongTexts(resource: string, { title = '', body }: { readonly title?: string; readonly body: string }): void {
  const tooLong = (field: string, most: number): Refusal => new Refusal(invalid('Validation Failed', [{ resource, field, code: 'custom', message: `${field} is too long (maximum is ${most} characters)` }]));
  if (title.length > TITLE_MAX) throw tooLong('title', TITLE_MAX);
  if (body.length > BODY_MAX) throw tooLong('body', BODY_MAX);
}

function labelsIn(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return (value as readonly unknown[]).map((label) => (typeof label === 'object' && label !== null && 'name' in label ? String(label.name) : String(label)));
}

export function labelShape(call: Call, name: string): Shape {
  const id = accountId(name);
  return { id, node_id: nodeId('Label', id), url: `${repositoryUrl(call)}/labels/${encodeURIComponent(name)}`, name, description: '', color: 'ededed', default: false };
}

export function issueShape(call: Call, issue: IssueRecord): Shape {
  const url = `${repositoryUrl(call)}/issues/${issue.number}`;
  const isPull = issue.pull !== 'no-pull-request';
  const web = `${repositoryPage(call)}/${isPull ? 'pull' : 'issues'}/${issue.number}`;
  const pullUrl = `${repositoryUrl(call)}/pulls/${issue.number}`;
  return {
    id: issue.id,
    node_id: nodeId('Issue', issue.id),
    url,
    repository_url: repositoryUrl(call),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: web,
    number: issue.number,
    state: issue.state,
    state_reason: issue.stateReason,
    title: issue.title,
    body: issue.body,
    user: account(call, issue.author),
    labels: issue.labels.map((label) => labelShape(call, label)),
    assignee: null,
    assignees: [],
    milestone: null,
    locked: issue.isLocked,
    active_lock_reason: null,
    comments: call.view.data.comments.filter((comment) => comment.issue === issue.number).length,
    closed_at: issue.closedAtMs === null ? null : instant(issue.closedAtMs),
    closed_by: null,
    created_at: instant(issue.createdAtMs),
    updated_at: instant(issue.updatedAtMs),
    author_association: 'CONTRIBUTOR',
    ...(isPull ? { draft: issue.pull.isDraft, pull_request: { url: pullUrl, html_url: web, diff_url: `${web}.diff`, patch_url: `${web}.patch`, merged_at: issue.pull.mergedAtMs === null ? null : instant(issue.pull.mergedAtMs) } } : {}),
  };
}

function commentShape(call: Call, { id, issue, body, author, createdAtMs, updatedAtMs }: CommentRecord): Shape {
  return {
    id,
    node_id: nodeId('IssueComment', id),
    url: `${repositoryUrl(call)}/issues/comments/${id}`,
    html_url: `${repositoryPage(call)}/issues/${issue}#issuecomment-${id}`,
    issue_url: `${repositoryUrl(call)}/issues/${issue}`,
    body,
    user: account(call, author),
    created_at: instant(createdAtMs),
    updated_at: instant(updatedAtMs),
    author_association: 'CONTRIBUTOR',
  };
}
