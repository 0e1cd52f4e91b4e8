import { ppm, type Cell, type Decision } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { aDecision, aReport, arms, aTarget, everyReason, withRollout, withTotals } from '../../test/sample-target.ts';
import { changedByWords } from './changed-by-words.ts';
import { briefReason } from './brief-reason.ts';
import { reasonWords } from './reason-words.ts';
import { contextOf, type RolloutContext } from './rollout-context.ts';

const { state } = aTarget();
const context = contextOf(state);
const reasons = everyReason('other');

/** Words that need a statistics book, a look into the code, or an apology. */
const JARGON = /[\u0370-\u03FF]|p-value|e-value|e-process|null|posterior|wealth|ppm|alpha|martingale|undefined|NaN|Infinity|\[object|certif|insufficient|verdict|[a-z]-[a-z]+-[a-z]/iu;

/** The same context with the totals of one check as given. */
function withCounts(check: string, cell: string, counts: Cell): RolloutContext {
  return contextOf(withTotals(state, check, { [cell]: counts }));
}

describe('reasonWords', () => {
  it.each(Object.values(reasons))('says $code in a plain sentence', (reason) => {
    const words = reasonWords(reason, aDecision({ reasons: [reason] }), context);
    expect(words).toMatch(/^(?:\p{Lu}|v\d|other ).*\.$/u);
    expect(words).not.toMatch(JARGON);
    expect(words).not.toMatch(/ {2}|\.\./u);
    expect(words.length).toBeLessThan(220);
  });

  it('says different things about different reasons', () => {
    const all = Object.values(reasons).map((reason) => reasonWords(reason, aDecision({}), context));
    expect(new Set(all).size).toBe(all.length);
  });

  it('compares failures in the same time, with the odds that were seen and those that were asked for', () => {
    const decision = aDecision({ kind: 'rollback', to: 0, checks: [aReport({ verdict: 'worse' })] });
    const shown = withCounts('errors', 'all', { stable: { trials: 1, events: 0 }, candidate: { trials: 1, events: 0 } });
    expect(reasonWords(reasons.regression, decision, shown)).toBe('v42 failed 3.3 times as often as v41 in the same 5 min. Odds against bad luck 274 : 1, you asked for 100 : 1.');
  });

  it('names the slice that is worse, by its own counts', () => {
    const slice = { stable: { trials: 1000, events: 100 }, candidate: { trials: 100, events: 25 } };
    const words = reasonWords({ ...reasons.regression, check: 'accuracy', cell: 'region=west' }, aDecision({}), withCounts('accuracy', 'region=west', slice));
    expect(words).toContain('v42 was wrong for region west 2.5 times as often as v41');
  });

  it('goes by the counts and the claim that the decision carries, not by those of the state', () => {
    const carried = arms([10, 1000], [50, 1000]);
    const slice = { check: 'accuracy', cell: 'region=west' };
    const report = aReport({ name: 'accuracy', verdict: 'worse', claim: 'region=west', cell: 'region=west', arms: { kind: 'own', ...carried } });
    const shown = withCounts('accuracy', 'region=west', arms([1, 1000], [2, 1000]));
    expect(reasonWords({ ...reasons.regression, ...slice }, aDecision({ checks: [report] }), shown)).toContain('v42 was wrong for region west 5 times as often as v41');
    const gap = { ...report, claim: 'gap region=west' };
    expect(reasonWords({ ...reasons.regression, ...slice }, aDecision({ checks: [gap] }), shown)).toContain('v42 was wrong for region west in 50 of 1,000 (5 %), for the rest in');
  });

  it('names the bound of a latency check', () => {
    const slow = { stable: { trials: 1000, events: 10 }, candidate: { trials: 100, events: 4 } };
    const words = reasonWords({ ...reasons['check-says-worse'], check: 'latency', cell: 'le=0.25' }, aDecision({}), withCounts('latency', 'le=0.25', slow));
    expect(words).toContain('v42 took longer than 250 ms 4 times as often as v41 in the same 5 min. Odds against bad luck 120 : 1. The policy says: hold.');
  });

  it('gives both counts where stable had no bad request to compare with', () => {
    const none = aReport({ totals: arms([0, 57_000], [25, 3000]) });
    expect(reasonWords(reasons.regression, aDecision({ checks: [none] }), { ...context, checks: [] })).toContain('in 25 of 3,000 (0.83 %), v41 in 0 of 57,000 (0 %)');
  });

  it('shows the odds at their highest when they have come down since', () => {
    const checks = context.checks.map((facts) => ({ ...facts, state: { ...facts.state, oddsPeak: 130 } }));
    expect(reasonWords({ ...reasons.regression, odds: 80 }, aDecision({}), { ...context, checks })).toContain('Odds against bad luck 130 : 1, you asked for 100 : 1.');
  });

  it('tells an approved promotion from one by the policy', () => {
    const promote: Decision = aDecision({ kind: 'promote' });
    expect(reasonWords(reasons.undecided, promote, context)).toContain('a person approved it');
    expect(reasonWords({ ...reasons.undecided, ifUndecided: 'promote' }, promote, context)).toContain('the policy says: promote then');
  });

  it('says that a larger share could cost too much when not even the present one is covered', () => {
    expect(reasonWords(reasons['weight-held-by-promise'], aDecision({ from: 50_000 }), context)).toContain('more than 7 %');
    expect(reasonWords(reasons['weight-held-by-promise'], aDecision({ from: 80_000 }), context)).toContain('a larger share');
  });

  it('says how many golden cases were right, where a golden set was asked', () => {
    const plan = [{ kind: 'smoke', probe: { kind: 'http', url: 'http://127.0.0.1:9/smoke' } }] as const;
    const smoke = (cases: number, asked: RolloutContext) => {
      const reason = { ...reasons['smoke-passed'], cases };
      return [reasonWords(reason, aDecision({}), asked), briefReason(reason, aDecision({}), asked)];
    };
    expect(smoke(20, { ...context, plan })).toEqual([
      'v42 is in place, answers, and is the release that was recorded. Its golden set was answered through the real route: 20 of 20 right.',
      'in place and ready, 20 of 20 golden cases right',
    ]);
    expect(smoke(0, { ...context, plan })).toEqual([
      'v42 is in place, answers, and is the release that was recorded. Its golden set was answered through the real route: all of it right.',
      'in place and ready, every golden case right',
    ]);
    expect(smoke(0, context)).toEqual(['v42 is in place, answers, and is the release that was recorded.', 'in place and ready']);
    expect(changedByWords(aDecision({ reasons: [reasons['smoke-passed']] }), { ...context, plan })).toContain('one golden case wrong would have taken it out.');
  });

  it('says why a promoted version leaves whose weight a run has lowered without a record', () => {
    const lowered = (kind: Decision['kind'], observed: number) => reasonWords({ ...reasons['lowered-before-record'], observed: ppm(observed) }, aDecision({ kind }), context);
    expect(lowered('rollback', 10_000)).toContain('it is taken out');
    for (const [kind, observed] of [['stepBack', 10_000], ['rollback', 0]] as const) expect(lowered(kind, observed)).toContain('The lower weight stands.');
  });

  it('knows every reason that a rollout left for', () => {
    const codes = ['aborted', 'weight-lowered-outside', 'lowered-before-record', 'limit-breached', 'regression', 'combined-regression', 'shared-overload', 'smoke-failed', 'split-futile', 'undecided', 'superseded'];
    for (const why of codes) expect(reasonWords({ code: 'leaving', why }, aDecision({}), context)).not.toContain(why);
    expect(reasonWords({ code: 'leaving', why: 'the disk was full' }, aDecision({}), context)).toContain('the disk was full');
  });
});

describe('changedByWords', () => {
  it.each(Object.values(reasons))('says what $code turned on, in a plain sentence', (reason) => {
    const words = changedByWords(aDecision({ reasons: [reason] }), context);
    expect(words).toMatch(/^\p{Lu}.*\.$/u);
    expect(words).not.toMatch(JARGON);
    expect(words).not.toMatch(/ {2}|\.\./u);
    expect(words.length).toBeLessThan(160);
  });

  it('prefers the smallest change of the newest counts', () => {
    const turning = { kind: 'events', check: 'errors', cell: 'all', seen: 25, instead: 23, decision: 'hold' } as const;
    expect(changedByWords(aDecision({ reasons: [reasons.regression], turning }), context)).toBe('With 23 failures instead of 25 in the last block it would have waited.');
  });
});

describe('briefReason', () => {
  it.each(Object.values(reasons))('says $code in a few words', (reason) => {
    const words = briefReason(reason, aDecision({ reasons: [reason] }), contextOf(withRollout(state, {})));
    expect(words).not.toMatch(JARGON);
    expect(words).not.toMatch(/\.$| {2}/u);
    expect(words.length).toBeLessThan(90);
  });
});
