// Every REST operation that the emulator knows, with what a token needs for it. Data: tests, documents and tools/extract-openapi.ts read it.

export type PermissionName = 'actions' | 'checks' | 'contents' | 'deployments' | 'issues' | 'metadata' | 'pull_requests' | 'statuses' | 'workflows';
export type PermissionLevel = 'read' | 'write';
export type Permissions = Readonly<Partial<Record<PermissionName, PermissionLevel>>>;

export interface Route {
  /** GitHub's operationId. */
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  /** One of these is enough; none listed: every token may. */
  readonly needs: readonly Permissions[];
}

const reads = (operation: string, path: string, ...needs: readonly Permissions[]): Route => ({ operation, method: 'GET', path, needs });
const writes = (operation: string, method: Route['method'], path: string, ...needs: readonly Permissions[]): Route => ({ operation, method, path, needs });

const REPOSITORY = '/repos/{owner}/{repo}';
const ISSUES_OR_PULLS_READ: readonly Permissions[] = [{ issues: 'read' }, { pull_requests: 'read' }];
const ISSUES_OR_PULLS_WRITE: readonly Permissions[] = [{ issues: 'write' }, { pull_requests: 'write' }];

export const ROUTES: readonly Route[] = [
  reads('rate-limit/get', '/rate_limit'),
  reads('users/get-authenticated', '/user'),
  reads('repos/get', REPOSITORY, { metadata: 'read' }),

  writes('git/create-blob', 'POST', `${REPOSITORY}/git/blobs`, { contents: 'write' }),
  reads('git/get-blob', `${REPOSITORY}/git/blobs/{file_sha}`, { contents: 'read' }),
  writes('git/create-tree', 'POST', `${REPOSITORY}/git/trees`, { contents: 'write' }),
  reads('git/get-tree', `${REPOSITORY}/git/trees/{tree_sha}`, { contents: 'read' }),
  writes('git/create-commit', 'POST', `${REPOSITORY}/git/commits`, { contents: 'write' }),
  reads('git/get-commit', `${REPOSITORY}/git/commits/{commit_sha}`, { contents: 'read' }),
  reads('git/list-matching-refs', `${REPOSITORY}/git/matching-refs/{ref}`, { contents: 'read' }),
  reads('git/get-ref', `${REPOSITORY}/git/ref/{ref}`, { contents: 'read' }),
  writes('git/create-ref', 'POST', `${REPOSITORY}/git/refs`, { contents: 'write' }),
  writes('git/update-ref', 'PATCH', `${REPOSITORY}/git/refs/{ref}`, { contents: 'write' }),
  writes('git/delete-ref', 'DELETE', `${REPOSITORY}/git/refs/{ref}`, { contents: 'write' }),

  reads('repos/get-combined-status-for-ref', `${REPOSITORY}/commits/{ref}/status`, { statuses: 'read' }),
  reads('repos/list-commit-statuses-for-ref', `${REPOSITORY}/commits/{ref}/statuses`, { statuses: 'read' }),
  reads('repos/get-commit', `${REPOSITORY}/commits/{ref}`, { contents: 'read' }),
  reads('repos/list-commits', `${REPOSITORY}/commits`, { contents: 'read' }),
  writes('repos/create-commit-status', 'POST', `${REPOSITORY}/statuses/{sha}`, { statuses: 'write' }),
  reads('repos/compare-commits-with-basehead', `${REPOSITORY}/compare/{basehead}`, { contents: 'read' }),
  reads('repos/get-content', `${REPOSITORY}/contents/{path}`, { contents: 'read' }),

  reads('repos/list-deployments', `${REPOSITORY}/deployments`, { deployments: 'read' }),
  writes('repos/create-deployment', 'POST', `${REPOSITORY}/deployments`, { deployments: 'write' }),
  reads('repos/get-deployment', `${REPOSITORY}/deployments/{deployment_id}`, { deployments: 'read' }),
  reads('repos/list-deployment-statuses', `${REPOSITORY}/deployments/{deployment_id}/statuses`, { deployments: 'read' }),
  writes('repos/create-deployment-status', 'POST', `${REPOSITORY}/deployments/{deployment_id}/statuses`, { deployments: 'write' }),

  reads('issues/list-for-repo', `${REPOSITORY}/issues`, { issues: 'read' }),
  writes('issues/create', 'POST', `${REPOSITORY}/issues`, { issues: 'write' }),
  reads('issues/get-comment', `${REPOSITORY}/issues/comments/{comment_id}`, ...ISSUES_OR_PULLS_READ),
  writes('issues/update-comment', 'PATCH', `${REPOSITORY}/issues/comments/{comment_id}`, ...ISSUES_OR_PULLS_WRITE),
  writes('issues/delete-comment', 'DELETE', `${REPOSITORY}/issues/comments/{comment_id}`, ...ISSUES_OR_PULLS_WRITE),
  reads('issues/get', `${REPOSITORY}/issues/{issue_number}`, ...ISSUES_OR_PULLS_READ),
  writes('issues/update', 'PATCH', `${REPOSITORY}/issues/{issue_number}`, ...ISSUES_OR_PULLS_WRITE),
  reads('issues/list-comments', `${REPOSITORY}/issues/{issue_number}/comments`, ...ISSUES_OR_PULLS_READ),
  writes('issues/create-comment', 'POST', `${REPOSITORY}/issues/{issue_number}/comments`, ...ISSUES_OR_PULLS_WRITE),

  reads('pulls/list', `${REPOSITORY}/pulls`, { pull_requests: 'read' }),
  reads('pulls/get', `${REPOSITORY}/pulls/{pull_number}`, { pull_requests: 'read' }),
  reads('pulls/list-files', `${REPOSITORY}/pulls/{pull_number}/files`, { pull_requests: 'read' }),

  reads('repos/list-releases', `${REPOSITORY}/releases`, { contents: 'read' }),
  writes('repos/create-release', 'POST', `${REPOSITORY}/releases`, { contents: 'write' }),
  writes('repos/generate-release-notes', 'POST', `${REPOSITORY}/releases/generate-notes`, { contents: 'write' }),
  reads('repos/get-release-by-tag', `${REPOSITORY}/releases/tags/{tag}`, { contents: 'read' }),
  reads('repos/get-release', `${REPOSITORY}/releases/{release_id}`, { contents: 'read' }),
  writes('repos/update-release', 'PATCH', `${REPOSITORY}/releases/{release_id}`, { contents: 'write' }),

  reads('repos/get-repo-rulesets', `${REPOSITORY}/rulesets`, { metadata: 'read' }),
  reads('repos/get-repo-ruleset', `${REPOSITORY}/rulesets/{ruleset_id}`, { metadata: 'read' }),
  reads('repos/get-branch-rules', `${REPOSITORY}/rules/branches/{branch}`, { metadata: 'read' }),

  writes('actions/create-workflow-dispatch', 'POST', `${REPOSITORY}/actions/workflows/{workflow_id}/dispatches`, { actions: 'write' }),
  reads('actions/get-workflow', `${REPOSITORY}/actions/workflows/{workflow_id}`, { actions: 'read' }),
  reads('actions/list-workflow-runs-for-repo', `${REPOSITORY}/actions/runs`, { actions: 'read' }),
  reads('actions/get-workflow-run', `${REPOSITORY}/actions/runs/{run_id}`, { actions: 'read' }),
  writes('repos/create-dispatch-event', 'POST', `${REPOSITORY}/dispatches`, { contents: 'write' }),
];

/** What GraphQL asks for: for the contents of a repository (refs, objects), and for each mutation that the emulator knows. */
export const GRAPHQL_NEEDS = {
  contents: { contents: 'read' },
  updateRefs: { contents: 'write' },
  createCommitOnBranch: { contents: 'write' },
  createIssue: { issues: 'write' },
} as const satisfies Readonly<Record<string, Permissions>>;

/** As in the header `X-Accepted-GitHub-Permissions`: a comma is "and", a semicolon "or". */
export function acceptedPermissions(needs: readonly Permissions[]): string {
  return needs.map((one) => Object.entries(one).map(([name, level]) => `${name}=${level}`).join(',')).join('; ');
}

export function suffices(granted: Permissions, needs: readonly Permissions[]): boolean {
  const has = (name: string, level: PermissionLevel): boolean => {
    const given = name === 'metadata' ? 'read' : granted[name as PermissionName];
    return given === 'write' || given === level;
  };
  return needs.length === 0 || needs.some((one) => Object.entries(one).every(([name, level]) => has(name, level)));
}
