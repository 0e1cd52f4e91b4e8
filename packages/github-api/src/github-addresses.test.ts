import { describe, expect, it } from 'vitest';
import { githubAddresses } from './github-addresses.ts';

describe('githubAddresses', () => {
  it.each([
    [{}, 'https://api.github.com', 'https://api.github.com/graphql'],
    [{ GITHUB_API_URL: 'https://ghe.test/api/v3/' }, 'https://ghe.test/api/v3', 'https://ghe.test/api/graphql'],
    [{ GITHUB_API_URL: 'http://127.0.0.1:1', GITHUB_GRAPHQL_URL: 'http://127.0.0.1:2/g' }, 'http://127.0.0.1:1', 'http://127.0.0.1:2/g'],
  ])('%j', (env, apiUrl, graphqlUrl) => {
    expect(githubAddresses(env)).toEqual({ apiUrl, graphqlUrl });
  });
});
