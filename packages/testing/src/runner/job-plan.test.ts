import { describe, expect, it } from 'vitest';
import { planJob } from './job-plan.ts';
import type { JobCircumstances, JobPlan } from './job-plan.ts';
import { readWorkflow } from './workflow-reader.ts';

async function plan(job: string, circumstances: Partial<JobCircumstances> = {}): Promise<JobPlan> {
  const text = `on: push\njobs:\n  before: {runs-on: x, steps: [{run: x}]}\n  it:\n    needs: before\n    runs-on: x\n    steps: [{run: x}]\n${job}`;
  const reading = await readWorkflow({ fileName: 'w.yml', text });
  if (reading.kind === 'refused') throw new Error(JSON.stringify(reading.problems));
  const definition = reading.document.jobs.find((each) => each.id === 'it');
  if (definition === undefined) throw new Error('no job');
  return planJob(definition, { fileName: 'w.yml', contexts: {}, ancestors: ['success'], isRunCancelled: false, ...circumstances });
}

const toPromote = (json: string): Partial<JobCircumstances> => ({
  contexts: { needs: { before: { result: 'success', outputs: { 'to-promote': json } } } },
});
const promoteMatrix = "    strategy: {matrix: {target: '${{ fromJSON(needs.before.outputs.to-promote) }}'}}\n";

describe('planJob', () => {
  it('runs a job once when it has no matrix', async () => {
    expect(await plan('')).toMatchObject({
      kind: 'run',
      legs: [{ key: 'it', matrix: null, timeoutMinutes: 360, strategy: { 'job-total': 1, 'job-index': 0, 'fail-fast': true } }],
    });
  });

  it('runs a matrix that another job computed', async () => {
    expect(await plan(promoteMatrix, toPromote('["fraud","churn"]'))).toMatchObject({
      kind: 'run',
      failFast: true,
      legs: [
        { key: 'it (fraud)', name: 'it (fraud)', matrix: { target: 'fraud' }, strategy: { 'job-index': 0, 'job-total': 2 } },
        { key: 'it (churn)', matrix: { target: 'churn' }, strategy: { 'job-index': 1 } },
      ],
    });
  });

  it('fails on an empty matrix in the words of GitHub, with the place of the vector', async () => {
    expect(await plan(promoteMatrix, toPromote('[]'))).toEqual({
      kind: 'mistake',
      message:
        "Error when evaluating 'strategy' for job 'it'. w.yml (Line: 8, Col: 33): Matrix vector 'target' does not contain any values",
    });
  });

  it('asks the condition before it looks at the matrix, so that an empty one can be skipped', async () => {
    const guarded = `    if: needs.before.outputs.to-promote != '[]'\n${promoteMatrix}`;

    expect(await plan(guarded, toPromote('[]'))).toMatchObject({ kind: 'skip' });
    expect(await plan(guarded, toPromote('["fraud"]'))).toMatchObject({ kind: 'run' });
  });

  it('fails on a matrix expression that cannot be evaluated', async () => {
    expect(await plan(promoteMatrix, toPromote(''))).toMatchObject({
      kind: 'mistake',
      message: expect.stringContaining('fromJSON(needs.before.outputs.to-promote)') as string,
    });
  });

  it('takes a whole matrix from an expression', async () => {
    const whole = "    strategy: {matrix: '${{ fromJSON(needs.before.outputs.to-promote) }}', fail-fast: false, max-parallel: 1}\n";

    expect(await plan(whole, toPromote('{"include":[{"a":1},{"a":2}]}'))).toMatchObject({
      failFast: false,
      legsAtOnceMax: 1,
      legs: [{ matrix: { a: 1 } }, { matrix: { a: 2 } }],
    });
  });

  it('runs once without a matrix when all combinations are excluded', async () => {
    expect(await plan('    strategy: {matrix: {a: [1], exclude: [{a: 1}]}}\n')).toMatchObject({ legs: [{ key: 'it', matrix: null }] });
  });

  it.each<[string, Partial<JobCircumstances>, JobPlan['kind']]>([
    ['', { ancestors: ['success', 'failure'] }, 'skip'],
    ['', { ancestors: ['success', 'skipped'] }, 'skip'],
    ['', { isRunCancelled: true }, 'skip'],
    ['    if: always()\n', { ancestors: ['failure'], isRunCancelled: true }, 'run'],
    ['    if: failure()\n', { ancestors: ['failure', 'success'] }, 'run'],
    ['    if: failure()\n', {}, 'skip'],
    ['    if: failure()\n', { ancestors: ['cancelled'] }, 'skip'],
    ['    if: cancelled()\n', { isRunCancelled: true }, 'run'],
    ['    if: "!cancelled()"\n', { ancestors: ['failure'] }, 'run'],
    ['    if: failure() || cancelled()\n', { isRunCancelled: true }, 'run'],
    ['    if: false\n', {}, 'skip'],
    ["    if: ${{ github.nothing == '' }}\n", {}, 'run'],
    ["    if: success('before')\n", {}, 'mistake'],
  ])('%j when %j: %s', async (condition, circumstances, expected) => {
    expect((await plan(condition, circumstances)).kind).toBe(expected);
  });

  it('evaluates what it records: runner, environment, concurrency, timeout, continue-on-error', async () => {
    const job = `    strategy: {matrix: {t: [fraud]}}
    name: Promote
    environment: {name: "prod-\${{ matrix.t }}", url: x}
    concurrency: {group: "c-\${{ matrix.t }}", cancel-in-progress: false, queue: max}
    timeout-minutes: \${{ 7 }}
    continue-on-error: \${{ matrix.t == 'fraud' }}
`;

    expect(await plan(job)).toMatchObject({
      legs: [
        {
          name: 'Promote (fraud)',
          runsOn: ['x'],
          environment: { kind: 'environment', name: 'prod-fraud' },
          concurrency: { kind: 'group', group: 'c-fraud', cancelInProgress: false, queue: 'max' },
          timeoutMinutes: 7,
          continueOnError: true,
        },
      ],
    });
  });

  it('lets a name with an expression tell the combinations apart by itself', async () => {
    expect(await plan('    strategy: {matrix: {t: [fraud]}}\n    name: Promote ${{ matrix.t }} now\n')).toMatchObject({
      legs: [{ name: 'Promote fraud now' }],
    });
  });

  it('wants a number where a number belongs', async () => {
    expect(await plan("    timeout-minutes: ${{ format('{0}', 7) }}\n")).toMatchObject({
      kind: 'mistake',
      message: expect.stringContaining("Unexpected value '7': a number was expected") as string,
    });
  });
});
