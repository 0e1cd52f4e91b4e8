// Blobs, trees, commits and refs over REST.
import { encodeCommit, isObjectId, NO_OBJECT, typeOfMode, type CommitContent, type Signature, type TreeEntry } from '../objects/git-object.ts';
import { ANYWHERE } from '../objects/object-store.ts';
import { writeTree, type FileEntry } from '../repository/emulated-repository.ts';
import { moveRefs, type MoveOutcome } from '../repository/move-refs.ts';
import { sign } from '../repository/signing.ts';
import { created, emptyRepository, invalid, noContent, notFound, ok, problem, Refusal, ruleViolation, type Answer } from '../server/answer.ts';
import { page, pushOf, textIn, type Call, type Handler } from '../server/call.ts';
import { gitCommitShape, refShape, treeShape } from './git-shapes.ts';
import { accountId, nodeId, repositoryUrl } from './shapes.ts';

/** A repository without any ref answers nothing here. */
function inUse(handler: Handler): Handler {
  return async (call) => (call.view.refs.size === 0 ? emptyRepository() : handler(call));
}

export const GIT_DATABASE: Readonly<Record<string, Handler>> = {
  'git/create-blob': inUse(async (call) => {
    const bytes = Buffer.from(textIn(call.body, 'content'), call.body['encoding'] === 'base64' ? 'base64' : 'utf8');
    refuseSecrets(call, bytes);
    const sha = await call.repository.store.write({ type: 'blob', bytes });
    return created({ sha, url: `${repositoryUrl(call)}/git/blobs/${sha}` });
  }),
  'git/get-blob': inUse(async (call) => {
    const sha = call.params['file_sha'] ?? '';
    const bytes = await call.repository.blob(sha);
    if (bytes === 'missing') return notFound();
    return ok({ sha, node_id: nodeId('Blob', `${call.repository.id}:${sha}`), size: bytes.length, url: `${repositoryUrl(call)}/git/blobs/${sha}`, content: inLines(bytes.toString('base64')), encoding: 'base64' });
  }),
  'git/create-tree': inUse(createTree),
  'git/get-tree': inUse(async (call) => {
    const name = call.params['tree_sha'] ?? '';
    const root = await treeNamed(call, name);
    if (root === 'missing') return notFound();
    const isRecursive = call.query.has('recursive');
    const entries = await call.repository.tree(root);
    const top = entries === 'missing' ? [] : entries.map((entry) => ({ ...entry, path: entry.name }));
    const all = isRecursive ? (await Promise.all(top.map((entry) => withThoseInside(call, entry)))).flat() : top;
    return ok(await treeShape(call, root, all));
  }),
  'git/create-commit': inUse(createCommit),
  'git/get-commit': inUse(async (call) => {
    const id = call.params['commit_sha'] ?? '';
    const commit = await call.repository.commit(id);
    return commit === 'missing' ? notFound() : ok(gitCommitShape(call, id, commit));
  }),
  'git/list-matching-refs': inUse(async (call) => {
    const prefix = `refs/${call.params['ref'] ?? ''}`;
    const found = [...call.view.refs].filter(([ref]) => ref.startsWith(prefix));
    return page(call, await Promise.all(found.map(async ([ref, id]) => refShape(call, ref, id, await call.repository.typeOf(id)))));
  }),
  'git/get-ref': inUse(async (call) => {
    const ref = `refs/${call.params['ref'] ?? ''}`;
    const id = call.view.refs.get(ref);
    return id === undefined ? notFound() : ok(refShape(call, ref, id, await call.repository.typeOf(id)));
  }),
  'git/create-ref': inUse(async (call) => {
    const [ref, sha] = [textIn(call.body, 'ref'), textIn(call.body, 'sha')];
    if (!isObjectId(sha) || (await call.repository.typeOf(sha)) === 'missing') return invalid('Object does not exist');
    const refused = refusalOf(await move(call, ref, NO_OBJECT, sha, true));
    return refused === 'none' ? created(refShape(call, ref, sha, await call.repository.typeOf(sha))) : refused;
  }),
  'git/update-ref': inUse(async (call) => {
    const [ref, sha] = [`refs/${call.params['ref'] ?? ''}`, textIn(call.body, 'sha')];
    if (!call.view.refs.has(ref)) return invalid('Reference does not exist');
    // Seen on github.com: an object that is not there is an error of the server, without a body.
    if (!isObjectId(sha) || (await call.repository.typeOf(sha)) === 'missing') return { status: 500 };
    const refused = refusalOf(await move(call, ref, ANYWHERE, sha, call.body['force'] === true));
    return refused === 'none' ? ok(refShape(call, ref, sha, await call.repository.typeOf(sha))) : refused;
  }),
  'git/delete-ref': inUse(async (call) => {
    const refused = refusalOf(await move(call, `refs/${call.params['ref'] ?? ''}`, ANYWHERE, NO_OBJECT, true));
    return refused === 'none' ? noContent : refused;
  }),
};

function move(call: Call, ref: string, from: string, to: string, force: boolean): Promise<MoveOutcome> {
  return moveRefs(call.repository, [{ ref, from, to, force }], pushOf(call));
}

function refusalOf(outcome: MoveOutcome): Answer | 'none' {
  if (outcome.kind === 'moved') return 'none';
  if (outcome.kind === 'rules') return ruleViolation(outcome.violations);
  switch (outcome.why) {
    case 'exists':
      return invalid('Reference already exists');
    case 'absent':
      return invalid('Reference does not exist');
    case 'bad-name':
      return invalid(`${outcome.ref} is not a valid ref name.`);
    case 'not-fast-forward':
      return invalid('Update is not a fast forward');
    case 'not-a-commit':
    case 'object-missing':
      return invalid('Object does not exist');
    case 'other-workflows':
      return problem(403, 'Resource not accessible by integration');
    case 'clash':
    case 'stale':
    case 'lost-race':
      return invalid('Reference update failed');
  }
}

async function createTree(call: Call): Promise<Answer> {
  const base = call.body['base_tree'];
  const kept = typeof base === 'string' ? await treeNamed(call, base) : 'none';
  if (kept === 'missing') return invalid('base_tree is not a valid tree oid', [{ resource: 'Tree', field: 'base_tree', code: 'invalid' }]);
  const files = new Map<string, FileEntry>();
  if (kept !== 'none') for (const [path, { mode, id }] of await call.repository.files(kept)) files.set(path, { path, mode, id });
  const wanted = call.body['tree'];
  for (const item of Array.isArray(wanted) ? wanted : []) await putEntry(call, files, item as Readonly<Record<string, unknown>>);
  if (files.size === 0) return invalid('Invalid tree info', [{ resource: 'Tree', code: 'invalid' }]);
  const id = await writeTree(call.repository.store, [...files.values()]);
  const entries = await call.repository.tree(id);
  return created(await treeShape(call, id, entries === 'missing' ? [] : entries.map((entry) => ({ ...entry, path: entry.name }))));
}

const MODES = ['100644', '100755', '040000', '160000', '120000'];

async function putEntry(call: Call, files: Map<string, FileEntry>, item: Readonly<Record<string, unknown>>): Promise<void> {
  const [path, mode, sha] = [textIn(item, 'path'), textIn(item, 'mode', '100644'), item['sha']];
  if (path === '' || path.split('/').some((part) => ['', '.', '..', '.git'].includes(part.toLowerCase()))) throw new Refusal(invalid('tree.path contains a malformed path component', [{ resource: 'Tree', field: 'path', code: 'invalid' }]));
  if (!MODES.includes(mode)) throw new Refusal(invalid('Must supply a valid tree.mode', [{ resource: 'Tree', field: 'mode', code: 'invalid' }]));
  for (const other of [...files.keys()]) if (other === path || other.startsWith(`${path}/`)) files.delete(other);
  if (sha === null) return;
  if (typeof item['content'] === 'string') {
    const bytes = Buffer.from(item['content']);
    refuseSecrets(call, bytes);
    files.set(path, { path, mode, id: await call.repository.store.write({ type: 'blob', bytes }) });
    return;
  }
  const type = typeof sha === 'string' ? await call.repository.typeOf(sha) : 'missing';
  if (typeof sha !== 'string' || (type !== typeOfMode(mode) && mode !== '160000')) throw new Refusal(invalid(`tree.sha ${textIn(item, 'sha')} is not a valid ${typeOfMode(mode)}`, [{ resource: 'Tree', field: 'sha', code: 'invalid' }]));
  files.set(path, { path, mode, id: sha });
}

/** Push protection. */
function refuseSecrets(call: Call, bytes: Buffer): void {
  const found = call.repository.settings().secrets.find((secret) => bytes.includes(secret));
  if (found === undefined) return;
  const metadata = { secret_scanning: { bypass_placeholders: [{ placeholder_id: 'emulated', token_type: 'emulated_token' }] } };
  throw new Refusal(problem(422, 'Repository rule violations found\n\nPush cannot contain secrets\n\n', { metadata }));
}

async function createCommit(call: Call): Promise<Answer> {
  const { body } = call;
  const [tree, message] = [textIn(body, 'tree'), textIn(body, 'message')];
  const parents = Array.isArray(body['parents']) ? body['parents'].filter((parent) => typeof parent === 'string') : [];
  if ((await call.repository.tree(tree)) === 'missing') return invalid('Tree SHA does not exist');
  for (const parent of parents) if ((await call.repository.commit(parent)) === 'missing') return invalid('Parent SHA does not exist or is not a commit object');
  if (message.includes('\0')) return invalid('message contains a NUL byte', [{ resource: 'Commit', field: 'message', code: 'invalid' }]);
  const own = signatureIn(body['author'], call.nowMs);
  const committer = signatureIn(body['committer'], call.nowMs);
  if (own === 'invalid' || committer === 'invalid') return invalid('Invalid author or committer', [{ resource: 'Commit', field: 'author', code: 'invalid' }]);
  const author = own === 'none' ? signatureOf(call) : own;
  const commit: CommitContent = { tree, parents, author, committer: committer === 'none' ? author : committer, message, gpgsig: textIn(body, 'signature') };
  // GitHub signs what a bot commits under no name but its own.
  const isBots = call.token !== 'anonymous' && call.token.kind !== 'person';
  const final = isBots && own === 'none' && committer === 'none' && commit.gpgsig === '' ? sign({ ...commit, committer: GITHUB(call.nowMs) }) : commit;
  const id = await call.repository.store.write(encodeCommit(final));
  return created(gitCommitShape(call, id, final));
}

export const GITHUB = (nowMs: number): Signature => ({ name: 'GitHub', email: 'noreply@github.com', atSeconds: Math.floor(nowMs / 1000), zone: '+0000' });

/** Who commits when nobody is named. */
export function signatureOf({ login, nowMs }: Pick<Call, 'login' | 'nowMs'>): Signature {
  return { name: login, email: `${accountId(login)}+${login}@users.noreply.github.com`, atSeconds: Math.floor(nowMs / 1000), zone: '+0000' };
}

function signatureIn(value: unknown, nowMs: number): Signature | 'none' | 'invalid' {
  if (typeof value !== 'object' || value === null) return 'none';
  const given = value as Readonly<Record<string, unknown>>;
  const clean = (text: string): string => text.replace(/[<>\n\0]/g, '').trim();
  const [name, email] = [clean(textIn(given, 'name')), clean(textIn(given, 'email'))];
  const date = textIn(given, 'date');
  const atMs = date === '' ? nowMs : Date.parse(date);
  if (name === '' || email === '' || Number.isNaN(atMs)) return 'invalid';
  return { name, email, atSeconds: Math.floor(atMs / 1000), zone: (/([+-]\d{2}):?(\d{2})$/.exec(date)?.slice(1) ?? ['+0000']).join('') };
}

/** A tree by its id, or that of a commit or a ref. */
async function treeNamed(call: Call, name: string): Promise<string> {
  const id = call.view.refs.get(`refs/heads/${name}`) ?? call.view.refs.get(name) ?? name;
  const commit = await call.repository.commit(id);
  if (commit !== 'missing') return commit.tree;
  return (await call.repository.tree(id)) === 'missing' ? 'missing' : id;
}

type PathEntry = TreeEntry & { readonly path: string };

async function withThoseInside(call: Call, entry: PathEntry): Promise<readonly PathEntry[]> {
  const inside = typeOfMode(entry.mode) === 'tree' ? await call.repository.tree(entry.id) : 'missing';
  if (inside === 'missing') return [entry];
  return [entry, ...(await Promise.all(inside.map((child) => withThoseInside(call, { ...child, path: `${entry.path}/${child.name}` })))).flat()];
}

/** Base64 as GitHub sends it: 60 characters a line. */
export function inLines(base64: string): string {
  return base64.replace(/.{1,60}/g, '$&\n');
}
