import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGitFixture } from '../../test/runner/git-fixture.ts';
import type { GitFixture } from '../../test/runner/git-fixture.ts';
import { conclusions, fixtureFolder, jobOf, pushToMain, runFixture, runJobs, runText, stepOf } from '../../test/runner/run-fixture.ts';
import { runWorkflow } from './run-workflow.ts';
import type { StepProgress } from './step-progress.ts';

// Processes take their time on a busy machine.
const processes = { timeout: 60_000 };

describe('runWorkflow on a whole rollout workflow', processes, () => {
  const workflow = { kind: 'file' as const, path: join(fixtureFolder, 'workflows', 'rollout.yml') };
  let repository: GitFixture;
  let sha = '';

  beforeAll(() => {
    repository = createGitFixture();
    sha = repository.commit({ 'policy.yaml': 'rampart: 1\n' }, 'first');
  });
  afterAll(() => rmSync(repository.folder, { recursive: true }));

  it('ticks on schedule, promotes the matrix that the tick computed, and reports', async () => {
    const run = await runFixture({
      workflow,
      event: { name: 'schedule', ref: 'refs/heads/main', sha, payload: { schedule: '*/10 * * * *' } },
      repositories: { 'o/models': repository.folder },
    });

    expect(conclusions(run)).toEqual({
      step: 'success',
      'promote (fraud)': 'success',
      'promote (churn)': 'success',
      rollback: 'skipped',
      report: 'success',
    });
    expect(run).toMatchObject({
      conclusion: 'success',
      concurrency: { kind: 'group', group: 'rollout', cancelInProgress: false, queue: 'max' },
    });
    expect(jobOf(run, 'step')).toMatchObject({
      outputs: { 'to-promote': '["fraud","churn"]' },
      permissions: { kind: 'listed', levels: { contents: 'write' } },
      summary: '## Tick\n',
    });
    expect(stepOf(run, 'tick').name).toBe('Tick */10 * * * *');
    expect(jobOf(run, 'promote (churn)')).toMatchObject({
      matrix: { target: 'churn' },
      permissions: { kind: 'listed', levels: { contents: 'read' } },
      environment: { kind: 'environment', name: 'production', url: 'https://example.com/churn/success' },
      summary: '### Policy churn\n',
    });
    expect(jobOf(run, 'report').steps[0]?.log).toEqual(['step success, promote success, rollback skipped']);
  });

  it('rolls back by hand, with what was entered', async () => {
    const run = await runFixture({
      workflow,
      event: { name: 'workflow_dispatch', ref: 'refs/heads/main', sha, inputs: { rollback: 'fraud' } },
      repositories: { 'o/models': repository.folder },
    });

    expect(conclusions(run)).toMatchObject({ step: 'skipped', promote: 'skipped', rollback: 'success', report: 'success' });
    expect(jobOf(run, 'rollback').steps[0]?.log).toEqual(['rolling back fraud']);
  });

  it('does not run on an event that does not start it', async () => {
    const run = await runWorkflow({ workflow, event: pushToMain, repository: 'o/models', root: '/nonexistent' });

    expect(run).toMatchObject({ kind: 'not-triggered', why: expect.stringContaining('not on push') as string });
  });

  it('refuses an event that could not be', async () => {
    const event = { name: 'workflow_dispatch', ref: 'refs/heads/main', sha, inputs: { nope: 1 } };
    const run = await runWorkflow({ workflow, event, repository: 'o/models', root: '/nonexistent' });

    expect(run).toMatchObject({ kind: 'refused', problems: [{ kind: 'event', message: expect.stringContaining('nope') as string }] });
  });
});

describe('runWorkflow on jobs', processes, () => {
  it('skips what needs a failed or skipped job, however far away, unless it asks for it', async () => {
    const run = await runJobs(`
  fails: {runs-on: x, steps: [{run: exit 1}]}
  never: {needs: fails, runs-on: x, steps: [{run: exit 0}]}
  always: {needs: never, if: always(), runs-on: x, steps: [{run: echo hi}]}
  after: {needs: always, runs-on: x, steps: [{run: exit 0}]}
  on-failure: {needs: never, if: failure(), runs-on: x, steps: [{run: exit 0}]}
  apart: {runs-on: x, steps: [{run: exit 0}]}
`);

    expect(conclusions(run)).toEqual({
      fails: 'failure',
      never: 'skipped',
      always: 'success',
      after: 'skipped',
      'on-failure': 'success',
      apart: 'success',
    });
    expect(run.conclusion).toBe('failure');
    expect(jobOf(run, 'never').why).toContain('success()');
  });

  it('runs independent jobs at the same time, two at most', async () => {
    // Each of the first two can only end when the other one runs: they meet at two named pipes.
    const running = new Set<string>();
    let runningMax = 0;
    const onStep = (progress: StepProgress): void => {
      if (progress.kind === 'started') running.add(progress.job);
      runningMax = Math.max(runningMax, running.size);
      if (progress.kind === 'ended') running.delete(progress.job);
    };
    const meeting = 'mkfifo "$RUNNER_TOOL_CACHE/ping" 2>/dev/null || true';
    const run = await runJobs(
      `
  ping: {runs-on: x, steps: [{run: '${meeting}; echo hi > "$RUNNER_TOOL_CACHE/ping"'}]}
  pong: {runs-on: x, steps: [{run: '${meeting}; cat "$RUNNER_TOOL_CACHE/ping"'}]}
  third: {runs-on: x, steps: [{run: echo third}]}
`,
      { onStep },
    );

    expect(run.conclusion).toBe('success');
    expect(jobOf(run, 'pong').steps[0]?.log).toEqual(['hi']);
    expect(runningMax).toBe(2);
  });

  it('gives each job a workspace of its own', async () => {
    const run = await runJobs(`
  first: {runs-on: x, steps: [{run: touch left-behind}]}
  second: {needs: first, runs-on: x, steps: [{run: 'ls -A'}]}
`);

    expect(jobOf(run, 'second').steps[0]?.log).toEqual([]);
  });

  it('passes outputs on, of a failed job too', async () => {
    const run = await runJobs(`
  first:
    runs-on: x
    outputs: {decision: '\${{ steps.a.outputs.decision }}', nothing: '\${{ steps.a.outputs.nothing }}'}
    steps: [{id: a, run: 'echo decision=rollback >> $GITHUB_OUTPUT; exit 1'}]
  second:
    needs: first
    if: always() && needs.first.outputs.decision == 'rollback'
    runs-on: x
    steps: [{run: 'echo \${{ needs.first.result }}'}]
`);

    expect(jobOf(run, 'first').outputs).toEqual({ decision: 'rollback' });
    expect(jobOf(run, 'second').steps[0]?.log).toEqual(['failure']);
  });

  it('does not let a secret leave the job as an output', async () => {
    const run = await runJobs(
      `
  first:
    runs-on: x
    outputs: {leak: '\${{ steps.a.outputs.leak }}', fine: '\${{ steps.a.outputs.fine }}'}
    steps: [{id: a, env: {T: '\${{ secrets.TOKEN }}'}, run: 'echo "leak=a-$T" >> $GITHUB_OUTPUT; echo fine=b >> $GITHUB_OUTPUT'}]
`,
      { secrets: { TOKEN: 'hunter2' } },
    );

    expect(jobOf(run)).toMatchObject({
      outputs: { fine: 'b' },
      annotations: [{ level: 'warning', message: "Skip output 'leak' since it may contain secret." }],
    });
  });

  it('forgives a failed job with continue-on-error', async () => {
    const run = await runJobs(`
  shaky: {continue-on-error: true, runs-on: x, steps: [{run: exit 1}]}
  after: {needs: shaky, runs-on: x, steps: [{run: 'echo \${{ needs.shaky.result }}'}]}
`);

    expect(conclusions(run)).toEqual({ shaky: 'failure', after: 'success' });
    expect(run.conclusion).toBe('success');
    expect(jobOf(run, 'after').steps[0]?.log).toEqual(['success']);
  });

  it('fails a job whose matrix is empty, and the run with it', async () => {
    const run = await runJobs(`
  it: {strategy: {matrix: {t: '\${{ fromJSON(''[]'') }}'}}, runs-on: x, steps: [{run: exit 0}]}
  after: {needs: it, runs-on: x, steps: [{run: exit 0}]}
`);

    expect(conclusions(run)).toEqual({ it: 'failure', after: 'skipped' });
    expect(jobOf(run, 'it').annotations[0]?.message).toContain("Matrix vector 't' does not contain any values");
  });

  it('stops the other combinations when one fails, unless told not to', async () => {
    const jobs = (failFast: boolean): string => `
  it:
    strategy: {fail-fast: ${failFast}, max-parallel: 1, matrix: {n: [1, 2, 3]}}
    runs-on: x
    steps: [{run: 'exit \${{ matrix.n == 1 && 1 || 0 }}'}]
`;

    expect(conclusions(await runJobs(jobs(true)))).toEqual({ 'it (1)': 'failure', 'it (2)': 'cancelled', 'it (3)': 'cancelled' });
    expect(conclusions(await runJobs(jobs(false)))).toEqual({ 'it (1)': 'failure', 'it (2)': 'success', 'it (3)': 'success' });
  });

  it('fails a job before its first step when an action cannot be found', async () => {
    const run = await runJobs('  it: {runs-on: x, steps: [{run: echo first}, {uses: someone/else@v1}]}\n');

    expect(jobOf(run)).toMatchObject({
      conclusion: 'failure',
      steps: [],
      annotations: [{ message: expect.stringContaining("Unable to resolve action 'someone/else@v1'") as string }],
    });
  });

  it('tells the contexts that a workflow can use', async () => {
    const run = await runText(
      `
on: push
env: {LEVEL: workflow, ONE: 1}
jobs:
  it:
    runs-on: ubuntu-latest
    env: {LEVEL: job, TWO: '\${{ vars.REGION }}'}
    strategy: {matrix: {n: [7]}}
    steps:
      - id: named
        env: {LEVEL: step}
        run: |
          echo "\${{ env.LEVEL }} $LEVEL $ONE $TWO"
          echo "\${{ github.repository }} \${{ github.ref_name }} \${{ github.event.note }} \${{ github.token }}"
          echo "\${{ matrix.n }} \${{ strategy.job-total }} \${{ job.status }} \${{ runner.os }}"
          echo "\${{ secrets.NONE || 'no secret' }}"
      - run: echo "$LEVEL \${{ steps.named.outcome }} \${{ hashFiles('**') }}"
`,
      {
        event: { ...pushToMain, payload: { note: 'a note' } },
        vars: { REGION: 'west' },
        secrets: { GITHUB_TOKEN: 'ghs_token' },
      },
    );

    expect(stepOf(run, 'named').log).toEqual([
      'step step 1 west',
      'o/models main a note ***',
      expect.stringMatching(/^7 1 success (Linux|macOS)$/),
      'no secret',
    ]);
    expect(jobOf(run).steps[1]?.log).toEqual(['job success ']);
  });

  it('removes what it wrote, except for the tool cache, unless told to keep it', async () => {
    const root = mkdtempSync(join(tmpdir(), 'harness-root-'));
    const jobs = '  it: {runs-on: x, steps: [{run: touch $RUNNER_TOOL_CACHE/model $GITHUB_WORKSPACE/made}]}\n';
    const gone = await runJobs(jobs, { root });
    const kept = await runJobs(jobs, { root, keepsFolders: true });

    expect(existsSync(gone.folder)).toBe(false);
    expect(existsSync(join(root, 'tool-cache', 'model'))).toBe(true);
    expect(existsSync(join(kept.folder, 'it-0', 'work', 'models', 'models', 'made'))).toBe(true);
    rmSync(root, { recursive: true });
  });
});
