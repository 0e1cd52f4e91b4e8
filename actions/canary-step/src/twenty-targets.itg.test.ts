// What a job asks of GitHub while it looks every 30 s, counted over half an hour: a workflow's own token has 1,000 requests an hour for everything.
import { openState } from '@rampart/ports-from-policy';
import type { Ports } from '@rampart/rollout-engine';
import { ppm } from '@rampart/rollout-policy';
import { aPolicy, aRamp, aSmoke, fakeRouter, fakeSmokeProbe, inMemoryRegistry, scriptedMetrics, virtualClock } from '@rampart/testing';
import { githubEmulator, type GithubEmulator } from '@rampart/testing/github';
import { http, mockNetwork } from '@rampart/testing/network';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run, type StepTarget } from './run.ts';

const API = 'https://github.test';
const HOUR_MS = 3_600_000;
const BEGINNING_MS = 300_000;
const SPAN_MS = HOUR_MS / 2;
const LOOKS = 60;
const network = mockNetwork();
const clock = virtualClock();
let github: GithubEmulator;

beforeEach(async () => {
  github = githubEmulator({ clock });
  network.enable();
  network.use(http.all(`${API}/*`, ({ request }) => github.handle(request)));
  await (await github.createRepository('acme/models')).commitFiles('refs/heads/main', { 'README.md': '# models\n' });
});
afterEach(async () => {
  network.disable();
  github.assertFits();
  await github.close();
});

/** At a weight that stays for the whole test, with a closed block every `blockMs`. */
function aTarget(name: string, blockMs: number, ledger: Ports['ledger']): StepTarget {
  const ladder = aRamp({ steps: { kind: 'ladder', weights: [ppm(100_000)], everyMs: 24 * HOUR_MS } });
  const policy = aPolicy({ target: name, plan: [aSmoke(), ladder], promise: { badRequestsMax: 1e9, decideWithinMs: 1e12 }, expert: { blockMs } });
  const router = fakeRouter({ target: name });
  const registry = inMemoryRegistry();
  for (const [version, digit] of [['v1', '1'], ['v2', '2']] as const) registry.register('fraud', { version, digest: `sha256:${digit.repeat(64)}`, artifact: version });
  const metrics = scriptedMetrics();
  metrics.follow('errors', ({ fromMs, toMs }) => ({ stable: { trials: (toMs - fromMs) / 10, events: 1 }, candidate: { trials: (toMs - fromMs) / 100, events: 0 } }));
  const ports: Ports = { clock, ledger, router, deployer: router, metrics, registry, freeze: { verify: () => Promise.resolve({ kind: 'none' }), pin: () => Promise.resolve({ kind: 'refused', why: 'nothing is to be frozen here' }) }, smoke: fakeSmokeProbe(), titleOf: (event) => event.kind };
  return { policyFile: `${name}.yaml`, pinned: { policy, digest: 'sha256:p' }, ports, breakGlass: (slot) => slot };
}

interface Spent {
  readonly queries: number;
  readonly records: number;
  readonly restWrites: number;
  readonly others: number;
}

/** After it has raised the weight. */
async function spentOn(count: number, blockMs: number): Promise<Spent> {
  const opened = await openState({
    workspace: '/nowhere', cacheDir: '/nowhere', ledger: 'github', stateRepository: '', stateToken: '', token: github.token(), env: { GITHUB_API_URL: API, GITHUB_GRAPHQL_URL: `${API}/graphql`, GITHUB_REPOSITORY: 'acme/models' },
    clock, signal: new AbortController().signal, deadlineMs: 3 * HOUR_MS, needs: {}, mirrors: ['none'],
  });
  if (opened.kind === 'refused' || opened.github === 'none') throw new Error('it is on GitHub');
  const { ledger } = opened.state();
  const targets = Array.from({ length: count }, (_, n) => aTarget(`model-${String(n)}`, blockMs, ledger));
  const beganAtMs = clock.nowMs();
  const results = await run(
    { mode: 'watch', wanted: { kind: 'newest' }, validation: { kind: 'not-demanded' }, request: { kind: 'none' }, actor: 'test', deadlineMs: BEGINNING_MS + SPAN_MS + 60_000 },
    { targets, clock, signal: new AbortController().signal, told: () => undefined, lookAhead: opened.github.lookAhead },
  );
  expect(results.map(({ outcome }) => outcome.kind === 'decided' && outcome.state.rollout.kind === 'live' && outcome.state.rollout.weightMax)).toEqual(Array(count).fill(100_000));
  const fromMs = beganAtMs + BEGINNING_MS;
  const asked = github.requests().filter(({ atMs }) => atMs > fromMs && atMs <= fromMs + SPAN_MS).map(({ operation }) => operation);
  const how = (...names: readonly string[]): number => asked.filter((name) => names.includes(name)).length;
  const [queries, records, restWrites] = [how('graphql/repository'), how('graphql/updateRefs'), how('git/create-tree', 'git/create-commit')];
  return { queries, records, restWrites, others: asked.length - queries - records - restWrites };
}

describe('a job that looks every 30 s', () => {
  it('takes four requests a look for a target that has new evidence in each', async () => {
    expect(await spentOn(1, 30_000)).toEqual({ queries: LOOKS, records: LOOKS, restWrites: 2 * LOOKS, others: 0 });
  });

  it('takes one query a look for twenty of them, and records what each of them waited for every half an hour', async () => {
    const { queries, records, restWrites, others } = await spentOn(20, 30_000);
    expect(queries).toBe(LOOKS);
    expect(records).toBeGreaterThanOrEqual(20);
    expect(records).toBeLessThanOrEqual(LOOKS + 20);
    // A move that a limit turned away is sent again.
    expect(Math.abs(2 * records - restWrites)).toBeLessThanOrEqual(4);
    expect(others).toBe(0);
  });
});
