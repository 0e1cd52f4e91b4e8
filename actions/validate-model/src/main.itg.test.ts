// The action as a process of its own, as the runner starts it, with a real ONNX model.
import { tinyLogistic } from '@rampart/model-validation/testing';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let workspace: string;

beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'rampart-main-'));
  mkdirSync(join(workspace, 'temp'));
  const golden = {
    tolerance: { abs: 1e-6, rel: 0 },
    cases: [{ name: 'a flight', inputs: { x: { type: 'float32', shape: [1, 3], data: [1, 2, 3] } }, outputs: { p: { type: 'float32', shape: [1, 1], data: [0.9984988] } } }],
  };
  write('model.onnx', tinyLogistic([1, -2, 3], 0.5));
  write('metrics.json', '{"accuracy": 0.81}');
  write('golden.json', JSON.stringify(golden));
});

afterEach(() => rmSync(workspace, { recursive: true, force: true }));

function write(name: string, content: string | Uint8Array): void {
  writeFileSync(join(workspace, name), content);
}

interface Ended {
  readonly exitCode: number | null;
  readonly lines: readonly string[];
  readonly errors: string;
  readonly outputs: string;
}

function start(inputs: Readonly<Record<string, string>>): Ended {
  const files = { GITHUB_OUTPUT: join(workspace, 'temp/output'), GITHUB_STEP_SUMMARY: join(workspace, 'temp/summary') };
  for (const file of Object.values(files)) writeFileSync(file, '');
  const given = Object.fromEntries(Object.entries({ model: 'flight-delay', version: 'v2.0.0', artifact: 'model.onnx', ...inputs }).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));
  const ended = spawnSync(process.execPath, [fileURLToPath(new URL('./main.ts', import.meta.url))], { env: { GITHUB_WORKSPACE: workspace, RUNNER_TEMP: join(workspace, 'temp'), ...files, ...given }, encoding: 'utf8' });
  return { exitCode: ended.status, lines: ended.stdout.trimEnd().split('\n'), errors: ended.stderr, outputs: readFileSync(files.GITHUB_OUTPUT, 'utf8') };
}

const gated = { report: 'metrics.json', gates: 'accuracy: {min: 0.75}', golden: 'golden.json' };

describe('validate-model', () => {
  it('passes with exit code 0, and says so last', () => {
    const ended = start(gated);
    expect(ended).toMatchObject({ exitCode: 0, errors: '' });
    expect(ended.lines.slice(-3)).toEqual([
      'Decided: flight-delay v2.0.0 passes: 1 gate holds, 1 golden case answered as recorded.',
      'Why: Everything that was asked for holds.',
      expect.stringMatching(/^Next: The evidence for sha256:[0-9a-f]{64} is in rampart-evidence\.json; canary-step takes it\.$/),
    ]);
    expect(ended.outputs).toMatch(/^passed<<(ghadelimiter_\S+)\ntrue\n\1$/m);
    expect(JSON.parse(readFileSync(join(workspace, 'rampart-evidence.json'), 'utf8'))).toMatchObject({ schema: 1, passed: true });
  });

  it('fails a model that answers otherwise with exit code 1', () => {
    write('model.onnx', tinyLogistic([1, 2, 3], 0.5));
    const ended = start(gated);
    expect(ended).toMatchObject({ exitCode: 1, errors: '' });
    expect(ended.lines.at(-3)).toBe('Decided: flight-delay v2.0.0 does not pass: 1 of 1 golden cases failed, 1 gate holds.');
    expect(ended.lines.at(-2)).toMatch(/^Why: Golden case a flight: p is 0\.9999\d*, expected 0\.9984988\.$/);
  });

  it.each([
    ['a truncated ONNX file', () => write('model.onnx', tinyLogistic([1, -2, 3], 0.5).subarray(0, 120)), 'RMP507 artifact: is not a model that can be run: Failed to load model because protobuf parsing failed.'],
    ['an empty report', () => write('metrics.json', '{}'), 'metrics.json:1:1 RMP502 report: has no metric; an empty report proves nothing'],
  ])('ends with exit code 2 and one clear error on %s', (_, spoil, message) => {
    spoil();
    const ended = start(gated);
    expect(ended).toMatchObject({ exitCode: 2, errors: '', outputs: '' });
    expect(ended.lines.filter((line) => line.startsWith('::error'))).toEqual([expect.stringContaining(message)]);
    expect(existsSync(join(workspace, 'rampart-evidence.json'))).toBe(false);
  });

  it('names the inputs that are missing', () => {
    const ended = start({ model: '', version: '' });
    expect(ended.exitCode).toBe(2);
    expect(ended.lines.filter((line) => line.startsWith('::error'))).toHaveLength(2);
  });
});
