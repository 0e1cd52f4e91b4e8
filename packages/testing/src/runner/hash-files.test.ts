import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashFiles } from './hash-files.ts';

let workspace = '';

beforeAll(() => {
  workspace = mkdtempSync(join(tmpdir(), 'hash-files-'));
  for (const path of ['a.txt', 'src/b.txt', 'src/deep/c.txt', '.hidden/d.txt']) {
    mkdirSync(dirname(join(workspace, path)), { recursive: true });
    writeFileSync(join(workspace, path), path);
  }
  symlinkSync('a.txt', join(workspace, 'link.txt'));
});
afterAll(() => rmSync(workspace, { recursive: true }));

/** As documented: the hash over the hashes of the files, in order. */
function expected(...paths: readonly string[]): string {
  const all = createHash('sha256');
  for (const path of paths) all.update(createHash('sha256').update(path).digest());
  return all.digest('hex');
}

describe('hashFiles', () => {
  it.each<[readonly string[], readonly string[]]>([
    [['a.txt'], ['a.txt']],
    [['*.txt'], ['a.txt']],
    [['**/*.txt'], ['.hidden/d.txt', 'a.txt', 'src/b.txt', 'src/deep/c.txt']],
    [['src'], ['src/b.txt', 'src/deep/c.txt']],
    [['/src/*.txt'], ['src/b.txt']],
    [['src/**', '!src/deep/**'], ['src/b.txt']],
    [['a.txt\n# a comment\nsrc/b.txt'], ['a.txt', 'src/b.txt']],
    [['src/[bc].txt'], ['src/b.txt']],
  ])('%j covers %j', (patterns, paths) => {
    expect(hashFiles(workspace, patterns)).toBe(expected(...paths));
  });

  it('is empty when nothing matches, outside the workspace too', () => {
    expect(hashFiles(workspace, ['*.zip'])).toBe('');
    expect(hashFiles(workspace, ['../*'])).toBe('');
  });
});
