// Cancelling and timing out, end to end: with real processes and signals, and with timers that the tests fire.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createManualTimers } from '../../test/runner/manual-timers.ts';
import { conclusions, jobOf, runJobs, stepOf } from '../../test/runner/run-fixture.ts';
import type { CompletedRun, WorkflowRequest } from './workflow-request.ts';

// Processes take their time on a busy machine.
const processes = { timeout: 60_000 };

/** Calls `then` when some step has printed `line`. */
function when(line: string, then: () => void): Required<Pick<WorkflowRequest, 'onStep'>> {
  return {
    onStep: (progress) => {
      if (progress.kind === 'line' && progress.line === line) then();
    },
  };
}

async function runAndCancel(jobs: string): Promise<CompletedRun> {
  const ending = new AbortController();
  return runJobs(jobs, { signal: ending.signal, timers: createManualTimers(), ...when('ready', () => ending.abort()) });
}

// `exec` makes the shell become the process that waits, so that the signal reaches it.
const waits = `exec node -e "process.on('SIGINT', () => process.exit(130)); setTimeout(() => {}, 60_000); console.log('ready')"`;

describe('cancelling a run', processes, () => {
  it('interrupts the running step, runs what asks for it, and starts nothing else', async () => {
    const run = await runAndCancel(`
  it:
    runs-on: x
    steps:
      - id: waiting
        run: |
          echo "saved=yes" >> "$GITHUB_OUTPUT"
          ${waits}
      - {id: next, run: echo}
      - {id: failure, if: failure(), run: echo}
      - {id: cleanup, if: cancelled(), run: 'echo "\${{ job.status }} \${{ steps.waiting.outputs.saved }}"'}
      - {id: always, if: always(), run: echo always}
  after: {needs: it, runs-on: x, steps: [{run: echo}]}
  rollback: {needs: it, if: failure() || cancelled(), runs-on: x, steps: [{run: echo rolled back}]}
`);

    expect(jobOf(run, 'it').steps.map((step) => [step.id, step.conclusion])).toEqual([
      ['waiting', 'cancelled'],
      ['next', 'skipped'],
      ['failure', 'skipped'],
      ['cleanup', 'success'],
      ['always', 'success'],
    ]);
    expect(stepOf(run, 'waiting')).toMatchObject({ exit: { kind: 'exited', code: 130 }, outputs: { saved: 'yes' } });
    expect(stepOf(run, 'cleanup').log).toEqual(['cancelled yes']);
    expect(conclusions(run)).toEqual({ it: 'cancelled', after: 'skipped', rollback: 'success' });
    expect(run.conclusion).toBe('cancelled');
  });

  it('leaves a running job alone whose condition still holds', async () => {
    const run = await runAndCancel('  it: {if: always(), runs-on: x, steps: [{run: echo ready; echo done}, {id: b, run: echo more}]}\n');

    expect(conclusions(run)).toEqual({ it: 'success' });
    expect(stepOf(run, 'b').log).toEqual(['more']);
  });

  it('leaves a running step alone whose condition still holds', async () => {
    const run = await runAndCancel('  it: {runs-on: x, steps: [{id: a, if: always(), run: echo ready; echo done}, {id: b, run: echo}]}\n');

    expect(stepOf(run, 'a')).toMatchObject({ conclusion: 'success', log: ['ready', 'done'] });
    expect(stepOf(run, 'b').conclusion).toBe('skipped');
    expect(jobOf(run).conclusion).toBe('cancelled');
  });

  it('still runs the post stages of actions that began', async () => {
    const run = await runAndCancel(`
  it:
    runs-on: x
    steps:
      - {id: trace, uses: fixtures/actions/leave-trace@v1, with: {name: ann}}
      - run: ${JSON.stringify(waits)}
`);

    expect(stepOf(run, 'trace', 'post')).toMatchObject({ conclusion: 'success', log: ['ann run 3 from fixtures/actions'] });
  });

  it('does not start combinations that were waiting', async () => {
    const run = await runAndCancel(`
  it:
    strategy: {max-parallel: 1, matrix: {n: [1, 2]}}
    runs-on: x
    steps: [{run: ${JSON.stringify(waits)}}]
`);

    expect(conclusions(run)).toEqual({ 'it (1)': 'cancelled', 'it (2)': 'cancelled' });
    expect(jobOf(run, 'it (2)')).toMatchObject({ steps: [], why: 'it was cancelled before it started' });
  });

  it('before the start skips all but what asks for it', async () => {
    const run = await runJobs(
      '  it: {runs-on: x, steps: [{run: echo}]}\n  always: {if: always(), runs-on: x, steps: [{run: echo}]}\n',
      { signal: AbortSignal.abort() },
    );

    expect(conclusions(run)).toEqual({ it: 'skipped', always: 'success' });
  });
});

describe('timeouts', processes, () => {
  it('of a step fail the step', async () => {
    const timers = createManualTimers();
    const run = await runJobs(
      `
  it:
    runs-on: x
    steps:
      - {id: slow, timeout-minutes: 2, continue-on-error: true, run: ${JSON.stringify(waits)}}
      - {id: next, run: echo next}
`,
      { timers, ...when('ready', () => timers.fire(120_000)) },
    );

    expect(stepOf(run, 'slow')).toMatchObject({ outcome: 'failure', conclusion: 'success' });
    expect(stepOf(run, 'slow').annotations[0]?.message).toBe('The action has timed out after 2 minutes.');
    expect(stepOf(run, 'next').conclusion).toBe('success');
  });

  it('of a job cancel it', async () => {
    const timers = createManualTimers();
    const run = await runJobs(
      `
  it:
    timeout-minutes: 5
    runs-on: x
    steps:
      - {id: slow, run: ${JSON.stringify(waits)}}
      - {id: cleanup, if: cancelled(), run: echo}
  after: {needs: it, if: needs.it.result == 'cancelled' || always(), runs-on: x, steps: [{run: 'echo \${{ needs.it.result }}'}]}
`,
      { timers, ...when('ready', () => timers.fire(300_000)) },
    );

    expect(jobOf(run, 'it')).toMatchObject({
      conclusion: 'cancelled',
      annotations: [{ level: 'error', message: 'The job has exceeded the maximum execution time of 5 minutes.' }],
    });
    expect(stepOf(run, 'slow').conclusion).toBe('cancelled');
    expect(stepOf(run, 'cleanup').conclusion).toBe('success');
    expect(jobOf(run, 'after').steps[0]?.log).toEqual(['cancelled']);
  });
});

describe.runIf(process.platform === 'linux')('processes left behind', processes, () => {
  it('live on between steps and are ended with the job', async () => {
    const run = await runJobs(`
  it:
    runs-on: x
    steps:
      - {id: start, run: 'nohup setsid sleep 100 > /dev/null 2>&1 & echo $!; echo "PID=$!" >> "$GITHUB_ENV"'}
      - {id: check, run: 'kill -0 "$PID" && echo alive'}
`);

    expect(stepOf(run, 'check').log).toEqual(['alive']);
    // The signal was sent; the kernel takes its time.
    await expect.poll(() => commandOf(Number(stepOf(run, 'start').log[0]))).toBe('');
  });
});

/** Empty for a process that is gone, or dead and only not yet collected. */
function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
