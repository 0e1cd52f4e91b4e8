// What a repository on GitHub holds beside git: plain data, replaced and never changed, so that a replica can be a while behind.
// `null` is what GitHub answers where nothing was given.

export interface DeploymentRecord {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
  readonly task: string;
  readonly environment: string;
  readonly payload: unknown;
  readonly description: string | null;
  readonly isProduction: boolean;
  readonly isTransient: boolean;
  readonly creator: string;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

export type DeploymentState = 'error' | 'failure' | 'inactive' | 'in_progress' | 'queued' | 'pending' | 'success';

export interface DeploymentStatusRecord {
  readonly id: number;
  readonly deployment: number;
  readonly state: DeploymentState;
  readonly description: string;
  readonly environment: string;
  readonly environmentUrl: string;
  readonly logUrl: string;
  readonly creator: string;
  readonly createdAtMs: number;
}

export interface CommitStatusRecord {
  readonly id: number;
  readonly sha: string;
  readonly context: string;
  readonly state: 'error' | 'failure' | 'pending' | 'success';
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly creator: string;
  readonly createdAtMs: number;
}

export interface IssueRecord {
  readonly id: number;
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly state: 'open' | 'closed';
  readonly stateReason: 'completed' | 'not_planned' | 'duplicate' | 'reopened' | null;
  readonly labels: readonly string[];
  readonly isLocked: boolean;
  readonly author: string;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly closedAtMs: number | null;
  /** A pull request is an issue with a head and a base. */
  readonly pull: PullRecord | 'no-pull-request';
}

export interface PullRecord {
  /** Branch without `refs/heads/`. */
  readonly base: string;
  readonly head: string;
  /** Owner of the fork that it comes from; the repository's own for none. */
  readonly headOwner: string;
  /** Where the head is, if it is not a branch of this repository; empty if it is. */
  readonly headSha: string;
  readonly isDraft: boolean;
  readonly mergedAtMs: number | null;
}

export interface CommentRecord {
  readonly id: number;
  readonly issue: number;
  readonly body: string;
  readonly author: string;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

export interface ReleaseRecord {
  readonly id: number;
  readonly tag: string;
  readonly target: string;
  readonly name: string | null;
  readonly body: string | null;
  readonly isDraft: boolean;
  readonly isPrerelease: boolean;
  readonly author: string;
  readonly createdAtMs: number;
}

export interface WorkflowRunRecord {
  readonly id: number;
  readonly number: number;
  /** File name, e.g. `rollout.yml`. */
  readonly workflow: string;
  /** Its `run-name`; the workflow's file where that is absent. */
  readonly title?: string;
  readonly event: string;
  readonly branch: string;
  readonly sha: string;
  readonly actor: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly createdAtMs: number;
}

/** Something that may start workflows, in the order in which it happened. */
export type RepositoryEvent = { readonly atMs: number; readonly actor: string; /** What a job's own token does starts nothing, but for the two dispatches. */ readonly startsWorkflows: boolean } & (
  | { readonly kind: 'workflow_dispatch'; readonly workflow: string; readonly ref: string; readonly inputs: Readonly<Record<string, unknown>>; readonly run: number }
  | { readonly kind: 'repository_dispatch'; readonly eventType: string; readonly payload: Readonly<Record<string, unknown>> }
  | { readonly kind: 'push'; readonly ref: string; readonly before: string; readonly after: string }
  | { readonly kind: 'issues' | 'issue_comment' | 'deployment' | 'deployment_status' | 'status' | 'release' | 'pull_request'; readonly action: string; readonly id: number }
);

export interface RepositoryData {
  readonly deployments: readonly DeploymentRecord[];
  readonly deploymentStatuses: readonly DeploymentStatusRecord[];
  readonly commitStatuses: readonly CommitStatusRecord[];
  readonly issues: readonly IssueRecord[];
  readonly comments: readonly CommentRecord[];
  readonly releases: readonly ReleaseRecord[];
  readonly runs: readonly WorkflowRunRecord[];
  readonly events: readonly RepositoryEvent[];
}

export const NOTHING_YET: RepositoryData = { deployments: [], deploymentStatuses: [], commitStatuses: [], issues: [], comments: [], releases: [], runs: [], events: [] };
