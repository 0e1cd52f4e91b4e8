// The roots of the graph: what may be asked, and the two mutations that move branches.
import { encodeCommit, isObjectId, NO_OBJECT, type CommitContent } from '../objects/git-object.ts';
import { writeTree, type EmulatedRepository } from '../repository/emulated-repository.ts';
import { openIssue } from '../repository/open-issue.ts';
import { moveRefs, type MoveOutcome } from '../repository/move-refs.ts';
import { sign } from '../repository/signing.ts';
import { GITHUB, signatureOf } from '../rest/git-database.ts';
import { nodeId, accountId } from '../rest/shapes.ts';
import { GRAPHQL_NEEDS } from '../routes.ts';
import { instant, pushOf, startsWorkflows } from '../server/call.ts';
import { connection, pageOf, type PageArguments } from './connection.ts';
import type { GraphqlContext } from './context.ts';
import { commitNode, gitObject, refNode, type Node } from './git-nodes.ts';
import { githubError } from './graphql-error.ts';
import { pullRequests, type PullRequestArguments } from './pull-request-nodes.ts';

interface UpdateRefsInput {
  readonly clientMutationId?: string | null;
  readonly repositoryId: string;
  readonly refUpdates: readonly { readonly name: string; readonly afterOid: string; readonly beforeOid?: string | null; readonly force?: boolean | null }[];
}

interface CommitOnBranchInput {
  readonly clientMutationId?: string | null;
  readonly branch: { readonly repositoryNameWithOwner?: string | null; readonly branchName?: string | null };
  readonly expectedHeadOid: string;
  readonly message: { readonly headline: string; readonly body?: string | null };
  readonly fileChanges?: { readonly additions?: readonly { readonly path: string; readonly contents: string }[] | null; readonly deletions?: readonly { readonly path: string }[] | null } | null;
}

interface CreateIssueInput {
  readonly clientMutationId?: string | null;
  readonly repositoryId: string;
  readonly title: string;
  readonly body?: string | null;
}

export const ROOT: Node = {
  repository: ({ owner, name }: { readonly owner: string; readonly name: string }, context: GraphqlContext) => {
    const found = context.repositoryNamed(`${owner}/${name}`);
    if (found === 'none') throw githubError('NOT_FOUND', `Could not resolve to a Repository with the name '${owner}/${name}'.`);
    return repositoryNode(found, context);
  },
  viewer: (_: unknown, { login }: GraphqlContext) => ({ __typename: 'User', login, id: nodeId('User', accountId(login)), databaseId: accountId(login) }),
  rateLimit: (_: unknown, context: GraphqlContext) => {
    const { limit, remaining, used, resetAtMs } = context.spent();
    return { cost: 1, limit, remaining, used, nodeCount: 1, resetAt: instant(resetAtMs) };
  },
  updateRefs: ({ input }: { readonly input: UpdateRefsInput }, context: GraphqlContext) => updateRefs(input, context),
  createIssue: ({ input }: { readonly input: CreateIssueInput }, context: GraphqlContext) => createIssue(input, context),
  createCommitOnBranch: ({ input }: { readonly input: CommitOnBranchInput }, context: GraphqlContext) => createCommitOnBranch(input, context),
};

function repositoryNode(repository: EmulatedRepository, context: GraphqlContext): Node {
  const { defaultBranch, visibility } = repository.settings();
  const contents = async (): Promise<ReadonlyMap<string, string>> => {
    if (!context.may(repository, GRAPHQL_NEEDS.contents)) throw githubError('FORBIDDEN', 'Resource not accessible by integration');
    return (await context.viewOf(repository)).refs;
  };
  const refOf = async (ref: string): Promise<Node | null> => {
    const id = (await contents()).get(ref);
    return id === undefined ? null : refNode(repository, ref, id);
  };
  return {
    __typename: 'Repository',
    id: repository.nodeId,
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: `${repository.owner}/${repository.name}`,
    owner: { __typename: 'User', login: repository.owner, id: nodeId('User', accountId(repository.owner)) },
    isPrivate: visibility === 'private',
    visibility: visibility.toUpperCase(),
    isFork: false,
    isArchived: false,
    hasIssuesEnabled: true,
    hasWikiEnabled: true,
    hasDiscussionsEnabled: false,
    mergeCommitAllowed: true,
    rebaseMergeAllowed: true,
    squashMergeAllowed: true,
    deleteBranchOnMerge: false,
    viewerPermission: context.may(repository, GRAPHQL_NEEDS.updateRefs) ? 'WRITE' : 'READ',
    description: null,
    parent: null,
    url: `${context.htmlUrl}/${repository.owner}/${repository.name}`,
    isEmpty: async () => (await contents()).size === 0,
    defaultBranchRef: () => refOf(`refs/heads/${defaultBranch}`),
    ref: ({ qualifiedName }: { readonly qualifiedName: string }) => refOf(qualifiedName.startsWith('refs/') ? qualifiedName : `refs/heads/${qualifiedName}`),
    refs: async ({ refPrefix, query, ...args }: PageArguments & { readonly refPrefix: string; readonly query?: string | null }) => {
      const found = [...(await contents())].filter(([ref]) => ref.startsWith(refPrefix) && ref.slice(refPrefix.length).includes(query ?? ''));
      return connection(found.map(([ref, id]) => refNode(repository, ref, id, refPrefix)), pageOf('refs', args));
    },
    pullRequests: (args: PullRequestArguments) => pullRequests(repository, args, context),
    object: async ({ oid, expression }: { readonly oid?: string | null; readonly expression?: string | null }) => objectNamed(repository, await contents(), oid ?? expression ?? ''),
  };
}

/** `<id>`, `<branch>`, `<either>:<path>`. */
async function objectNamed(repository: EmulatedRepository, refs: ReadonlyMap<string, string>, expression: string): Promise<Node | null> {
  const colon = expression.indexOf(':');
  const name = colon === -1 ? expression : expression.slice(0, colon);
  const head = name === 'HEAD' ? repository.settings().defaultBranch : name;
  const id = refs.get(head) ?? refs.get(`refs/heads/${head}`) ?? refs.get(`refs/tags/${head}`) ?? (isObjectId(head) ? head : NO_OBJECT);
  if (colon === -1) return gitObject(repository, id);
  const commit = await repository.commit(id);
  const entry = commit === 'missing' ? 'missing' : await repository.entryAt(commit.tree, expression.slice(colon + 1));
  return entry === 'missing' ? null : gitObject(repository, entry.id);
}

async function updateRefs({ repositoryId, refUpdates, clientMutationId }: UpdateRefsInput, context: GraphqlContext): Promise<Node> {
  const repository = context.repositoryOf(repositoryId);
  if (repository === 'none') throw githubError('NOT_FOUND', `Could not resolve to a node with the global id of '${repositoryId}'.`);
  assertMay(repository, 'updateRefs', context);
  const moves = refUpdates.map(({ name, afterOid, beforeOid, force }) => ({ ref: name, from: beforeOid ?? 'any', to: afterOid, force: force === true }));
  const outcome = await moveRefs(repository, moves, pushOf(context));
  if (outcome.kind !== 'moved') throw githubError('UNPROCESSABLE', refusalOf(outcome));
  return { clientMutationId: clientMutationId ?? null };
}

/** The wording is ours: GitHub's is not documented, and nobody may depend on it. */
function refusalOf(outcome: Exclude<MoveOutcome, { kind: 'moved' }>): string {
  if (outcome.kind === 'rules') return `Repository rule violations found\n\n${outcome.violations.join('\n\n')}\n\n`;
  switch (outcome.why) {
    case 'stale':
    case 'exists':
    case 'lost-race':
      return 'Reference cannot be updated: it is not where it was expected.';
    case 'absent':
      return 'Reference does not exist';
    case 'not-fast-forward':
      return 'Update is not a fast forward';
    case 'bad-name':
    case 'clash':
      return 'Reference name is not available';
    case 'other-workflows':
      return 'Resource not accessible by integration';
    case 'object-missing':
    case 'not-a-commit':
      return 'Something went wrong while executing your query.';
  }
}

function assertMay(repository: EmulatedRepository, mutation: 'updateRefs' | 'createCommitOnBranch' | 'createIssue', context: GraphqlContext): void {
  if (!context.may(repository, GRAPHQL_NEEDS[mutation])) throw githubError('FORBIDDEN', 'Resource not accessible by integration');
}

/** As `gh issue create` does it. */
async function createIssue({ repositoryId, title, body, clientMutationId }: CreateIssueInput, context: GraphqlContext): Promise<Node> {
  const repository = context.repositoryOf(repositoryId);
  if (repository === 'none') throw githubError('NOT_FOUND', `Could not resolve to a node with the global id of '${repositoryId}'.`);
  assertMay(repository, 'createIssue', context);
  const issue = await openIssue(repository, { id: context.nextId(), title, body: body ?? null, labels: [], author: context.login }, { nowMs: context.nowMs, startsWorkflows: startsWorkflows(context) });
  const url = `${context.htmlUrl}/${repository.owner}/${repository.name}/issues/${issue.number}`;
  return { clientMutationId: clientMutationId ?? null, issue: { __typename: 'Issue', id: nodeId('Issue', issue.id), number: issue.number, title, url } };
}

async function createCommitOnBranch({ branch, expectedHeadOid, message, fileChanges, clientMutationId }: CommitOnBranchInput, context: GraphqlContext): Promise<Node> {
  const repository = context.repositoryNamed(branch.repositoryNameWithOwner ?? '');
  if (repository === 'none') throw githubError('NOT_FOUND', `Could not resolve to a Repository with the name '${branch.repositoryNameWithOwner ?? ''}'.`);
  assertMay(repository, 'createCommitOnBranch', context);
  const name = branch.branchName ?? '';
  const ref = name.startsWith('refs/heads/') ? name : `refs/heads/${name}`;
  const head = (await repository.now()).refs.get(ref);
  if (head === undefined) throw githubError('NOT_FOUND', `Could not resolve to a Ref with the name '${name}'.`);
  const stale = githubError('STALE_DATA', `Expected branch to point to "${expectedHeadOid}" but it did not. Pull and try again.`);
  if (head !== expectedHeadOid) throw stale;
  const before = await repository.commit(head);
  const files = new Map([...(before === 'missing' ? [] : await repository.files(before.tree))].map(([path, { mode, id }]) => [path, { path, mode, id }]));
  for (const { path } of fileChanges?.deletions ?? []) files.delete(path);
  for (const { path, contents } of fileChanges?.additions ?? []) {
    const bytes = Buffer.from(contents, 'base64');
    const secret = repository.settings().secrets.find((text) => bytes.includes(text));
    if (secret !== undefined) throw githubError('UNPROCESSABLE', 'Repository rule violations found\n\nPush cannot contain secrets\n\n');
    files.set(path, { path, mode: '100644', id: await repository.store.write({ type: 'blob', bytes }) });
  }
  const tree = await writeTree(repository.store, [...files.values()]);
  const text = typeof message.body === 'string' && message.body !== '' ? `${message.headline}\n\n${message.body}` : message.headline;
  const commit: CommitContent = sign({ tree, parents: [head], author: signatureOf(context), committer: GITHUB(context.nowMs), message: text, gpgsig: '' });
  const id = await repository.store.write(encodeCommit(commit));
  const outcome = await moveRefs(repository, [{ ref, from: head, to: id, force: false }], pushOf(context));
  if (outcome.kind === 'not-moved') throw stale;
  if (outcome.kind === 'rules') throw githubError('UNPROCESSABLE', refusalOf(outcome));
  return { clientMutationId: clientMutationId ?? null, commit: commitNode(repository, id, commit), ref: refNode(repository, ref, id) };
}
