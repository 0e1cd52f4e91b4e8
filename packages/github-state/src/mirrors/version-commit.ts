// Where a version is in the repository: its commit, the pull request that brought it, and who we are when we comment there. One query.
import type { FailedAnswer, GithubApi } from '@rampart/github-api';
import { at, listAt, textAt } from '../answer-fields.ts';

export type VersionCommit =
  | { readonly kind: 'commit'; readonly sha: string; readonly pull: PullOfCommit; readonly viewer: string }
  /** The version has no tag in this repository. */
  | { readonly kind: 'no-tag'; readonly tag: string }
  | { readonly kind: 'failed'; readonly answer: FailedAnswer };

export type PullOfCommit = { readonly kind: 'pull'; readonly number: number; readonly isLocked: boolean } | { readonly kind: 'none' } | { readonly kind: 'unreadable'; readonly answer: FailedAnswer };

const PULLS = 'associatedPullRequests(first: 10) { nodes { number merged locked } }';

/** `withPull`: only who comments has to be able to read pull requests. */
export async function findVersionCommit(api: GithubApi, tag: string, withPull: boolean): Promise<VersionCommit> {
  if (tag === '') return { kind: 'no-tag', tag };
  const commit = withPull ? `... on Commit { ${PULLS} }` : '';
  const query = `query Version($owner: String!, $repo: String!, $tag: String!) {
  repository(owner: $owner, name: $repo) { id ref(qualifiedName: $tag) { target { oid ${commit} ... on Tag { target { oid ${commit} } } } } }
  viewer { login }
}`;
  const answer = await api.graphql<unknown>({ query, variables: { ...api.repository, tag: `refs/tags/${tag}` }, writes: false });
  if (answer.kind !== 'ok') {
    // One field that the token may not read spoils the whole answer; the commit can be read without it.
    const rest = withPull && (answer.kind === 'denied' || answer.kind === 'errors') ? await findVersionCommit(api, tag, false) : undefined;
    if (rest?.kind === 'commit') return { ...rest, pull: { kind: 'unreadable', answer } };
    // Over GraphQL nobody says what would be enough.
    return { kind: 'failed', answer: answer.kind === 'denied' ? { ...answer, accepted: 'contents=read' } : answer };
  }
  const pointed = at(answer.value, 'repository', 'ref', 'target');
  // A tag with words of its own stands before its commit.
  const target = at(pointed, 'target') === undefined ? pointed : at(pointed, 'target');
  const sha = textAt(target, 'oid');
  if (!/^[0-9a-f]{40,64}$/.test(sha)) return { kind: 'no-tag', tag };
  return { kind: 'commit', sha, viewer: textAt(answer.value, 'viewer', 'login'), pull: firstPull(target) };
}

/** The one that was merged, and of several the first. */
function firstPull(target: unknown): PullOfCommit {
  const pulls = listAt(target, 'associatedPullRequests', 'nodes').flatMap((node) => {
    const number = at(node, 'number');
    return typeof number === 'number' ? [{ number, isMerged: at(node, 'merged') === true, isLocked: at(node, 'locked') === true }] : [];
  });
  const [first] = pulls.toSorted((a, b) => Number(b.isMerged) - Number(a.isMerged) || a.number - b.number);
  return first === undefined ? { kind: 'none' } : { kind: 'pull', number: first.number, isLocked: first.isLocked };
}
