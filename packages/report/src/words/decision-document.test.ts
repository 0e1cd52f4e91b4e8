import { describe, expect, it } from 'vitest';
import { aDecision, aReport, aTarget, everyReason } from '../../test/sample-target.ts';
import { WORST } from '../../test/hostile-text.ts';
import { decisionDocument, decisionJson } from './decision-document.ts';
import { contextOf } from './rollout-context.ts';

const context = contextOf(aTarget().state);
const reasons = everyReason('other');

describe('decisionJson', () => {
  it('has the documented shape', () => {
    const decision = aDecision({ kind: 'rollback', to: 0, reasons: [reasons.regression], checks: [aReport({ verdict: 'worse', odds: 274.5, factorMax: 5 })], harm: { excess: 18, budget: 100 } });
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
      stageIndex: 1,
      sentence: expect.stringMatching(/^v42 is taken out\. .* Why: v42 failed 3\.3 times as often as v41/u) as string,
      next: 'You need to do nothing.',
      reasons: [{ code: 'regression', check: 'errors', cell: 'all', odds: 274, oddsNeeded: 100, text: expect.stringContaining('failed 3.3 times') as string }],
      checks: [
        {
          name: 'errors',
          verdict: 'worse',
          then: 'rollback',
          cell: 'all',
          stable: { trials: 57_000, events: 143 },
          candidate: { trials: 3000, events: 25 },
          odds: 274.5,
          oddsNeeded: 100,
          sameOdds: 1,
          betterOdds: 1,
          certifyOddsNeeded: 20,
          factorMax: 5,
          limit: { kind: 'none' },
          watermarkMs: Date.UTC(2026, 2, 9, 14, 5, 0),
          noData: '',
        },
      ],
      harm: { excess: 18, budget: 100 },
    });
  });

  it('leaves out a bound that is not known yet, as JSON has no infinity', () => {
    const [check] = decisionDocument(aDecision({ checks: [aReport({})] }), context).checks;
    expect(check).not.toHaveProperty('factorMax');
  });

  it('is one line that reads back as the same data, whatever is in it', () => {
    const decision = aDecision({ reasons: Object.values(everyReason(WORST)), checks: [aReport({ name: WORST })] });
    const hostile = { ...context, target: WORST };
    const json = decisionJson(decision, hostile);
    expect(json).not.toContain('\n');
    expect(JSON.parse(json)).toEqual(decisionDocument(decision, hostile));
  });
});
