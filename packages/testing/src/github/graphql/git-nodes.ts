// Commits, trees, blobs and refs as nodes of the graph. Fields are functions, so that only what is asked for is read.
import { typeOfMode, type CommitContent, type Signature, type TagContent, type TreeEntry } from '../objects/git-object.ts';
import type { EmulatedRepository } from '../repository/emulated-repository.ts';
import { isSigned } from '../repository/signing.ts';
import { nodeId } from '../rest/shapes.ts';
import { instant } from '../server/call.ts';
import { connection, pageOf, type PageArguments } from './connection.ts';
import type { GraphqlContext } from './context.ts';
import { associatedPullRequests, statusNode } from './pull-request-nodes.ts';

export type Node = Readonly<Record<string, unknown>>;

/** Blobs longer than this are cut off in `text`. */
const TEXT_BYTES_MAX = 512_000;

export async function gitObject(repository: EmulatedRepository, id: string): Promise<Node | null> {
  const type = await repository.typeOf(id);
  switch (type) {
    case 'commit': {
      const commit = await repository.commit(id);
      return commit === 'missing' ? null : commitNode(repository, id, commit);
    }
    case 'tree':
      return treeNode(repository, id);
    case 'blob':
      return blobNode(repository, id);
    case 'tag': {
      const tag = await repository.tag(id);
      return tag === 'missing' ? null : tagNode(repository, id, tag);
    }
    case 'missing':
      return null;
  }
}

function common(repository: EmulatedRepository, kind: string, id: string): Node {
  return { __typename: kind, id: () => nodeId(kind, `${repository.id}:${id}`), oid: id, abbreviatedOid: id.slice(0, 7), repository: () => ({ id: repository.nodeId, name: repository.name, nameWithOwner: `${repository.owner}/${repository.name}` }) };
}

export function commitNode(repository: EmulatedRepository, id: string, commit: CommitContent): Node {
  const [headline = '', ...rest] = commit.message.split('\n');
  const commitOf = async (other: string): Promise<Node | null> => {
    const content = await repository.commit(other);
    return content === 'missing' ? null : commitNode(repository, other, content);
  };
  return {
    status: async (_: unknown, context: GraphqlContext) => statusNode(repository, await context.viewOf(repository), id, context),
    ...common(repository, 'Commit', id),
    message: commit.message,
    messageHeadline: headline,
    messageBody: () => rest.join('\n').trim(),
    authoredDate: () => instant(commit.author.atSeconds * 1000),
    committedDate: () => instant(commit.committer.atSeconds * 1000),
    author: () => actor(commit.author),
    committer: () => actor(commit.committer),
    signature: () => signature(commit),
    tree: () => treeNode(repository, commit.tree),
    parents: async (args: PageArguments) => connection(await Promise.all(commit.parents.map(commitOf)), pageOf('parents', args)),
    associatedPullRequests: associatedPullRequests(repository, id, commit),
    history: async (args: PageArguments) => {
      const page = pageOf('history', args);
      // One more than asked for tells whether there is a next page.
      const ids = await repository.store.history(id, page.from + page.count + 1);
      const nodes = await Promise.all(ids.slice(page.from, page.from + page.count).map(commitOf));
      const total = async (): Promise<number> => (await repository.store.history(id, Infinity)).length;
      return connection([...Array<null>(page.from).fill(null), ...nodes, ...ids.slice(page.from + page.count).map(() => null)], page, total);
    },
    file: async ({ path }: { readonly path: string }) => {
      const entry = await repository.entryAt(commit.tree, path);
      return entry === 'missing' || entry.name === '' ? null : entryNode(repository, entry, path);
    },
  };
}

function actor(person: Signature): Node {
  return { name: person.name, email: person.email, date: instant(person.atSeconds * 1000) };
}

function signature(commit: CommitContent): Node | null {
  if (commit.gpgsig === '') return null;
  const isValid = isSigned(commit);
  return { __typename: 'GpgSignature', email: commit.committer.email, isValid, state: isValid ? 'VALID' : 'UNKNOWN_KEY', signature: commit.gpgsig, payload: '', wasSignedByGitHub: isValid, verifiedAt: null };
}

function tagNode(repository: EmulatedRepository, id: string, { name, message, tagger, object }: TagContent): Node {
  return { ...common(repository, 'Tag', id), name, message, tagger: actor(tagger), target: () => gitObject(repository, object) };
}

function treeNode(repository: EmulatedRepository, id: string): Node {
  return {
    ...common(repository, 'Tree', id),
    entries: async () => {
      const entries = await repository.tree(id);
      return entries === 'missing' ? [] : entries.map((entry) => entryNode(repository, entry, entry.name));
    },
  };
}

function entryNode(repository: EmulatedRepository, { mode, name, id }: TreeEntry, path: string): Node {
  const size = async (): Promise<number> => {
    const bytes = await repository.blob(id);
    return bytes === 'missing' ? 0 : bytes.length;
  };
  return { name, path, mode: Number.parseInt(mode, 8), oid: id, type: typeOfMode(mode), size, object: () => gitObject(repository, id) };
}

async function blobNode(repository: EmulatedRepository, id: string): Promise<Node | null> {
  const bytes = await repository.blob(id);
  if (bytes === 'missing') return null;
  const isBinary = bytes.includes(0);
  return { ...common(repository, 'Blob', id), byteSize: bytes.length, isBinary, isTruncated: bytes.length > TEXT_BYTES_MAX, text: isBinary ? null : bytes.toString('utf8', 0, TEXT_BYTES_MAX) };
}

export function refNode(repository: EmulatedRepository, ref: string, id: string, prefix = prefixOf(ref)): Node {
  return { __typename: 'Ref', id: nodeId('Ref', `${repository.id}:${ref}`), name: ref.slice(prefix.length), prefix, target: () => gitObject(repository, id) };
}

function prefixOf(ref: string): string {
  return /^refs\/(heads|tags)\//.exec(ref)?.[0] ?? 'refs/';
}

