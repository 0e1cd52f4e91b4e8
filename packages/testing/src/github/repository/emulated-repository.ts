// One repository as GitHub has it: git objects and refs in a store, everything else as data, and what it was a while ago for stale reads.
import { decodeCommit, decodeTag, decodeTree, encodeCommit, encodeTree, NO_OBJECT, typeOfMode, type CommitContent, type ObjectType, type Signature, type TagContent, type TreeEntry } from '../objects/git-object.ts';
import type { ObjectStore, RefMove, RefsMoved } from '../objects/object-store.ts';
import { NOTHING_YET, type RepositoryData, type RepositoryEvent } from './records.ts';
import type { Ruleset } from './ruleset.ts';

export interface RepositorySettings {
  readonly visibility: 'public' | 'private';
  readonly defaultBranch: string;
  readonly rulesets: readonly Ruleset[];
  /** Push protection: texts that no blob may hold. */
  readonly secrets: readonly string[];
  /** File names of workflows that can be dispatched, e.g. `rollout.yml`; `any` takes every name. */
  readonly workflows: readonly string[] | 'any';
  /** Those that GitHub or a person has disabled, by file name. */
  readonly disabledWorkflows: Readonly<Record<string, 'disabled_fork' | 'disabled_inactivity' | 'disabled_manually'>>;
  /** The server is known not to have `return_run_details` (GHES up to 3.19). */
  readonly returnsRunDetails: boolean;
}

/** The repository at one moment. */
export interface RepositoryView {
  readonly refs: ReadonlyMap<string, string>;
  readonly data: RepositoryData;
}

export interface EmulatedRepository extends RepositoryIdentity {
  readonly store: ObjectStore;
  readonly location: StoreLocation;
  settings(): RepositorySettings;
  configure(change: Partial<RepositorySettings>): void;
  now(): Promise<RepositoryView>;
  /** As a replica has it that is `lagMs` behind. */
  behind(lagMs: number): Promise<RepositoryView>;
  /** Before the last `changes` changes. */
  before(changes: number): Promise<RepositoryView>;
  /** Before the newest ref was made that is there now; `none` when nobody made one. */
  beforeNewestRef(): Promise<RepositoryView | 'none'>;
  change(change: (data: RepositoryData) => RepositoryData): Promise<void>;
  /** What the change before was, for whoever plays the runner. */
  record(event: Untimed<RepositoryEvent>): void;
  moveRefs(moves: readonly RefMove[]): Promise<RefsMoved>;

  typeOf(id: string): Promise<ObjectType | 'missing'>;
  commit(id: string): Promise<CommitContent | 'missing'>;
  tag(id: string): Promise<TagContent | 'missing'>;
  tree(id: string): Promise<readonly TreeEntry[] | 'missing'>;
  blob(id: string): Promise<Buffer | 'missing'>;
  /** What is at a path of a tree; the tree itself for an empty path. */
  entryAt(tree: string, path: string): Promise<TreeEntry | 'missing'>;
  /** Every file of a tree by its path. */
  files(tree: string): Promise<ReadonlyMap<string, TreeEntry>>;
  /** For tests and people: commits these files, on top of the ref or as its first commit, and moves the ref. Answers with the commit. */
  commitFiles(ref: string, files: Readonly<Record<string, string>>, options?: { readonly message?: string; readonly keeps?: boolean; readonly author?: Signature }): Promise<string>;
}

/** Where git itself finds the repository, if it does. */
export type StoreLocation = { readonly kind: 'memory' } | { readonly kind: 'git'; readonly gitDir: string };

export interface RepositoryIdentity {
  readonly id: number;
  readonly nodeId: string;
  readonly owner: string;
  readonly name: string;
}

/** Over each member of the union, so that it stays one. */
type Untimed<T> = T extends unknown ? Omit<T, 'atMs'> : never;

interface Snapshot extends RepositoryView {
  readonly atMs: number;
}

const SNAPSHOTS_MAX = 500;

export function emulatedRepository(identity: RepositoryIdentity, { store, location }: { readonly store: ObjectStore; readonly location: StoreLocation }, initial: RepositorySettings, nowMs: () => number): EmulatedRepository {
  let settings = initial;
  let data = NOTHING_YET;
  let snapshots: readonly Snapshot[] = [{ atMs: Number.NEGATIVE_INFINITY, refs: new Map(), data }];

  const now = async (): Promise<RepositoryView> => ({ refs: await store.refs(), data });
  const keepSnapshot = async (): Promise<void> => {
    snapshots = [...snapshots.slice(-SNAPSHOTS_MAX), { atMs: nowMs(), ...(await now()) }];
  };
  const newest = (): Snapshot => snapshots.at(-1) ?? { atMs: nowMs(), refs: new Map(), data };
  const change: EmulatedRepository['change'] = async (next) => {
    data = next(data);
    await keepSnapshot();
  };

  const read = async (id: string, type: ObjectType): Promise<Buffer | 'missing'> => {
    const found = await store.read(id);
    return found.kind === 'object' && found.object.type === type ? found.object.bytes : 'missing';
  };
  /** What lies under an id is always the same: it is decoded once. */
  const decodedOnce = <T>(type: ObjectType, decode: (bytes: Buffer) => T) => {
    const known = new Map<string, T>();
    return async (id: string): Promise<T | 'missing'> => {
      const before = known.get(id);
      if (before !== undefined) return before;
      const bytes = await read(id, type);
      if (bytes === 'missing') return bytes;
      const decoded = decode(bytes);
      known.set(id, decoded);
      return decoded;
    };
  };
  const tree = decodedOnce('tree', decodeTree);
  const commit = decodedOnce('commit', decodeCommit);
  const files = async (id: string, prefix = ''): Promise<ReadonlyMap<string, TreeEntry>> => {
    const found = new Map<string, TreeEntry>();
    const entries = await tree(id);
    for (const entry of entries === 'missing' ? [] : entries) {
      if (typeOfMode(entry.mode) !== 'tree') found.set(`${prefix}${entry.name}`, entry);
      else for (const [path, file] of await files(entry.id, `${prefix}${entry.name}/`)) found.set(path, file);
    }
    return found;
  };

  return {
    ...identity,
    store,
    location,
    settings: () => settings,
    configure: (wanted) => {
      settings = { ...settings, ...wanted };
    },
    now,
    behind: async (lagMs) => (lagMs <= 0 ? now() : (snapshots.findLast(({ atMs }) => atMs <= nowMs() - lagMs) ?? now())),
    before: async (changes) => snapshots.at(-1 - changes) ?? snapshots[0] ?? now(),
    beforeNewestRef: async () => {
      const { refs } = await now();
      return snapshots.findLast((snapshot) => [...refs.keys()].some((ref) => !snapshot.refs.has(ref))) ?? 'none';
    },
    change,
    record: (event) => {
      data = { ...data, events: [...data.events, { atMs: nowMs(), ...event }] };
      // It belongs to the change that it tells of.
      snapshots = snapshots.with(-1, { ...newest(), data });
    },
    moveRefs: async (moves) => {
      const outcome = await store.moveRefs(moves);
      if (outcome.kind === 'moved') await keepSnapshot();
      return outcome;
    },
    typeOf: async (id) => {
      const found = await store.read(id);
      return found.kind === 'object' ? found.object.type : 'missing';
    },
    commit,
    tag: async (id) => {
      const bytes = await read(id, 'tag');
      return bytes === 'missing' ? bytes : decodeTag(bytes);
    },
    tree,
    blob: (id) => read(id, 'blob'),
    entryAt: async (root, path) => {
      let at: TreeEntry = { mode: '040000', name: '', id: root };
      for (const name of path.split('/').filter((part) => part !== '')) {
        const entries = await tree(at.id);
        const next = entries === 'missing' ? undefined : entries.find((entry) => entry.name === name);
        if (next === undefined) return 'missing';
        at = next;
      }
      return at;
    },
    files,
    commitFiles: async (ref, wanted, { message = 'a change by hand', keeps = true, author } = {}) => {
      const head = (await store.refs()).get(ref) ?? NO_OBJECT;
      const before = head === NO_OBJECT ? 'missing' : await commit(head);
      const kept = before === 'missing' || !keeps ? [] : [...(await files(before.tree))].map(([path, { mode, id }]) => ({ path, mode, id }));
      const written = await Promise.all(Object.entries(wanted).map(async ([path, text]) => ({ path, mode: '100644', id: await store.write({ type: 'blob', bytes: Buffer.from(text) }) })));
      const root = await writeTree(store, [...kept.filter(({ path }) => !(path in wanted)), ...written]);
      const person = author ?? { name: 'Ada', email: 'ada@example.com', atSeconds: Math.floor(nowMs() / 1000), zone: '+0000' };
      const made = await store.write(encodeCommit({ tree: root, parents: head === NO_OBJECT ? [] : [head], author: person, committer: person, message, gpgsig: '' }));
      const moved = await store.moveRefs([{ ref, from: head, to: made }]);
      if (moved.kind === 'refused') throw new Error(`${ref} could not be moved: ${moved.why}`);
      await keepSnapshot();
      return made;
    },
  };
}

export interface FileEntry {
  readonly path: string;
  readonly mode: string;
  readonly id: string;
}

/** Writes a tree, and the trees in it, from paths with slashes. Entries may be trees themselves. */
export async function writeTree(store: ObjectStore, files: readonly FileEntry[]): Promise<string> {
  const here: TreeEntry[] = [];
  const folders = new Map<string, FileEntry[]>();
  for (const { path, mode, id } of files) {
    const slash = path.indexOf('/');
    if (slash === -1) here.push({ mode, name: path, id });
    else folders.set(path.slice(0, slash), [...(folders.get(path.slice(0, slash)) ?? []), { path: path.slice(slash + 1), mode, id }]);
  }
  for (const [name, inside] of folders) here.push({ mode: '040000', name, id: await writeTree(store, inside) });
  return store.write(encodeTree(here));
}
