// What the runner says about where and why it runs, decoded: the repository, and the pull request if there is one.

export interface RepositoryName {
  readonly owner: string;
  readonly repo: string;
}

/** `GITHUB_REPOSITORY`, e.g. `acme/fraud`. */
export function repositoryOf(text: string): RepositoryName | 'unknown' {
  const [owner = '', repo = '', ...rest] = text.split('/');
  return owner === '' || repo === '' || rest.length > 0 ? 'unknown' : { owner, repo };
}

export interface PullRequest {
  readonly number: number;
  /** Commits: where it goes, and where it comes from. */
  readonly baseSha: string;
  readonly headSha: string;
}

const SHA = /^[0-9a-f]{40}([0-9a-f]{24})?$/;

/** From the payload of the event that started the workflow (`GITHUB_EVENT_PATH`), which others may have written parts of. */
export function pullRequestOf(payload: unknown): PullRequest | 'none' {
  const request = field(payload, 'pull_request');
  const number = field(request, 'number');
  const baseSha = field(field(request, 'base'), 'sha');
  const headSha = field(field(request, 'head'), 'sha');
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 1) return 'none';
  if (typeof baseSha !== 'string' || typeof headSha !== 'string' || !SHA.test(baseSha) || !SHA.test(headSha)) return 'none';
  return { number, baseSha, headSha };
}

/** The commit that a merge queue's group stands on, or the one before a push; nothing where the event has neither. */
export function baseShaOf(payload: unknown): string {
  const request = pullRequestOf(payload);
  if (request !== 'none') return request.baseSha;
  for (const sha of [field(field(payload, 'merge_group'), 'base_sha'), field(payload, 'before')]) {
    // A branch that was just made was at no commit before.
    if (typeof sha === 'string' && SHA.test(sha) && !/^0+$/.test(sha)) return sha;
  }
  return 'none';
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}
