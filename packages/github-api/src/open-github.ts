// GitHub's API with the runner's own address and token. The one place that makes an octokit.
import { getOctokit } from '@actions/github';

export type Github = ReturnType<typeof getOctokit>;

export interface GithubAccess {
  readonly token: string;
  /** `GITHUB_API_URL`; another one on GitHub Enterprise Server. */
  readonly apiUrl: string;
}

export function openGithub({ token, apiUrl }: GithubAccess): Github {
  // The toolkit's own fetch goes past proxies that the process was given, and past the network of a test.
  return getOctokit(token, { baseUrl: apiUrl, request: { fetch: globalThis.fetch } });
}
