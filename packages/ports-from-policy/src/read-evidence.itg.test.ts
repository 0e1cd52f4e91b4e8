import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { concludeValidation, encodeEvidence } from '@rampart/model-validation/evidence';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEvidence } from './read-evidence.ts';

let workspace: string;
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'rampart-evidence-'));
});
afterEach(() => rmSync(workspace, { recursive: true }));

const DIGEST = `sha256:${'2'.repeat(64)}`;

function evidenceOf(failed: number): string {
  const shown = Array.from({ length: failed }, (_, index) => ({ name: `case ${String(index)}`, why: 'differs' }));
  return encodeEvidence(concludeValidation({ model: 'fraud', version: 'v2.0.0', digest: DIGEST, gates: [], golden: { kind: 'run', digest: DIGEST, cases: 5, failed, shown }, atMs: 0 }));
}

describe('readEvidence', () => {
  it.each([
    [0, true],
    [1, false],
  ])('gives digest and verdict of evidence with %i failed cases', async (failed, passed) => {
    writeFileSync(join(workspace, 'evidence.json'), evidenceOf(failed));
    expect(await readEvidence('evidence.json', workspace)).toEqual({ kind: 'evidence', evidence: { kind: 'evidence', digest: DIGEST, passed } });
  });

  it('says that a file cannot be read, and who writes it', async () => {
    expect(await readEvidence('evidence.json', workspace)).toEqual({ kind: 'refused', why: 'evidence.json cannot be read (ENOENT). Run validate-model before, with the same path as its input evidence' });
  });

  it.each([
    ['is cut off', (text: string) => text.slice(0, 60), /is not JSON/],
    ['contradicts itself', (text: string) => text.replace('"passed": false', '"passed": true'), /says true, but the gates and golden cases/],
    ['says nothing', () => '{}', /schema expected 1/],
  ])('refuses evidence that %s', async (_, change, words) => {
    writeFileSync(join(workspace, 'evidence.json'), change(evidenceOf(1)));
    expect(await readEvidence('evidence.json', workspace)).toMatchObject({ kind: 'refused', why: expect.stringMatching(words) });
  });
});
