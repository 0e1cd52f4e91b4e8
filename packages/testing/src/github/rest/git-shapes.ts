// Git objects and refs as GitHub answers them.
import { decodeCommit, encodeCommit, typeOfMode, type CommitContent, type Signature, type TreeEntry } from '../objects/git-object.ts';
import { isSigned } from '../repository/signing.ts';
import { instant, type Call } from '../server/call.ts';
import { account, nodeId, repositoryPage, repositoryUrl, type Shape } from './shapes.ts';

export function refShape(call: Call, ref: string, id: string, type: string): Shape {
  const url = repositoryUrl(call);
  return { ref, node_id: nodeId('Ref', `${call.repository.id}:${ref}`), url: `${url}/git/${ref}`, object: { sha: id, type, url: `${url}/git/${type}s/${id}` } };
}

export function signedAt({ name, email, atSeconds }: Signature): Shape {
  return { name, email, date: instant(atSeconds * 1000) };
}

/** Of `POST` and `GET /git/commits`. */
export function gitCommitShape(call: Call, id: string, commit: CommitContent): Shape {
  const url = repositoryUrl(call);
  return {
    sha: id,
    node_id: nodeId('Commit', `${call.repository.id}:${id}`),
    url: `${url}/git/commits/${id}`,
    html_url: `${repositoryPage(call)}/commit/${id}`,
    author: signedAt(commit.author),
    committer: signedAt(commit.committer),
    tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
    message: commit.message,
    parents: commit.parents.map((sha) => ({ sha, url: `${url}/git/commits/${sha}`, html_url: `${repositoryPage(call)}/commit/${sha}` })),
    verification: verification(commit),
  };
}

function verification(commit: CommitContent): Shape {
  if (commit.gpgsig === '') return { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null };
  const payload = encodeCommit({ ...commit, gpgsig: '' }).bytes.toString('utf8');
  const verified = isSigned(commit);
  return { verified, reason: verified ? 'valid' : 'unknown_key', signature: commit.gpgsig, payload, verified_at: verified ? instant(commit.committer.atSeconds * 1000) : null };
}

/** Of `GET /commits` and comparisons, where the commit is inside of what GitHub knows about it. */
export function commitShape(call: Call, id: string, commit: CommitContent): Shape {
  const url = repositoryUrl(call);
  const inner = gitCommitShape(call, id, commit);
  return {
    sha: id,
    node_id: inner['node_id'],
    url: `${url}/commits/${id}`,
    html_url: `${repositoryPage(call)}/commit/${id}`,
    comments_url: `${url}/commits/${id}/comments`,
    commit: { author: inner['author'], committer: inner['committer'], message: commit.message, tree: inner['tree'], url: inner['url'], comment_count: 0, verification: inner['verification'] },
    author: accountOf(call, commit.author),
    committer: accountOf(call, commit.committer),
    parents: inner['parents'],
  };
}

/** The account whose address it is, as far as the address tells. */
export function accountOf(call: Pick<Call, 'apiUrl' | 'htmlUrl'>, { email }: Signature): Shape | null {
  const login = /^(?:\d+\+)?([^@]+)@users\.noreply\.github\.com$/.exec(email)?.[1];
  return login === undefined ? null : account(call, login);
}

export async function treeShape(call: Call, id: string, entries: readonly (TreeEntry & { readonly path: string })[]): Promise<Shape> {
  const url = repositoryUrl(call);
  const tree = await Promise.all(
    entries.map(async ({ path, mode, id: sha }) => {
      const type = typeOfMode(mode);
      const bytes = type === 'blob' ? await call.repository.blob(sha) : 'missing';
      return { path, mode, type, sha, url: `${url}/git/${type}s/${sha}`, ...(bytes === 'missing' ? {} : { size: bytes.length }) };
    }),
  );
  return { sha: id, url: `${url}/git/trees/${id}`, tree, truncated: false };
}

/** The commit that a name of any kind means: an id, a branch, a tag, a whole ref, `HEAD`. */
export async function commitNamed(call: Call, name: string): Promise<{ readonly id: string; readonly commit: CommitContent } | 'missing'> {
  const { refs } = call.view;
  const head = name === 'HEAD' || name === '' ? `refs/heads/${call.repository.settings().defaultBranch}` : name;
  const id = [head, `refs/${head}`, `refs/heads/${head}`, `refs/tags/${head}`].map((ref) => refs.get(ref)).find((found) => found !== undefined) ?? (/^[0-9a-f]{40}$/.test(name) ? name : '');
  const found = await call.repository.store.read(id);
  if (found.kind === 'missing') return 'missing';
  if (found.object.type === 'commit') return { id, commit: decodeCommit(found.object.bytes) };
  // An annotated tag leads to its commit.
  const tag = await call.repository.tag(id);
  const commit = tag === 'missing' ? tag : await call.repository.commit(tag.object);
  return tag === 'missing' || commit === 'missing' ? 'missing' : { id: tag.object, commit };
}
