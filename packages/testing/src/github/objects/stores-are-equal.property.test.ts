// The differential suite: whatever is done to both stores, they answer alike.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFileSync, spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { bareRepositoryStore } from './bare-repository-store.ts';
import { encodeCommit, encodeTree, NO_OBJECT, type GitObject } from './git-object.ts';
import { inMemoryStore } from './in-memory-store.ts';
import { ANYWHERE, type ObjectStore } from './object-store.ts';

interface Stores {
  readonly memory: ObjectStore;
  readonly git: ObjectStore;
  readonly gitDir: string;
}
/** What both are believed to hold, to draw from: ids of objects, by kind. */
interface Known {
  blobs: string[];
  commits: string[];
  outcomes: string[];
}

const folder = mkdtempSync(join(tmpdir(), 'rampart-stores-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let count = 0;

async function agree<T>(stores: Pick<Stores, 'memory' | 'git'>, ask: (store: ObjectStore) => Promise<T>): Promise<T> {
  const [memory, git] = [await ask(stores.memory), await ask(stores.git)];
  expect(memory).toEqual(git);
  return memory;
}

const write = (stores: Stores, object: GitObject): Promise<string> => agree(stores, (store) => store.write(object));
const pick = (from: readonly string[], n: number): string => from[n % Math.max(1, from.length)] ?? 'f'.repeat(40);

type Step = fc.AsyncCommand<Known, Stores>;
const always = { check: () => true };

class WriteCommit implements Step {
  readonly message: string;
  readonly parents: readonly number[];
  readonly atSeconds: number;
  constructor(message: string, parents: readonly number[], atSeconds: number) {
    this.message = message;
    this.parents = parents;
    this.atSeconds = atSeconds;
  }
  check = always.check;
  async run(known: Known, stores: Stores): Promise<void> {
    const blob = await write(stores, { type: 'blob', bytes: Buffer.from(this.message) });
    const tree = await write(stores, encodeTree([{ mode: '100644', name: 'a.json', id: blob }, { mode: '100644', name: 'a-b', id: blob }]));
    const nested = await write(stores, encodeTree([{ mode: '040000', name: 'a', id: tree }, { mode: '100755', name: 'a.b', id: blob }]));
    const person = { name: 'Ada', email: 'ada@example.com', atSeconds: 1_700_000_000 + this.atSeconds, zone: '+0100' };
    const parents = known.commits.length === 0 ? [] : [...new Set(this.parents.map((n) => pick(known.commits, n)))];
    const commit = await write(stores, encodeCommit({ tree: nested, parents, author: person, committer: person, message: this.message, gpgsig: this.message.length % 2 === 0 ? '' : 'sig\n\nature' }));
    known.blobs.push(blob);
    known.commits.push(commit);
    await agree(stores, (store) => store.read(commit));
    await agree(stores, (store) => store.read(nested));
  }
  toString(): string {
    return `commit ${JSON.stringify(this)}`;
  }
}

/** Why the one in memory refuses. */
const REASONS = ['one ref twice', 'no name for a ref', 'is at', 'cannot go away', 'there is no object', 'is no commit', 'clashes with'];
const GOOD_REFS = ['refs/heads/a', 'refs/heads/a/b', 'refs/heads/c', 'refs/tags/v1'];
const REFS = [...GOOD_REFS, 'refs/rollouts/x', 'refs/heads/bad..name', 'refs/heads/x.lock', 'heads/a', 'refs/heads/sp ace', 'refs/heads/é'];

class MoveRefs implements Step {
  readonly moves: readonly { readonly ref: string; readonly from: string; readonly to: string; readonly n: number }[];
  constructor(moves: MoveRefs['moves']) {
    this.moves = moves;
  }
  check = always.check;
  async run(known: Known, stores: Stores): Promise<void> {
    const refs = await agree(stores, (store) => store.refs());
    const id = (word: string, ref: string, n: number): string => {
      if (word === 'here') return refs.get(ref) ?? NO_OBJECT;
      if (word === 'commit') return pick(known.commits, n);
      if (word === 'blob') return pick(known.blobs, n);
      return word === 'unknown' ? '1'.repeat(40) : word;
    };
    const moves = this.moves.map(({ ref, from, to, n }) => ({ ref, from: id(from, ref, n), to: id(to, ref, n) }));
    const [memory, git] = [await stores.memory.moveRefs(moves), await stores.git.moveRefs(moves)];
    expect(memory.kind).toBe(git.kind);
    known.outcomes.push(`${memory.kind} ${moves.length === 1 ? 'one' : 'several'}`, ...REASONS.filter((reason) => memory.kind === 'refused' && memory.why.includes(reason)));
    const now = await agree(stores, async (store) => [...(await store.refs())]);
    expect(execFileSync('git', ['for-each-ref', '--format=%(refname),%(objectname)'], { cwd: stores.gitDir, encoding: 'utf8' })).toBe(now.map((line) => `${line.join(',')}\n`).join(''));
  }
  toString(): string {
    return `move ${JSON.stringify(this.moves)}`;
  }
}

class AskHistory implements Step {
  readonly a: number;
  readonly b: number;
  constructor(a: number, b: number) {
    this.a = a;
    this.b = b;
  }
  check = (known: Readonly<Known>): boolean => known.commits.length > 0;
  async run(known: Known, stores: Stores): Promise<void> {
    const [one, other] = [pick(known.commits, this.a), pick(known.commits, this.b)];
    // Both walk the history in the same way, so git itself is asked.
    const told = await agree(stores, (store) => store.isAncestor(one, other));
    expect(spawnSync('git', ['merge-base', '--is-ancestor', one, other], { cwd: stores.gitDir }).status).toBe(told ? 0 : 1);
    for (const max of [50, 3]) {
      const line = await agree(stores, (store) => store.history(one, max));
      expect(execFileSync('git', ['rev-list', `--max-count=${max}`, one], { cwd: stores.gitDir, encoding: 'utf8' }).trim().split('\n')).toEqual(line);
    }
    known.outcomes.push(told ? 'an ancestor' : 'no ancestor');
    await agree(stores, (store) => store.read('2'.repeat(40)));
  }
  toString(): string {
    return `history ${String(this.a)} ${String(this.b)}`;
  }
}

const aMove = fc.record({ ref: fc.constantFrom(...REFS), from: fc.constantFrom('here', 'here', 'here', 'commit', NO_OBJECT, ANYWHERE), to: fc.constantFrom('commit', 'commit', 'commit', 'blob', 'unknown', NO_OBJECT), n: fc.nat(9) });
const aGoodMove = fc.record({ ref: fc.constantFrom(...GOOD_REFS), from: fc.constant('here'), to: fc.constant('commit'), n: fc.nat(9) });
const steps = [
  fc.tuple(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.array(fc.nat(9), { maxLength: 2 }), fc.nat(3)).map(([message, parents, at]) => new WriteCommit(message.replaceAll('\0', ''), parents, at)),
  fc.array(aMove, { minLength: 1, maxLength: 3 }).map((moves) => new MoveRefs(moves)),
  aMove.map((move) => new MoveRefs([move])),
  aGoodMove.map((move) => new MoveRefs([move])),
  fc.uniqueArray(aGoodMove, { minLength: 2, maxLength: 3, selector: ({ ref }) => ref }).map((moves) => new MoveRefs(moves)),
  fc.tuple(fc.nat(9), fc.nat(9)).map(([a, b]) => new AskHistory(a, b)),
];

describe('the object stores', () => {
  it('answer alike, whatever is done to them', async () => {
    const outcomes = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(fc.commands(steps, { maxCommands: 16, size: 'max' }), async (commands) => {
        count += 1;
        const gitDir = join(folder, `${String(count)}.git`);
        const stores = { memory: inMemoryStore(), git: await bareRepositoryStore(gitDir), gitDir };
        const known: Known = { blobs: [], commits: [], outcomes: [] };
        try {
          await new WriteCommit('first', [], 0).run(known, stores);
          await fc.asyncModelRun(() => ({ model: known, real: stores }), commands);
          expect(execFileSync('git', ['fsck', '--strict', '--no-dangling'], { cwd: gitDir, encoding: 'utf8', stdio: 'pipe' })).toBe('');
        } finally {
          await stores.git.close();
        }
        for (const outcome of known.outcomes) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      }),
      { numRuns: Number(process.env['RAMPART_STORE_RUNS'] ?? '12') },
    );
    // The interesting cases were among them.
    expect([...outcomes.keys()]).toEqual(expect.arrayContaining(['moved one', 'moved several', 'refused one', 'refused several', 'an ancestor', 'no ancestor', ...REASONS]));
  });
});
