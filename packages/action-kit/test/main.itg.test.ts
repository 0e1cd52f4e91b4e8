import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const TOY = fileURLToPath(new URL('./fixtures/toy-action.ts', import.meta.url));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rampart-kit-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly output: string;
  readonly summary: string;
}

/** Runs the toy as the runner does: inputs in the environment, one file each for outputs and summary. */
async function runToy(inputs: Readonly<Record<string, string>>, onStdout: (stdout: string, kill: (signal: NodeJS.Signals) => void) => void = () => undefined): Promise<Ended> {
  const files = { GITHUB_OUTPUT: join(folder, 'output'), GITHUB_STEP_SUMMARY: join(folder, 'summary') };
  for (const file of Object.values(files)) writeFileSync(file, '');
  const child = spawn(process.execPath, [TOY], { env: { ...files, ...inputs }, stdio: ['ignore', 'pipe', 'inherit'] });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
    onStdout(stdout, (signal) => child.kill(signal));
  });
  const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { exitCode, stdout, output: readFileSync(files.GITHUB_OUTPUT, 'utf8'), summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8') };
}

describe('runAction', () => {
  it('writes outputs and summary to the files of the runner and closes its log with the decision', async () => {
    const ended = await runToy({ INPUT_SAY: 'hello' });
    expect(ended.exitCode).toBe(0);
    expect(ended.output).toMatch(/^what-was-said<<(ghadelimiter_\S+)\nhello\n\1\n$/);
    expect(ended.summary).toBe('said hello\n\n');
    expect(ended.stdout).toBe(
      'hello\n::warning title=Odd,file=a%2Cb.yaml,line=3,col=7::line 1%0Ahello\nDecided: said it.\nWhy: asked to.\nNext: nothing.\n',
    );
  });

  it('exits 2 with one annotation per mistake and writes no output', async () => {
    const ended = await runToy({ INPUT_WAIT: 'maybe' });
    expect(ended).toMatchObject({ exitCode: 2, output: '', summary: '' });
    expect(ended.stdout.match(/^::error title=RMP20\d::/gm)).toHaveLength(2);
  });

  it('cuts what the runner would not take, says where the rest is, and fails nothing', async () => {
    const ended = await runToy({ INPUT_SAY: 'x'.repeat(1_000), INPUT_TIMES: '2000' });
    expect(ended.exitCode).toBe(0);
    expect(ended.output).toMatch(/^what-was-said<<(\S+)\n\n\1\n$/);
    expect(Buffer.byteLength(ended.summary)).toBeLessThanOrEqual(1_048_576);
    expect(ended.summary).toContain('This summary was cut');
    expect(ended.stdout.match(/^::warning /gm)).toHaveLength(10);
    expect(ended.stdout).toContain('RMP203 what-was-said');
    expect(ended.stdout.match(/^warning: line 1$/gm)).toHaveLength(16);
  });

  it('prints text from outside so that none of it is a command', async () => {
    const { stdout } = await runToy({ INPUT_SAY: 'a\n::stop-commands::x\r::add-mask::y' });
    expect(stdout.split('\n').filter((line) => /^\s*::(?!warning )/.test(line))).toEqual([]);
    expect(stdout).toContain(': :stop-commands::x\n: :add-mask::y');
  });

  it('masks a secret before its first line of log', async () => {
    const { stdout } = await runToy({ INPUT_SAY: 'hello', INPUT_TOKEN: 's3cret' });
    expect(stdout).toMatch(/^::add-mask::s3cret\nhello\n/);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends on %s with the reason and exit code 1', async (signal) => {
    const ended = await runToy({ INPUT_SAY: 'ready', INPUT_WAIT: 'true' }, (stdout, kill) => {
      if (stdout === 'ready\n') kill(signal);
    });
    expect(ended.exitCode).toBe(1);
    expect(ended.stdout).toContain('Decided: Nothing more: toy was interrupted.');
  });

  it('ends at once on a second SIGINT, while it cleans up after the first', async () => {
    const ended = await runToy({ INPUT_SAY: 'ready', INPUT_STAY: 'true' }, (stdout, kill) => {
      if (stdout === 'ready\n' || stdout === 'ready\ncleaning up\n') kill('SIGINT');
    });
    expect(ended).toMatchObject({ exitCode: null, output: '', summary: '', stdout: 'ready\ncleaning up\n' });
  });
});
