import type { RollbackOutcome } from '@rampart/rollout-engine';
import { aPolicy, aRollout } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { present, type Scene } from './present.ts';

const HOSTILE = 'x\n::error::boom\n## Owned <img src=x> | ``` [a](javascript:1) @octocat \u001B[31m';
const scene: Scene = { policy: aPolicy(), history: [], nowMs: 1_700_000_060_000, breakGlass: (slot) => `all traffic to ${slot}` };

function outcome(kind: RollbackOutcome['kind'], parts: Partial<RollbackOutcome> = {}): RollbackOutcome {
  return { kind, why: 'all traffic is on slot a', concluded: false, state: { kind: 'unknown' }, warnings: [], todo: [], ...parts };
}

const known: RollbackOutcome['state'] = { kind: 'known', state: aRollout().state() };

describe('present', () => {
  it.each([
    ['out', 0, 'fraud-prod: the candidate is out: all traffic is on slot a.', []],
    ['nothing', 0, 'fraud-prod: nothing to take out: all traffic is on slot a.', []],
    ['unconfirmed', 1, 'fraud-prod: NOT CONFIRMED, traffic may still be on the candidate: all traffic is on slot a.', ['error']],
    ['refused', 2, 'fraud-prod: refused, nothing was changed: all traffic is on slot a.', ['error']],
  ] as const)('ends with the right code when it came to %s', (kind, exitCode, sentence, levels) => {
    for (const state of [known, outcome(kind).state]) {
      const shown = present(outcome(kind, { state }), scene);
      expect(shown).toMatchObject({ exitCode, outputs: { outcome: kind, concluded: 'false', sentence }, closing: { decided: kind, why: sentence } });
      expect(shown.closing.next === 'Nothing.').toBe(exitCode === 0);
      expect(shown.annotations.map(({ level }) => level)).toEqual(levels);
      expect(shown.summary).toBe(shown.outputs.report);
      expect(shown.summary.trim()).not.toBe('');
    }
  });

  it('stays green with traffic out and the ledger away, and says what is left to do', () => {
    const shown = present(outcome('out', { warnings: ['ledger: away'], todo: ['record the rollback'] }), scene);
    expect(shown.exitCode).toBe(0);
    expect(shown.annotations.map(({ level, message }) => `${level} ${message}`)).toEqual(['warning ledger: away', 'warning left to do: record the rollback']);
    expect(shown.closing.next).toBe('Left to do: record the rollback.');
    expect(shown.summary).toContain('Left to do');
  });

  it('prints the way without Rampart where it knows which slot is stable', () => {
    expect(present(outcome('unconfirmed', { state: known }), scene).summary).toContain('all traffic to a');
  });

  it.each<[string, Partial<RollbackOutcome>]>([
    ['why, without a ledger', { why: HOSTILE }],
    ['why, with one', { why: HOSTILE, state: known }],
    ['a warning', { warnings: [HOSTILE], state: known }],
    ['what is left to do', { todo: [HOSTILE] }],
  ])('keeps foreign text inert in the summary: %s', (_, parts) => {
    const { summary } = present(outcome('unconfirmed', parts), scene);
    expect(summary).toContain('Owned');
    expect(summary).not.toMatch(/^(::|## Owned)|<img|\]\(|@octocat|\u001B/m);
  });
});
