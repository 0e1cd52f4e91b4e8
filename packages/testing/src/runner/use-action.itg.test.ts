import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGitFixture } from '../../test/runner/git-fixture.ts';
import type { GitFixture } from '../../test/runner/git-fixture.ts';
import { fixtureFolder, jobOf, runJobs, stepOf } from '../../test/runner/run-fixture.ts';

// Processes take their time on a busy machine.
const processes = { timeout: 60_000 };

const job = (steps: string): string => `  it:\n    runs-on: x\n    steps:\n${steps}`;

describe('JavaScript actions', processes, () => {
  it('get their inputs as the runner makes them', async () => {
    const run = await runJobs(
      job(`
      - id: a
        uses: fixtures/actions/report-inputs@v1
        with: {policy: '\${{ github.ref_name }}.yaml', extra: x, old: y}
`),
    );
    const step = stepOf(run, 'a');

    expect(JSON.parse(step.outputs['seen'] ?? '')).toEqual({
      INPUT_POLICY: 'main.yaml',
      INPUT_MY_INPUT: 'spaced',
      'INPUT_IF-UNDECIDED': 'ask on main',
      INPUT_EMPTY: '',
      INPUT_EXTRA: 'x',
      INPUT_OLD: 'y',
    });
    expect(step.annotations.map((each) => each.message)).toEqual([
      "Input 'old' has been deprecated with message: use policy",
      "Unexpected input(s) 'extra', valid inputs are ['policy', 'my input', 'if-undecided', 'empty', 'old']",
    ]);
    expect(step.log).toContain('cwd is workspace: true');
    expect(step.log).toContain('node 24');
    expect(step.summary).toBe('### Policy main.yaml\n');
    expect(step.header).toContain('  policy: main.yaml');
  });

  it('leave their outputs when they fail', async () => {
    const run = await runJobs(
      job(`
      - {id: a, uses: fixtures/actions/fail-after-output@v1}
      - {id: b, if: failure() && steps.a.outputs.decision == 'rollback', run: echo rolling back}
`),
    );

    expect(stepOf(run, 'a')).toMatchObject({
      conclusion: 'failure',
      exit: { kind: 'exited', code: 3 },
      outputs: { decision: 'rollback' },
      annotations: [{ level: 'error', message: 'it went wrong', properties: { file: 'policy.yaml', line: '3', col: '5' } }],
    });
    expect(stepOf(run, 'b').log).toEqual(['rolling back']);
  });

  it('run pre before all steps and post after them, the last one first, with their own state', async () => {
    const run = await runJobs(
      job(`
      - {run: exit 1}
      - {id: a, if: always(), uses: fixtures/actions/leave-trace@v1, with: {name: ann}}
      - {id: b, if: always(), uses: fixtures/actions/leave-trace@v1, with: {name: bob}}
      - {id: never, uses: fixtures/actions/leave-trace@v1}
`),
    );

    expect(jobOf(run).steps.map((step) => [step.id, step.stage, step.conclusion, step.log[0] ?? ''])).toEqual([
      ['a', 'pre', 'success', 'ann run 1 from fixtures/actions'],
      ['b', 'pre', 'success', 'bob run 1 from fixtures/actions'],
      ['never', 'pre', 'success', 'nobody run 1 from fixtures/actions'],
      ['__run', 'main', 'failure', '##[error]Process completed with exit code 1.'],
      ['a', 'main', 'success', 'ann run 2 from fixtures/actions'],
      ['b', 'main', 'success', 'bob run 2 from fixtures/actions'],
      ['never', 'main', 'skipped', ''],
      ['b', 'post', 'success', 'bob run 3 from fixtures/actions'],
      ['a', 'post', 'success', 'ann run 3 from fixtures/actions'],
    ]);
  });

  it('see in each stage the environment of their step, and of the job as it stands then', async () => {
    const run = await runJobs(
      job(`
      - {id: a, env: {OWN: mine, LATER: '\${{ env.LATER }}'}, uses: fixtures/actions/leave-trace@v1}
      - {id: b, env: {OWN: mine}, uses: fixtures/actions/leave-trace@v1}
      - {run: 'echo LATER=now >> "$GITHUB_ENV"'}
`),
    );

    expect(stepOf(run, 'a', 'pre').log).toContain('mine ');
    expect(stepOf(run, 'b', 'main').log).toContain('mine not yet');
    expect(stepOf(run, 'b', 'post').log).toContain('mine now');
    expect(stepOf(run, 'a', 'post').log).toContain('mine ');
  });

  it('say so when their bundle was not built', async () => {
    const run = await runJobs(job('      - {id: a, uses: fixtures/actions/no-main@v1}\n'));

    expect(stepOf(run, 'a').annotations[0]?.message).toMatch(/^File not found: .*dist\/index\.js'\. The main of an action must be built/);
  });
});

describe('composite actions', processes, () => {
  it('run their steps in place, with inputs, outputs and nested actions', async () => {
    const run = await runJobs(
      job(`
      - {id: a, uses: fixtures/actions/compute@v1, with: {b: 41}, env: {OUTER: here}}
      - {id: b, run: 'echo "\${{ steps.a.outputs.sum }} $FROM_COMPOSITE [\${{ steps.add.outputs.sum }}]"'}
`),
    );

    expect(stepOf(run, 'a')).toMatchObject({ conclusion: 'success', outputs: { sum: '42' }, summary: '### Policy from-composite-42\n' });
    expect(stepOf(run, 'a').outputs['seen']).toContain('"INPUT_POLICY":"from-composite-42"');
    expect(stepOf(run, 'a').log).toContain('outer is here, action path is set: yes');
    expect(stepOf(run, 'a').log).not.toContain('never');
    expect(stepOf(run, 'b').log).toEqual(['42 yes []']);
  });

  it('fail with their first failing step, after what is meant for that', async () => {
    const run = await runJobs(job('      - {id: a, uses: fixtures/actions/broken-composite@v1}\n'));

    expect(stepOf(run, 'a').conclusion).toBe('failure');
    expect(stepOf(run, 'a').log.filter((line) => !line.startsWith('##'))).toEqual(['first', 'cleaning up']);
  });
});

describe('local actions and checkout', processes, () => {
  let repository: GitFixture;
  let first = '';
  let second = '';

  beforeAll(() => {
    repository = createGitFixture();
    cpSync(join(fixtureFolder, 'actions'), join(repository.folder, 'actions'), { recursive: true });
    first = repository.commit({ 'model.txt': 'v1' }, 'first');
    repository.git('tag', '-a', 'fraud@v1', '-m', 'v1');
    second = repository.commit({ 'model.txt': 'v2' }, 'second');
    repository.git('branch', 'side', first);
  });
  afterAll(() => rmSync(repository.folder, { recursive: true }));

  const options = (): Parameters<typeof runJobs>[1] => ({
    event: { name: 'push', ref: 'refs/heads/main', sha: second },
    repositories: { 'o/models': repository.folder },
  });

  it('need a checkout first', async () => {
    const run = await runJobs(
      job(`
      - {id: early, continue-on-error: true, uses: ./actions/report-inputs}
      - uses: actions/checkout@v6
      - {id: late, uses: ./actions/report-inputs, with: {policy: p}}
`),
      options(),
    );

    expect(stepOf(run, 'early').annotations[0]?.message).toContain('Did you forget to run actions/checkout');
    expect(stepOf(run, 'late').outputs['seen']).toContain('"INPUT_POLICY":"p"');
  });

  it('cannot lie outside the workspace', async () => {
    const run = await runJobs(job('      - {id: a, uses: ./../../../evil}\n'), options());

    expect(stepOf(run, 'a').annotations[0]?.message).toBe("'./../../../evil' leads out of the workspace");
  });

  it('warn that pre is not run for them', async () => {
    const run = await runJobs(job('      - uses: actions/checkout@v6\n      - {id: a, uses: ./actions/leave-trace}\n'), options());

    expect(stepOf(run, 'a').annotations[0]?.message).toBe("`pre` execution is not supported for local action from './actions/leave-trace'");
    expect(stepOf(run, 'a', 'post').log).toEqual(['nobody run 2 from here']);
  });

  it('check the commit of the event out, on its branch, and nothing older', async () => {
    const run = await runJobs(
      job(`
      - {id: checkout, uses: actions/checkout@v6}
      - {id: a, run: 'cat model.txt; echo; git rev-parse HEAD; git branch --show-current; git rev-list --count HEAD; git tag'}
`),
      { ...options(), event: { name: 'push', ref: 'refs/heads/main', sha: first } },
    );

    expect(stepOf(run, 'a').log).toEqual(['v1', first, 'main', '1']);
    expect(stepOf(run, 'checkout').outputs).toEqual({ commit: first, ref: 'refs/heads/main' });
  });

  it.each([
    ['all history', 'fetch-depth: 0', '.', ['v2', 'main', '2', 'fraud@v1']],
    ['a branch', 'ref: side', '.', ['v1', 'side', '1']],
    ['a tag', 'ref: fraud@v1', '.', ['v1', '', '1', 'fraud@v1']],
    ['a tag by its full name', 'ref: refs/tags/fraud@v1', '.', ['v1', '', '1', 'fraud@v1']],
    ['into another folder', 'path: sub, repository: O/Models', 'sub', ['v2', 'main', '1']],
  ])('check out %s', async (_, inputs, folder, expected) => {
    const run = await runJobs(
      job(`
      - {uses: actions/checkout@v6, with: {${inputs}}}
      - id: a
        working-directory: ${folder}
        run: cat model.txt; echo; echo "$(git branch --show-current)"; git rev-list --count HEAD; git tag
`),
      options(),
    );

    expect(stepOf(run, 'a').log).toEqual(expected);
  });

  it('check out a commit by its name', async () => {
    const run = await runJobs(
      job(`      - {uses: actions/checkout@v6, with: {ref: ${first}}}\n      - {id: a, run: git rev-parse HEAD}\n`),
      options(),
    );

    expect(stepOf(run, 'a').log).toEqual([first]);
  });

  it('check out a tag that was pushed', async () => {
    const run = await runJobs(job('      - uses: actions/checkout@v6\n      - {id: a, run: git describe --exact-match}\n'), {
      ...options(),
      event: { name: 'push', ref: 'refs/tags/fraud@v1', sha: first },
    });

    expect(stepOf(run, 'a').log).toEqual(['fraud@v1']);
  });

  it('can push back to where they came from, as a ledger does', async () => {
    const run = await runJobs(
      job(`
      - uses: actions/checkout@v6
      - run: |
          git -c user.name=t -c user.email=t@example.com commit --quiet --allow-empty -m "from a job"
          git push --quiet origin HEAD:refs/heads/rollouts/fraud
`),
      options(),
    );

    expect(run.conclusion).toBe('success');
    expect(repository.git('log', '-1', '--format=%s', 'rollouts/fraud')).toBe('from a job');
  });

  it.each([
    ['an unknown repository', 'repository: o/other', "No local repository stands for 'o/other'"],
    ['an unknown ref', 'ref: nowhere', "A branch or tag with the name 'nowhere' could not be found"],
    ['a path outside', 'path: ../out', "Repository path '../out' is not under the workspace"],
    ['a bad depth', 'fetch-depth: all', "fetch-depth is 'all'"],
  ])('refuse %s', async (_, inputs, message) => {
    const run = await runJobs(job(`      - {id: a, uses: actions/checkout@v6, with: {${inputs}}}\n`), options());

    expect(stepOf(run, 'a').conclusion).toBe('failure');
    expect(stepOf(run, 'a').annotations[0]?.message).toContain(message);
  });

  it('run again in the same workspace', async () => {
    const run = await runJobs(
      job('      - uses: actions/checkout@v6\n      - {uses: actions/checkout@v6, with: {ref: side}}\n      - {id: a, run: cat model.txt}\n'),
      options(),
    );

    expect(stepOf(run, 'a').log).toEqual(['v1']);
  });
});

describe('setup-node', processes, () => {
  it('puts the node of the runner first in PATH', async () => {
    const run = await runJobs(
      job('      - {id: a, uses: actions/setup-node@v6, with: {node-version: 24}}\n      - {id: b, run: node --version}\n'),
      { machineEnv: { PATH: '/usr/bin:/bin' } },
    );

    expect(stepOf(run, 'b').log).toEqual([process.version]);
    expect(stepOf(run, 'a').outputs).toEqual({ 'node-version': process.version });
  });
});
