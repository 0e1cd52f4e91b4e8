import { describe, expect, it } from 'vitest';
import { readWorkflow } from './workflow-reader.ts';
import type { WorkflowReading } from './workflow-reader.ts';

const read = (text: string): Promise<WorkflowReading> => readWorkflow({ fileName: '.github/workflows/x.yml', text });

describe('readWorkflow', () => {
  it('reads what the parser checks and what its own converted form leaves out', async () => {
    const reading = await read(`
name: Rollout
on:
  schedule: [{cron: '*/10 * * * *'}]
permissions: {contents: write}
env: {A: 1}
defaults: {run: {shell: sh}}
jobs:
  step:
    if: github.actor != 'x'
    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions: read-all
    steps:
      - uses: ./actions/canary-step
        with: {policy: a.yaml}
        timeout-minutes: 2
      - id: named
        run: echo
        shell: bash
        working-directory: sub
        continue-on-error: true
`);

    expect(reading).toMatchObject({
      kind: 'read',
      document: {
        name: 'Rollout',
        permissions: { kind: 'listed', levels: { contents: 'write' } },
        events: { schedule: { crons: ['*/10 * * * *'] } },
        runDefaults: { shell: { value: 'sh' } },
        jobs: [
          {
            id: 'step',
            condition: { text: "success() && (github.actor != 'x')" },
            timeoutMinutes: { value: 5 },
            permissions: { kind: 'all', level: 'read-all' },
            steps: [
              { id: '__self', isNamed: false, timeoutMinutes: { value: 2 }, action: { kind: 'uses', reference: './actions/canary-step' } },
              { id: 'named', isNamed: true, continueOnError: { value: true }, action: { kind: 'run', shell: { value: 'bash' } } },
            ],
          },
        ],
      },
    });
  });

  it('names the file when the workflow has no name, and lets jobs inherit its permissions', async () => {
    const reading = await read('on: push\npermissions: {}\njobs: {a: {runs-on: x, steps: [{run: x}]}}');

    expect(reading).toMatchObject({
      document: { name: '.github/workflows/x.yml', jobs: [{ permissions: { kind: 'listed', levels: {} } }] },
    });
  });

  it.each([
    ['an unknown key', 'on: push\njobs:\n  a:\n    runs-on: x\n    stepps: []\n', "Unexpected value 'stepps'", { line: 5, column: 5 }],
    [
      'an unknown context',
      'on: push\njobs:\n  a:\n    runs-on: x\n    steps: [{run: "${{ foo.x }}"}]\n',
      "Unrecognized named-value: 'foo'",
      { line: 5 },
    ],
    ['a context that is not there yet', 'on: push\nenv: {A: "${{ steps.a.outputs.b }}"}\njobs: {a: {runs-on: x, steps: [{run: x}]}}', 'steps', { line: 2 }],
    ['broken YAML', 'on: push\njobs: {a: [\n', 'Flow', { line: 3 }],
    ['an unknown need', 'on: push\njobs: {b: {runs-on: x, steps: [{run: x}]}, a: {needs: nope, runs-on: x, steps: [{run: x}]}}', "'nope'", { line: 2 }],
    ['a cycle', 'on: push\njobs:\n  a: {needs: b, runs-on: x, steps: [{run: x}]}\n  b: {needs: a, runs-on: x, steps: [{run: x}]}\n', '', {}],
    ['a bad cron line', "on: {schedule: [{cron: 'every day'}]}\njobs: {a: {runs-on: x, steps: [{run: x}]}}", 'Invalid cron', { line: 1 }],
    ['an id used twice', 'on: push\njobs: {a: {runs-on: x, steps: [{id: b, run: x}, {id: b, run: y}]}}', "'b'", { line: 2 }],
  ])('refuses %s, with its place', async (_, text, message, at) => {
    const reading = await read(text);

    expect(reading.kind).toBe('refused');
    if (reading.kind !== 'refused') return;
    expect(reading.problems[0]).toMatchObject({ kind: 'invalid', at });
    expect(reading.problems.map((problem) => problem.message).join('\n')).toContain(message);
  });

  it('tells all mistakes at once', async () => {
    const reading = await read('on: push\njobs:\n  a:\n    runs-on: x\n    nope: 1\n    steps:\n      - run: x\n        neither: 2\n');

    expect(reading).toMatchObject({ problems: [{ at: { line: 5 } }, { at: { line: 8 } }] });
  });

  it.each([
    ['reusable workflows', 'uses: ./.github/workflows/y.yml', 'uses: reusable workflows are not run'],
    ['job containers', 'runs-on: x\n    container: node:24\n    steps: [{run: x}]', 'container: job containers are not run'],
    ['services', 'runs-on: x\n    services: {db: {image: pg}}\n    steps: [{run: x}]', 'services: service containers are not run'],
  ])('says that %s are not supported', async (_, job, message) => {
    expect(await read(`on: push\njobs:\n  a:\n    ${job}\n`)).toMatchObject({
      kind: 'refused',
      problems: [{ kind: 'unsupported', message: expect.stringContaining(message) as string }],
    });
  });
});
