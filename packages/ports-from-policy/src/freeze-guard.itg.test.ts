import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodePatterns, encodeManifest, freezeFiles, nodeFiles } from '@rampart/data-freeze';
import { freezeFile, FREEZES_REF } from '@rampart/ledger-records';
import type { FreezeHolder, FreezingRollout } from '@rampart/rollout-engine';
import { inMemoryFreezeStore, virtualClock, type InMemoryFreezeStore, type VirtualClock } from '@rampart/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freezeGuard } from './freeze-guard.ts';

let workspace: string;
let store: InMemoryFreezeStore;
let clock: VirtualClock;
let verify: (target?: string, rollout?: FreezingRollout) => ReturnType<ReturnType<typeof freezeGuard>['verify']>;
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'rampart-freeze-'));
  mkdirSync(join(workspace, 'data'));
  store = inMemoryFreezeStore();
  clock = virtualClock(1_700_000_000_000);
  const guard = freezeGuard({ store, workspace, clock, againAfterMs: 60_000, branches: 'none', branch: '' });
  verify = (target = 'fraud-prod', rollout = { rolloutId: 'r1', holds: false }) => guard.verify(target, rollout);
});
afterEach(() => rmSync(workspace, { recursive: true }));

async function freeze(target: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [file, text] of Object.entries(files)) writeFileSync(join(workspace, 'data', file), text);
  const patterns = decodePatterns(Object.keys(files));
  if (patterns.kind === 'refused') throw new Error('no patterns');
  const frozen = await freezeFiles({ target, root: 'data', patterns: patterns.value, nowMs: clock.nowMs() }, nodeFiles({ workspace, root: 'data' }));
  if (frozen.kind === 'refused') throw new Error(JSON.stringify(frozen.mistakes));
  await write(target, encodeManifest(frozen.manifest));
}

async function write(target: string, text: string, by: FreezeHolder = 'hand'): Promise<void> {
  const before = await store.readFreeze(target, by);
  if (before.kind === 'error') throw new Error('no store');
  await store.writeFreeze({ target, by, document: { kind: 'document', text }, expectedHead: before.value.head, title: 'freeze', atMs: clock.nowMs() });
}

describe('freezeGuard', () => {
  it('says that nothing is frozen, that it is unchanged, and what changed', async () => {
    expect(await verify()).toEqual({ kind: 'none' });
    await freeze('fraud-prod', { 'train.csv': 'x\n1\n', 'test.csv': 'x\n2\n' });
    expect(await verify()).toEqual({ kind: 'unchanged' });
    writeFileSync(join(workspace, 'data/train.csv'), 'x\n3\n');
    await clock.advance(60_000);
    expect(await verify()).toEqual({ kind: 'changed', paths: ['train.csv'] });
  });

  it('reads the files again after a while only, and at once when the freeze is another one', async () => {
    await freeze('fraud-prod', { 'train.csv': 'x\n1\n' });
    await verify();
    writeFileSync(join(workspace, 'data/train.csv'), 'x\n3\n');
    await clock.advance(59_999);
    expect(await verify()).toEqual({ kind: 'unchanged' });
    await clock.advance(1);
    expect(await verify()).toMatchObject({ kind: 'changed' });
    await freeze('fraud-prod', { 'train.csv': 'x\n3\n' });
    expect(await verify()).toEqual({ kind: 'unchanged' });
  });

  it('does not answer for one target with what it knows of another', async () => {
    await freeze('fraud-prod', { 'train.csv': 'x\n1\n' });
    await freeze('ads-prod', { 'ads.csv': 'x\n1\n' });
    writeFileSync(join(workspace, 'data/ads.csv'), 'x\n2\n');
    expect(await verify('fraud-prod')).toEqual({ kind: 'unchanged' });
    expect(await verify('ads-prod')).toEqual({ kind: 'changed', paths: ['ads.csv'] });
  });

  it('says why a freeze cannot be read, and forgets it when it can', async () => {
    await freeze('fraud-prod', { 'train.csv': 'x\n1\n' });
    store.faults.next('readFreeze', 'unavailable');
    expect(await verify()).toEqual({ kind: 'unreadable', why: expect.stringContaining('unavailable') });
    expect(await verify()).toEqual({ kind: 'unchanged' });
    await write('fraud-prod', '{"schema": 1, "root": "../.."}');
    expect(await verify()).toEqual({ kind: 'unreadable', why: expect.stringContaining(`${freezeFile('fraud-prod')} on ${FREEZES_REF} is refused: `), lasts: true });
  });

  it('asks for somebody where the branch is gone with what the rollout holds, and not where it only lets go of that', async () => {
    const holding = { rolloutId: 'r1', holds: true };
    expect(await verify('fraud-prod', holding)).toEqual({ kind: 'unreadable', why: expect.stringContaining(`${FREEZES_REF} is gone`), lasts: true });
    await freeze('ads-prod', { 'ads.csv': 'x\n1\n' });
    expect(await verify('fraud-prod', holding)).toEqual({ kind: 'none' });
  });

  it('leaves what a rollout before held alone, and goes by what a person froze', async () => {
    writeFileSync(join(workspace, 'data/train.csv'), 'x\n1\n');
    const guard = freezeGuard({ store, workspace, clock, againAfterMs: 60_000, branches: 'none', branch: '' });
    const pinned = await guard.pin({ target: 'fraud-prod', rolloutId: 'r1', paths: ['data/train.csv'] });
    if (pinned.kind === 'refused') throw new Error(pinned.why);
    await write('fraud-prod', pinned.document, 'rollout');
    writeFileSync(join(workspace, 'data/train.csv'), 'x\n2\n');
    expect(await verify('fraud-prod', { rolloutId: 'r1', holds: true })).toEqual({ kind: 'changed', paths: ['data/train.csv'] });
    expect(await verify('fraud-prod', { rolloutId: 'r2', holds: false })).toEqual({ kind: 'none' });
    await freeze('fraud-prod', { 'train.csv': 'x\n2\n' });
    expect(await verify('fraud-prod', { rolloutId: 'r2', holds: false })).toEqual({ kind: 'unchanged' });
  });
});
