// Pull requests are opened, pushed to, queued and merged while data is frozen and lifted, by a person and by a rollout, from jobs that are late, that die
// and that see old lists. In the end every status is right, and what got in all the same is seen (fault 33).
import { fc, test } from '@fast-check/vitest';
import { coveredPaths, decodeManifest, encodeManifest, freezeFiles, decodePatterns } from '@rampart/data-freeze';
import { memoryFiles } from '@rampart/data-freeze/testing';
import { openGithubApi } from '@rampart/github-api';
import { freezeContext, freezeStatuses, githubBranchFiles, openGithubState } from '@rampart/github-state';
import { FREEZES_REF } from '@rampart/ledger-records';
import type { Clock } from '@rampart/rollout-engine';
import { githubEmulator, mergePullRequest, NO_LIMITS, openPullRequest, type EmulatedRepository } from '@rampart/testing/github';
import { virtualClock } from '@rampart/testing/fakes';
import { afterAll, describe, expect } from 'vitest';
import { branchNow, freezeGuard } from '../src/freeze-guard.ts';
import { readFrozenOf } from '../src/frozen-now.ts';

const REPOSITORY = 'acme/models';
const BRANCHES = ['main', 'release'] as const;
const PATHS = ['data/train.csv', 'data/new.csv', 'features/x.csv', 'src/app.ts'] as const;
const TARGETS = ['fraud', 'ads'] as const;
const PATTERNS = { fraud: ['data/**'], ads: ['data/train.csv', 'features'] } as const;
const NOTHING = '0'.repeat(40);

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('open'), path: fc.constantFrom(...PATHS), base: fc.constantFrom(...BRANCHES), fork: fc.boolean(), gate: fc.constantFrom('runs', 'runs', 'twice', 'never') }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('push'), which: fc.nat(9), path: fc.constantFrom(...PATHS), gate: fc.constantFrom('runs', 'runs', 'twice', 'never') }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('merge'), which: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('queue'), which: fc.nat(9), landsAfterMs: fc.nat(8_000) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('freeze'), target: fc.constantFrom(...TARGETS), by: fc.constantFrom('hand', 'rollout'), branch: fc.constantFrom(...BRANCHES), diesAfterMs: fc.constantFrom(0, 0, 0, 900, 2_500) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('lift'), target: fc.constantFrom(...TARGETS), by: fc.constantFrom('hand', 'rollout'), diesAfterMs: fc.constantFrom(0, 0, 900, 2_500) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const reached = new Map<string, number>();
const met = (what: string): void => void reached.set(what, (reached.get(what) ?? 0) + 1);

interface Job {
  readonly store: ReturnType<typeof openGithubState>['freezes'];
  readonly branches: ReturnType<typeof githubBranchFiles>;
  readonly statuses: ReturnType<typeof freezeStatuses>;
}

async function aRepository(delays: readonly number[], replicaLagMs: number) {
  const clock = virtualClock();
  let arrived = 0;
  const github = githubEmulator({ clock, limits: NO_LIMITS, replicaLagMs, watcher: { arrives: () => clock.sleep(delays[(arrived += 1) % delays.length] ?? 0) } });
  const repository = await github.createRepository(REPOSITORY);
  const first = await repository.commitFiles('refs/heads/main', Object.fromEntries([...PATHS.filter((path) => path !== 'data/new.csv')].map((path) => [path, 'a\n1\n'])));
  await repository.moveRefs([{ ref: 'refs/heads/release', from: NOTHING, to: first }]);
  // A replica has to have seen that there is something.
  await clock.sleep(10_000);
  const job = (signal: AbortSignal = new AbortController().signal): Job => {
    const api = openGithubApi({ token: github.token({ kind: 'app' }), apiUrl: 'https://api.github.com', graphqlUrl: 'https://api.github.com/graphql', repository: { owner: 'acme', repo: 'models' }, clock, signal, waitsUntilMs: clock.nowMs() + 3_600_000, needs: {}, chance: () => 0.5, fetch: github.fetch });
    const { freezes } = openGithubState({ api, clock, signal, chance: () => 0.5 });
    return { store: freezes, branches: githubBranchFiles(api), statuses: freezeStatuses({ api, clock, signal, readFrozen: readFrozenOf(freezes, REPOSITORY) }) };
  };
  return { clock, github, repository, job };
}

type World = Awaited<ReturnType<typeof aRepository>>;

async function playAll(world: World, moments: readonly { readonly step: Step; readonly afterMs: number }[]): Promise<void> {
  const opened: number[] = [];
  const playing: Promise<void>[] = [];
  for (const [index, { step, afterMs }] of moments.entries()) {
    playing.push(play(world, step, opened, `change-${String(index)}`));
    await world.clock.sleep(afterMs);
  }
  await Promise.all(playing);
}

/** One line of the story. A job that dies leaves what it has written. */
async function play(world: World, step: Step, opened: number[], name: string): Promise<void> {
  const { repository, clock } = world;
  switch (step.kind) {
    case 'open': {
      await repository.moveRefs([{ ref: `refs/heads/${name}`, from: NOTHING, to: await headOf(repository, step.base) }]);
      const sha = await repository.commitFiles(`refs/heads/${name}`, { [step.path]: `opened by ${name}\n` });
      opened.push(await openPullRequest(repository, { title: name, head: name, base: step.base, ...(step.fork ? { fork: { owner: 'mallory', sha } } : {}) }, clock.nowMs()));
      return gate(world, { head: sha, base: step.base, from: step.base }, step.gate);
    }
    case 'push': {
      const pull = await pullAt(repository, opened, step.which);
      if (pull === undefined) return;
      const sha = await repository.commitFiles(`refs/heads/${pull.head}`, { [step.path]: `pushed by ${name}\n` });
      await repository.change((was) => ({ ...was, issues: was.issues.map((issue) => (issue.number === pull.number && issue.pull !== 'no-pull-request' && issue.pull.headSha !== '' ? { ...issue, pull: { ...issue.pull, headSha: sha } } : issue)) }));
      met('pushed');
      return gate(world, { head: sha, base: pull.base, from: pull.base }, step.gate);
    }
    case 'merge': {
      const pull = await pullAt(repository, opened, step.which);
      if (pull === undefined) return;
      if ((await statusOn(repository, pull.sha, pull.base)) === 'failure') met('merged past a failure');
      await mergePullRequest(repository, pull.number, clock.nowMs());
      return;
    }
    case 'queue': {
      const pull = await pullAt(repository, opened, step.which);
      if (pull !== undefined) await queue(world, pull, step.landsAfterMs, name);
      return;
    }
    case 'freeze':
    case 'lift':
      return change(world, step);
  }
}

async function gate({ job, clock }: World, change: { readonly head: string; readonly base: string; readonly from: string }, how: 'runs' | 'twice' | 'never'): Promise<void> {
  if (how === 'never') return met('gate never ran');
  const one = job().statuses.showOne({ ...change, defaultBranch: 'main' });
  if (how === 'twice') await clock.sleep(700).then(() => job().statuses.showOne({ ...change, defaultBranch: 'main' }));
  await one;
}

/** The queue merges what its own status lets through, and nothing else. */
async function queue(world: World, pull: Pull, landsAfterMs: number, name: string): Promise<void> {
  const { repository, clock } = world;
  const from = await headOf(repository, pull.base);
  const ref = `refs/heads/gh-readonly-queue/${pull.base}/pr-${String(pull.number)}-${from.slice(0, 39)}${String(name.length % 10)}`;
  await repository.moveRefs([{ ref, from: NOTHING, to: from }]);
  const files = await repository.files((await commitOf(repository, pull.sha)).tree);
  const changed = await touched(repository, pull.base, pull.sha);
  const group = await repository.commitFiles(ref, Object.fromEntries(await Promise.all(changed.map(async (path) => [path, String(await repository.blob(files.get(path)?.id ?? ''))] as const))));
  await gate(world, { head: group, base: pull.base, from }, 'runs');
  await clock.sleep(landsAfterMs);
  const mayLand = (await statusOn(repository, group, pull.base)) === 'success' && (await headOf(repository, pull.base)) === from;
  met(mayLand ? 'landed from the queue' : 'left the queue');
  if (mayLand) await repository.moveRefs([{ ref: `refs/heads/${pull.base}`, from, to: group }]);
  await repository.moveRefs([{ ref, from: group, to: NOTHING }]);
}

async function change({ job, clock }: World, step: Extract<Step, { kind: 'freeze' | 'lift' }>): Promise<void> {
  const ends = new AbortController();
  const { store, branches, statuses } = job(ends.signal);
  for (let tries = 0; tries < 6; tries += 1) {
    const record = await store.readFreeze(step.target, step.by);
    if (record.kind === 'error') continue;
    if ((record.value.kind === 'frozen') === (step.kind === 'freeze')) break;
    const document = step.kind === 'lift' ? ({ kind: 'none' } as const) : ({ kind: 'document', text: await manifestOf(step, branches) } as const);
    const wrote = await store.writeFreeze({ target: step.target, by: step.by, document, expectedHead: record.value.head, title: step.kind, atMs: clock.nowMs() });
    if (wrote.kind === 'ok' && wrote.value.kind === 'appended') break;
  }
  if (step.diesAfterMs > 0) {
    clock.at(clock.nowMs() + step.diesAfterMs, () => ends.abort());
    met('died while it wrote');
  }
  await statuses.showAll();
}

async function manifestOf({ target, by, branch }: Extract<Step, { kind: 'freeze' }>, branches: Job['branches']): Promise<string> {
  const head = await branchNow(branches, branch);
  const patterns = decodePatterns(PATTERNS[target]);
  if (head.kind !== 'at' || patterns.kind === 'refused') throw new Error(JSON.stringify({ head, patterns }));
  const frozen = await freezeFiles({ target, root: '.', patterns: patterns.value, nowMs: 0, branch: head.branch, ...(by === 'rollout' ? { rolloutId: 'r-1' } : {}) }, memoryFiles({ 'data/train.csv': 'a\n1\n', 'features/x.csv': 'a\n1\n' }));
  if (frozen.kind === 'refused') throw new Error(JSON.stringify(frozen));
  return encodeManifest(frozen.manifest);
}

// --- the truth, read from the repository alone --------------------------------------------------------------------------------

interface Pull {
  readonly number: number;
  readonly head: string;
  readonly base: string;
  readonly sha: string;
}

async function openPulls(repository: EmulatedRepository): Promise<readonly Pull[]> {
  const { data, refs } = await repository.now();
  return data.issues.flatMap(({ number, state, pull }) => (pull === 'no-pull-request' || state === 'closed' ? [] : [{ number, head: pull.head, base: pull.base, sha: pull.headSha || (refs.get(`refs/heads/${pull.head}`) ?? '') }]));
}

async function pullAt(repository: EmulatedRepository, opened: readonly number[], which: number): Promise<Pull | undefined> {
  const open = (await openPulls(repository)).filter(({ number }) => opened.includes(number));
  return open[which % Math.max(1, open.length)];
}

async function headOf(repository: EmulatedRepository, branch: string): Promise<string> {
  return (await repository.now()).refs.get(`refs/heads/${branch}`) ?? '';
}

async function commitOf(repository: EmulatedRepository, id: string) {
  const commit = await repository.commit(id);
  if (commit === 'missing') throw new Error(`commit ${id} is missing`);
  return commit;
}

async function statusOn(repository: EmulatedRepository, sha: string, base: string): Promise<string> {
  const context = freezeContext({ base, defaultBranch: 'main' });
  return (await repository.now()).data.commitStatuses.findLast((status) => status.sha === sha && status.context === context)?.state ?? 'none';
}

async function differing(repository: EmulatedRepository, from: string, to: string): Promise<readonly string[]> {
  const [before, after] = [await repository.files((await commitOf(repository, from)).tree), await repository.files((await commitOf(repository, to)).tree)];
  return [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path)?.id !== after.get(path)?.id);
}

async function touched(repository: EmulatedRepository, base: string, sha: string): Promise<readonly string[]> {
  const ofHead = new Set(await repository.store.history(sha, Infinity));
  const common = (await repository.store.history(await headOf(repository, base), Infinity)).find((id) => ofHead.has(id)) ?? '';
  return differing(repository, common, sha);
}

async function standing(repository: EmulatedRepository) {
  const head = (await repository.now()).refs.get(FREEZES_REF);
  if (head === undefined) return [];
  const files = [...(await repository.files((await commitOf(repository, head)).tree))].filter(([name]) => name.endsWith('.json'));
  return Promise.all(files.map(async ([, { id }]) => {
    const decoded = decodeManifest(String(await repository.blob(id)));
    if (decoded.kind === 'refused' || decoded.value.branch === undefined) throw new Error('a manifest that cannot be read');
    return { ...decoded.value, branch: decoded.value.branch };
  }));
}

async function expectStatusesRight({ repository }: World): Promise<void> {
  const frozen = await standing(repository);
  for (const { sha, base, number } of await openPulls(repository)) {
    const paths = await touched(repository, base, sha);
    const isFrozen = frozen.some((manifest) => manifest.branch.name === base && paths.some(coveredPaths(manifest).covers));
    met(isFrozen ? 'frozen in the end' : 'free in the end');
    expect(await statusOn(repository, sha, base), `pull request ${String(number)} on ${base} changes ${paths.join(' ')}`).toBe(isFrozen ? 'failure' : 'success');
  }
}

async function expectViolationsSeen({ repository, job, clock }: World): Promise<void> {
  const { store, branches } = job();
  const frozen = await standing(repository);
  for (const target of TARGETS) {
    const own = frozen.filter((manifest) => manifest.target === target);
    const changed = new Set<string>();
    for (const manifest of own) for (const path of await differing(repository, manifest.branch.commit, await headOf(repository, manifest.branch.name))) if (coveredPaths(manifest).covers(path)) changed.add(path);
    const guard = freezeGuard({ store, workspace: '/nowhere', clock: clock satisfies Clock, againAfterMs: 0, branches, branch: '' });
    const answer = await guard.verify(target, { rolloutId: own.find(({ rolloutId }) => rolloutId !== undefined)?.rolloutId ?? 'none', holds: false });
    met(own.length === 0 ? 'nothing frozen' : changed.size > 0 ? 'violated' : 'kept');
    if (own.length === 0) expect(answer).toEqual({ kind: 'none' });
    else if (changed.size === 0) expect(answer).toEqual({ kind: 'unchanged' });
    else expect(answer).toMatchObject({ kind: 'changed', paths: expect.arrayContaining([...changed]) });
  }
}

const FIVE = Array.from({ length: 5 }, () => ({ afterMs: 0, step: { kind: 'open', path: 'data/train.csv', base: 'main', fork: false, gate: 'runs' } satisfies Step }));

function crowded(step: Step): Step {
  const narrow = 'target' in step ? { ...step, target: 'fraud' as const, diesAfterMs: 0 as const } : 'path' in step ? { ...step, path: 'data/train.csv' as const, gate: 'runs' as const } : step;
  return 'branch' in narrow ? { ...narrow, branch: 'main' } : 'base' in narrow ? { ...narrow, base: 'main' } : narrow;
}

describe('pull requests during freezes', () => {
  const moment = fc.record({ step, afterMs: fc.nat(4_000) });
  test.prop([fc.array(moment, { minLength: 6, maxLength: 16 }), fc.array(fc.nat(1_500), { minLength: 7, maxLength: 7 }), fc.constantFrom(0, 0, 2_000)], { numRuns: 25, seed: 33 })(
    'have the right status in the end, and what got in is seen',
    async (moments, delays, replicaLagMs) => {
      const world = await aRepository(delays, replicaLagMs);
      await playAll(world, moments);
      world.github.setReplicaLagMs(0);
      const swept = await world.job().statuses.showAll();
      expect(swept).toMatchObject({ kind: 'ok', value: { left: 0 } });
      if (swept.kind === 'ok' && swept.value.written > 0) met('the sweep had something to put right');
      await expectStatusesRight(world);
      await expectViolationsSeen(world);
      // A status that says so already is not written again.
      expect(await world.job().statuses.showAll()).toMatchObject({ kind: 'ok', value: { written: 0 } });
      world.github.assertFits();
    },
  );

  /** Close together, and about one target and one path, so that they meet. */
  const undisturbed = fc.record({ step, afterMs: fc.nat(1_000) }).map(({ step, afterMs }) => ({ afterMs, step: crowded(step) }));
  test.prop([fc.array(undisturbed, { minLength: 4, maxLength: 10 }), fc.array(fc.nat(1_500), { minLength: 7, maxLength: 7 })], { numRuns: 12, seed: 33 })(
    'need no sweep where nothing dies, is lost or lags, however they interleave',
    async (moments, delays) => {
      const world = await aRepository(delays, 0);
      // Some to write about: while one job is at it, another lifts or freezes.
      await playAll(world, [...FIVE, ...moments]);
      await expectStatusesRight(world);
    },
  );

  afterAll(() => {
    const cases = ['pushed', 'merged past a failure', 'landed from the queue', 'left the queue', 'gate never ran', 'died while it wrote', 'frozen in the end', 'free in the end', 'violated', 'kept', 'nothing frozen', 'the sweep had something to put right'];
    for (const what of cases) expect(reached.get(what) ?? 0, what).toBeGreaterThan(0);
  });
});
