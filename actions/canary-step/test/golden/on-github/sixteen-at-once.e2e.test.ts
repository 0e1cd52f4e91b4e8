// Sixteen jobs at the same moment, in processes of their own, on GitHub over real git: one of them wins each step, and nothing is lost or done twice.
import { aCountedWorld, FREEZES, LEDGERS, readBranch, type BundleEnd, type BundleProcess, type CountedWorld, type GithubWorld, type Traffic } from '@rampart/testing/golden';
import { routerContractHandler } from '@rampart/traffic-routers';
import { execFileSync } from 'node:child_process';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../../tools/bundle.ts';

const GOOD: Traffic = { a: { good: 900, bad: 0 }, b: { good: 100, bad: 0 } };
const bundles = { step: '', promote: '', rollback: '', freeze: '' };
let counted: CountedWorld;

beforeAll(async () => {
  bundles.step = await cachedBundle('canary-step');
  bundles.promote = await cachedBundle('promote');
  bundles.rollback = await cachedBundle('rollback');
  bundles.freeze = await cachedBundle('freeze-data');
}, 600_000);
afterEach(() => counted.world.close());

async function aRollout(plan: string): Promise<void> {
  counted = await aCountedWorld({ serveContract: routerContractHandler, store: 'git', policy: { plan } });
  counted.world.write('data/train.csv', 'delay,origin\n5,SFO\n');
}

const RAMP = 'plan: [smoke, ramp: {weights: [10%, 50%], every: 0s}]';
const SWITCH = 'plan: [smoke, switch, bake: {for: 1d, holdback: 1%}]';

const tick = (): BundleProcess => counted.job(bundles.step, { mode: 'tick' });

/** All of them stand at their first request, having read nothing yet, until the last one has come; then all go on. */
async function atOnce(starts: readonly (() => BundleProcess)[]): Promise<readonly BundleEnd[]> {
  const { world } = counted;
  const released = Promise.withResolvers<undefined>();
  let waiting = 0;
  const arrives = async (): Promise<void> => {
    waiting += 1;
    if (waiting === starts.length) released.resolve(undefined);
    await released.promise;
  };
  world.interceptGithub({ arrives });
  // A rollback asks the router first.
  world.interceptRouter(async (request, next) => {
    await arrives();
    return next(request);
  });
  const running = starts.map((start) => start().ended);
  // One that ends without asking anything would keep the others waiting.
  void Promise.any(running).then(() => released.resolve(undefined), () => undefined);
  const ended = await Promise.all(running);
  world.interceptGithub();
  world.interceptRouter();
  for (const each of ended) expect(each).toMatchObject({ stderr: '' });
  return ended;
}

interface Recorded {
  readonly kind: string;
  readonly operation: string;
  readonly sequence: number;
  readonly actor: string;
}

/** One line of records without a gap, every operation once, every effect at the router in it; and git itself finds nothing to complain about. */
async function expectOneLine(world: GithubWorld): Promise<readonly Recorded[]> {
  const { repository, router } = world;
  const commits = await readBranch(repository, LEDGERS);
  const texts = commits.map(({ files }) => files['event.json'] ?? '');
  const events = texts.map((text) => JSON.parse(text) as Recorded);
  expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
  expect(new Set(events.map(({ operation }) => operation)).size).toBe(events.length);
  for (const { stamp } of router.changes()) expect(texts.filter((text) => text.includes(`"${stamp.effectId}"`) || stamp.effectId.includes('/rollback/'))).not.toEqual([]);
  if (repository.location.kind !== 'git') throw new Error('this is about real git');
  expect(execFileSync('git', ['-C', repository.location.gitDir, 'fsck', '--strict', '--no-dangling'], { encoding: 'utf8', stdio: 'pipe' })).toBe('');
  return events;
}

const count = (ended: readonly BundleEnd[], output: string, value: string): number => ended.filter(({ outputs }) => outputs[output] === value).length;

describe('sixteen canary-steps at once', () => {
  it('start one rollout, and raise it once', { timeout: 300_000 }, async () => {
    await aRollout('plan: [smoke, ramp: {weights: [10%, 50%], every: 1d}]');
    const started = await atOnce(Array.from({ length: 16 }, () => tick));
    expect(started.map(({ exitCode }) => exitCode)).toEqual(Array<number>(16).fill(0));
    expect((await expectOneLine(counted.world)).filter(({ kind }) => kind !== 'ticked').map(({ kind }) => kind)).toEqual(['adopted', 'started']);

    counted.pass(GOOD);
    const raised = await atOnce(Array.from({ length: 16 }, () => tick));
    expect(raised.map(({ exitCode }) => exitCode)).toEqual(Array<number>(16).fill(0));
    expect(count(raised, 'decision', 'advance')).toBe(1);
    const events = await expectOneLine(counted.world);
    expect(events.filter(({ kind }) => kind === 'confirmed')).toHaveLength(1);
    expect(counted.world.router.changes().map(({ weights }) => weights['b'])).toEqual([100_000]);
    expect((await counted.world.repository.now()).data.deployments.filter(({ task }) => task === 'rampart').length).toBeGreaterThan(0);
  });
});

describe('sixteen jobs of one rollout at once', () => {
  it('promote it once', { timeout: 300_000 }, async () => {
    await aRollout(SWITCH);
    await tick().ended;
    counted.pass(GOOD);
    const decided = await tick().ended;
    const promotion = (): BundleProcess => counted.job(bundles.promote, { 'rollout-id': decided.outputs['rollout-id'] ?? '' });
    const ended = await atOnce(Array.from({ length: 16 }, () => promotion));
    expect(new Set(ended.map(({ outputs }) => outputs['outcome']))).toEqual(new Set(['promoted', 'lost-race'].filter((outcome) => count(ended, 'outcome', outcome) > 0)));
    expect(count(ended, 'outcome', 'promoted')).toBeGreaterThan(0);
    const events = await expectOneLine(counted.world);
    expect(events.map(({ kind }) => kind).slice(-3)).toEqual(['intended', 'confirmed', 'promoted']);
    expect(counted.world.router.changes().map(({ weights }) => weights['b'])).toEqual([990_000]);
    expect(counted.world.origin.tags().filter((tag) => tag.includes('#'))).toHaveLength(1);
  });

  it('take it back once, however many of them look', { timeout: 300_000 }, async () => {
    await aRollout('plan: [smoke, ramp: {weights: [10%, 50%], every: 0s}]');
    await tick().ended;
    counted.pass(GOOD);
    const { outputs } = await tick().ended;
    const rollback = (): BundleProcess => counted.job(bundles.rollback, { 'rollout-id': outputs['rollout-id'] ?? '', reason: 'looks wrong to me' });
    await atOnce(Array.from({ length: 16 }, () => rollback));
    await rollback().ended;
    const events = await expectOneLine(counted.world);
    expect(events.filter(({ kind }) => kind === 'ended')).toHaveLength(1);
    expect(counted.world.router.weightOf('b')).toBe(0);
  });

  it('let the rollback win over every step upwards', { timeout: 300_000 }, async () => {
    await aRollout(RAMP);
    await tick().ended;
    counted.pass(GOOD);
    await tick().ended;
    counted.pass(GOOD);
    await tick().ended;
    counted.pass(GOOD);
    const rolloutId = await liveRollout();
    const rollback = (): BundleProcess => counted.job(bundles.rollback, { 'rollout-id': rolloutId, reason: 'looks wrong to me' });
    const promotion = (): BundleProcess => counted.job(bundles.promote, { 'rollout-id': rolloutId });
    const freeze = (): BundleProcess => counted.job(bundles.freeze, { target: 'fraud-prod', mode: 'freeze', paths: 'data/*.csv' });
    const ended = await atOnce([tick, rollback, promotion, freeze].flatMap((start) => Array.from({ length: 4 }, () => start)));
    expect(ended.slice(4, 8).filter(({ outputs }) => outputs['outcome'] === 'unconfirmed')).toEqual([]);
    // What the rollbacks could not record themselves, the next one does.
    await rollback().ended;
    const events = await expectOneLine(counted.world);
    expect(counted.world.router.weightOf('b')).toBe(0);
    expect(events.filter(({ kind }) => kind === 'ended')).toHaveLength(1);
    expect(events.map(({ kind }) => kind)).not.toContain('promoted');
    expect((await readBranch(counted.world.repository, FREEZES)).filter(({ subject }) => subject.startsWith('freeze'))).toHaveLength(1);
    expect(await tick().ended).toMatchObject({ exitCode: 0, outputs: { decision: 'idle' } });
    expect(counted.world.router.weightOf('b')).toBe(0);
  });
});

async function liveRollout(): Promise<string> {
  const state = (await readBranch(counted.world.repository, LEDGERS)).at(-1)?.files['state.json'] ?? '{}';
  return (JSON.parse(state) as { readonly rollout: { readonly id: string } }).rollout.id;
}
