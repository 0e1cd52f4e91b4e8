// The world that the templates are run in: a GitHub on real git, a repository with two versions of a model and a policy, and the router and
// the metric pages of the golden world. All of it on loopback.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { tinyLogistic } from '@rampart/model-validation/testing';
import { githubEmulator, openPullRequest, type EmulatedRepository, type GithubEmulator, type ServedGithub } from '@rampart/testing/github';
import { aGoldenWorld, POLICY_FILE, type GoldenWorld } from '@rampart/testing/golden';
import { routerContractHandler } from '@rampart/traffic-routers';
import { cachedBundle } from '../bundle.ts';

export const REPOSITORY = 'acme/models';

export interface TemplateWorld {
  readonly root: string;
  readonly golden: GoldenWorld;
  readonly github: GithubEmulator;
  readonly served: ServedGithub;
  /** Where the repository is as git has it. */
  readonly gitDir: string;
  readonly nextRunId: () => number;
  /** Newest commit of a branch or tag. */
  commitOf(ref: string): string;
  /** A pull request's branch on top of main. Answers with its commit. */
  propose(files: Readonly<Record<string, string>>): string;
  /** A pull request to main, from a branch of that name. */
  open(name: string, files: Readonly<Record<string, string>>): Promise<{ readonly number: number; readonly sha: string }>;
  /** A person freezes a file of main, or lets it go, and no pull request hears of it: that is for the gate and the sweep. */
  freezeByHand(mode: 'freeze' | 'release', path: string): Promise<void>;
  /** What pull requests are told on that commit; `none` as long as nobody has looked at it. */
  freezeStatus(sha: string): Promise<string>;
  /** Subjects of the ledger, oldest first. How often it was looked at is luck, so those that only hold are left out. */
  story(): readonly string[];
  /** What people see: the states of the deployment, oldest first, without the numbers of the records that they show. */
  shown(): Promise<readonly string[]>;
  tags(): readonly string[];
  /** A proxy that lets nothing through, for whatever would leave this machine. */
  readonly wayOut: { readonly proxy: string; readonly attempts: () => readonly string[] };
  close(): Promise<void>;
}

/** v1.0.0 serves; v2.0.0 is a model that answers as its golden set says, and has figures. */
const V2 = tinyLogistic([1, -2, 3], 0.5);
const GOLDEN_SET = { tolerance: { abs: 1e-6, rel: 0 }, cases: [{ name: 'a payment', inputs: { x: { type: 'float32', shape: [1, 3], data: [1, 2, 3] } }, outputs: { p: { type: 'float32', shape: [1, 1], data: [0.9984988] } } }] };

/**
 * Times are short because nobody waits here: a block is what was counted between two looks. Requests count one by one, so that a few looks
 * are enough either way, and the promise is so wide that `auto` stays no longer than to see what a new weight does.
 */
const POLICY = {
  promise: 'promise: {badRequests: 1000000, falseAlarms: 20%}',
  checks: 'checks: {errors: {worseBy: 5x, independent: true}}',
  plan: 'plan: [smoke, ramp: {weights: [10%, 50%], every: 0s}, bake: {for: 1s, holdback: 1%}]',
  expert: 'expert: {block: 100ms, lag: 0s, warmUp: 0s, look: 150ms, tick: 1m}',
};

export async function aTemplateWorld(): Promise<TemplateWorld> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'rampart-act-')));
  const golden = await aGoldenWorld({ serveContract: routerContractHandler });
  const github = githubEmulator({ store: 'git', clock: { nowMs: () => Date.now(), sleep: async () => {} } });
  const repository = await github.createRepository(REPOSITORY);
  if (repository.location.kind !== 'git') throw new Error('the repository is not in git');
  const { gitDir } = repository.location;
  const work = join(root, 'somebody');
  const git = gitIn(root, work);
  git('init', '--quiet', '--initial-branch=main', work);
  const commit = (message: string, files: Readonly<Record<string, string | Uint8Array>>): void => {
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(dirname(join(work, file)), { recursive: true });
      writeFileSync(join(work, file), content);
    }
    git('-C', work, 'add', '--all');
    git('-C', work, 'commit', '--quiet', `--message=${message}`);
  };
  const release = (version: string, model: string | Uint8Array, accuracy: number): void => {
    commit(version, { 'models/fraud/model.onnx': model, 'models/fraud/metrics.json': JSON.stringify({ accuracy }) });
    git('-C', work, 'tag', '--annotate', `--message=${version}`, `fraud@${version}`);
  };
  golden.writePolicy(POLICY);
  commit('what is released, and how', {
    'artifacts.yaml': 'fraud: {type: model, path: models/fraud/model.onnx}\n',
    'models/fraud/golden.json': JSON.stringify(GOLDEN_SET),
    [POLICY_FILE]: readFileSync(join(golden.folders.workspace, POLICY_FILE)),
  });
  release('v1.0.0', `model v1.0.0`, 0.8);
  release('v2.0.0', V2, 0.81);
  git('-C', work, 'push', '--quiet', gitDir, 'main', '--tags');
  if (golden.digests.v1 !== `sha256:${createHash('sha256').update('model v1.0.0').digest('hex')}`) throw new Error('the router serves other bytes than v1.0.0');

  const wayOut = await aClosedProxy();
  const served = await github.serve();
  let runs = 0;
  return {
    root,
    golden,
    wayOut,
    github,
    served,
    gitDir,
    nextRunId: () => (runs += 1),
    commitOf: (ref) => git('-C', gitDir, 'rev-parse', `${ref}^{commit}`),
    propose: (files) => {
      git('-C', work, 'checkout', '--quiet', '-B', 'proposed', 'main');
      commit('a change to the model', files);
      git('-C', work, 'push', '--quiet', '--force', gitDir, 'proposed', 'proposed:refs/pull/7/head');
      return git('-C', work, 'rev-parse', 'HEAD');
    },
    open: async (name, files) => {
      git('-C', work, 'checkout', '--quiet', '-B', name, 'main');
      commit(name, files);
      git('-C', work, 'push', '--quiet', gitDir, name);
      return { sha: git('-C', work, 'rev-parse', 'HEAD'), number: await openPullRequest(repository, { title: name, head: name }, Date.now()) };
    },
    freezeByHand: async (mode, path) => {
      golden.write(path, git('-C', work, 'show', `main:${path}`));
      const inputs = { mode, target: 'fraud-prod', paths: mode === 'freeze' ? path : '', ledger: 'github', token: github.token({ kind: 'job', permissions: { contents: 'write' } }) };
      const { exitCode, stdout } = await golden.run(await cachedBundle('freeze-data'), inputs, { server_url: served.url, api_url: served.apiUrl, graphql_url: served.graphqlUrl });
      if (exitCode !== 0) throw new Error(`${mode} of ${path} failed:\n${stdout}`);
    },
    freezeStatus: async (sha) => {
      const found = (await repository.now()).data.commitStatuses.findLast((status) => status.sha === sha && status.context === 'rollout/freeze');
      return found === undefined ? 'none' : `${found.state}: ${found.description ?? ''}`;
    },
    story: () => {
      const ledger = git('-C', gitDir, 'for-each-ref', '--format=%(refname)', 'refs/heads/rollouts/fraud-prod-*');
      return ledger === '' ? [] : git('-C', gitDir, 'log', '--reverse', '--format=%s', ledger).split('\n').filter((subject) => !subject.includes(': holds '));
    },
    shown: () => shownOf(repository),
    tags: () => git('-C', gitDir, 'tag', '--list').split('\n'),
    close: async () => {
      await golden.close();
      await github.close();
      await wayOut.close();
      rmSync(root, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

async function aClosedProxy() {
  const attempts: string[] = [];
  const server = createServer((socket) => {
    // `CONNECT github.com:443 HTTP/1.1`
    socket.once('data', (chunk: Buffer) => {
      attempts.push(chunk.toString('latin1').split('\r\n')[0] ?? '');
      socket.destroy();
    });
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { proxy: `http://127.0.0.1:${port}`, attempts: () => attempts, close: () => new Promise<void>((resolve) => void server.close(() => resolve())) };
}

async function shownOf(repository: EmulatedRepository): Promise<readonly string[]> {
  const { deployments, deploymentStatuses } = (await repository.now()).data;
  return [`${deployments.length} deployment`, ...deploymentStatuses.map(({ state, description }) => `${state}: ${description.replace(/ · record \d+$/, '')}`)];
}

function gitIn(home: string, cwd: string): (...args: readonly string[]) => string {
  mkdirSync(cwd);
  const person = ['GIT_AUTHOR', 'GIT_COMMITTER'].flatMap((who) => [[`${who}_NAME`, 'Ada'], [`${who}_EMAIL`, 'ada@example.com']]);
  const env = { PATH: process.env['PATH'], HOME: home, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', ...Object.fromEntries(person) as Record<string, string> };
  return (...args) => execFileSync('git', args, { cwd, env, encoding: 'utf8' }).trim();
}
