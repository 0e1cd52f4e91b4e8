// The golden world with its history on GitHub: the emulator on loopback, as the API of the workflow's own repository.
import type { EmulatedRepository, GithubEmulator, Limits, Watcher } from '../github/index.ts';
import { readBranch } from './github-branch.ts';
import { aGoldenWorld, type GoldenWorld, type GoldenWorldOptions } from './golden-world.ts';
import { MODEL } from './origin.ts';

export interface GithubWorldOptions extends GoldenWorldOptions {
  /** `git`: every repository of the emulator is a real bare one. Default: `memory`. */
  readonly store?: 'memory' | 'git';
  /** Default: those of github.com. */
  readonly limits?: Limits;
}

/** `start` and `run` keep the history on GitHub, with a token that may do everything, unless `inputs` say otherwise. */
export interface GithubWorld extends GoldenWorld {
  readonly github: GithubEmulator;
  /** `acme/models`, the workflow's own, with a tag for each version; model files are in `origin`, which git reads. */
  readonly repository: EmulatedRepository;
  /** Where it is served, as a job's context has it. */
  readonly addresses: Readonly<Record<'server_url' | 'api_url' | 'graphql_url', string>>;
  /** Sees every request to GitHub until called without an argument; it may hold one back, or throw to break the connection. */
  interceptGithub(watcher?: Watcher): void;
  /** Subjects of the target's history, oldest first; of `acme/models` or of another repository. */
  ledger(repository?: EmulatedRepository): Promise<readonly string[]>;
  /** Router, origin and GitHub as they are now; called, the answer makes them so again. Metric pages go on counting. */
  checkpoint(): Promise<() => Promise<void>>;
  /** Fails when a request or an answer did not fit what GitHub publishes. */
  close(): Promise<void>;
}

export async function aGithubWorld({ store = 'memory', limits, ...options }: GithubWorldOptions): Promise<GithubWorld> {
  // Loaded only where it is used: GitHub's descriptions take a while to read.
  const { githubEmulator } = await import('../github/index.ts');
  let watcher: Watcher = {};
  const github = githubEmulator({ store, clock: SYSTEM_CLOCK, ...(limits === undefined ? {} : { limits }), watcher: { arrives: (entry) => watcher.arrives?.(entry), leaves: (entry) => watcher.leaves?.(entry) } });
  const repository = await github.createRepository('acme/models');
  for (const ref of ['refs/heads/main', `refs/tags/${MODEL}@v1.0.0`, `refs/tags/${MODEL}@v2.0.0`]) await repository.commitFiles(ref, { 'README.md': ref });
  const { url, apiUrl, graphqlUrl } = await github.serve();
  const addresses = { server_url: url, api_url: apiUrl, graphql_url: graphqlUrl };
  const golden = await aGoldenWorld(options);
  const token = github.token();
  const start: GoldenWorld['start'] = (bundle, inputs = {}, context = {}, job = {}) => golden.start(bundle, { ledger: 'github', token, ...inputs }, { ...addresses, ...context }, job);
  return {
    ...golden,
    github,
    repository,
    addresses,
    start,
    run: (bundle, inputs, context, job) => start(bundle, inputs, context, job).ended,
    interceptGithub: (by = {}) => void (watcher = by),
    ledger: async (of = repository) => (await readBranch(of, LEDGERS)).map(({ subject }) => subject),
    checkpoint: async () => {
      const [router, origin, state] = [golden.router.checkpoint(), golden.origin.checkpoint(), await checkpointOf(repository)];
      return async () => {
        router();
        origin();
        await state();
      };
    },
    plain: (text) => golden.plain(text.replaceAll(url, 'https://github')),
    close: async () => {
      await golden.close();
      await github.close();
      github.assertFits();
    },
  };
}

async function checkpointOf(repository: EmulatedRepository): Promise<() => Promise<void>> {
  const was = await repository.now();
  return async () => {
    const { refs } = await repository.now();
    const moves = [...new Set([...refs.keys(), ...was.refs.keys()])].map((ref) => ({ ref, from: 'any', to: was.refs.get(ref) ?? '0'.repeat(40) }));
    const moved = await repository.moveRefs(moves);
    if (moved.kind === 'refused') throw new Error(`refs could not be moved back: ${moved.why}`);
    await repository.change(() => was.data);
  };
}

/** The branch of the one target of this world, whatever its hash. */
export const LEDGERS = 'refs/heads/rollouts/fraud-prod-';
export const FREEZES = 'refs/heads/rollouts/freezes';

/** The processes under test live by the system's clock; nobody waits for a fault. */
const SYSTEM_CLOCK = { nowMs: () => Date.now(), sleep: () => Promise.resolve() };
