// Where GitHub's API is, as the runner says it: github.com, or a server of one's own.

export interface GithubAddresses {
  readonly apiUrl: string;
  readonly graphqlUrl: string;
}

export function githubAddresses(env: Readonly<Record<string, string | undefined>>): GithubAddresses {
  const apiUrl = (env['GITHUB_API_URL'] || 'https://api.github.com').replace(/\/+$/, '');
  // On GitHub Enterprise Server REST has a version in its path, GraphQL has not.
  return { apiUrl, graphqlUrl: env['GITHUB_GRAPHQL_URL'] || `${apiUrl.replace(/\/api\/v3$/, '/api')}/graphql` };
}
