// The `github` context, and which of its values every step gets as GITHUB_* variables.
import type { JsonObject, JsonValue } from './json-value.ts';
import { isJsonObject } from './json-value.ts';
import { scalarText } from './expression.ts';
import type { WorkflowEvent } from './workflow-event.ts';

/** Who runs what, and where its GitHub is. */
export interface RunIdentity {
  /** `owner/name`. */
  readonly repository: string;
  readonly actor: string;
  readonly runId: number;
  readonly runNumber: number;
  readonly runAttempt: number;
  readonly serverUrl: string;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  /** Empty: there is no token. */
  readonly token: string;
}

export interface GitHubContextFacts {
  readonly identity: RunIdentity;
  readonly event: WorkflowEvent;
  readonly workflow: { readonly name: string; readonly fileName: string };
  readonly inputs: JsonObject;
}

/** What is known before any job runs. A job adds `job`, `workspace` and `event_path`, a step its action and its files. */
export function githubContext({ identity, event, workflow, inputs }: GitHubContextFacts): JsonObject {
  const payload = event.payload ?? {};
  const pullRequest = event.name.startsWith('pull_request') ? payload['pull_request'] : undefined;
  const [owner = ''] = identity.repository.split('/');
  return {
    token: identity.token,
    repository: identity.repository,
    repository_owner: owner,
    repositoryUrl: `git://${new URL(identity.serverUrl).host}/${identity.repository}.git`,
    run_id: String(identity.runId),
    run_number: String(identity.runNumber),
    run_attempt: String(identity.runAttempt),
    retention_days: '90',
    actor: identity.actor,
    triggering_actor: identity.actor,
    workflow: workflow.name,
    workflow_ref: `${identity.repository}/${workflow.fileName}@${event.ref}`,
    workflow_sha: event.sha,
    sha: event.sha,
    ref: event.ref,
    ref_name: event.ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    ref_type: event.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    ref_protected: false,
    head_ref: refOf(pullRequest, 'head'),
    base_ref: refOf(pullRequest, 'base'),
    event_name: event.name,
    event: event.name === 'workflow_dispatch' ? { ...payload, inputs: asTexts(inputs) } : payload,
    server_url: identity.serverUrl,
    api_url: identity.apiUrl,
    graphql_url: identity.graphqlUrl,
    secret_source: 'Actions',
  };
}

/** GITHUB_* of a context. Only these names; the token and the event itself are not among them. Source: GitHubContext in actions/runner. */
export function githubVariables(github: JsonObject): Readonly<Record<string, string>> {
  return Object.fromEntries(
    exportedNames.flatMap((name) => {
      const value = github[name];
      return typeof value === 'string' || typeof value === 'boolean' ? [[`GITHUB_${name.toUpperCase()}`, scalarText(value)]] : [];
    }),
  );
}

const exportedNames = [
  ...['action', 'action_path', 'action_ref', 'action_repository', 'actor', 'actor_id', 'api_url', 'base_ref', 'env', 'event_name'],
  ...['event_path', 'graphql_url', 'head_ref', 'job', 'output', 'path', 'ref', 'ref_name', 'ref_protected', 'ref_type', 'repository'],
  ...['repository_id', 'repository_owner', 'repository_owner_id', 'retention_days', 'run_attempt', 'run_id', 'run_number', 'server_url'],
  ...['sha', 'state', 'step_summary', 'triggering_actor', 'workflow', 'workflow_ref', 'workflow_sha', 'workspace'],
];

function refOf(pullRequest: JsonValue | undefined, side: 'head' | 'base'): string {
  const end = isJsonObject(pullRequest) ? pullRequest[side] : undefined;
  const ref = isJsonObject(end) ? end['ref'] : undefined;
  return typeof ref === 'string' ? ref : '';
}

/** `github.event.inputs` holds text, while the `inputs` context is typed. */
function asTexts(inputs: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, value === null || typeof value === 'object' ? '' : scalarText(value)]));
}
