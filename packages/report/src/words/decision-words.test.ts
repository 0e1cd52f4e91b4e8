import { ppm, type DecisionKind } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { aDecision, aReport, aTarget, everyReason, withRollout } from '../../test/sample-target.ts';
import { decisionWords, sentence } from './decision-words.ts';
import { earliestVerdictWords } from './earliest-verdict-words.ts';
import { contextOf } from './rollout-context.ts';

const { state } = aTarget();
const reasons = everyReason('other');
const SETTLED_AT = Date.UTC(2026, 2, 9, 14, 8, 10);

/** The record shows that the router has `weight`. */
const settledAt = (weight: number) => contextOf(withRollout(state, { weight: ppm(weight), weightSinceMs: SETTLED_AT, pending: { kind: 'none' } }));
/** `weight` is still on its way. */
const pendingAt = (weight: number) => {
  const effect = { kind: 'set-weight', id: 'r/9', rolloutId: 'r', sequence: 9, weight: ppm(weight), mirror: ppm(0), purpose: 'rollback' } as const;
  return contextOf(withRollout(state, { weight: ppm(50_000), pending: effect }));
};

describe('decisionWords', () => {
  const whats: readonly (readonly [DecisionKind, { from?: number; to?: number; mirror?: number }, string])[] = [
    ['advance', { from: 10_000, to: 50_000 }, 'v42 goes from 1 % to 5 % of the traffic, v41 serves the rest.'],
    ['hold', { from: 50_000 }, 'v42 stays at 5 % of the traffic, v41 serves the rest.'],
    ['hold', { from: 0 }, 'v42 gets no traffic yet. All traffic is on v41.'],
    ['stepBack', { from: 200_000, to: 50_000 }, 'v42 goes back from 20 % to 5 % of the traffic, v41 serves the rest.'],
    ['promote', { from: 500_000 }, 'v42 is ready to be promoted. Until the promote job has moved it, it stays at 50 %, v41 serves the rest.'],
    ['promote', { from: 0 }, 'v42 is ready to be promoted. Until the promote job has moved it, all traffic is on v41.'],
    ['rollback', { from: 50_000, to: 0 }, 'v42 is out. All traffic is on v41 (read back at the router at 14:08:10 UTC).'],
    ['rollback', { from: 0, to: 0 }, 'v42 is out. All traffic is on v41.'],
    ['halt', { from: 50_000 }, 'The rollout of v42 stands still at 5 %: a person is needed now.'],
    ['finished', { from: 990_000, to: 1_000_000 }, 'v42 serves everything. The rollout is done.'],
    ['hold', { from: 0, mirror: 200_000 }, 'v42 answers copies of 20 % of the requests, which no user sees. All traffic is on v41.'],
    ['advance', { from: 0, mirror: 1_000_000 }, 'v42 answers copies of all requests, which no user sees. All traffic is on v41.'],
    ['advance', { from: 50_000 }, 'v42 goes on to growing shares of traffic at 5 % of the traffic, v41 serves the rest.'],
  ];

  it.each(whats)('says first what happened and which version serves: %s %o', (kind, weights, expected) => {
    const decision = aDecision({ kind, ...weights });
    expect(decisionWords(decision, settledAt(decision.to)).what).toBe(expected);
  });

  it('claims nothing about the router that the record does not show', () => {
    const rollback = aDecision({ kind: 'rollback', from: 50_000, to: 0 });
    expect(decisionWords(rollback, settledAt(50_000)).what).toBe('v42 is taken out. All traffic goes to v41.');
    expect(decisionWords(rollback, pendingAt(0)).what).toBe('v42 is taken out. All traffic goes to v41. The router has not confirmed it yet.');
    expect(decisionWords(rollback, pendingAt(0)).next).toBe('You need to act now: the router has not confirmed 0 %. Use the break-glass command, or run the job again.');
  });

  it('gives every reason, the deciding one first', () => {
    const why = decisionWords(aDecision({ reasons: [reasons.insufficient, reasons['traffic-unknown']] }), settledAt(50_000)).why;
    expect(why).toMatch(/^It is too early.* How many requests/u);
  });

  it('tells further checks that are not certain in fewer words', () => {
    const [one, two] = [{ ...reasons['not-certified'], check: 'errors' }, { ...reasons['not-certified'], check: 'accuracy', sameOdds: 3 }];
    expect(decisionWords(aDecision({ reasons: [one, two] }), settledAt(50_000)).why).toBe(
      'It is not certain enough yet that v42 is as good as v41 in errors: trouble of 2 x is not ruled out (odds 12 : 1, needed 20 : 1). Nor in accuracy: trouble of 2 x is not ruled out (odds 3 : 1, needed 20 : 1).',
    );
  });

  it('asks for nothing, a decision, or one thing to do', () => {
    const next = (needs: 'nothing' | 'approval' | 'human', code: keyof typeof reasons) => decisionWords(aDecision({ needs, reasons: [reasons[code]] }), settledAt(50_000)).next;
    expect(next('nothing', 'dwell')).toBe('You need to do nothing.');
    expect(next('approval', 'undecided')).toBe('You need to decide about v42: approve it or roll it back.');
    expect(next('approval', 'frozen-data-changed')).toBe('You need to decide about v42: approve it to go on with the changed data, restore the data, or roll it back.');
    expect(next('approval', 'check-says-worse')).toBe('You need to decide about v42: approve it to go on in spite of other, or roll it back.');
    expect(next('human', 'worse-than-before')).toBe('You need to act: find out whether v42 or something that hits everything is the cause; then roll it back, or approve it to be watched anew.');
    expect(next('human', 'sample-ratio')).toContain('then approve v42 to count anew, or roll it back.');
    expect(next('human', 'blind')).toContain('look at the metric source');
    expect(next('human', 'weight-raised-outside')).toContain('set v42 back to 5 % at the router');
    for (const code of Object.keys(reasons) as (keyof typeof reasons)[]) expect(next('human', code)).toMatch(/^You need to act: .+[^.]\.$/u);
  });
});

describe('a rollback', () => {
  const rollback = (reason: (typeof reasons)[keyof typeof reasons] = reasons.regression) => aDecision({ kind: 'rollback', to: 0, reasons: [reason] });

  it('says how to try again, where somebody may want to', () => {
    expect(decisionWords(rollback(), settledAt(0)).next).toBe('You need to do nothing. Again: rampart retry fraud-prod --reason ...');
    expect(decisionWords(rollback(reasons.superseded), settledAt(0)).next).toBe('You need to do nothing.');
    expect(decisionWords(rollback(), { ...settledAt(0), drill: true }).next).toBe('You need to do nothing.');
  });

  it('says how long the router took, where the history has the decision', () => {
    const what = (takenOutAtMs: number): string => decisionWords(rollback(), { ...settledAt(0), takenOutAtMs }).what;
    expect(what(0)).toMatch(/14:08:10 UTC\)\.$/u);
    expect(what(SETTLED_AT - 40_000)).toMatch(/14:08:10 UTC, 40 s after the decision\)\.$/u);
    expect(what(SETTLED_AT - 400)).toMatch(/14:08:10 UTC, within a second of the decision\)\.$/u);
    // Clocks of two jobs may differ.
    expect(what(SETTLED_AT + 1)).toBe(what(0));
  });
});

describe('a step back that asks', () => {
  const plan = [{ kind: 'smoke', probe: { kind: 'none' } }, { kind: 'approval' }, { kind: 'ramp', weightMax: ppm(500_000), steps: { kind: 'promise' }, sticky: 'none' }] as const;
  const context = { ...settledAt(10_000), plan };

  it('offers to let it go up again, when it is made and as long as it waits', () => {
    const stepBack = aDecision({ kind: 'stepBack', from: 50_000, to: 10_000, needs: 'approval', reasons: [{ ...reasons['check-says-worse'], then: 'stepBack' }], stageIndex: 2 });
    const waits = aDecision({ from: 10_000, needs: 'approval', reasons: [reasons['approval-needed']], stageIndex: 2 });
    for (const decision of [stepBack, waits]) expect(decisionWords(decision, context).next).toBe('You need to decide about v42: approve it to let it go up again, or roll it back.');
    expect(decisionWords(waits, context).why).toBe('v42 went back, and a person has to say whether it may go up again.');
  });

  it('is not said of a stage that waits for a person', () => {
    const { why, next } = decisionWords(aDecision({ from: 0, needs: 'approval', reasons: [reasons['approval-needed']], stageIndex: 1 }), context);
    expect([why, next]).toEqual(['The policy asks for a person\'s approval here.', 'You need to decide about v42: approve it or roll it back.']);
  });
});

describe('a budget that is spent', () => {
  const spent = { needs: 'human', reasons: [reasons['harm-budget-spent']] } as const;

  it('takes all traffic away, and offers no approval', () => {
    const words = decisionWords(aDecision({ kind: 'stepBack', from: 50_000, to: 0, ...spent }), settledAt(0));
    expect(words).toEqual({
      what: 'v42 goes back from 5 % to 0 % of the traffic. All traffic goes to v41.',
      why: 'v42 has cost 102 bad requests more than v41 would have had. The policy promises at most 100, so v42 gets no more traffic.',
      next: 'You need to act: roll v42 back or release a better one: it is not raised again, and an approval does not change that.',
    });
  });

  it('does not speak of a candidate that had no traffic yet, nor of a verdict to come', () => {
    const decision = aDecision({ from: 0, ...spent, checks: [aReport({ wait: { kind: 'time', ms: 60_000 } })] });
    expect(decisionWords(decision, settledAt(0)).what).toBe('v42 gets no traffic any more. All traffic is on v41.');
    expect(earliestVerdictWords(decision, settledAt(0), SETTLED_AT)).toBe('');
    expect(earliestVerdictWords({ ...decision, reasons: [reasons.dwell] }, settledAt(0), SETTLED_AT)).not.toBe('');
  });
});

describe('sentence', () => {
  it('tells a rollback in one line', () => {
    const decision = aDecision({ kind: 'rollback', to: 0, reasons: [reasons.regression], checks: [aReport({ verdict: 'worse', odds: 274 })] });
    expect(sentence(decision, { ...settledAt(0), checks: [] })).toBe(
      'v42 is out. All traffic is on v41 (read back at the router at 14:08:10 UTC). Why: v42 had trouble 3.3 times as often as v41. Odds against bad luck 274 : 1, you asked for 100 : 1.',
    );
  });
});
