// Which repository of GitHub somebody means, and whose token asks there: in a workflow and at a terminal alike.
import type { RepositoryName } from '@rampart/github-api';

type Env = Readonly<Record<string, string | undefined>>;

/** `owner/name`. */
export function repositoryIn(text: string): RepositoryName | 'none' {
  const [, owner, repo] = /^([A-Za-z0-9](?:[A-Za-z0-9-]{0,98}))\/([A-Za-z0-9._-]{1,100})$/.exec(text) ?? [];
  return owner === undefined || repo === undefined || repo === '.' || repo === '..' ? 'none' : { owner, repo };
}

export type LedgerPlace =
  /** `name` may be no `owner/name` at all, and is empty where there is none. */
  | { readonly kind: 'github'; readonly name: string }
  | { readonly kind: 'elsewhere' };

/** `github` is the workflow's own repository, `github:owner/name` another one. */
export function placeOf(ledger: string, env: Env): LedgerPlace {
  const named = /^github(?::(.*))?$/s.exec(ledger);
  return named === null ? { kind: 'elsewhere' } : { kind: 'github', name: named[1] || (env['GITHUB_REPOSITORY'] ?? '') };
}

export function whyNoRepository(place: string): string {
  return place === '' ? 'no repository is named and GITHUB_REPOSITORY is not set' : `${JSON.stringify(place)} is no repository`;
}

/** What the caller gave, else what GitHub's own tools go by. Empty: none. */
export function githubToken(given: string, env: Env): string {
  return given || (env['GITHUB_TOKEN'] ?? '') || (env['GH_TOKEN'] ?? '');
}
