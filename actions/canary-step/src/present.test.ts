import type { Ports, TickOutcome } from '@rampart/rollout-engine';
import { ppm, type Decision, type Rollout, type TargetState } from '@rampart/rollout-policy';
import { aPolicy, aRollout, fakeRouter, fakeSmokeProbe, inMemoryLedger, inMemoryRegistry, scriptedMetrics, virtualClock } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { present } from './present.ts';
import type { StepResult } from './run.ts';

const HOSTILE = 'x\n::error::boom\n## Owned <img src=x> | ``` [a](javascript:1) @octocat \u001B[31m';
const QUIET = { warnings: [], todo: [], followed: [] };

function aResult(outcome: TickOutcome, target = 'fraud-prod'): StepResult {
  const router = fakeRouter({ target });
  const ports: Ports = { clock: virtualClock(), ledger: inMemoryLedger(), router, deployer: router, metrics: scriptedMetrics(), registry: inMemoryRegistry(), freeze: { verify: () => Promise.resolve({ kind: 'none' }), pin: () => Promise.resolve({ kind: 'refused', why: 'nothing is there' }) }, smoke: fakeSmokeProbe(), titleOf: () => '' };
  return { target: { policyFile: `${target}.yaml`, pinned: { policy: aPolicy({ target }), digest: 'sha256:p' }, ports, breakGlass: (slot) => `all traffic to ${slot}` }, outcome, mode: 'tick', looks: 1, history: [], atMs: 1_700_000_060_000 };
}

function decided(change: Partial<Decision>, { rollout = {}, target = 'fraud-prod', todo = [] }: { readonly rollout?: Partial<Rollout>; readonly target?: string; readonly todo?: readonly string[] } = {}): StepResult {
  const started = aRollout(aPolicy({ target }));
  const state: TargetState = { ...started.state(), rollout: { ...started.at(50_000), ...rollout } };
  const decision: Decision = { kind: 'hold', from: ppm(50_000), to: ppm(50_000), mirror: ppm(0), needs: 'nothing', reasons: [{ code: 'traffic-unknown' }], checks: [], merged: { odds: 1, oddsNeeded: 100 }, harm: { excess: 3.21, budget: 100 }, turning: { kind: 'none' }, answered: [], stageIndex: 1, ...change };
  return aResult({ kind: 'decided', state, decision, recorded: true, snapshot: null, warnings: [], todo, followed: [] }, target);
}

function noLedger(code: 'unavailable' | 'conflict' | 'malformed' | 'denied' | 'missing' | 'refused', message = 'it said no'): StepResult {
  return aResult({ kind: 'no-ledger', error: { port: 'ledger', code, message, retryable: code === 'unavailable', outcome: 'not-done' }, ...QUIET });
}

describe('present', () => {
  it.each([
    ['a hold', decided({}), 0, 'hold', []],
    ['an advance', decided({ kind: 'advance', to: ppm(100_000) }), 0, 'advance', []],
    ['a decision to promote', decided({ kind: 'promote', reasons: [{ code: 'all-certified' }] }), 0, 'promote', []],
    ['a rollback that worked', decided({ kind: 'rollback', to: ppm(0), reasons: [{ code: 'regression', check: 'errors', cell: 'all', odds: 270, oddsNeeded: 100 }] }), 0, 'rollback', ['warning']],
    ['a step back', decided({ kind: 'stepBack', to: ppm(10_000) }), 0, 'stepBack', ['warning']],
    ['a hold without data', decided({ reasons: [{ code: 'no-data', check: 'errors', why: 'NaN' }] }), 0, 'hold', ['warning']],
    ['a rollback that is cut short', decided({ kind: 'rollback', to: ppm(0), reasons: [{ code: 'stable-dead' }] }, { todo: ['take the weight to 0 %'] }), 1, 'rollback', ['warning', 'warning']],
    ['a hold on a split that is off', decided({ reasons: [{ code: 'sample-ratio', expected: ppm(50_000), stable: 929, candidate: 71 }] }), 0, 'hold', ['warning']],
    ['a hold on golden cases that nobody answers', decided({ reasons: [{ code: 'smoke-unavailable', why: 'no answer' }] }), 0, 'hold', ['warning']],
    ['a hold while people are away', decided({ reasons: [{ code: 'quiet', untilMs: 1_700_100_000_000 }] }), 0, 'hold', []],
    ['a hold that asks for approval', decided({ needs: 'approval', reasons: [{ code: 'approval-needed' }] }), 0, 'hold', []],
    ['a hold that needs a person', decided({ needs: 'human', reasons: [{ code: 'blind', sinceMs: 0, forMs: 1_800_000 }] }), 1, 'hold', ['error']],
    ['a halt', decided({ kind: 'halt', needs: 'human', reasons: [{ code: 'stable-dead' }] }), 1, 'halt', ['error']],
    ['nothing to release', aResult({ kind: 'idle', state: { ...aRollout().state(), rollout: { kind: 'none' } }, why: 'v1 is the newest', ...QUIET }), 0, 'idle', []],
    ['a first look', aResult({ kind: 'would-start', what: 'adopt v1', ...QUIET }), 0, 'idle', []],
    ['a lost race', aResult({ kind: 'lost-race', ...QUIET }), 0, 'idle', []],
    ['a candidate that is refused', aResult({ kind: 'refused', why: 'v9 is not registered.', ...QUIET }), 2, 'refused', ['error']],
    ['a ledger that is away', noLedger('unavailable'), 0, 'hold', ['warning']],
    ['a ledger that changes all the time', noLedger('conflict'), 0, 'hold', ['warning']],
    ['a malformed ledger', noLedger('malformed'), 2, 'hold', ['error']],
    ['a ledger that may not be read', noLedger('denied'), 2, 'hold', ['error']],
    ['a ledger that is gone', noLedger('missing'), 2, 'hold', ['error']],
    ['a ledger that refuses', noLedger('refused'), 2, 'hold', ['error']],
  ] as const)('ends with the right code for %s', (_, result, exitCode, decision, levels) => {
    const shown = present([result]);
    expect(shown.exitCode).toBe(exitCode);
    expect(shown.outputs.decision).toBe(decision);
    expect(shown.annotations.map(({ level }) => level)).toEqual(levels);
    expect(shown.outputs.sentence).not.toBe('');
    expect(shown.summary).toBe(shown.outputs.report);
    expect(shown.summary.trim()).not.toBe('');
    for (const line of Object.values(shown.closing)) expect(line).not.toBe('');
  });

  it('hands what is to be promoted and what is leaving to the matrices of the next jobs', () => {
    const promoting = decided({ kind: 'promote', reasons: [{ code: 'all-certified' }] });
    const leaving = decided({ kind: 'rollback', to: ppm(0), reasons: [{ code: 'stable-dead' }] }, { target: 'ads-prod', rollout: { phase: 'leaving', leavingWhy: 'regression', weight: ppm(0) } });
    const { toPromote, toRollBack } = present([promoting, leaving]).outputs;
    expect(JSON.parse(toPromote)).toEqual([{ target: 'fraud-prod', policy: 'fraud-prod.yaml', 'rollout-id': 'r1', candidate: 'v2', environment: 'production' }]);
    expect(JSON.parse(toRollBack)).toEqual([{ target: 'ads-prod', policy: 'ads-prod.yaml', 'rollout-id': 'r1', candidate: 'v2', environment: 'production' }]);
  });

  it('hands over nothing that a run of its own makes, and says so', () => {
    const promoting = decided({ kind: 'promote', reasons: [{ code: 'all-certified' }] });
    const { outputs, closing } = present([{ ...promoting, concludedElsewhere: true }, decided({ kind: 'promote', reasons: [{ code: 'all-certified' }] }, { target: 'ads-prod' })]);
    expect(JSON.parse(outputs.toPromote)).toMatchObject([{ target: 'ads-prod' }]);
    expect(closing.next).toBe('A run of its own raises it, and asks its reviewers. The promote job raises it.');
  });

  it('says why once, of each target by its name, and what comes next once', () => {
    const holding = (target: string) => decided({ kind: 'hold', reasons: [{ code: 'dwell', untilMs: 60_000 }] }, { target });
    const one = present([holding('ads-prod')]);
    expect(one.outputs.sentence).toContain('. Why: ');
    expect(one.closing.why).toBe(one.outputs.sentence.replace('. Why: ', '. '));
    const { closing } = present([holding('ads-prod'), holding('fraud-prod')]);
    expect(closing.why).toBe(`ads-prod: ${one.closing.why} fraud-prod: ${one.closing.why}`);
    expect(closing.next).toBe(one.closing.next);
  });

  it('puts together what the same people approve', () => {
    const promoting = ['fraud', 'ads', 'churn'].map((target) => decided({ kind: 'promote', reasons: [{ code: 'all-certified' }] }, { target }));
    const { toPromote } = present(promoting, (target) => (target === 'ads' ? 'web' : 'bank')).outputs;
    expect((JSON.parse(toPromote) as readonly Readonly<Record<string, string>>[]).map(({ environment, target }) => [environment, target])).toEqual([['bank', 'fraud'], ['bank', 'churn'], ['web', 'ads']]);
  });

  it('fills its outputs from the first target, and the decision from the one that asks most', () => {
    const { outputs, exitCode } = present([decided({}), decided({ kind: 'halt', needs: 'human', reasons: [{ code: 'stable-dead' }] }, { target: 'ads-prod' })]);
    expect(exitCode).toBe(1);
    expect(outputs).toMatchObject({ decision: 'halt', needs: 'human', weight: '5', harm: '3.2', rolloutId: 'r1' });
    expect(outputs.sentence.split('\n')).toHaveLength(2);
    expect(JSON.parse(outputs.targets)).toMatchObject([{ target: 'fraud-prod', decision: 'hold' }, { target: 'ads-prod', decision: 'halt' }]);
    expect(JSON.parse(outputs.decisionJson)).toHaveLength(2);
  });

  describe('of what late labels said of an earlier release', () => {
    const told = { kind: 'told', rolloutId: 'r0', version: 'v1', worse: ['accuracy'], why: 'the policy asks to tell' } as const;
    const idle = aResult({ kind: 'idle', state: { ...aRollout().state(), rollout: { kind: 'none' } }, why: 'v1 is the newest', warnings: [], todo: [], followed: [told] });

    it('asks for a person where nothing was done', () => {
      const shown = present([idle]);
      expect(shown).toMatchObject({ exitCode: 1, outputs: { needs: 'human', decision: 'idle' } });
      expect(shown.annotations.map(({ level }) => level)).toEqual(['error']);
      expect(shown.outputs.sentence).toContain('Labels that came in after the end say that v1 is worse in accuracy. It was not taken out (the policy asks to tell): a person decides.');
      expect(shown.summary).toContain('worse in accuracy');
    });

    it('says that it was taken out again, and asks for nobody', () => {
      const shown = present([{ ...idle, outcome: { ...idle.outcome, followed: [{ ...told, kind: 'restored', why: 'v0 serves again' }] } }]);
      expect(shown).toMatchObject({ exitCode: 0, outputs: { needs: 'nothing' } });
      expect(shown.annotations.map(({ level }) => level)).toEqual(['warning']);
      expect(shown.outputs.sentence).toContain('It was taken out again: v0 serves again.');
    });

    it('asks for nobody where the look only observes, as it would say so at every look', () => {
      expect(present([{ ...idle, mode: 'observe' }])).toMatchObject({ exitCode: 0, outputs: { needs: 'nothing' } });
    });

    it('keeps its words inert in the summary', () => {
      const { summary } = present([{ ...idle, outcome: { ...idle.outcome, followed: [{ ...told, version: HOSTILE, worse: [HOSTILE], why: HOSTILE }] } }]);
      expect(summary).toContain('Owned');
      expect(summary).not.toMatch(/^(::|## Owned)|<img|\]\(|@octocat|\u001B/m);
    });
  });

  it('shows warnings of every outcome', () => {
    const { annotations } = present([aResult({ kind: 'lost-race', warnings: ['registry: away'], todo: ['try later'], followed: [] })]);
    expect(annotations.map(({ message }) => message)).toEqual(['left to do: try later', 'registry: away']);
  });

  it.each([
    ['a refusal', aResult({ kind: 'refused', why: HOSTILE, ...QUIET })],
    ['a ledger\'s words', noLedger('malformed', HOSTILE)],
    ['an idle target', aResult({ kind: 'idle', state: { ...aRollout().state(), rollout: { kind: 'none' } }, why: HOSTILE, ...QUIET })],
    ['a first look', aResult({ kind: 'would-start', what: HOSTILE, ...QUIET })],
    ['a reason', decided({ reasons: [{ code: 'no-data', check: 'errors', why: HOSTILE }] })],
    ['what is left to do', decided({}, { todo: [HOSTILE] })],
  ])('keeps foreign text inert in the summary: %s', (_, result) => {
    const { summary } = present([result]);
    expect(summary).toContain('Owned');
    expect(summary).not.toMatch(/^(::|## Owned)|<img|\]\(|@octocat|\u001B/m);
  });
});
