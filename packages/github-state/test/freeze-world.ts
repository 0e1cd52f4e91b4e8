// A repository with data in it and pull requests on it, and freezes as plain text: `<branch> <path>`, one a line, each path a file or a folder.
import { FREEZES_REF } from '@rampart/ledger-records';
import { ok, type FreezeStore } from '@rampart/rollout-engine';
import { openPullRequest } from '@rampart/testing/github';
import { freezeStatuses, type FreezeStatuses, type FreezeStatusesOptions, type FrozenPaths, type ReadFrozen } from '../src/freezes/index.ts';
import { aWorld, type OpenOptions, type Process, type World } from './world.ts';

export const NO_REF = '0'.repeat(40);

export interface FreezeWorld extends World {
  /** A job of its own. */
  job(options?: OpenOptions & Partial<FreezeStatusesOptions>): FreezeJob;
  /** Opens a pull request that changes `path`; answers with its number. */
  change(name: string, path: string, options?: { readonly base?: string; readonly fork?: boolean }): Promise<number>;
  /** Commits on the branch of a pull request. */
  push(name: string, path: string, text: string): Promise<string>;
  headOf(name: string): Promise<string>;
  /** The status that counts; `none` where there is none. */
  status(sha: string, context?: string): Promise<string>;
  described(sha: string, context?: string): Promise<string>;
}

export interface FreezeJob extends Process {
  readonly statuses: FreezeStatuses;
  freeze(target: string, text: string): Promise<void>;
  lift(target: string): Promise<void>;
}

export async function aFreezeWorld(options: Parameters<typeof aWorld>[0] = {}): Promise<FreezeWorld> {
  const world = await aWorld(options);
  const { repository, clock } = world;
  await repository.commitFiles('refs/heads/main', { 'data/train.csv': 'a\n1\n', 'data/test.csv': 'a\n2\n', 'src/app.ts': 'x\n' });
  const main = async (): Promise<string> => (await repository.now()).refs.get('refs/heads/main') ?? '';
  await repository.moveRefs([{ ref: 'refs/heads/release', from: NO_REF, to: await main() }]);
  const statusOf = async (sha: string, context: string) => (await repository.now()).data.commitStatuses.findLast((status) => status.sha === sha && status.context === context);
  const push = (name: string, path: string, text: string): Promise<string> => repository.commitFiles(`refs/heads/${name}`, { [path]: text });
  return {
    ...world,
    job: ({ writesMax, readFrozen, ...options } = {}) => {
      const process = world.open({ grant: { kind: 'app' }, ...options });
      const signal = options.signal ?? new AbortController().signal;
      const statuses = freezeStatuses({ api: process.api, clock, signal, readFrozen: readFrozen ?? readFrozenAs(process.freezes), ...(writesMax === undefined ? {} : { writesMax }) });
      const set = async (target: string, document: Parameters<FreezeStore['writeFreeze']>[0]['document']): Promise<void> => {
        for (let tries = 0; tries < 9; tries += 1) {
          const record = await process.freezes.readFreeze(target);
          if (record.kind === 'error') continue;
          const wrote = await process.freezes.writeFreeze({ target, document, expectedHead: record.value.head, title: 'a change', atMs: clock.nowMs() });
          if (wrote.kind === 'ok' && wrote.value.kind === 'appended') return;
        }
        throw new Error('the freezes cannot be changed');
      };
      return { ...process, statuses, freeze: (target, text) => set(target, { kind: 'document', text }), lift: (target) => set(target, { kind: 'none' }) };
    },
    change: async (name, path, { base = 'main', fork = false } = {}) => {
      await repository.moveRefs([{ ref: `refs/heads/${name}`, from: NO_REF, to: (await repository.now()).refs.get(`refs/heads/${base}`) ?? '' }]);
      const sha = await push(name, path, `changed by ${name}\n`);
      return openPullRequest(repository, { title: name, head: name, base, ...(fork ? { fork: { owner: 'mallory', sha } } : {}) }, clock.nowMs());
    },
    push,
    headOf: async (name) => (await repository.now()).refs.get(`refs/heads/${name}`) ?? '',
    status: async (sha, context = 'rollout/freeze') => (await statusOf(sha, context))?.state ?? 'none',
    described: async (sha, context = 'rollout/freeze') => (await statusOf(sha, context))?.description ?? '',
  };
}

export function readFrozenAs(freezes: FreezeStore): ReadFrozen {
  return async () => {
    const records = await freezes.readFreezes();
    return records.kind === 'error' ? records : ok({ head: records.value.head, frozen: records.value.freezes.flatMap(({ document }) => frozenIn(document)) });
  };
}

export function frozenIn(document: string): readonly FrozenPaths[] {
  return document.split('\n').filter((line) => line !== '').map((line) => {
    const [branch = '', path = ''] = line.split(' ');
    return { branch, says: 'frozen by rollout 3f2a of fraud until it ends', covers: (touched) => touched === path || touched.startsWith(`${path}/`) };
  });
}

/** What is frozen in truth, whatever anybody was shown. */
export async function frozenInTruth({ repository }: World): Promise<readonly FrozenPaths[]> {
  const commit = await repository.commit((await repository.now()).refs.get(FREEZES_REF) ?? '');
  if (commit === 'missing') return [];
  const files = [...(await repository.files(commit.tree))].filter(([name]) => name.endsWith('.json'));
  return (await Promise.all(files.map(async ([, { id }]) => frozenIn(String(await repository.blob(id)))))).flat();
}
