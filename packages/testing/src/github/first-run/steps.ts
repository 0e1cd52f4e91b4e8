// The script of a first run on github.com: what Rampart's state depends on and no document says. The same script runs against the emulator.
import { encodeCommit, encodeTree, NO_OBJECT, objectIdOf, type Signature } from '../objects/git-object.ts';

export interface Asked {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Behind the API's address and, but for GraphQL, behind the repository. */
  readonly path: string;
  readonly body?: unknown;
}

/** What earlier steps found out, by name. */
export type Found = Readonly<Record<string, string>>;

export interface Step {
  readonly name: string;
  ask(found: Found): Asked;
  /** Kept for later steps, out of the answer. */
  keep?(body: unknown): Found;
  /** The id that the answer should hold, computed from the bytes that were sent. */
  readonly computed?: string;
}

const PERSON = { name: 'Rampart', email: 'rampart@users.noreply.github.com', date: '2026-01-01T00:00:00Z' };
const SIGNATURE: Signature = { name: PERSON.name, email: PERSON.email, atSeconds: 1_767_225_600, zone: '+0000' };
const MESSAGE = 'first run: é, no newline at the end';
const TREE = encodeTree([{ mode: '100644', name: 'state.json', id: objectIdOf({ type: 'blob', bytes: Buffer.from('{"n":1}') }) }]);
const COMMIT = encodeCommit({ tree: objectIdOf(TREE), parents: [], author: SIGNATURE, committer: SIGNATURE, message: MESSAGE, gpgsig: '' });

const REF = 'refs/heads/rollouts/first-run';
const CUSTOM = 'refs/rollouts/first-run';
const UNKNOWN = '1'.repeat(40);
const MOVE = 'mutation($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }';
const READ = `query($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { id ref(qualifiedName: "${REF}") { target { oid ... on Commit { history(first: 50) { nodes { oid message } } file(path: "state.json") { object { ... on Blob { text isTruncated byteSize } } } } } } } }`;

const tree = (text: string): Asked => ({ method: 'POST', path: '/git/trees', body: { tree: [{ path: 'state.json', mode: '100644', type: 'blob', content: text }] } });
const commit = (of: string, parents: readonly string[], message: string): Asked => ({ method: 'POST', path: '/git/commits', body: { message, tree: of, parents, author: PERSON, committer: PERSON } });
const move = (found: Found, beforeOid: string, afterOid: string, name = REF): Asked => ({ method: 'POST', path: '/graphql', body: { query: MOVE, variables: { input: { repositoryId: found['repository'], refUpdates: [{ name, beforeOid, afterOid, force: false }] } } } });
const shaOf = (name: string) => (body: unknown): Found => ({ [name]: textAt(body, ['sha']) });
const of = (found: Found, name: string): string => found[name] ?? NO_OBJECT;

export const STEPS: readonly Step[] = [
  { name: 'read, nothing there', ask: (found) => ({ method: 'POST', path: '/graphql', body: { query: READ, variables: { owner: found['owner'], name: found['name'] } } }), keep: (body) => ({ repository: textAt(body, ['data', 'repository', 'id']) }) },
  { name: 'tree with inline content', ask: () => tree('{"n":1}'), keep: shaOf('tree'), computed: objectIdOf(TREE) },
  { name: 'commit with fixed author and date', ask: (found) => commit(of(found, 'tree'), [], MESSAGE), keep: shaOf('first'), computed: objectIdOf(COMMIT) },
  { name: 'commit on it', ask: (found) => commit(of(found, 'tree'), [of(found, 'first')], 'second'), keep: shaOf('second') },
  { name: 'its sibling', ask: (found) => commit(of(found, 'tree'), [of(found, 'first')], 'sibling'), keep: shaOf('sibling') },
  { name: 'commit without an author', ask: (found) => ({ method: 'POST', path: '/git/commits', body: { message: 'signed?', tree: of(found, 'tree'), parents: [] } }) },
  { name: 'updateRefs makes the branch', ask: (found) => move(found, NO_OBJECT, of(found, 'first')) },
  { name: 'updateRefs makes it again', ask: (found) => move(found, NO_OBJECT, of(found, 'first')) },
  { name: 'read after the write', ask: (found) => ({ method: 'POST', path: '/graphql', body: { query: READ, variables: { owner: found['owner'], name: found['name'] } } }) },
  { name: 'updateRefs from where it is not', ask: (found) => move(found, of(found, 'sibling'), of(found, 'second')) },
  { name: 'updateRefs to an object that is not there', ask: (found) => move(found, of(found, 'first'), UNKNOWN) },
  { name: 'updateRefs forward', ask: (found) => move(found, of(found, 'first'), of(found, 'second')) },
  { name: 'updateRefs to a sibling', ask: (found) => move(found, of(found, 'second'), of(found, 'sibling')) },
  { name: 'updateRefs of a branch that is not there', ask: (found) => move(found, of(found, 'first'), of(found, 'second'), `${REF}-nowhere`) },
  { name: 'updateRefs of a ref that is no branch', ask: (found) => move(found, NO_OBJECT, of(found, 'first'), CUSTOM) },
  { name: 'PATCH to the same commit', ask: (found) => ({ method: 'PATCH', path: `/git/${REF}`, body: { sha: of(found, 'second'), force: false } }) },
  { name: 'PATCH to a sibling', ask: (found) => ({ method: 'PATCH', path: `/git/${REF}`, body: { sha: of(found, 'sibling'), force: false } }) },
  { name: 'PATCH to an object that is not there', ask: () => ({ method: 'PATCH', path: `/git/${REF}`, body: { sha: UNKNOWN } }) },
  { name: 'PATCH of a branch that is not there', ask: (found) => ({ method: 'PATCH', path: `/git/${REF}-nowhere`, body: { sha: of(found, 'second') } }) },
  { name: 'POST of a branch that is there', ask: (found) => ({ method: 'POST', path: '/git/refs', body: { ref: REF, sha: of(found, 'second') } }) },
  { name: 'POST of a branch below it', ask: (found) => ({ method: 'POST', path: '/git/refs', body: { ref: `${REF}/below`, sha: of(found, 'second') } }) },
  { name: 'status with too long a description', ask: (found) => ({ method: 'POST', path: `/statuses/${of(found, 'second')}`, body: { state: 'success', context: 'first-run', description: 'x'.repeat(141) } }) },
  { name: 'deployment', ask: (found) => ({ method: 'POST', path: '/deployments', body: { ref: of(found, 'second'), environment: 'first-run', auto_merge: false, required_contexts: [], payload: { op_id: '1' } } }), keep: (body) => ({ deployment: textAt(body, ['id']) }) },
  { name: 'deployment status with too long a description', ask: (found) => ({ method: 'POST', path: `/deployments/${of(found, 'deployment')}/statuses`, body: { state: 'in_progress', description: 'x'.repeat(141) } }) },
  { name: 'DELETE of the ref that is no branch', ask: () => ({ method: 'DELETE', path: `/git/${CUSTOM}` }) },
  { name: 'DELETE of the branch', ask: () => ({ method: 'DELETE', path: `/git/${REF}` }) },
  { name: 'DELETE again', ask: () => ({ method: 'DELETE', path: `/git/${REF}` }) },
];

/** A text or number inside of an answer; empty where there is none. */
export function textAt(value: unknown, path: readonly string[]): string {
  let at = value;
  for (const name of path) at = typeof at === 'object' && at !== null ? (at as Readonly<Record<string, unknown>>)[name] : undefined;
  return typeof at === 'string' || typeof at === 'number' ? String(at) : '';
}
