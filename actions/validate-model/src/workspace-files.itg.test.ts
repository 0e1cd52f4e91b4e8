import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type WorkspaceFiles, workspaceFiles } from './workspace-files.ts';

let root: string;
let files: WorkspaceFiles;
const outside = { kind: 'refused', why: "lies outside of the workspace and of the runner's temporary folder." };

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'rampart-validate-'));
  for (const folder of ['work/reports', 'temp', 'elsewhere']) mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'elsewhere/secret.json'), '{}');
  writeFileSync(join(root, 'work/reports/metrics.json'), '{"a": 1}');
  files = workspaceFiles({ workspace: join(root, 'work'), temporary: { kind: 'folder', path: join(root, 'temp') } });
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('readText', () => {
  it('reads files of the workspace and of the temporary folder', async () => {
    writeFileSync(join(root, 'temp/x.json'), 'x');
    expect(await files.readText('reports/metrics.json', 100)).toEqual({ kind: 'read', content: '{"a": 1}' });
    expect(await files.readText(join(root, 'temp/x.json'), 100)).toEqual({ kind: 'read', content: 'x' });
  });

  it('refuses what lies elsewhere, by name or by link', async () => {
    symlinkSync(join(root, 'elsewhere/secret.json'), join(root, 'work/link.json'));
    expect(await files.readText('../elsewhere/secret.json', 100)).toEqual(outside);
    expect(await files.readText(join(root, 'elsewhere/secret.json'), 100)).toEqual(outside);
    expect(await files.readText('link.json', 100)).toEqual(outside);
  });

  it('says what is wrong with a file that cannot be read', async () => {
    writeFileSync(join(root, 'work/binary'), Buffer.from([0xff, 0xfe]));
    execFileSync('mkfifo', [join(root, 'work/pipe')]);
    expect(await files.readText('gone.json', 100)).toEqual({ kind: 'refused', why: 'is not there.' });
    expect(await files.readText('reports', 100)).toEqual({ kind: 'refused', why: 'is not a file.' });
    expect(await files.readText('pipe', 100)).toEqual({ kind: 'refused', why: 'is not a file.' });
    expect(await files.readText('binary', 100)).toEqual({ kind: 'refused', why: 'is not UTF-8 text.' });
    expect(await files.readText('reports/metrics.json', 7)).toEqual({ kind: 'refused', why: 'has 8 bytes; at most 7 are accepted.' });
  });
});

describe('writeText', () => {
  it('makes folders, replaces a whole file and leaves no draft', async () => {
    expect(await files.writeText('out/deep/evidence.json', 'one')).toEqual({ kind: 'written' });
    expect(await files.writeText('out/deep/evidence.json', 'two')).toEqual({ kind: 'written' });
    expect(readFileSync(join(root, 'work/out/deep/evidence.json'), 'utf8')).toBe('two');
    expect(readdirSync(join(root, 'work/out/deep'))).toEqual(['evidence.json']);
  });

  it('refuses to leave the workspace, by name or by a linked folder', async () => {
    symlinkSync(join(root, 'elsewhere'), join(root, 'work/away'));
    expect(await files.writeText('../elsewhere/x', 'x')).toEqual(outside);
    expect(await files.writeText('away/x', 'x')).toEqual(outside);
    expect(await files.writeText('away/new/x', 'x')).toEqual(outside);
    expect(await files.writeText('reports', 'x')).toEqual({ kind: 'refused', why: 'is a folder; name a file.' });
    expect(readdirSync(join(root, 'elsewhere'))).toEqual(['secret.json']);
  });

  it('is not stopped by what a job left that was killed in the middle, and had the same process number: in a container they repeat', async () => {
    writeFileSync(join(root, `work/.evidence.json.${String(process.pid)}.draft`), 'hal');
    expect(await files.writeText('evidence.json', 'whole')).toEqual({ kind: 'written' });
    expect(readFileSync(join(root, 'work/evidence.json'), 'utf8')).toBe('whole');
  });

  it('replaces a link instead of writing through it', async () => {
    symlinkSync(join(root, 'elsewhere/secret.json'), join(root, 'work/evidence.json'));
    expect(await files.writeText('evidence.json', 'x')).toEqual({ kind: 'written' });
    expect(readFileSync(join(root, 'elsewhere/secret.json'), 'utf8')).toBe('{}');
    expect(existsSync(join(root, 'work/evidence.json'))).toBe(true);
  });
});
