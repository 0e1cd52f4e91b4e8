// A rule that excuses too much finds nothing: what it takes for late, and what was promised.
import { describe, expect, it } from 'vitest';
import type { Entry } from '../chronicle.ts';
import { POLICY } from '../plot.ts';
import { looksAgainLate } from './looks-again.ts';

const MINUTE = 60_000;
const at = { job: 'step-1', target: POLICY.target } as const;
const told = (atMs: number): Entry => ({ ...at, step: 0, atMs, kind: 'told', mode: 'auto', outcome: { kind: 'lost-race', warnings: [], todo: [], followed: [] } });
const read = (atMs: number): Entry => ({ ...at, step: 0, atMs, kind: 'read', view: { kind: 'ok', value: { kind: 'empty' } } });
const asked = (atMs: number, operation = 'graphql/repository'): Entry => ({ step: 0, atMs, kind: 'asked', exchange: { number: atMs, job: at.job, operation, writes: false, sent: '', origin: '', hasToken: true, faults: [], wasApplied: true, sentAtMs: atMs, sentStep: 0 } });
const limited = (askedAtMs: number, headers: Readonly<Record<string, string>>, status = 403): Entry => ({ step: 0, atMs: askedAtMs, kind: 'answered', job: at.job, number: askedAtMs, status, headers, isGraphqlLimit: false });
const lateness = (...entries: readonly Entry[]): readonly string[] => looksAgainLate({ policy: POLICY, entries });

describe('the next look of a job that stays', () => {
  it('comes when it is time', () => {
    expect(lateness(told(0), asked(30_000), read(31_000))).toEqual([]);
    expect(lateness(told(0), asked(3 * MINUTE), read(3 * MINUTE + 1_000))).toEqual(['0: step-1 looks again 180 s after its last look, 30 s are meant']);
    // A query that is long on its way was asked in time, and a look may know without asking.
    expect(lateness(told(0), asked(30_000), read(6 * MINUTE))).toEqual([]);
    expect(lateness(told(0), read(6 * MINUTE))).toHaveLength(1);
  });

  it('is not what the job asks for another target, once it has left this one', () => {
    expect(lateness(told(0), asked(15 * MINUTE))).toEqual([]);
    // While it has not, what it asks for another one is no look at this one.
    expect(lateness(told(0), asked(30_000), asked(4 * MINUTE, 'git/create-tree'), asked(10 * MINUTE), read(10 * MINUTE + 1_000))).toHaveLength(1);
  });

  it('waits for a limit as long as GitHub says, whichever target met it', () => {
    const [wait, hour] = [{ 'retry-after': '240' }, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '240', date: 'Thu, 01 Jan 1970 00:00:00 GMT' }];
    const next = (askedAtMs: number): readonly Entry[] => [asked(askedAtMs), read(askedAtMs + 1_000)];
    expect(lateness(asked(1, 'git/create-tree'), limited(1, wait), told(1_000), ...next(4 * MINUTE))).toEqual([]);
    expect(lateness(asked(1, 'git/create-tree'), limited(1, wait), told(1_000), ...next(7 * MINUTE))).toHaveLength(1);
    // Without a word it is a minute, then two, then four.
    expect(lateness(asked(1), limited(1, {}, 429), told(1_000), ...next(4 * MINUTE))).toEqual([]);
    // A used-up hour of writes keeps nobody from a query, one of queries does.
    expect(lateness(asked(1, 'git/create-tree'), limited(1, hour), told(1_000), ...next(4 * MINUTE))).toHaveLength(1);
    expect(lateness(asked(1), limited(1, hour), told(1_000), ...next(4 * MINUTE))).toEqual([]);
  });

  it('waits for no limit of more than five minutes', () => {
    expect(lateness(asked(1), limited(1, { 'retry-after': '900' }), told(1_000), asked(15 * MINUTE), read(15 * MINUTE + 1_000))).toHaveLength(1);
  });
});
