// One GraphQL query for whether anything has moved: the heads of the ledgers, of the freezes and of the marks, and nothing of what they hold.
import type { FailedAnswer, GithubApi } from '@rampart/github-api';
import { FREEZES_REF, ledgerRef } from '@rampart/ledger-records';
import { at, textAt } from './answer-fields.ts';
import { markOf, repositoryOf } from './look.ts';
import type { Mark } from './look.ts';
import { shownRef } from './mirrors/shown-ref.ts';

export interface Heads {
  /** Empty while there is none. */
  readonly ledger: string;
  readonly freezes: string;
  readonly mark: Mark;
}

export type LookedAtHeads = { readonly kind: 'heads'; readonly byTarget: ReadonlyMap<string, Heads> } | FailedAnswer;

export async function lookAtHeads(api: GithubApi, targets: readonly string[]): Promise<LookedAtHeads> {
  const names = targets.flatMap((target, index) => [[`ref${index}`, ledgerRef(target)], [`mark${index}`, shownRef(target)]] as const);
  const query = `query Heads($owner: String!, $repo: String!, $freezes: String!${names.map(([name]) => `, $${name}: String!`).join('')}) {
  repository(owner: $owner, name: $repo) {
    id
    freezes: ref(qualifiedName: $freezes) { target { oid } }
    ${targets.map((_, index) => `ref${index}: ref(qualifiedName: $ref${index}) { target { oid } } mark${index}: ref(qualifiedName: $mark${index}) { target { oid ... on Commit { message } } }`).join('\n    ')}
  }
}`;
  const repository = repositoryOf(await api.graphql<unknown>({ query, variables: { ...api.repository, freezes: FREEZES_REF, ...Object.fromEntries(names) }, writes: false }));
  if (repository.kind !== 'repository') return repository;
  const { value } = repository;
  const freezes = textAt(value, 'freezes', 'target', 'oid');
  return { kind: 'heads', byTarget: new Map(targets.map((target, index) => [target, { ledger: textAt(value, `ref${index}`, 'target', 'oid'), freezes, mark: markOf(at(value, `mark${index}`, 'target')) }])) };
}
