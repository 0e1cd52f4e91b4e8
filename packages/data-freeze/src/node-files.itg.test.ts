import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dataDigest, digestFile } from './digest.ts';
import { nodeFiles, writeWithin } from './node-files.ts';

let workspace: string;

beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'rampart-freeze-'));
  mkdirSync(join(workspace, 'data/2001'), { recursive: true });
  writeFileSync(join(workspace, 'data/2001/jan.csv'), 'a,b\n1,2\n');
  writeFileSync(join(workspace, 'outside.txt'), 'secret');
});

afterEach(() => rmSync(workspace, { recursive: true, force: true }));

async function list(...prefixes: string[]): Promise<readonly string[]> {
  const listing = await nodeFiles({ workspace, root: 'data' }).listFiles(prefixes);
  if (listing.kind === 'unreadable') return [listing.why];
  return listing.files.map((file) => (file.kind === 'file' ? file.path : `${file.path} ${file.why}`)).sort();
}

describe('listFiles', () => {
  it('walks below the prefixes and leaves out .git', async () => {
    mkdirSync(join(workspace, 'data/.git'));
    writeFileSync(join(workspace, 'data/.git/HEAD'), 'ref');
    writeFileSync(join(workspace, 'data/top.csv'), 'x');
    expect(await list('')).toEqual(['2001/jan.csv', 'top.csv']);
    expect(await list('2001')).toEqual(['2001/jan.csv']);
    expect(await list('2001/jan.csv', 'nowhere', 'top.csv/below-a-file')).toEqual(['2001/jan.csv']);
  });

  it('refuses links that lead out, to folders and to nowhere, and devices', async () => {
    const data = (name: string) => join(workspace, 'data', name);
    symlinkSync('../outside.txt', data('out'));
    symlinkSync(tmpdir(), data('outfolder'));
    symlinkSync('2001', data('folder'));
    symlinkSync('gone', data('broken'));
    symlinkSync('loop', data('loop'));
    symlinkSync('2001/jan.csv', data('fine'));
    execFileSync('mkfifo', [data('pipe')]);
    expect(await list('')).toEqual([
      '2001/jan.csv',
      'broken is a link that points nowhere',
      'fine',
      'folder is a link to a folder; name the folder itself, or leave the link out with a line that begins with !',
      'loop is a link that points nowhere',
      'out is a link that leads out of the root',
      'outfolder is a link that leads out of the root',
      'pipe is not a regular file',
    ]);
    expect(await list('outfolder/x')).toEqual([]);
  });

  it('refuses a prefix behind a link that leads out', async () => {
    mkdirSync(join(workspace, 'elsewhere'));
    writeFileSync(join(workspace, 'elsewhere/x.csv'), 'x');
    symlinkSync('../elsewhere', join(workspace, 'data/link'));
    expect(await list('link/x.csv')).toEqual(['link/x.csv lies behind a link that leads out of the root']);
  });

  it('answers unreadable for a root that is not there or leads out of the workspace', async () => {
    const why = async (root: string) => {
      const listing = await nodeFiles({ workspace, root }).listFiles(['']);
      return listing.kind === 'unreadable' ? listing.why : 'listed';
    };
    symlinkSync(tmpdir(), join(workspace, 'away'));
    expect(await why('gone')).toBe('the folder gone is not there');
    expect(await why('away')).toBe('the folder away leads out of the workspace');
    expect(await why('../x')).toBe('the root ../x leads out of its root (..)');
    expect(await why('outside.txt')).toBe('outside.txt is not a folder');
    expect(await why('.')).toBe('listed');
  });
});

describe('readFile', () => {
  it('does not follow a link out of the root, whatever was listed', async () => {
    symlinkSync('../outside.txt', join(workspace, 'data/out'));
    const chunks: Uint8Array[] = [];
    const files = nodeFiles({ workspace, root: 'data' });
    expect(await files.readFile('out', (chunk) => chunks.push(chunk))).toEqual({ kind: 'unreadable', why: 'leads out of the root' });
    expect(await files.readFile('../outside.txt', (chunk) => chunks.push(chunk))).toEqual({ kind: 'unreadable', why: 'leads out of its root (..)' });
    expect(await files.readFile('gone', (chunk) => chunks.push(chunk))).toEqual({ kind: 'missing' });
    expect(await files.readFile('2001', (chunk) => chunks.push(chunk))).toEqual({ kind: 'unreadable', why: 'is not a regular file' });
    expect(chunks).toEqual([]);
  });

  it('does not wait for a pipe', async () => {
    execFileSync('mkfifo', [join(workspace, 'data/pipe')]);
    expect(await nodeFiles({ workspace, root: 'data' }).readFile('pipe', () => undefined)).toEqual({ kind: 'unreadable', why: 'is not a regular file' });
  });
});

describe('writeWithin', () => {
  it('writes a whole file and never out of the root', async () => {
    const folder = { workspace, root: 'data' };
    symlinkSync('../outside.txt', join(workspace, 'data/link'));
    symlinkSync('..', join(workspace, 'data/up'));
    expect(await writeWithin(folder, 'link', 'x')).toEqual({ kind: 'written' });
    expect(readFileSync(join(workspace, 'outside.txt'), 'utf8')).toBe('secret');
    expect(readFileSync(join(workspace, 'data/link'), 'utf8')).toBe('x');
    expect(await writeWithin(folder, 'up/x', 'x')).toEqual({ kind: 'refused', why: 'leads out of the root' });
    expect(await writeWithin(folder, '../x', 'x')).toEqual({ kind: 'refused', why: 'leads out of its root (..)' });
    expect(await writeWithin(folder, 'gone/x', 'x')).toEqual({ kind: 'refused', why: 'is in a folder that is not there' });
    expect(await writeWithin(folder, '2001', 'x')).toMatchObject({ kind: 'refused' });
    expect(readdirSync(join(workspace, 'data')).sort()).toEqual(['2001', 'link', 'up']);
  });
});

describe('writeWithin, after a job was killed in the middle', () => {
  it('is not stopped by its draft, also where process numbers repeat as in a container', async () => {
    writeFileSync(join(workspace, `data/.manifest.json.${String(process.pid)}.draft`), 'hal');
    expect(await writeWithin({ workspace, root: 'data' }, 'manifest.json', 'whole')).toEqual({ kind: 'written' });
    expect(readFileSync(join(workspace, 'data/manifest.json'), 'utf8')).toBe('whole');
  });
});

describe('digestFile', () => {
  it('agrees with sha256sum over several chunks, and so does the digest of the whole', async () => {
    const content = randomBytes(2_500_000);
    writeFileSync(join(workspace, 'data/2001/big.bin'), content);
    const digest = await digestFile(nodeFiles({ workspace, root: 'data' }), '2001/big.bin');
    const sha256 = createHash('sha256').update(content).digest('hex');
    expect(digest).toEqual({ kind: 'digested', bytes: 2_500_000, sha256, schema: { format: 'opaque', why: 'not a known table format' }, lfsPointer: false });
    const printed = execFileSync('sha256sum', ['2001/big.bin'], { cwd: join(workspace, 'data') });
    expect(dataDigest([{ path: '2001/big.bin', sha256 }])).toBe(`sha256:${createHash('sha256').update(printed).digest('hex')}`);
  });
});
