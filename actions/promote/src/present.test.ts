import type { PromoteOutcome } from '@rampart/rollout-engine';
import { ppm } from '@rampart/rollout-policy';
import { aPolicy, aRollout } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { present, type Scene } from './present.ts';

const HOSTILE = 'x\n::error::boom\n## Owned <img src=x> | ``` [a](javascript:1) @octocat \u001B[31m';
const QUIET = { warnings: [], todo: [] };
/** 07:00 UTC, 08:00 in Berlin. */
const MONDAY_MS = Date.UTC(2023, 10, 20, 7);
const scene: Scene = { policy: aPolicy(), history: [], nowMs: 1_700_000_060_000, breakGlass: (slot) => `all traffic to ${slot}` };
const state = { ...aRollout().state(), rollout: aRollout().at(990_000) };

function noLedger(code: 'unavailable' | 'conflict' | 'malformed' | 'denied' | 'missing' | 'refused', message = 'it said no'): PromoteOutcome {
  return { kind: 'no-ledger', error: { port: 'ledger', code, message, retryable: code === 'unavailable', outcome: 'not-done' }, ...QUIET };
}

describe('present', () => {
  it.each<[string, PromoteOutcome, number, string, readonly string[]]>([
    ['a promotion', { kind: 'promoted', state, weight: ppm(990_000), ...QUIET }, 0, 'promoted', []],
    ['a promotion that another job has made', { kind: 'was-promoted', state: { ...state, rollout: { kind: 'none' } }, version: 'v2', ...QUIET }, 0, 'promoted', []],
    ['what holds it up for now', { kind: 'held', state, why: 'the router is away', needs: 'nothing', ...QUIET }, 0, 'held', ['warning']],
    ['what needs a person', { kind: 'held', state, why: 'frozen data changed', needs: 'human', ...QUIET }, 1, 'held', ['error']],
    ['quiet time', { kind: 'quiet', state, untilMs: MONDAY_MS, ...QUIET }, 0, 'held', ['warning']],
    ['a lost race', { kind: 'lost-race', ...QUIET }, 0, 'lost-race', []],
    ['what was not decided', { kind: 'refused', why: 'no live rollout', ...QUIET }, 2, 'refused', ['error']],
    ['a ledger that is away', noLedger('unavailable'), 0, 'held', ['warning']],
    ['a ledger that changes all the time', noLedger('conflict'), 0, 'held', ['warning']],
    ['a malformed ledger', noLedger('malformed'), 2, 'refused', ['error']],
    ['a ledger that may not be written', noLedger('denied'), 2, 'refused', ['error']],
    ['a ledger that is gone', noLedger('missing'), 2, 'refused', ['error']],
    ['a ledger that refuses', noLedger('refused'), 2, 'refused', ['error']],
  ])('ends with the right code for %s', (_, outcome, exitCode, name, levels) => {
    const shown = present(outcome, scene);
    expect(shown).toMatchObject({ exitCode, outputs: { outcome: name }, closing: { decided: name } });
    expect(shown.annotations.map(({ level }) => level)).toEqual(levels);
    expect(shown.outputs.sentence).toMatch(/^fraud-prod: .*\.?$/);
    expect(shown.summary).toBe(shown.outputs.report);
    expect(shown.summary.trim()).not.toBe('');
  });

  it('tells weight and rollout, and the way back', () => {
    const { outputs, summary } = present({ kind: 'promoted', state, weight: ppm(990_000), ...QUIET }, scene);
    expect(outputs).toMatchObject({ weight: '99', rolloutId: 'r1', sentence: 'fraud-prod: v2 has 99 % of the traffic; v1 stays warm while it bakes.' });
    expect(summary).toContain('all traffic to a');
  });

  it('says that nothing is left to compare with where the whole went over', () => {
    const { outputs } = present({ kind: 'promoted', state, weight: ppm(1_000_000), ...QUIET }, scene);
    expect(outputs.sentence).toBe('fraud-prod: v2 has 100 % of the traffic; nothing is left on v1 to compare with, which stays warm.');
  });

  it('says until when people are away, by the clock that the policy goes by', () => {
    const rollout = aRollout(aPolicy({ quiet: [{ fromMinute: 4 * 1440 + 960, toMinute: 480, zone: 'Europe/Berlin' }] })).at(500_000);
    const { outputs, summary, closing } = present({ kind: 'quiet', state: { ...state, rollout }, untilMs: MONDAY_MS, ...QUIET }, scene);
    expect(outputs.sentence).toBe('fraud-prod: not promoted yet: it waits until Mon 08:00 (Europe/Berlin), people are away.');
    expect(summary).toContain('waits until Mon 08:00 (Europe/Berlin), people are away');
    expect(closing.next).toBe('Run this job again then.');
  });

  it.each<[string, PromoteOutcome]>([
    ['why it is held', { kind: 'held', state, why: HOSTILE, needs: 'human', ...QUIET }],
    ['why it is refused', { kind: 'refused', why: HOSTILE, ...QUIET }],
    ['what the ledger says', noLedger('malformed', HOSTILE)],
  ])('keeps foreign text inert in the summary: %s', (_, outcome) => {
    const { summary } = present(outcome, scene);
    expect(summary).toContain('Owned');
    expect(summary).not.toMatch(/^(::|## Owned)|<img|\]\(|@octocat|\u001B/m);
  });
});
