// Commit statuses: one per context counts, the newest; a thousand per commit and context are kept.
import type { CommitStatusRecord } from '../repository/records.ts';
import { created, invalid, notFound, ok } from '../server/answer.ts';
import { instant, page, startsWorkflows, textIn, textOrNull, type Call, type Handler } from '../server/call.ts';
import { commitNamed } from './git-shapes.ts';
import { account, minimalRepository, nodeId, repositoryUrl, type Shape } from './shapes.ts';

const PER_CONTEXT_MAX = 1_000;

export const STATUSES: Readonly<Record<string, Handler>> = {
  'repos/create-commit-status': async (call) => {
    const sha = call.params['sha'] ?? '';
    const [context, description] = [textIn(call.body, 'context', 'default'), textOrNull(call.body, 'description')];
    if ((await call.repository.commit(sha)) === 'missing') return invalid(`No commit found for SHA: ${sha}`);
    if ((description ?? '').length > 140) return invalid('Validation Failed', [{ resource: 'Status', field: 'description', code: 'custom', message: 'description is too long (maximum is 140 characters)' }]);
    const { data } = await call.repository.now();
    const same = data.commitStatuses.filter((status) => status.sha === sha && status.context === context);
    if (same.length >= PER_CONTEXT_MAX) return invalid('Validation Failed', [{ resource: 'Status', code: 'custom', message: 'This SHA and context has reached the maximum number of statuses.' }]);
    const status: CommitStatusRecord = { id: call.nextId(), sha, context, state: call.body['state'] as CommitStatusRecord['state'], description, targetUrl: textOrNull(call.body, 'target_url'), creator: call.login, createdAtMs: call.nowMs };
    await call.repository.change((was) => ({ ...was, commitStatuses: [...was.commitStatuses, status] }));
    call.repository.record({ kind: 'status', action: status.state, id: status.id, actor: call.login, startsWorkflows: startsWorkflows(call) });
    return created(statusShape(call, status));
  },
  'repos/list-commit-statuses-for-ref': async (call) => {
    const named = await commitNamed(call, call.params['ref'] ?? '');
    return named === 'missing' ? notFound() : page(call, of(call, named.id).map((status) => statusShape(call, status)));
  },
  'repos/get-combined-status-for-ref': async (call) => {
    const named = await commitNamed(call, call.params['ref'] ?? '');
    if (named === 'missing') return notFound();
    const all = of(call, named.id);
    const newest = all.filter((status, index) => all.findIndex(({ context }) => context === status.context) === index);
    const states = new Set(newest.map(({ state }) => state));
    const state = states.has('failure') || states.has('error') ? 'failure' : newest.length === 0 || states.has('pending') ? 'pending' : 'success';
    const url = `${repositoryUrl(call)}/commits/${named.id}`;
    return ok({ state, statuses: newest.map((status) => simpleStatus(call, status)), sha: named.id, total_count: newest.length, repository: minimalRepository(call), commit_url: url, url: `${url}/status` });
  },
};

/** Newest first. */
function of(call: Call, sha: string): readonly CommitStatusRecord[] {
  return call.view.data.commitStatuses.filter((status) => status.sha === sha).toReversed();
}

function simpleStatus(call: Call, { id, sha, context, state, description, targetUrl, createdAtMs }: CommitStatusRecord): Shape {
  const at = instant(createdAtMs);
  return { url: `${repositoryUrl(call)}/statuses/${sha}`, avatar_url: `${call.htmlUrl}/avatars/0`, id, node_id: nodeId('StatusContext', id), state, description, target_url: targetUrl, context, created_at: at, updated_at: at };
}

function statusShape(call: Call, status: CommitStatusRecord): Shape {
  return { ...simpleStatus(call, status), creator: account(call, status.creator) };
}
