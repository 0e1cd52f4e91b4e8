// A promotion waits for nobody but its reviewers: two targets in one job, GitHub's list of runs, and whoever lets runs begin, wait and end.
import { openGithubApi } from '@rampart/github-api';
import { promote, type Ports } from '@rampart/rollout-engine';
import { ppm, type Policy } from '@rampart/rollout-policy';
import { aPolicy, aRamp, aSmoke, fakeRouter, fakeSmokeProbe, inMemoryLedger, inMemoryRegistry, scriptedMetrics, virtualClock } from '@rampart/testing';
import { githubEmulator, type EmulatedRepository, type GithubEmulator, type TokenRequest } from '@rampart/testing/github';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { conclusionsByDispatch } from './conclusions-by-dispatch.ts';
import { AGAIN_MS } from './conclusions.ts';
import { present } from './present.ts';
import { run, type Mode, type StepRequest, type StepResult, type StepTarget } from './run.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const API = 'https://api.github.test';
/** What GitHub gives to a job with the permissions of the template. */
const JOB: TokenRequest = { kind: 'job', permissions: { contents: 'write', deployments: 'write', actions: 'read' } };

const QUICK = aPolicy({ target: 'quick-prod', promise: { badRequestsMax: 400 }, expert: { growthMax: 4 } });
/** Exposed all day long. */
const SLOW = aPolicy({ target: 'slow-prod', promise: { badRequestsMax: 1e7, decideWithinMs: 1e12 }, plan: [aSmoke(), aRamp({ steps: { kind: 'ladder', weights: [ppm(10_000), ppm(20_000)], everyMs: 24 * HOUR_MS } })] });

/** To be promoted after three hours. */
const LATER = aPolicy({ target: 'later-prod', promise: { badRequestsMax: 1e7, decideWithinMs: 1e12 }, plan: [aSmoke(), aRamp({ steps: { kind: 'ladder', weights: [ppm(100_000), ppm(500_000)], everyMs: 90 * MINUTE_MS } }), { kind: 'bake', durationMs: 24 * HOUR_MS, holdback: ppm(10_000) }] });

type RunEnd = 'success' | 'cancelled' | 'failure';

let github: GithubEmulator;
let repository: EmulatedRepository;
let clock: ReturnType<typeof virtualClock>;
let jobs: AbortController;
let quick: Target;
let slow: Target;
beforeEach(async () => {
  clock = virtualClock();
  jobs = new AbortController();
  github = githubEmulator({ clock });
  repository = await github.createRepository('acme/models');
  await repository.commitFiles('refs/heads/main', { 'README.md': '# models\n' });
  [quick, slow] = [aTarget(QUICK), aTarget(SLOW)];
});
afterEach(async () => {
  github.assertFits();
  await github.close();
});

type Target = StepTarget & { readonly router: ReturnType<typeof fakeRouter> };

function aTarget(policy: Policy): Target {
  const { target } = policy;
  const [router, registry, metrics] = [fakeRouter({ target }), inMemoryRegistry(), scriptedMetrics()];
  for (const [version, digit] of [['v1', '1'], ['v2', '2']] as const) registry.register('fraud', { version, digest: `sha256:${digit.repeat(64)}`, artifact: version });
  metrics.follow('errors', ({ fromMs, toMs }) => {
    const requests = toMs - fromMs;
    const candidate = Math.round((requests * router.weightOf('b')) / 1_000_000);
    return { stable: { trials: requests - candidate, events: Math.round((requests - candidate) * 0.02) }, candidate: { trials: candidate, events: Math.round(candidate * 0.02) } };
  });
  const ports: Ports = { clock, ledger: inMemoryLedger(), router, deployer: router, metrics, registry, freeze: { verify: () => Promise.resolve({ kind: 'none' }), pin: () => Promise.resolve({ kind: 'refused', why: 'nothing is there' }) }, smoke: fakeSmokeProbe(), titleOf: (event) => event.kind };
  return { policyFile: `${target}.yaml`, pinned: { policy, digest: 'sha256:p' }, ports, breakGlass: (slot) => slot, router };
}

interface Looks {
  readonly results: readonly StepResult[];
  /** When each target was looked at. */
  readonly lookedAtMs: ReadonlyMap<string, readonly number[]>;
  readonly rows: { readonly toPromote: readonly unknown[]; readonly toRollBack: readonly unknown[] };
}

async function look(targets: readonly StepTarget[], { mode = 'auto', deadlineMs = 3 * HOUR_MS, token = JOB, conclude = true, heard = playRunner, request = { kind: 'none' } }: { readonly mode?: Mode; readonly deadlineMs?: number; readonly token?: TokenRequest; readonly conclude?: boolean; readonly heard?: () => Promise<void>; readonly request?: StepRequest['request'] } = {}): Promise<Looks> {
  const lookedAtMs = new Map<string, number[]>();
  const api = openGithubApi({ token: github.token(token), apiUrl: API, graphqlUrl: `${API}/graphql`, repository: { owner: 'acme', repo: 'models' }, clock, signal: jobs.signal, waitsUntilMs: clock.nowMs() + HOUR_MS, fetch: github.fetch });
  const dispatch = conclusionsByDispatch(api);
  const conclusions = { ...dispatch, start: async (...asked: Parameters<typeof dispatch.start>) => dispatch.start(...asked).finally(heard) };
  const results = await run(
    { mode, wanted: { kind: 'newest' }, validation: { kind: 'not-demanded' }, request, actor: 'test', deadlineMs },
    { targets, clock, signal: jobs.signal, told: ({ target: { pinned } }) => void lookedAtMs.set(pinned.policy.target, [...(lookedAtMs.get(pinned.policy.target) ?? []), clock.nowMs()]), ...(conclude ? { conclusions } : {}) },
  );
  const { toPromote, toRollBack } = present(results).outputs;
  return { results, lookedAtMs, rows: { toPromote: JSON.parse(toPromote) as readonly unknown[], toRollBack: JSON.parse(toRollBack) as readonly unknown[] } };
}

/** GitHub begins a run for every event that it has not begun one for. */
async function playRunner(): Promise<void> {
  const { events, runs } = (await repository.now()).data;
  const sent = events.filter((event) => event.kind === 'repository_dispatch').slice(runs.length);
  const begun = sent.map(({ payload, actor }, index) => ({ id: 500 + runs.length + index, number: 1 + runs.length + index, workflow: 'rollout.yml', title: String(payload['name']), event: 'repository_dispatch', branch: 'main', sha: 'a'.repeat(40), actor, status: 'waiting', conclusion: null, createdAtMs: clock.nowMs() }));
  await repository.change((was) => ({ ...was, runs: [...was.runs, ...begun] }));
}

/** What its reviewers, or whoever cancels it, make of the newest run. */
async function endNewestRun(conclusion: RunEnd): Promise<void> {
  await repository.change((was) => ({ ...was, runs: was.runs.map((each, index) => (index === was.runs.length - 1 ? { ...each, status: 'completed', conclusion } : each)) }));
}

async function runNames(): Promise<readonly string[]> {
  return (await repository.now()).data.runs.map(({ title = '' }) => title.replace(/rollout .*\)/, 'rollout)'));
}

async function dispatches(): Promise<readonly Readonly<Record<string, unknown>>[]> {
  return (await repository.now()).data.events.flatMap((event) => (event.kind === 'repository_dispatch' ? [event.payload] : []));
}

const row = { target: 'quick-prod', policy: 'quick-prod.yaml', candidate: 'v2', environment: 'production', 'rollout-id': expect.any(String) as string };
const gapsOf = (looks: readonly number[] = []): number => Math.max(...looks.slice(1).map((atMs, index) => atMs - (looks[index] ?? 0)));

describe('a target that is to be promoted beside one that is exposed', () => {
  it('has a run of its own within a look, while the job goes on with the other one without a gap', async () => {
    const { lookedAtMs, rows, results } = await look([quick, slow]);
    const [asked] = await dispatches();
    expect(asked).toEqual({ name: `promote quick-prod (rollout ${String(asked?.['rollout-id'])})`, target: 'quick-prod', policy: 'quick-prod.yaml', 'rollout-id': expect.any(String) as string });
    const [begun] = (await repository.now()).data.runs;
    expect(lookedAtMs.get('quick-prod')).toContain(begun?.createdAtMs);
    expect(results[1]).toMatchObject({ handedOver: true });
    expect(gapsOf(lookedAtMs.get('slow-prod'))).toBeLessThanOrEqual(2 * SLOW.expert.lookMs);
    expect([await runNames(), rows]).toEqual([['promote quick-prod (rollout)'], { toPromote: [], toRollBack: [] }]);
  });

  it('is told to the promote job by that run, which changes nothing', async () => {
    await look([quick, slow]);
    const before = JSON.stringify(await quick.ports.ledger.read('quick-prod'));
    const { rows } = await look([quick], { mode: 'observe', conclude: false });
    expect(rows).toEqual({ toPromote: [row], toRollBack: [] });
    expect(JSON.stringify(await quick.ports.ledger.read('quick-prod'))).toBe(before);
  });

  it('is promoted while the job stays, and watched on by it', async () => {
    const promotions: string[] = [];
    clock.at(clock.nowMs() + 2 * HOUR_MS, async () => {
      promotions.push((await promote(quick.ports, { target: 'quick-prod', actor: 'ada', rolloutId: '' })).kind);
      await endNewestRun('success');
    });
    const { rows } = await look([quick, slow]);
    expect([promotions, await runNames(), rows.toPromote]).toEqual([['promoted'], ['promote quick-prod (rollout)'], []]);
    expect(quick.router.weightOf('b')).toBeGreaterThan(500_000);
  });

  it('is asked for once, whatever jobs look while its reviewers take their time', async () => {
    await look([quick, slow]);
    for (const deadlineMs of [2 * MINUTE_MS, 4 * MINUTE_MS]) expect((await look([quick, slow], { deadlineMs })).rows).toEqual({ toPromote: [], toRollBack: [] });
    await clock.advance(AGAIN_MS);
    await look([quick], { mode: 'tick' });
    expect(await runNames()).toHaveLength(1);
  });

  it('is looked at as long as the job stays for one that was promoted meanwhile', async () => {
    const baking = aTarget({ ...QUICK, plan: LATER.plan.map((stage) => (stage.kind === 'ramp' ? { ...stage, steps: { kind: 'ladder', weights: [ppm(500_000)], everyMs: MINUTE_MS } } : stage)), promise: LATER.promise });
    clock.at(clock.nowMs() + HOUR_MS, async () => {
      await promote(baking.ports, { target: 'quick-prod', actor: 'ada', rolloutId: '' });
    });
    const { lookedAtMs, results } = await look([baking, aTarget(LATER)], { deadlineMs: 5 * HOUR_MS });
    expect(results.map(({ outcome }) => (outcome.kind === 'decided' && outcome.state.rollout.kind === 'live' ? outcome.state.rollout.phase : outcome.kind))).toEqual(['baking', 'awaiting-promotion']);
    expect(await runNames()).toHaveLength(2);
    expect(lookedAtMs.get('later-prod')?.at(-1)).toBe(lookedAtMs.get('quick-prod')?.at(-1));
  });

  it('is found behind a hundred newer runs of other events', async () => {
    await look([quick, slow], { deadlineMs: 2 * HOUR_MS });
    const others = Array.from({ length: 120 }, (_, index) => ({ id: 900 + index, number: 9 + index, workflow: 'retrain.yml', title: 'retrain', event: 'repository_dispatch', branch: 'main', sha: 'a'.repeat(40), actor: 'x', status: 'completed', conclusion: 'success', createdAtMs: clock.nowMs() }));
    await repository.change((was) => ({ ...was, runs: [...was.runs, ...others] }));
    await look([quick], { mode: 'tick' });
    expect(await dispatches()).toHaveLength(1);
  });

  it.each(['cancelled', 'failure'] as const)('is asked for again after its run ended as %s', async (conclusion) => {
    await look([quick, slow]);
    await endNewestRun(conclusion);
    await clock.advance(AGAIN_MS);
    await look([quick], { mode: 'tick' });
    await look([quick], { mode: 'tick' });
    expect(await runNames()).toEqual(['promote quick-prod (rollout)', 'promote quick-prod (rollout)']);
  });

  it('is asked for no more often than every quarter of an hour where each of its runs ends at once', async () => {
    const { lookedAtMs } = await look([quick, slow], { heard: async () => (await playRunner(), await endNewestRun('failure')) });
    const runs = (await repository.now()).data.runs.map(({ createdAtMs }) => createdAtMs);
    expect(runs.length).toBeGreaterThan(3);
    expect(Math.min(...runs.slice(1).map((atMs, index) => atMs - (runs[index] ?? 0)))).toBeGreaterThanOrEqual(AGAIN_MS);
    expect(gapsOf(lookedAtMs.get('slow-prod'))).toBeLessThanOrEqual(2 * SLOW.expert.lookMs);
  });

  it('asks anew for its rollback, though the promotion still waits for its reviewers', async () => {
    await look([quick, slow]);
    const { rows } = await look([quick], { mode: 'tick', request: { kind: 'abort', actor: 'ada', why: 'looks bad' } });
    expect(quick.router.weightOf('b')).toBe(0);
    expect([await runNames(), rows]).toEqual([['promote quick-prod (rollout)', 'roll back quick-prod (rollout)'], { toPromote: [], toRollBack: [] }]);
    expect((await look([quick], { mode: 'observe', conclude: false })).rows).toEqual({ toPromote: [], toRollBack: [row] });
  });
});

describe('a rollback beside a target that is exposed', () => {
  it('is concluded in a run of its own, and in another one where that was cancelled', async () => {
    await look([quick, slow], { deadlineMs: 10 * MINUTE_MS });
    await look([quick], { mode: 'tick', conclude: false, request: { kind: 'abort', actor: 'ada', why: 'looks bad' } });
    let runs = 0;
    const { rows } = await look([quick, slow], {
      deadlineMs: HOUR_MS,
      heard: async () => {
        await playRunner();
        if (++runs === 1) await endNewestRun('cancelled');
      },
    });
    expect([await runNames(), rows]).toEqual([Array(2).fill('roll back quick-prod (rollout)'), { toPromote: [], toRollBack: [] }]);
  });
});

describe('a job that dies', () => {
  it('before it has asked leaves the question to the next one', async () => {
    await look([quick, slow], { conclude: false });
    await look([quick, slow], { deadlineMs: 10 * MINUTE_MS });
    expect(await runNames()).toEqual(['promote quick-prod (rollout)']);
  });

  it('after it has asked leaves a run that the next one finds', async () => {
    const killed = await look([quick, slow], { heard: async () => (await playRunner(), jobs.abort()) });
    expect(killed.lookedAtMs.get('slow-prod')?.length).toBeLessThan(200);
    jobs = new AbortController();
    await look([quick, slow], { deadlineMs: 10 * MINUTE_MS });
    expect(await runNames()).toEqual(['promote quick-prod (rollout)']);
  });

  it('without an answer to what it has sent believes the list of runs', async () => {
    github.faults.plan({ route: 'repos/create-dispatch-event', kind: 'hang-up', when: 'after', times: 1 });
    const { rows } = await look([quick, slow]);
    expect([github.faults.met(), await runNames(), rows.toPromote]).toEqual([{ 'hang-up applied': 1 }, ['promote quick-prod (rollout)'], []]);
  });
});

describe('what no run can be started for stays in the outputs', () => {
  it.each([
    ['may not read which runs there are', { contents: 'write' }, 'cannot be read', 0],
    ['may not send the event', { contents: 'read', actions: 'read' }, 'no run could be started', 0],
  ] as const)('where the token %s', async (_, permissions, words, sent) => {
    const { rows, results, lookedAtMs } = await look([quick, slow], { token: { kind: 'job', permissions } });
    expect(rows.toPromote).toEqual([row]);
    expect(results[0]?.outcome.warnings).toEqual([expect.stringContaining(words) as string]);
    expect(await dispatches()).toHaveLength(sent);
    expect(gapsOf(lookedAtMs.get('slow-prod'))).toBeLessThanOrEqual(2 * SLOW.expert.lookMs);
  });

  it('where no workflow begins with the event', async () => {
    const { rows, results } = await look([quick, slow], { heard: () => Promise.resolve(), deadlineMs: 2 * HOUR_MS });
    expect(rows.toPromote).toEqual([row]);
    expect(results[0]?.outcome.warnings).toEqual([expect.stringContaining('none of that name is there') as string]);
  });
});

describe('what it costs', () => {
  it('is one request per tick of a target that waits, and none of one that does not', async () => {
    await look([quick, slow]);
    const before = github.requests().length;
    await look([quick, slow], { deadlineMs: HOUR_MS });
    expect(github.requests().slice(before).map(({ operation }) => operation)).toEqual(Array(Math.ceil(HOUR_MS / QUICK.expert.tickMs)).fill('actions/list-workflow-runs-for-repo'));
    const after = github.requests().length;
    await look([slow], { deadlineMs: HOUR_MS });
    expect(github.requests().slice(after)).toEqual([]);
  });
});
