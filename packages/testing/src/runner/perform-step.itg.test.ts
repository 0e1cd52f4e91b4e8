import { describe, expect, it } from 'vitest';
import { jobOf, runJobs, runText, stepOf } from '../../test/runner/run-fixture.ts';

// Processes take their time on a busy machine.
const processes = { timeout: 60_000 };

/** One job with these steps, given as YAML list items. */
const job = (steps: string): string => `  it:\n    runs-on: x\n    steps:\n${steps}`;

describe('run steps', processes, () => {
  it('stop at the first failing command, and at a failing pipe only with shell: bash', async () => {
    const run = await runJobs(
      job(`
      - {id: plain, run: "false | true\\necho reached"}
      - {id: strict, shell: bash, continue-on-error: true, run: "false | true\\necho reached"}
      - {id: failing, continue-on-error: true, run: "false\\necho reached"}
`),
    );

    expect(stepOf(run, 'plain')).toMatchObject({ outcome: 'success', log: ['reached'] });
    expect(stepOf(run, 'strict')).toMatchObject({
      outcome: 'failure',
      conclusion: 'success',
      exit: { kind: 'exited', code: 1 },
      log: ['##[error]Process completed with exit code 1.'],
    });
    expect(stepOf(run, 'failing').outcome).toBe('failure');
    expect(jobOf(run).conclusion).toBe('success');
  });

  it('follow conditions after a failure', async () => {
    const run = await runJobs(
      job(`
      - {id: bad, run: exit 7}
      - {id: skipped, run: echo}
      - {id: cleanup, if: failure() && steps.bad.outcome == 'failure', run: 'echo "\${{ job.status }} \${{ steps.skipped.conclusion }}"'}
      - {id: last, if: always(), run: echo last}
      - {id: not, if: cancelled(), run: echo}
`),
    );

    expect(jobOf(run).steps.map((step) => [step.id, step.conclusion])).toEqual([
      ['bad', 'failure'],
      ['skipped', 'skipped'],
      ['cleanup', 'success'],
      ['last', 'success'],
      ['not', 'skipped'],
    ]);
    expect(stepOf(run, 'cleanup').log).toEqual(['failure skipped']);
    expect(stepOf(run, 'skipped').exit).toEqual({ kind: 'no-process' });
  });

  it('take shell and folder from the nearest defaults', async () => {
    const run = await runText(`
on: push
defaults: {run: {shell: sh, working-directory: outer}}
jobs:
  it:
    runs-on: x
    defaults: {run: {working-directory: inner}}
    steps:
      - {run: mkdir inner outer, working-directory: .}
      - {id: job-level, run: 'basename "$PWD"'}
      - {id: step-level, run: 'basename "$PWD"', working-directory: outer, shell: bash}
      - {id: missing, run: 'true', working-directory: nowhere}
`);

    expect(stepOf(run, 'job-level')).toMatchObject({ log: ['inner'], header: expect.arrayContaining(['shell: sh -e {0}']) as string[] });
    expect(stepOf(run, 'step-level').log).toEqual(['outer']);
    expect(stepOf(run, 'missing')).toMatchObject({
      conclusion: 'failure',
      annotations: [{ message: expect.stringContaining("'nowhere' is not in the workspace") as string }],
    });
  });

  it('hand environment and PATH on to later steps', async () => {
    const run = await runJobs(
      job(`
      - run: |
          mkdir -p tools && printf '#!/bin/sh\\necho found\\n' > tools/find-me && chmod +x tools/find-me
          echo "$PWD/tools" >> "$GITHUB_PATH"
          echo "ONE=1" >> "$GITHUB_ENV"
          printf 'MANY<<X\\na\\nb\\nX\\n' >> "$GITHUB_ENV"
      - {id: later, run: 'find-me; echo "$ONE \${{ env.ONE }}"; echo "$MANY"'}
`),
    );

    expect(stepOf(run, 'later').log).toEqual(['found', '1 1', 'a', 'b']);
  });

  it('cannot set NODE_OPTIONS or a GITHUB_ variable for later steps', async () => {
    const run = await runJobs(
      job(`
      - {id: set, run: 'printf "NODE_OPTIONS=--require=x\\nGITHUB_SHA=mine\\nFINE=yes\\n" >> "$GITHUB_ENV"'}
      - {id: later, run: 'echo "[$NODE_OPTIONS] $GITHUB_SHA $FINE"'}
`),
    );

    expect(stepOf(run, 'set')).toMatchObject({
      conclusion: 'success',
      annotations: [{ level: 'error', message: "Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command." }],
    });
    expect(stepOf(run, 'later').log).toEqual(['[] 0123456789abcdef0123456789abcdef01234567 yes']);
  });

  it('fail on a broken output file, keeping what stood before the mistake', async () => {
    const run = await runJobs(job(`      - {id: a, run: 'printf "good=1\\nbroken\\nlost=2\\n" >> "$GITHUB_OUTPUT"'}\n`));

    expect(stepOf(run, 'a')).toMatchObject({ conclusion: 'failure', exit: { code: 0 }, outputs: { good: '1' } });
    expect(stepOf(run, 'a').annotations.map((each) => each.message)).toEqual([
      "Unable to process file command 'output' successfully.",
      "Invalid format 'broken'",
    ]);
  });

  it('fail on a disabled command, although the process ends well', async () => {
    const run = await runJobs(job(`      - {id: a, run: 'echo "::set-env name=A::b"'}\n`));

    expect(stepOf(run, 'a')).toMatchObject({ conclusion: 'failure', exit: { kind: 'exited', code: 0 } });
  });

  it('read commands on stderr too', async () => {
    const run = await runJobs(job(`      - {id: a, run: 'echo "::warning::from stderr" >&2'}\n`));

    expect(stepOf(run, 'a').annotations).toMatchObject([{ level: 'warning', message: 'from stderr' }]);
  });

  it('show a last line that has no end', async () => {
    const run = await runJobs(job(`      - {id: a, run: 'printf "no end"'}\n`));

    expect(stepOf(run, 'a').log).toEqual(['no end']);
  });

  it('leave a summary, masked; one that is too large is an error and no failure', async () => {
    const run = await runJobs(
      job(`
      - {id: fine, run: 'echo "# \${{ secrets.T }}" >> "$GITHUB_STEP_SUMMARY"'}
      - {id: large, run: 'head -c 1048577 /dev/zero | tr "\\0" x >> "$GITHUB_STEP_SUMMARY"'}
`),
      { secrets: { T: 'hunter2' } },
    );

    expect(jobOf(run)).toMatchObject({ conclusion: 'success', summary: '# ***\n' });
    expect(stepOf(run, 'large')).toMatchObject({
      summary: '',
      annotations: [{ level: 'error', message: expect.stringContaining('supports content up to a size of 1024k, got 1024k') as string }],
    });
  });

  it('fail when an expression cannot be evaluated, and go on under their conditions', async () => {
    const run = await runJobs(
      job(`
      - {id: bad, run: 'echo \${{ fromJSON(github.ref) }}'}
      - {id: worse, if: "fromJSON(github.ref) || always()", run: echo}
      - {id: last, if: always(), run: echo last}
`),
    );

    expect(stepOf(run, 'bad').conclusion).toBe('failure');
    expect(stepOf(run, 'bad').annotations[0]?.message).toContain("The expression 'fromJSON(github.ref)' could not be evaluated");
    expect(stepOf(run, 'worse').conclusion).toBe('failure');
    expect(stepOf(run, 'last').conclusion).toBe('success');
  });

  it('see nothing of the environment of the harness', async () => {
    process.env['HARNESS_LEAK'] = 'leaked';
    const run = await runJobs(job(`      - {id: a, run: 'echo "[$HARNESS_LEAK] $GIVEN $(basename "$HOME")"'}\n`), {
      machineEnv: { GIVEN: 'yes', HOME: '/root' },
    });
    delete process.env['HARNESS_LEAK'];

    expect(stepOf(run, 'a').log).toEqual(['[] yes home']);
  });

  it('get the event as a file', async () => {
    const run = await runJobs(job(`      - {id: a, run: 'cat "$GITHUB_EVENT_PATH"'}\n`), {
      event: { name: 'push', ref: 'refs/tags/v1', sha: 'f'.repeat(40), payload: { head_commit: { message: 'a "b"' } } },
    });

    expect(stepOf(run, 'a').log).toEqual(['{"head_commit":{"message":"a \\"b\\""}}']);
  });
});

describe('hostile text', processes, () => {
  it('in an output stays one value, whatever lines it has', async () => {
    const hostile = 'x\\nother=taken\\nEOF\\n::set-env name=A::b\\n';
    const run = await runJobs(
      job(`
      - {id: a, run: 'printf "name<<EOF_7f3a\\n${hostile}\\nEOF_7f3a\\n" >> "$GITHUB_OUTPUT"'}
      - id: b
        env: {NAME: '\${{ steps.a.outputs.name }}'}
        run: echo "lines $(printf %s "$NAME" | wc -l), other is [\${{ steps.a.outputs.other }}]"
`),
    );

    expect(stepOf(run, 'a').outputs).toEqual({ name: 'x\nother=taken\nEOF\n::set-env name=A::b\n' });
    expect(stepOf(run, 'b').log).toEqual(['lines 4, other is []']);
  });

  it('is a command when a step prints it bare, and text between stop-commands', async () => {
    const run = await runJobs(
      job(`
      - id: bare
        env: {NAME: "model\\n::error::I am no error"}
        run: echo "$NAME"
      - id: wrapped
        env: {NAME: "model\\n::error::I am no error"}
        run: echo "::stop-commands::t0ken"; echo "$NAME"; echo "::t0ken::"
`),
    );

    expect(stepOf(run, 'bare').annotations).toHaveLength(1);
    expect(stepOf(run, 'wrapped').annotations).toEqual([]);
    expect(stepOf(run, 'wrapped').log).toContain('::error::I am no error');
  });

  it('inside a masked value neither shows nor acts', async () => {
    const run = await runJobs(
      job(`
      - id: a
        env: {T: '\${{ secrets.T }}'}
        run: |
          echo "value: $T"
          echo "$T" | base64 -w0; echo
          echo "again: x::set-output name=decision::promote"
`),
      { secrets: { T: 'x::set-output name=decision::promote' } },
    );

    expect(stepOf(run, 'a')).toMatchObject({ conclusion: 'success', outputs: {}, annotations: [] });
    expect(stepOf(run, 'a').log).toEqual(['value: ***', expect.stringContaining('***'), 'again: ***']);
    expect(JSON.stringify(stepOf(run, 'a'))).not.toContain('promote');
  });

  it('in an expression becomes part of a script, as on GitHub: use env instead', async () => {
    const run = await runJobs(
      job(`
      - {id: unsafe, run: 'echo "\${{ github.event.title }}"'}
      - {id: safe, env: {TITLE: '\${{ github.event.title }}'}, run: 'echo "$TITLE"'}
`),
      { event: { name: 'push', ref: 'refs/heads/main', sha: 'f'.repeat(40), payload: { title: 'a"; echo injected; echo "b' } } },
    );

    expect(stepOf(run, 'unsafe').log).toEqual(['a', 'injected', 'b']);
    expect(stepOf(run, 'safe').log).toEqual(['a"; echo injected; echo "b']);
  });
});
