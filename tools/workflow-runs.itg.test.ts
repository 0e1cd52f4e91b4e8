// The templates, run by the harness that runs workflows: conditions, matrices, groups and inputs as GitHub would work them out. Each action is a
// stand-in with the real action.yml, which writes down its inputs and answers what a test wants.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actionsOfRepository, runWorkflow, type CompletedRun, type WorkflowEvent } from '@rampart/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createGitFixture, type GitFixture } from '../packages/testing/test/runner/git-fixture.ts';
import { listActions, ROOT } from './repository.ts';

const STAND_IN = `
const { appendFileSync, readFileSync } = require('node:fs');
const { basename, dirname } = require('node:path');
const name = basename(dirname(__dirname));
const inputs = Object.fromEntries(Object.entries(process.env).filter(([key, value]) => key.startsWith('INPUT_') && value !== '').map(([key, value]) => [key.slice(6).toLowerCase(), value]));
appendFileSync(process.env.STAND_IN + '/calls', JSON.stringify({ name, ...inputs }) + '\\n');
const { exitCode = 0, ...outputs } = JSON.parse(readFileSync(process.env.STAND_IN + '/answers', 'utf8'))[name] ?? {};
for (const [key, value] of Object.entries(outputs)) appendFileSync(process.env.GITHUB_OUTPUT, key + '=' + value + '\\n');
process.exitCode = exitCode;
`;

type Answers = Readonly<Record<string, Readonly<Record<string, string | number>>>>;
type Call = Readonly<Record<string, string>>;

let folder: string;
let repository: GitFixture;
let sha: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rampart-templates-'));
  for (const name of listActions()) {
    const own = join(folder, 'rampart/actions', name);
    mkdirSync(join(own, 'dist'), { recursive: true });
    cpSync(join(ROOT, 'actions', name, 'action.yml'), join(own, 'action.yml'));
    writeFileSync(join(own, 'dist/index.js'), STAND_IN);
    writeFileSync(join(own, 'dist/package.json'), '{"type": "commonjs"}');
  }
  repository = createGitFixture();
  sha = repository.commit({ 'rampart/fraud.yaml': 'rampart: 1\n' }, 'first');
  repository.git('tag', 'fraud@v1.4.0');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  rmSync(repository.folder, { recursive: true });
});
beforeEach(() => rmSync(join(folder, 'calls'), { force: true }));

async function run(template: string, event: Partial<WorkflowEvent> & { readonly name: string }, answers: Answers = {}): Promise<{ readonly run: CompletedRun; readonly calls: readonly Call[]; readonly conclusions: Readonly<Record<string, string>> }> {
  writeFileSync(join(folder, 'answers'), JSON.stringify(answers));
  writeFileSync(join(folder, 'calls'), '');
  const outcome = await runWorkflow({
    workflow: { kind: 'file', path: join(ROOT, 'examples/workflows', template) },
    event: { ref: 'refs/heads/main', sha, ...event },
    repository: 'acme/models',
    root: folder,
    machineEnv: { PATH: process.env['PATH'] ?? '', STAND_IN: folder },
    secrets: { GITHUB_TOKEN: 'job-token', ROUTER_TOKEN: 'router-token' },
    actions: actionsOfRepository('rampart-actions/rampart', join(folder, 'rampart')),
    repositories: { 'acme/models': repository.folder },
    identity: { runId: 7 },
  });
  if (outcome.kind !== 'completed') throw new Error(JSON.stringify(outcome));
  const calls = readFileSync(join(folder, 'calls'), 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Call);
  return { run: outcome, calls, conclusions: Object.fromEntries(outcome.jobs.map(({ key, conclusion }) => [key, conclusion])) };
}

const rollout = (name: string, environment = 'production') => ({ target: `${name}-prod`, policy: `rampart/${name}.yaml`, 'rollout-id': `r-${name}`, candidate: 'v2', environment });
const none = { decision: 'hold', 'to-promote': '[]', 'to-roll-back': '[]' };
const groupOf = (run: CompletedRun, id: string) => run.jobs.find((job) => job.id === id)?.concurrency;

describe.each([
  ['rollout.yml', { name: 'schedule', payload: { schedule: '7,22,37,52 * * * *' } }],
  ['dispatch-chain.yml', { name: 'schedule', payload: { schedule: '41 * * * *' } }],
] as const)('%s', (template, schedule) => {
  // What starts the next run of the chain asks for gh; its script is tested by itself.
  const idle = { ...none, decision: 'idle' };

  it('looks at all targets and does nothing else when there is nothing to do', async () => {
    const { conclusions, calls } = await run(template, schedule, { 'canary-step': idle });
    expect(conclusions).toMatchObject({ step: 'success', conclude: 'skipped', promote: 'skipped', 'roll-back': 'skipped' });
    expect(calls).toEqual([expect.objectContaining({ name: 'canary-step', policy: 'rampart/*.yaml', conclude: 'by-dispatch', 'router-token': 'router-token' })]);
  });

  it('promotes each target in a job of its own, that its reviewers let go', async () => {
    const { run: done, calls } = await run(template, schedule, { 'canary-step': { ...idle, 'to-promote': JSON.stringify([rollout('fraud'), rollout('churn', 'live in Europe')]) } });
    const promotions = done.jobs.filter(({ id }) => id === 'promote');
    expect(promotions.map(({ environment }) => environment)).toMatchObject([{ name: 'production' }, { name: 'live in Europe' }]);
    expect(promotions.map(({ concurrency }) => (concurrency.kind === 'group' ? concurrency.group : ''))).toEqual(['rampart-promote-r-fraud', 'rampart-promote-r-churn']);
    expect(calls.filter(({ name }) => name === 'promote').map(({ policy, 'rollout-id': id }) => [policy, id])).toEqual(expect.arrayContaining([['rampart/fraud.yaml', 'r-fraud'], ['rampart/churn.yaml', 'r-churn']]));
  });

  it('asks again for a promotion that waits for its reviewers in the group of the first request, which is not cancelled', async () => {
    const asked = { 'canary-step': { ...idle, 'to-promote': JSON.stringify([rollout('fraud')]) } };
    const looks = [await run(template, schedule, asked), await run(template, schedule, asked)];
    expect(looks.map((look) => groupOf(look.run, 'promote'))).toEqual(Array(2).fill({ kind: 'group', group: 'rampart-promote-r-fraud', cancelInProgress: false, queue: 'single' }));
  });

  it('concludes rollbacks also when the look made the job red, in no group', async () => {
    const { run: done, conclusions, calls } = await run(template, schedule, { 'canary-step': { ...idle, 'to-roll-back': JSON.stringify([rollout('fraud')]), exitCode: 1 } });
    expect(conclusions).toMatchObject({ step: 'failure' });
    expect(calls.filter(({ name }) => name === 'rollback')).toEqual([expect.objectContaining({ policy: 'rampart/fraud.yaml', 'rollout-id': 'r-fraud' })]);
    expect(groupOf(done, 'roll-back')).toEqual({ kind: 'none' });
  });

  describe('in a run that canary-step has started', () => {
    const dispatched = (name = 'fraud') => ({ name: 'repository_dispatch', payload: { action: 'rampart-conclude', client_payload: { name: `promote ${name}-prod (rollout r-${name})`, target: `${name}-prod`, policy: `rampart/${name}.yaml`, 'rollout-id': `r-${name}`, environment: 'nobody reviews here' } } });

    it('is promoted what that run finds, in the environment that the repository says, and no other target is looked at', async () => {
      const { run: done, calls, conclusions } = await run(template, dispatched(), { 'canary-step': { ...none, 'to-promote': JSON.stringify([rollout('fraud')]) } });
      expect(conclusions).toMatchObject({ step: 'skipped', conclude: 'success', 'roll-back': 'skipped' });
      expect(calls).toMatchObject([{ name: 'canary-step', policy: 'rampart/fraud.yaml', mode: 'observe', conclude: 'by-outputs', environment: 'production' }, { name: 'promote', policy: 'rampart/fraud.yaml', 'rollout-id': 'r-fraud' }]);
      expect(done.jobs.find(({ id }) => id === 'promote')).toMatchObject({ environment: { name: 'production' }, concurrency: { group: 'rampart-promote-r-fraud' } });
    });

    it('waits for no look that stays, and holds none up', async () => {
      const { run: done } = await run(template, dispatched(), { 'canary-step': none });
      expect(done.concurrency).toEqual({ kind: 'none' });
      expect([groupOf(done, 'conclude'), done.jobs.find(({ id }) => id === 'conclude')?.environment]).toEqual([{ kind: 'none' }, { kind: 'none' }]);
      expect(done.jobs.find(({ id }) => id === 'conclude')?.permissions).toEqual({ kind: 'listed', levels: { contents: 'read' } });
    });

    it('is concluded a rollback', async () => {
      const { calls } = await run(template, dispatched('churn'), { 'canary-step': { ...none, 'to-roll-back': JSON.stringify([rollout('churn')]) } });
      expect(calls.map(({ name, policy }) => [name, policy])).toEqual([['canary-step', 'rampart/churn.yaml'], ['rollback', 'rampart/churn.yaml']]);
    });

    it('happens nothing where there is nothing to conclude any more', async () => {
      const { conclusions } = await run(template, dispatched(), { 'canary-step': none });
      expect(conclusions).toMatchObject({ conclude: 'success', promote: 'skipped', 'roll-back': 'skipped' });
      expect(Object.entries(conclusions).filter(([, conclusion]) => conclusion === 'success')).toHaveLength(1);
    });
  });

  it('starts nothing after a look that could say nothing', async () => {
    const { conclusions } = await run(template, schedule, { 'canary-step': { decision: 'idle', exitCode: 2 } });
    expect(conclusions).toMatchObject({ step: 'failure', promote: 'skipped', 'roll-back': 'skipped' });
  });
});

describe('rollout.yml, by hand', () => {
  const byHand = (inputs: Readonly<Record<string, string>>) => ({ name: 'workflow_dispatch', inputs: { policy: 'rampart/fraud.yaml', ...inputs } });

  it('lets one look at a time run, and whoever asks for something at once', async () => {
    const looks = [await run('rollout.yml', { name: 'schedule', payload: { schedule: '7,22,37,52 * * * *' } }, { 'canary-step': none }), await run('rollout.yml', byHand({}), { 'canary-step': none })];
    for (const look of looks) expect(groupOf(look.run, 'step')).toMatchObject({ group: 'rampart-look', cancelInProgress: false });
    const approval = await run('rollout.yml', byHand({ do: 'approve' }), { 'canary-step': none });
    expect(groupOf(approval.run, 'step')).toMatchObject({ group: '7' });
  });

  it.each([
    ['look', { mode: 'auto', approve: 'false' }, 'abort'],
    ['approve', { mode: 'tick', approve: 'true' }, 'abort'],
    ['abort', { mode: 'tick', approve: 'false', abort: 'it is $(broken)' }, 'none'],
  ])('%s', async (what, inputs, absent) => {
    const { calls } = await run('rollout.yml', byHand({ do: what, reason: 'it is $(broken)' }), { 'canary-step': none });
    expect(calls).toEqual([expect.objectContaining({ name: 'canary-step', policy: 'rampart/fraud.yaml', ...inputs })]);
    expect(calls[0]).not.toHaveProperty(absent);
  });

  it('roll back', async () => {
    const { calls, conclusions } = await run('rollout.yml', byHand({ do: 'roll back', reason: 'it is $(broken)' }));
    expect(conclusions).toEqual({ step: 'skipped', conclude: 'skipped', promote: 'skipped', 'roll-back': 'skipped', 'roll-back-by-hand': 'success' });
    expect(calls).toEqual([expect.objectContaining({ name: 'rollback', policy: 'rampart/fraud.yaml', reason: 'it is $(broken)' })]);
  });
});

describe('release-from-dispatch.yml', () => {
  const dispatch = (action: string, payload: Readonly<Record<string, string>>) => ({ name: 'repository_dispatch', payload: { action, client_payload: payload } });

  it('releases the version that was sent, of a target that it knows', async () => {
    const { calls, conclusions } = await run('release-from-dispatch.yml', dispatch('rampart-release', { target: 'fraud-prod', version: 'v1.4.0' }), { 'canary-step': none });
    expect(conclusions).toEqual({ release: 'success', 'roll-back': 'skipped' });
    expect(calls).toEqual([expect.objectContaining({ name: 'canary-step', policy: 'rampart/fraud.yaml', candidate: 'v1.4.0' })]);
  });

  it('rolls back for a reason that was sent', async () => {
    const { calls } = await run('release-from-dispatch.yml', dispatch('rampart-roll-back', { target: 'doc-classifier-prod', reason: '`reboot`' }));
    expect(calls).toEqual([expect.objectContaining({ name: 'rollback', policy: 'rampart/doc-classifier.yaml', reason: '`reboot`' })]);
  });

  it.each(['../../etc/passwd', 'other-prod', '__proto__', ''])('names no policy for %j', async (target) => {
    const { calls } = await run('release-from-dispatch.yml', dispatch('rampart-roll-back', { target }));
    expect(calls).toHaveLength(1);
    expect(calls[0]).not.toHaveProperty('policy');
  });
});

describe('retrain.yml', () => {
  const asked = (target: string) => ({ name: 'repository_dispatch', payload: { action: 'rampart-retrain', client_payload: { target, check: 'drift $(reboot)', 'rollout-id': 'r1', evidence: 'c0ffee' } } });

  it('trains for the target that asks, one training at a time, and for no other', async () => {
    // There is no train.sh here: the job gets as far as that.
    const { run: started, conclusions } = await run('retrain.yml', asked('fraud-prod'));
    expect(conclusions).toEqual({ retrain: 'failure' });
    expect(groupOf(started, 'retrain')).toMatchObject({ group: 'retrain-fraud', cancelInProgress: false });
    expect((await run('retrain.yml', asked('churn-prod'))).conclusions).toEqual({ retrain: 'skipped' });
  });
});

describe('release-from-tag.yml', () => {
  it('validates, freezes and starts, in this order, and stops at the first that says no', async () => {
    const push = { name: 'push', ref: 'refs/tags/fraud@v1.4.0' };
    const fine = await run('release-from-tag.yml', push, { 'canary-step': none });
    expect(fine.calls.map(({ name }) => name)).toEqual(['validate-model', 'freeze-data', 'canary-step']);
    expect(fine.calls[0]).toMatchObject({ version: 'fraud@v1.4.0', evidence: 'evidence.json' });
    expect(fine.calls[2]).toMatchObject({ evidence: 'evidence.json', mode: 'auto' });
    const refused = await run('release-from-tag.yml', push, { 'validate-model': { exitCode: 1 } });
    expect(refused.calls.map(({ name }) => name)).toEqual(['validate-model']);
  });
});
