// GitHub, emulated, with one repository for the state, and as many processes as a test wants to see it through.
import { openGithubApi } from '@rampart/github-api';
import type { GithubApi, GithubApiOptions } from '@rampart/github-api';
import { ledgerRef } from '@rampart/ledger-records';
import { virtualClock } from '@rampart/testing/fakes';
import type { VirtualClock } from '@rampart/testing/fakes';
import { githubEmulator } from '@rampart/testing/github';
import type { EmulatedRepository, EmulatorOptions, GithubEmulator, RepositorySettings, TokenRequest } from '@rampart/testing/github';
import { openGithubState } from '../src/open-github-state.ts';
import type { GithubState, GithubStateOptions } from '../src/open-github-state.ts';

export interface World {
  readonly github: GithubEmulator;
  readonly repository: EmulatedRepository;
  readonly clock: VirtualClock;
  /** Another process: knows nothing of what the others have seen. */
  open(options?: OpenOptions): Process;
  /** Operations asked since the last call, in order. */
  asked(): readonly string[];
  /** Commits of a target's ledger, newest first. */
  commits(target: string): Promise<readonly string[]>;
}

export interface Process extends GithubState {
  readonly api: GithubApi;
}

export type OpenOptions = Partial<GithubApiOptions> & Pick<GithubStateOptions, 'signed'> & { readonly grant?: TokenRequest };

export const REPOSITORY = 'acme/models';

export async function aWorld(options: EmulatorOptions & { readonly settings?: Partial<RepositorySettings>; readonly isEmpty?: boolean } = {}): Promise<World> {
  const clock = virtualClock();
  const github = githubEmulator({ clock, ...options });
  const repository = await github.createRepository(REPOSITORY, options.settings);
  if (options.isEmpty !== true) await repository.commitFiles('refs/heads/main', { 'README.md': '# models\n' });
  let seen = 0;
  return {
    github,
    repository,
    clock,
    open: ({ grant, signed, ...more } = {}) => {
      const signal = more.signal ?? new AbortController().signal;
      const api = openGithubApi({
        token: github.token(grant),
        apiUrl: 'https://api.github.com',
        graphqlUrl: 'https://api.github.com/graphql',
        repository: { owner: 'acme', repo: 'models' },
        clock,
        signal,
        waitsUntilMs: clock.nowMs() + 3 * 3_600_000,
        needs: { contents: 'write' },
        chance: () => 0.5,
        fetch: github.fetch,
        ...more,
      });
      return { api, ...openGithubState({ api, clock, signal, chance: () => 0.5, ...(signed === undefined ? {} : { signed }) }) };
    },
    asked: () => {
      const all = github.requests();
      const fresh = all.slice(seen).map(({ operation }) => operation);
      seen = all.length;
      return fresh;
    },
    commits: async (target) => {
      const head = (await repository.now()).refs.get(ledgerRef(target));
      return head === undefined ? [] : repository.store.history(head, 10_000);
    },
  };
}
