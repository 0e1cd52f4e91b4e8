import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setOutput } from '@actions/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { appendOutputs, appendWhole, RunnerFileError } from './runner-files.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rampart-files-'));
  file = join(folder, 'output');
  writeFileSync(file, 'before=1\n');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe('appendOutputs', () => {
  it('writes what @actions/core writes', () => {
    const theirs = join(folder, 'theirs');
    writeFileSync(theirs, 'before=1\n');
    vi.stubEnv('GITHUB_OUTPUT', theirs);
    const outputs = { decision: 'hold', sentence: 'a\nb=c\ndecision<<EOF\n%0A::x', empty: '' };
    appendOutputs(file, outputs);
    for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
    const plain = (path: string): string => readFileSync(path, 'utf8').replace(/ghadelimiter_[0-9a-f-]{36}/g, '<delimiter>');
    expect(plain(file)).toBe(plain(theirs));
    expect(new Set(readFileSync(file, 'utf8').match(/ghadelimiter_[0-9a-f-]{36}/g)).size).toBe(3);
  });

  it('does not make the file that the runner should have made', () => {
    const missing = join(folder, 'missing');
    expect(() => appendOutputs(missing, { decision: 'hold' })).toThrow(RunnerFileError);
    expect(existsSync(missing)).toBe(false);
  });

  it.skipIf(!existsSync('/dev/full'))('says that the disk is full', () => {
    expect(() => appendWhole('/dev/full', 'x')).toThrow(/ENOSPC/);
  });
});
