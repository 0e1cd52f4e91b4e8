import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { dataDigest } from './digest.ts';
import { freezeFiles, type FreezeOutcome } from './freeze.ts';
import { frozenSituation } from './frozen-situation.ts';
import { encodeManifest, manifestDigest, type Manifest } from './manifest.ts';
import { type MemoryFiles, memoryFiles } from './memory-files.ts';
import { decodePatterns } from './path-pattern.ts';
import { changedPaths, compareManifests, verifyManifest } from './verify.ts';

const csv = 'delay,origin\n5,SFO\n';

function freeze(files: MemoryFiles, ...lines: string[]): Promise<FreezeOutcome> {
  const patterns = decodePatterns(lines);
  if (patterns.kind === 'refused') throw new Error('bad pattern in a test');
  return freezeFiles({ target: 'flights', root: 'data', patterns: patterns.value, nowMs: Date.UTC(2026, 10, 21, 9) }, files);
}

async function manifestOf(files: MemoryFiles, ...lines: string[]): Promise<Manifest> {
  const outcome = await freeze(files, ...lines);
  if (outcome.kind === 'refused') throw new Error(JSON.stringify(outcome.mistakes));
  return outcome.manifest;
}

async function mistakesOf(files: MemoryFiles, ...lines: string[]): Promise<readonly string[]> {
  const outcome = await freeze(files, ...lines);
  return outcome.kind === 'refused' ? outcome.mistakes.map(({ place, message }) => `${place} ${message}`) : [];
}

describe('freezeFiles', () => {
  it('pins the chosen files by size, digest and schema, sorted by path', async () => {
    const manifest = await manifestOf(memoryFiles({ 'b.bin': 'xyz', 'a.csv': csv, 'other.txt': 'no' }), '*.csv', 'b.bin');
    expect(manifest).toEqual({
      schema: 1,
      target: 'flights',
      createdAt: '2026-11-21T09:00:00.000Z',
      root: 'data',
      paths: ['*.csv', 'b.bin'],
      entries: [
        { path: 'a.csv', bytes: 19, sha256: createHash('sha256').update(csv).digest('hex'), schema: { format: 'csv', columns: [{ name: 'delay', type: 'integer' }, { name: 'origin', type: 'text' }] } },
        { path: 'b.bin', bytes: 3, sha256: createHash('sha256').update('xyz').digest('hex'), schema: { format: 'opaque', why: 'not a known table format' } },
      ],
    });
  });

  it('refuses a pattern that matches nothing', async () => {
    expect(await mistakesOf(memoryFiles({ 'a.csv': csv }), 'a.csv', 'b.csv')).toEqual(['paths "b.csv" matches no file']);
  });

  it('names every file that cannot be pinned, at once', async () => {
    const files = memoryFiles({ 'a.csv': csv, link: { refused: 'is a link that leads out of the root' }, fifo: { refused: 'is not a regular file' } });
    expect(await mistakesOf(files, '**')).toEqual(['fifo is not a regular file', 'link is a link that leads out of the root']);
  });

  it('leaves alone what a line with ! takes out', async () => {
    const files = memoryFiles({ 'a.csv': csv, link: { refused: 'is a link that leads out of the root' } });
    expect((await manifestOf(files, '**', '!link')).entries.map(({ path }) => path)).toEqual(['a.csv']);
  });

  it('refuses two names that are one file where case does not count', async () => {
    expect(await mistakesOf(memoryFiles({ 'A.csv': csv, 'a.csv': csv }), '**')).toEqual(['a.csv is the same file as "A.csv" where case does not count']);
  });

  it('refuses names that no manifest may carry', async () => {
    expect(await mistakesOf(memoryFiles({ 'a\\b': csv }), '**')).toEqual(['"a\\\\b" has a backslash; write / between folders']);
  });

  it('refuses a Git LFS pointer in place of the data', async () => {
    expect(await mistakesOf(memoryFiles({ 'a.csv': 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5\n' }), '**')).toEqual([
      'a.csv is a Git LFS pointer, not the data. Check out with `lfs: true` first',
    ]);
  });

  it('refuses an unreadable file and a root that is not there', async () => {
    expect(await mistakesOf(memoryFiles({ 'a.csv': { unreadable: 'cannot be read (EACCES)' } }), '**')).toEqual(['a.csv cannot be read (EACCES)']);
    expect(await mistakesOf(memoryFiles({}, { missingRoot: true }), '**')).toEqual(['root the folder data is not there']);
  });
});

describe('verifyManifest', () => {
  it('answers unchanged for the files that were frozen, whatever lies beside them', async () => {
    const files = memoryFiles({ 'a.csv': csv });
    const manifest = await manifestOf(files, '*.csv');
    files.content.set('notes.txt', 'new, but not covered');
    expect(await verifyManifest(manifest, files)).toEqual({ kind: 'unchanged' });
  });

  it('tells added, removed and modified files apart, with changes of schema', async () => {
    const files = memoryFiles({ 'a.csv': csv, 'b.csv': csv, 'c.csv': csv });
    const manifest = await manifestOf(files, '*.csv');
    files.content.set('a.csv', 'delay\n5\n').set('c.csv', 'delay,origin\n6,SFO\n').set('d.csv', csv).delete('b.csv');
    const verification = await verifyManifest(manifest, files);
    expect(verification).toEqual({ kind: 'changed', added: ['d.csv'], removed: ['b.csv'], modified: ['a.csv', 'c.csv'], schemaChanged: [{ path: 'a.csv', changes: ['column origin is gone'] }] });
    expect(verification.kind === 'changed' && changedPaths(verification)).toEqual(['a.csv', 'b.csv', 'c.csv', 'd.csv']);
  });

  it('calls a file modified that became a link out of the root', async () => {
    const files = memoryFiles({ 'a.csv': csv });
    const manifest = await manifestOf(files, '*.csv');
    files.content.set('a.csv', { refused: 'is a link that leads out of the root' });
    expect(await verifyManifest(manifest, files)).toMatchObject({ kind: 'changed', modified: ['a.csv'] });
  });

  it('answers unreadable, not changed, when a file or the root cannot be read', async () => {
    const files = memoryFiles({ 'a.csv': csv, 'b.csv': csv });
    const manifest = await manifestOf(files, '*.csv');
    files.content.set('a.csv', { unreadable: 'cannot be read (EACCES)' });
    expect(await verifyManifest(manifest, files)).toEqual({ kind: 'unreadable', why: 'a.csv cannot be read (EACCES)' });
    expect(await verifyManifest(manifest, memoryFiles({}, { missingRoot: true }))).toEqual({ kind: 'unreadable', why: 'the folder data is not there' });
  });

  it('lets a certain change outweigh an unreadable file', async () => {
    const files = memoryFiles({ 'a.csv': csv, 'b.csv': csv });
    const manifest = await manifestOf(files, '*.csv');
    files.content.set('a.csv', { unreadable: 'cannot be read (EACCES)' }).set('b.csv', 'x\n');
    expect(await verifyManifest(manifest, files)).toMatchObject({ kind: 'changed', modified: ['b.csv'] });
  });
});

describe('compareManifests', () => {
  it('tells what freezing again would change, and nothing when only the time differs', async () => {
    const files = memoryFiles({ 'a.csv': csv, 'b.csv': csv });
    const before = await manifestOf(files, '*.csv');
    expect(compareManifests(before, { ...before, createdAt: '2027-01-01T00:00:00.000Z' })).toEqual({ kind: 'unchanged' });
    files.content.set('a.csv', 'delay\n5\n').set('d.csv', csv).delete('b.csv');
    expect(compareManifests(before, await manifestOf(files, '*.csv'))).toEqual({ kind: 'changed', added: ['d.csv'], removed: ['b.csv'], modified: ['a.csv'], schemaChanged: [{ path: 'a.csv', changes: ['column origin is gone'] }] });
  });
});

describe('frozenSituation', () => {
  it('answers what a tick records', async () => {
    const files = memoryFiles({ 'a.csv': csv });
    const document = encodeManifest(await manifestOf(files, '*.csv'));
    const roots: string[] = [];
    const filesAt = (root: string) => {
      roots.push(root);
      return files;
    };
    const held = { document, where: 'flights.json on the branch', rolloutId: 'r2' };
    const places = { filesAt, branches: 'none' } as const;
    expect(await frozenSituation('flights', held, places)).toEqual({ kind: 'unchanged' });
    files.content.set('a.csv', 'changed');
    expect(await frozenSituation('flights', held, places)).toEqual({ kind: 'changed', paths: ['a.csv'] });
    expect(roots).toEqual(['data', 'data']);
    const remedy = 'Undo that there, or lift the freeze (freeze-data, mode: release)';
    expect(await frozenSituation('flights', { ...held, document: '{' }, places)).toEqual({ kind: 'unreadable', why: expect.stringMatching(/^flights\.json on the branch is refused: .*mode: release\)$/), lasts: true });
    expect(await frozenSituation('fraud', held, places)).toEqual({ kind: 'unreadable', why: `flights.json on the branch is of target flights, not fraud. ${remedy}`, lasts: true });
  });

  it('is nobody\'s where another rollout held it', async () => {
    const files = memoryFiles({ 'a.csv': csv });
    const document = encodeManifest({ ...(await manifestOf(files, '*.csv')), rolloutId: 'r1' });
    files.content.set('a.csv', 'changed');
    const places = { filesAt: () => files, branches: 'none' } as const;
    expect(await frozenSituation('flights', { document, where: '', rolloutId: 'r1' }, places)).toEqual({ kind: 'changed', paths: ['a.csv'] });
    expect(await frozenSituation('flights', { document, where: '', rolloutId: 'r2' }, places)).toEqual({ kind: 'none' });
  });

  it('says of files that cannot be read that this does not pass by itself', async () => {
    const document = encodeManifest(await manifestOf(memoryFiles({ 'a.csv': csv }), '*.csv'));
    const filesAt = () => memoryFiles({}, { missingRoot: true });
    expect(await frozenSituation('flights', { document, where: '', rolloutId: 'r1' }, { filesAt, branches: 'none' })).toEqual({ kind: 'unreadable', why: 'the folder data is not there', lasts: true });
  });
});

describe('dataDigest', () => {
  it('is the digest of what sha256sum prints, whatever the order of entries', () => {
    // printf 'abc' > b; printf '' > a; LC_ALL=C ls | xargs sha256sum | sha256sum
    const a = { path: 'a', sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' };
    const b = { path: 'b', sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' };
    expect(dataDigest([b, a])).toBe('sha256:bf6e2103d6cbead28abb7d3fec372bc25d03a35b1647e83e090248eb08d0adae');
    expect(dataDigest([a, b])).toBe(dataDigest([b, a]));
  });
});

describe('manifestDigest', () => {
  it('changes with anything that the manifest says', async () => {
    const manifest = await manifestOf(memoryFiles({ 'a.csv': csv }), '*.csv');
    expect(manifestDigest(manifest)).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(manifestDigest({ ...manifest, target: 'fraud' })).not.toBe(manifestDigest(manifest));
  });
});
