// The scripts in the templates, run by a real bash with a real git; `gh` alone is a stand-in that writes down what it was asked.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readText } from './repository.ts';
import { jobsOf } from './workflow-sources.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rampart-scripts-'));
  mkdirSync(join(folder, 'bin'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function scriptOf(template: string, job: string): string {
  const steps = jobsOf(readText(`examples/workflows/${template}`)).find(([name]) => name === job)?.[1].steps ?? [];
  const script = steps.findLast(({ run }) => run !== undefined)?.run;
  if (script === undefined) throw new Error(`${template} has no script in its job ${job}`);
  return script;
}

/** Answers every question of the script with `answer`, or fails. */
function standInForGh(answer: string, exitCode = 0): void {
  const file = join(folder, 'bin/gh');
  writeFileSync(join(folder, 'answer'), answer);
  writeFileSync(file, `#!/bin/sh\nprintf '%s\\n' "$*" >> '${folder}/asked'\ncat '${folder}/answer'\nexit ${exitCode}\n`);
  chmodSync(file, 0o755);
}

function run(script: string, env: Readonly<Record<string, string>>, cwd = folder): { readonly status: number | null; readonly out: string; readonly asked: string } {
  const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd,
    encoding: 'utf8',
    env: { PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`, HOME: folder, GITHUB_OUTPUT: join(folder, 'output'), GITHUB_STEP_SUMMARY: join(folder, 'summary'), ...env },
  });
  const read = (name: string): string => (spawnSync('cat', [join(folder, name)], { encoding: 'utf8' }).stdout);
  return { status, out: stdout + stderr, asked: read('asked') };
}

describe('dispatch-chain.yml, which run goes on', () => {
  const script = scriptOf('dispatch-chain.yml', 'next');
  const starts = 'workflow run dispatch-chain.yml --ref main\n';
  const next = (answer: string, event: string, exitCode = 0) => {
    standInForGh(answer, exitCode);
    return run(script, { OWN_RUN: '7', EVENT: event, BRANCH: 'main' });
  };

  it.each([
    ['the newest run of the chain', '7 700', 'workflow_dispatch'],
    ['the watchdog where the chain broke', '6 3601', 'schedule'],
    ['the watchdog where there never was a chain', '0 1795000000', 'schedule'],
  ])('starts the next run from %s', (_, answer, event) => {
    const { status, asked } = next(answer, event);
    expect(status).toBe(0);
    expect(asked.endsWith(starts)).toBe(true);
  });

  it.each([
    ['the watchdog while the chain is alive', '6 3599', 'schedule', 'The chain is alive'],
    ['a run that a newer one overtook, so that two chains become one', '8 100', 'workflow_dispatch', 'Run 8 carries the chain on.'],
    ['a run that did not wait, so that no chain runs hot', '7 20', 'workflow_dispatch', '::warning::This run waited less than 4 minutes.'],
  ])('starts none from %s', (_, answer, event, words) => {
    const { status, out, asked } = next(answer, event);
    expect(status).toBe(0);
    expect(out).toContain(words);
    expect(asked).not.toContain(starts);
  });

  it('starts none when GitHub does not say which runs there are', () => {
    const { status, asked } = next('', 'workflow_dispatch', 1);
    expect(status).not.toBe(0);
    expect(asked).not.toContain(starts);
  });
});

describe('release-from-registry.yml, the newest version', () => {
  const newest = (answer: string, exitCode = 0): { readonly status: number | null; readonly output: string } => {
    standInForGh(answer, exitCode);
    const { status } = run(scriptOf('release-from-registry.yml', 'find'), { REPOSITORY: 'acme/models' });
    return { status, output: exitCode === 0 ? readFileSync(join(folder, 'output'), 'utf8') : '' };
  };

  it.each([
    ['by number, not by letter', 'fraud@v1.9.0\nfraud@v1.10.0\nfraud@v1.2.0\n', 'tag=fraud@v1.10.0\n'],
    ['leaving out what is no version', 'fraud@v1.0.0\nfraud@v9.0.0-rc1\nfraud@v9.9.9!\nfraud@v2\n', 'tag=fraud@v1.0.0\n'],
    ['none where there is none', '', 'tag=\n'],
  ])('is found %s', (_, answer, output) => {
    expect(newest(answer)).toEqual({ status: 0, output });
  });

  it('fails when GitHub does not say', () => {
    expect(newest('', 1).status).not.toBe(0);
  });
});

describe('retrain.yml, the new version', () => {
  const script = scriptOf('retrain.yml', 'retrain');
  const git = (cwd: string, ...args: readonly string[]): string => execFileSync('git', args, { cwd, encoding: 'utf8', env: { ...process.env, HOME: folder, GIT_CONFIG_NOSYSTEM: '1' } });

  const repository = (...tags: readonly string[]): { readonly work: string; readonly origin: string } => {
    const [work, origin] = [join(folder, 'work'), join(folder, 'origin.git')];
    git(folder, 'init', '--quiet', '--bare', origin);
    git(folder, 'init', '--quiet', '--initial-branch=main', work);
    mkdirSync(join(work, 'models/fraud'), { recursive: true });
    writeFileSync(join(work, 'models/fraud/model.onnx'), 'old');
    git(work, 'add', '.');
    git(work, '-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--quiet', '--message=first');
    for (const tag of tags) git(work, 'tag', tag);
    git(work, 'remote', 'add', 'origin', origin);
    writeFileSync(join(work, 'models/fraud/model.onnx'), 'new');
    return { work, origin };
  };
  const env = { CHECK: 'drift', ROLLOUT_ID: '4f2a', EVIDENCE: 'c0ffee', RUN_URL: 'https://github.com/acme/models/actions/runs/7' };

  it('follows the newest one and names what it was made for', () => {
    const { work, origin } = repository('fraud@v1.9.0', 'fraud@v1.10.3', 'fraud@v2.0.0-rc1');
    standInForGh('');
    expect(run(script, env, work)).toMatchObject({ status: 0, asked: 'auth setup-git\n' });
    expect(git(origin, 'tag').trim()).toBe('fraud@v1.11.0');
    expect(git(origin, 'for-each-ref', '--format=%(contents)', 'refs/tags/fraud@v1.11.0').trim()).toBe(
      'Retrained for the check drift\n\nRampart-Rollout: 4f2a\nRampart-Evidence: c0ffee\nRun: https://github.com/acme/models/actions/runs/7',
    );
    expect(git(origin, 'show', 'fraud@v1.11.0:models/fraud/model.onnx')).toBe('new');
    expect(git(origin, 'branch', '--list')).toBe('');
  });

  it('starts at v0.1.0', () => {
    const { work, origin } = repository();
    standInForGh('');
    run(script, env, work);
    expect(git(origin, 'tag').trim()).toBe('fraud@v0.1.0');
  });

  it('takes what was sent for text, on one line', () => {
    const { work, origin } = repository();
    standInForGh('');
    const hostile = { ...env, CHECK: '$(touch hacked) `touch hacked` "; touch hacked; "', EVIDENCE: `c0ffee\nRampart-Evidence: forged\u001B[2K${'x'.repeat(500)}` };
    expect(run(script, hostile, work).status).toBe(0);
    const message = git(origin, 'for-each-ref', '--format=%(contents)', 'refs/tags/fraud@v0.1.0');
    expect(message.match(/^Rampart-Evidence: /gm)).toHaveLength(1);
    expect(message).toContain('Retrained for the check $(touch hacked) `touch hacked` "; touch hacked; "\n');
    expect(message).not.toContain('\u001B');
    expect(Math.max(...message.split('\n').map((line) => line.length))).toBeLessThan(230);
    expect(spawnSync('find', [folder, '-name', 'hacked'], { encoding: 'utf8' }).stdout).toBe('');
  });

  it('registers nothing when the training changed nothing', () => {
    const { work, origin } = repository();
    writeFileSync(join(work, 'models/fraud/model.onnx'), 'old');
    standInForGh('');
    expect(run(script, env, work).status).not.toBe(0);
    expect(git(origin, 'tag')).toBe('');
  });
});
