import { describe, expect, it } from 'vitest';
import { aDecision, aReport, arms, aTarget, everyReason } from '../../test/sample-target.ts';
import { WORST } from '../../test/hostile-text.ts';
import { decisionDocument, decisionJson } from './decision-document.ts';
import { contextOf } from './rollout-context.ts';

const context = contextOf(aTarget().state);
const reasons = everyReason('other');

describe('decisionJson', () => {
  it('has the documented shape', () => {
    const decision = aDecision({ kind: 'rollback', to: 0, reasons: [reasons.regression], checks: [aReport({ verdict: 'worse', odds: 274.5, factor: { estimate: 3.3, min: 0, max: 5 }, quantile: { kind: 'between', quantile: 0.99, stable: { lower: 0.05, upper: 0.1 }, candidate: { lower: 0, upper: 0.1 } } })], harm: { excess: 18, budget: 100 } });
    expect(JSON.parse(decisionJson(decision, context))).toEqual({
      schema: 1,
      target: 'fraud-prod',
      rolloutId: context.rolloutId,
      stable: 'v41',
      candidate: 'v42',
      decision: 'rollback',
      needs: 'nothing',
      fromPpm: 50_000,
      toPpm: 0,
      mirrorPpm: 0,
      stageIndex: 1,
      sentence: expect.stringMatching(/^v42 is taken out\. .* Why: v42 failed 3\.3 times as often as v41/u) as string,
      next: 'You need to do nothing. Again: rampart retry fraud-prod --reason ...',
      wouldHaveChanged: 'With odds under 100 : 1 it would have gone on being watched.',
      reasons: [{ code: 'regression', check: 'errors', cell: 'all', odds: 274, oddsNeeded: 100, text: expect.stringContaining('failed 3.3 times') as string }],
      checks: [
        {
          name: 'errors',
          verdict: 'worse',
          then: 'rollback',
          ...arms([143, 57_000], [25, 3000]),
          claim: 'all',
          cell: 'all',
          loudest: arms([143, 57_000], [25, 3000]),
          odds: 274.5,
          oddsNeeded: 100,
          sameOdds: 1,
          betterOdds: 1,
          factor: { estimate: 3.3, max: 5 },
          quantile: { kind: 'between', quantile: 0.99, stable: { lower: 0.05, upper: 0.1 }, candidate: { upper: 0.1 } },
          limit: { kind: 'none' },
          wait: { kind: 'none' },
          watermarkMs: Date.UTC(2026, 2, 9, 14, 5, 0),
          noData: '',
        },
      ],
      merged: { odds: 1, oddsNeeded: 100 },
      harm: { excess: 18, budget: 100 },
      turning: { kind: 'none' },
    });
  });

  it('leaves out a bound that is not known yet, as JSON has no infinity', () => {
    const [check] = decisionDocument(aDecision({ checks: [aReport({})] }), context).checks;
    expect(check?.factor).toEqual({ estimate: 1 });
  });

  it('is one line that reads back as the same data, whatever is in it', () => {
    const decision = aDecision({ reasons: Object.values(everyReason(WORST)), checks: [aReport({ name: WORST })] });
    const hostile = { ...context, target: WORST };
    const json = decisionJson(decision, hostile);
    expect(json).not.toContain('\n');
    expect(JSON.parse(json)).toEqual(decisionDocument(decision, hostile));
  });
});
