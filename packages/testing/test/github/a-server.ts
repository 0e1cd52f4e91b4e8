// An emulator with one repository that has a first commit, and plain requests to it.
import { githubEmulator, type EmulatorOptions, type RepositorySettings, type TokenRequest } from '../../src/github/index.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // Whatever came: a test says what it expects.
  readonly body: any; // eslint-disable-line @typescript-eslint/no-explicit-any
}

export async function aServer(options: EmulatorOptions = {}, settings: Partial<RepositorySettings> = {}) {
  const github = githubEmulator(options);
  const repository = await github.createRepository('acme/models', settings);
  const main = await repository.commitFiles('refs/heads/main', { 'README.md': 'models\n' });
  const client = (request: TokenRequest | 'anonymous' = {}) => {
    const token = request === 'anonymous' ? '' : github.token(request);
    const ask = async (route: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Reply> => {
      const [method = '', path = ''] = route.split(' ');
      const authorization: Record<string, string> = token === '' ? {} : { authorization: `Bearer ${token}` };
      const response = await github.fetch(`https://api.github.test${path.replace('{}', '/repos/acme/models')}`, { method, headers: { ...authorization, ...headers }, redirect: 'manual', ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
      const text = await response.text();
      return { status: response.status, headers: response.headers, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
    };
    const graphql = (query: string, variables: unknown = {}): Promise<Reply> => ask('POST /graphql', { query, variables });
    const commit = async (parents: readonly string[], files: Readonly<Record<string, string>>): Promise<string> => {
      const person = { name: 'Rampart', email: 'rampart@users.noreply.github.com', date: '2026-01-01T00:00:00Z' };
      const tree = await ask('POST {}/git/trees', { tree: Object.entries(files).map(([path, content]) => ({ path, mode: '100644', type: 'blob', content })) });
      return String((await ask('POST {}/git/commits', { message: 'state', tree: tree.body.sha, parents, author: person, committer: person })).body.sha);
    };
    return { token, ask, graphql, commit };
  };
  return { github, repository, main, client };
}
