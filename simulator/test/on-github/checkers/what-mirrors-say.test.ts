// A rule that excuses too much finds nothing: which older texts are excused.
import { describe, expect, it } from 'vitest';
import type { Entry } from '../chronicle.ts';
import { POLICY } from '../plot.ts';
import { wasEndedOver } from './what-mirrors-say.ts';

const MARK = { kind: 'comment', rollout: 'r1', sequence: 7 };
const happened = (step: number) => ({ step, atMs: step });
const wrote = (step: number, job: string, sequence: number, wasApplied = true): Entry => ({
  ...happened(step),
  kind: 'asked',
  exchange: { number: step, job, operation: 'issues/update-comment', writes: true, sent: JSON.stringify({ body: `<!-- rampart:comment fraud-prod-1 r1 ${String(sequence)} -->\nwords` }), origin: '', hasToken: true, faults: [], wasApplied, sentAtMs: step, sentStep: step },
});
const ended = (step: number, job: string, how: 'finished' | 'cancelled' | 'died'): Entry => ({ ...happened(step), kind: 'job-ended', job, how });
const told = (step: number, job: string): Entry => ({ ...happened(step), kind: 'told', job, target: POLICY.target, mode: 'auto', outcome: { kind: 'lost-race', warnings: [], todo: [], followed: [] } });

describe('an older text that stays', () => {
  it.each([
    ['over a newer one, of a job that was killed', [wrote(1, 'new', 8), wrote(2, 'old', 7), ended(3, 'old', 'died')], true],
    ['over a newer one, of a job that was cancelled', [wrote(1, 'new', 8), wrote(2, 'old', 7), ended(3, 'old', 'cancelled')], true],
    ['over a newer one, of a job that went on', [wrote(1, 'new', 8), wrote(2, 'old', 7), ended(3, 'old', 'finished')], false],
    ['over a newer one, of a job that looked again before it was killed', [wrote(1, 'new', 8), wrote(2, 'old', 7), told(3, 'old'), ended(4, 'old', 'died')], false],
    ['since nobody wrote a newer one', [wrote(1, 'old', 7), ended(2, 'old', 'died')], false],
    ['since the newer one was refused', [wrote(1, 'new', 8, false), wrote(2, 'old', 7), ended(3, 'old', 'died')], false],
    ['though the newer one came last', [wrote(1, 'old', 7), wrote(2, 'new', 8), ended(3, 'new', 'died')], false],
  ] as const)('%s', (_, entries, isExcused) => {
    expect(wasEndedOver({ entries }, MARK)).toBe(isExcused);
  });
});
