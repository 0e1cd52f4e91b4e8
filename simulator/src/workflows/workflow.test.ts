// The simulated workflow is the one that the example shows: same jobs, same needs, same conditions.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { firstJobs, jobsAfter, PUSH, SCHEDULE } from './workflow.ts';

describe('the simulated workflow', () => {
  it('starts a release for a pushed tag only', () => {
    expect([PUSH, SCHEDULE].map((event) => firstJobs(event, 'auto'))).toMatchObject([[{ name: 'step', inputs: { starts: true } }], [{ name: 'step', inputs: { starts: false } }]]);
  });

  it('hands on what a person says', () => {
    const says = (word: 'abort' | 'approve' | 'roll back') => firstJobs({ trigger: 'dispatch', do: word, actor: 'ada', reason: 'no' }, 'auto')[0]!;
    expect([says('abort'), says('approve'), says('roll back')]).toMatchObject([
      { name: 'step', inputs: { starts: false, request: { kind: 'abort', actor: 'ada', why: 'no' } } },
      { name: 'step', inputs: { request: { kind: 'approve', actor: 'ada' } } },
      { name: 'roll-back-by-hand', inputs: { kind: 'roll-back', rolloutId: '', why: 'no' } },
    ]);
  });

  it('has one job per entry of the outputs of a step', () => {
    expect(jobsAfter({ toPromote: ['r1'], toRollBack: ['r2', 'r3'], isRed: false }).map(({ name, inputs }) => [name, 'rolloutId' in inputs ? inputs.rolloutId : ''])).toEqual([['promote', 'r1'], ['roll-back', 'r2'], ['roll-back', 'r3']]);
  });

  it('has the jobs, needs and conditions of the example', () => {
    const file = join(import.meta.dirname, '../../../examples/flight-delay/rollout.yml');
    const { jobs, concurrency } = parse(readFileSync(file, 'utf8')) as { jobs: Record<string, { needs?: string; if?: string; steps: readonly { with?: Record<string, string> }[] }>; concurrency?: unknown };
    expect(Object.entries(jobs).map(([name, job]) => [name, job.needs ?? 'nothing', job.if])).toEqual([
      ['step', 'nothing', "inputs.do != 'roll back'"],
      ['promote', 'step', "${{ !cancelled() && (needs.step.outputs.to-promote || '[]') != '[]' }}"],
      ['roll-back', 'step', "${{ !cancelled() && (needs.step.outputs.to-roll-back || '[]') != '[]' }}"],
      ['roll-back-by-hand', 'nothing', "inputs.do == 'roll back'"],
    ]);
    expect(jobs['step']!.steps.at(-1)!.with!['start']).toBe("${{ github.event_name == 'push' }}");
    expect(concurrency).toBeUndefined();
  });
});
