import type { TargetReading, TargetView } from '@rampart/report';
import { ppm, type Rollout, type TargetState } from '@rampart/rollout-policy';
import { aPolicy, aRollout, ROLLOUT_START_MS } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { presentViews } from './status.ts';

const NOW = ROLLOUT_START_MS + 60_000;

const viewOf = (target: string, read: TargetReading): TargetView => ({ target, policyFile: `rampart/${target}.yaml`, read });
const stateOf = (target: string, parts: Partial<Rollout> = {}): TargetState => ({ ...aRollout().state(), target, rollout: { ...aRollout(aPolicy()).fresh(), weight: ppm(50_000), lastRuling: 'hold/nothing/dwell', ...parts } });
const live = (target: string, parts: Partial<Rollout> = {}): TargetView => viewOf(target, { kind: 'present', head: 'h', state: stateOf(target, parts) });
const resting = (target: string): TargetView => viewOf(target, { kind: 'present', head: 'h', state: { ...stateOf(target), rollout: { kind: 'none' } } });
const unreadable = (passes: boolean): TargetView => viewOf('eta', { kind: 'unreadable', why: 'no answer', passes });

describe('presentViews', () => {
  it('tells of each target what the other modes tell, and of the first one apart', () => {
    const { outputs, exitCode, annotations } = presentViews([live('fraud-prod'), resting('ads')], NOW);
    expect({ exitCode, annotations }).toEqual({ exitCode: 0, annotations: [] });
    expect(outputs).toMatchObject({ decision: 'idle', needs: 'nothing', weight: '5', harm: '0.0' });
    expect(outputs.sentence.split('\n')).toEqual([expect.stringMatching(/^fraud-prod: v2 at 5 % for .* · waits for evidence · .* · v1 serves the rest\.$/), 'ads: v1 serves · nothing was rolled out yet.']);
    expect(JSON.parse(outputs.targets)).toEqual([
      expect.objectContaining({ target: 'fraud-prod', decision: 'idle', needs: 'nothing', weight: '5', harm: '0.0', rolloutId: outputs.rolloutId, candidate: 'v2', stable: 'v1' }),
      { target: 'ads', decision: 'idle', needs: 'nothing', sentence: 'ads: v1 serves · nothing was rolled out yet.', weight: '0', harm: '0', rolloutId: '', candidate: '', stable: 'v1' },
    ]);
    expect(JSON.parse(outputs.decisionJson)).toMatchObject([{ kind: 'present', target: 'fraud-prod', release: { kind: 'live', weightPpm: 50_000 } }, { kind: 'present', target: 'ads', release: { kind: 'none' } }]);
  });

  it('asks for whoever is waited for most, and stays green: it is a view', () => {
    const approval = live('a', { lastRuling: 'hold/approval/frozen-data-changed' });
    const person = live('b', { lastRuling: 'hold/human/blind' });
    expect(presentViews([resting('c'), approval], NOW)).toMatchObject({ exitCode: 0, outputs: { needs: 'approval' }, closing: { next: 'A person approves.' } });
    expect(presentViews([approval, person], NOW)).toMatchObject({ exitCode: 0, outputs: { needs: 'human' }, closing: { next: 'A person decides.' } });
  });

  it('hands nothing over, also where a promotion or the end of a rollback waits for its job', () => {
    for (const phase of ['awaiting-promotion', 'leaving'] as const) expect(presentViews([live('a', { phase, weight: ppm(0) })], NOW).outputs).toMatchObject({ toPromote: '[]', toRollBack: '[]' });
  });

  it('says what it could not read: what comes back by itself in yellow, what a person has to mend in red', () => {
    expect(presentViews([live('a'), unreadable(true)], NOW)).toMatchObject({ exitCode: 0, outputs: { needs: 'nothing' }, annotations: [{ level: 'warning', title: 'eta', message: 'eta: the ledger cannot be read: no answer' }] });
    expect(presentViews([live('a'), unreadable(false)], NOW)).toMatchObject({ exitCode: 2, outputs: { needs: 'human' }, annotations: [{ level: 'error' }], closing: { next: 'Correct what is marked and run the job again.' } });
    expect(presentViews([viewOf('new', { kind: 'empty' })], NOW)).toMatchObject({ exitCode: 0, annotations: [], outputs: { needs: 'nothing', sentence: expect.stringContaining('no ledger yet') as string } });
  });

  it('lets no foreign text speak to the runner', () => {
    const { annotations: _, ...shown } = presentViews([viewOf('::error::x', { kind: 'unreadable', why: '\n::error::boom', passes: true })], NOW);
    expect(JSON.stringify([shown.summary, shown.closing, shown.outputs.sentence])).not.toContain('::error');
  });
});
