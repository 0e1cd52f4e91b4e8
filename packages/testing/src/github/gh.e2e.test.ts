// A foreign client drives the emulator: GitHub's own `gh`, as Debian ships it, over TLS with an authority of the test.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeCertificates } from '../../test/github/certificates.ts';
import { githubEmulator, NO_OBJECT, type GithubEmulator, type ServedGithub, type TokenRequest } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'rampart-gh-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The one that is installed, or Debian's package unpacked into a temporary folder. Says why when there is neither. */
function findGh(): { readonly kind: 'found'; readonly program: string } | { readonly kind: 'absent'; readonly why: string } {
  const works = (program: string): boolean => {
    try {
      return execFileSync(program, ['--version'], { encoding: 'utf8', stdio: 'pipe' }).startsWith('gh version');
    } catch {
      return false;
    }
  };
  if (works('gh')) return { kind: 'found', program: 'gh' };
  try {
    execFileSync('apt-get', ['download', 'gh'], { cwd: folder, stdio: 'pipe' });
    const archive = readdirSync(folder).find((name) => name.endsWith('.deb')) ?? '';
    execFileSync('dpkg', ['-x', archive, join(folder, 'package')], { cwd: folder, stdio: 'pipe' });
  } catch (error) {
    return { kind: 'absent', why: `no gh on the PATH, and apt-get download gh: ${error instanceof Error ? error.message : ''}` };
  }
  const program = join(folder, 'package/usr/bin/gh');
  return works(program) ? { kind: 'found', program } : { kind: 'absent', why: 'the gh of the Debian package does not start here' };
}

const gh = findGh();

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function aServerFor(store: 'memory' | 'git') {
  const { authority, certificate } = makeCertificates(folder, ['DNS:localhost', 'IP:127.0.0.1']);
  const github = githubEmulator({ store });
  const repository = await github.createRepository('acme/models', { workflows: ['rollout.yml'] });
  await repository.commitFiles('refs/heads/main', { 'README.md': 'models\n', '.github/workflows/rollout.yml': 'on: workflow_dispatch\n' });
  return { github, repository, authority, server: await github.serve(certificate) };
}

function clientOf(github: GithubEmulator, { port }: ServedGithub, authority: string, token: TokenRequest = {}) {
  const env = { PATH: process.env['PATH'], HOME: folder, GH_CONFIG_DIR: join(folder, 'gh'), GH_NO_UPDATE_NOTIFIER: '1', NO_COLOR: '1', GH_HOST: `localhost:${String(port)}`, GH_ENTERPRISE_TOKEN: github.token(token), SSL_CERT_FILE: authority };
  return (args: readonly string[], input = ''): Promise<Ended> =>
    new Promise((resolve, reject) => {
      const child = spawn(gh.kind === 'found' ? gh.program : '', args, { env, stdio: 'pipe' });
      const [stdout, stderr]: [string[], string[]] = [[], []];
      child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk.toString()));
      child.on('error', reject);
      child.on('close', (code) => resolve({ code: code ?? -1, stdout: stdout.join(''), stderr: stderr.join('') }));
      child.stdin.end(input);
    });
}

if (gh.kind === 'absent') console.warn(`gh does not drive the emulator here: ${gh.why}`);

describe.skipIf(gh.kind === 'absent').each(['memory', 'git'] as const)('gh over TLS (%s)', (store) => {
  it('keeps state as trees, commits and moved refs', async () => {
    const { github, repository, server, authority } = await aServerFor(store);
    try {
      const run = clientOf(github, server, authority);
      const api = async (args: readonly string[], body?: unknown) => {
        const { stdout, stderr, code } = await run(['api', ...args, ...(body === undefined ? [] : ['--input', '-'])], body === undefined ? '' : JSON.stringify(body));
        expect([code, stderr]).toEqual([0, '']);
        return (stdout === '' ? {} : JSON.parse(stdout)) as Record<string, unknown>;
      };
      const tree = await api(['repos/acme/models/git/trees'], { tree: [{ path: 'state.json', mode: '100644', type: 'blob', content: '{"n":1}' }] });
      const person = { name: 'Rampart', email: 'rampart@users.noreply.github.com', date: '2026-01-01T00:00:00Z' };
      const commit = await api(['repos/acme/models/git/commits'], { message: 'first', tree: tree['sha'], parents: [], author: person, committer: person });
      const input = { repositoryId: repository.nodeId, refUpdates: [{ name: 'refs/heads/rollouts/fraud', beforeOid: NO_OBJECT, afterOid: commit['sha'] }] };
      await api(['graphql'], { query: 'mutation($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }', variables: { input } });
      const read = await api(['graphql', '-f', 'owner=acme', '-f', 'query=query($owner: String!) { repository(owner: $owner, name: "models") { ref(qualifiedName: "refs/heads/rollouts/fraud") { target { ... on Commit { oid file(path: "state.json") { object { ... on Blob { text } } } } } } } }']);
      expect(read).toMatchObject({ data: { repository: { ref: { target: { oid: commit['sha'], file: { object: { text: '{"n":1}' } } } } } } });
      // gh sends slashes as they are.
      expect(await api(['repos/acme/models/git/ref/heads/rollouts/fraud'])).toMatchObject({ object: { sha: commit['sha'] } });
      github.assertFits();
    } finally {
      await github.close();
    }
  });

  it('makes issues, releases and runs of workflows, and follows pages', async () => {
    const { github, repository, server, authority } = await aServerFor(store);
    try {
      const run = clientOf(github, server, authority);
      const at = ['-R', `localhost:${String(server.port)}/acme/models`];
      for (let n = 1; n <= 5; n += 1) expect(await run(['issue', 'create', ...at, '--title', `v${String(n)} is out`, '--body', 'text'])).toMatchObject({ code: 0, stdout: expect.stringContaining(`/acme/models/issues/${String(n)}`) as string });
      const listed = await run(['api', '--paginate', 'repos/acme/models/issues?per_page=2', '--jq', '.[].number']);
      expect(listed.stdout.trim().split('\n')).toEqual(['5', '4', '3', '2', '1']);
      expect(await run(['release', 'create', 'fraud@v42', ...at, '--title', 'v42', '--notes', 'promoted'])).toMatchObject({ code: 0 });
      expect(await run(['api', 'repos/acme/models/releases/tags/fraud@v42', '--jq', '.body'])).toMatchObject({ code: 0, stdout: 'promoted\n' });
      expect(await run(['api', 'repos/acme/models/actions/workflows/rollout.yml/dispatches', '-f', 'ref=main', '-f', 'inputs[target]=fraud'])).toMatchObject({ code: 0, stderr: '' });
      expect((await repository.now()).data.events.filter(({ kind }) => kind === 'workflow_dispatch')).toMatchObject([{ workflow: 'rollout.yml', inputs: { target: 'fraud' } }]);
      github.assertFits();
    } finally {
      await github.close();
    }
  });

  it('hears refusals as GitHub words them, and trusts no other authority', async () => {
    const { github, server, authority } = await aServerFor(store);
    try {
      const reader = clientOf(github, server, authority, { permissions: { contents: 'read' } });
      expect(await reader(['api', 'repos/acme/models/issues', '-f', 'title=x'])).toMatchObject({ code: 1, stderr: expect.stringContaining('Resource not accessible by integration (HTTP 403)') as string });
      const stranger = clientOf(github, server, authority, { repositories: [] });
      expect(await stranger(['api', 'repos/acme/models'])).toMatchObject({ code: 1, stderr: expect.stringContaining('Not Found (HTTP 404)') as string });
      github.faults.plan({ route: '*', kind: 'hang-up', when: 'after' });
      expect((await reader(['api', 'rate_limit'])).code).toBe(1);
      const before = github.requests().length;
      const nobody = join(folder, 'nobody.pem');
      writeFileSync(nobody, '');
      expect(await clientOf(github, server, nobody)(['api', 'rate_limit'])).toMatchObject({ code: 1, stderr: expect.stringContaining('certificate') as string });
      expect(github.requests()).toHaveLength(before);
    } finally {
      await github.close();
    }
  });
});
