import { describe, expect, it } from 'vitest';
import type { BranchFiles } from './branch-files.ts';
import { coveredPaths } from './covered-paths.ts';
import { frozenSituation } from './frozen-situation.ts';
import { freezeFiles } from './freeze.ts';
import { encodeManifest } from './manifest.ts';
import { memoryFiles } from './memory-files.ts';
import { decodePatterns } from './path-pattern.ts';

const THEN = 'a'.repeat(40);
const NOW = 'b'.repeat(40);
const text = 'x\n1\n';

interface Branch {
  readonly then: Readonly<Record<string, string>>;
  readonly now: Readonly<Record<string, string>>;
  readonly repository?: string;
  readonly gone?: boolean;
}

function branchFiles({ then, now, repository = 'acme/models', gone = false }: Branch): BranchFiles {
  return {
    repository,
    head: () => Promise.resolve({ kind: 'head', name: 'main', commit: NOW }),
    files: (commit) => Promise.resolve(gone && commit === THEN ? { kind: 'unreadable', why: `commit ${THEN.slice(0, 12)} is not there any more`, lasts: true } : { kind: 'files', ids: new Map(Object.entries(commit === THEN ? then : now)) }),
  };
}

/** Frozen in the folder `data`: train.csv, which is in git, and big.csv, which is fetched. */
async function situation(branch: Branch | 'none', files: Readonly<Record<string, string>> = { 'train.csv': text, 'big.csv': text }) {
  const patterns = decodePatterns(['*.csv']);
  if (patterns.kind === 'refused') throw new Error('no patterns');
  const order = { target: 'flights', root: 'data', patterns: patterns.value, nowMs: 0, branch: { repository: 'acme/models', name: 'main', commit: THEN } };
  const frozen = await freezeFiles(order, memoryFiles({ 'train.csv': text, 'big.csv': text }));
  if (frozen.kind === 'refused') throw new Error(JSON.stringify(frozen));
  return frozenSituation('flights', { document: encodeManifest(frozen.manifest), where: 'the manifest', rolloutId: 'r1' }, { filesAt: () => memoryFiles(files), branches: branch === 'none' ? 'none' : branchFiles(branch) });
}

describe('frozenSituation, with a branch', () => {
  const then = { 'data/train.csv': '1', 'data/readme.md': '1', 'other.csv': '1' };

  it('goes by the branch for what is in git, and by the files of the job for what is not', async () => {
    expect(await situation({ then, now: { ...then, 'data/readme.md': '2', 'other.csv': '2' } }, { 'train.csv': 'a checkout that lags\n', 'big.csv': text })).toEqual({ kind: 'unchanged' });
    expect(await situation({ then, now: then }, { 'train.csv': text, 'big.csv': 'other\n' })).toEqual({ kind: 'changed', paths: ['big.csv'] });
  });

  it('sees what was modified, removed and added there, and says where', async () => {
    const where = `main at ${NOW.slice(0, 12)}`;
    expect(await situation({ then, now: { ...then, 'data/train.csv': '2' } })).toEqual({ kind: 'changed', paths: ['train.csv'], where });
    expect(await situation({ then, now: {} })).toEqual({ kind: 'changed', paths: ['train.csv'], where });
    expect(await situation({ then, now: { ...then, 'data/new.csv': '1' } })).toEqual({ kind: 'changed', paths: ['new.csv'], where });
  });

  it('does not know where the frozen commit is gone, and goes by the files where it is the branch of another repository', async () => {
    expect(await situation({ then, now: then, gone: true })).toEqual({ kind: 'unreadable', why: expect.stringContaining('is not there any more'), lasts: true });
    for (const branch of ['none', { then, now: {}, repository: 'acme/other' }] as const) expect(await situation(branch)).toEqual({ kind: 'unchanged' });
  });
});

describe('coveredPaths', () => {
  it('covers what its patterns choose below its root, and names the folders to list', () => {
    const { covers, prefixes, within } = coveredPaths({ root: 'training', paths: ['data/**/*.csv', 'lookup', '!data/tmp'] });
    expect(['training/data/a.csv', 'training/lookup/x', 'training/data/x/y.csv'].every(covers)).toBe(true);
    expect(['data/a.csv', 'training/data/tmp/a.csv', 'training/x', 'trainings/lookup'].some(covers)).toBe(false);
    expect([...prefixes].toSorted()).toEqual(['training/data', 'training/lookup']);
    expect(within('training/data/a.csv')).toBe('data/a.csv');
    expect(coveredPaths({ root: '.', paths: ['**/*.csv'] }).prefixes).toEqual(['']);
  });
});
