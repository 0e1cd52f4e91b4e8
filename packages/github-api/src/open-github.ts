// GitHub's API with the runner's own address and token. The one place that makes an octokit.
import { getOctokit } from '@actions/github';
import type { Fetch } from './same-host-fetch.ts';

export type Github = ReturnType<typeof getOctokit>;

export interface GithubAccess {
  readonly token: string;
  /** `GITHUB_API_URL`; another one on GitHub Enterprise Server. */
  readonly apiUrl: string;
  readonly fetch?: Fetch;
}

export function openGithub({ token, apiUrl, fetch = globalThis.fetch }: GithubAccess): Github {
  // The toolkit's own fetch goes past proxies that the process was given, and past the network of a test. Its log would print a server's words as they are.
  return getOctokit(token, { baseUrl: apiUrl, request: { fetch, log: SILENT } });
}

const nothing = (): void => undefined;
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };
