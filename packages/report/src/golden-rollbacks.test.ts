// Whole texts of decisions that take the candidate out: as an on-call person reads them.
import { describe, expect, it } from 'vitest';
import { ERRORS, LATENCY, BLOCKED, ACCURACY, FAILURES, SLOW, latencyReport, blockedReport } from '../test/golden-checks.ts';
import { inputOf, told } from '../test/golden-scene.ts';
import { aCheck } from '../test/rehearsal.ts';
import { aDecision, aReport, arms } from '../test/sample-target.ts';
import { renderSummary } from './summary.ts';

describe('a decision to take the candidate out', () => {
  const rollback = {
    checks: [ERRORS, LATENCY, BLOCKED],
    totals: { errors: { all: FAILURES }, latency: SLOW },
    weight: 0,
    decision: aDecision({
      kind: 'rollback',
      to: 0,
      reasons: [{ code: 'regression', check: 'errors', cell: 'all', odds: 270.4, oddsNeeded: 100 }],
      checks: [aReport({ verdict: 'worse', odds: 270.4 }), latencyReport, blockedReport],
      harm: { excess: 18.2, budget: 100 },
      turning: { kind: 'events', check: 'errors', cell: 'all', seen: 25, instead: 23, decision: 'hold' },
    }),
  };

  it('is told on a terminal', () => {
    expect(told(rollback)).toMatchInlineSnapshot(`
      "
      ✘ fraud-prod: v42 is out. All traffic is on v41 (read back at the router at 14:08:10 UTC, 40 s after the decision).
        You need to do nothing. Again: rampart retry fraud-prod --reason ...
        Why: v42 failed 3.3 times as often as v41 in the same 5 min. Odds against bad luck 270 : 1, you asked for 100 : 1.
        check        v41 stable              v42 candidate        allowed       says
        errors       143 of 57,000  0.25 %   25 of 3,000  0.83 %  1.25 x        worse, rolled back
        latency p99  50 to 80 ms             50 to 80 ms          80 ms, 1.5 x  fine
        blocked      1,197 of 57,000  2.1 %  66 of 3,000  2.2 %   within 15 %   too early, 4 h more
        Harm: 18 bad requests more than v41 would have had (budget 100). With 23 failures instead of 25 in the last block it
          would have waited.
        Share of v42: ···▁▁▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂··· 14:00:00 start · 14:01:10 1 % · 14:02:10 5 % · 14:08:10 0 % (UTC)
        Not convinced? rampart verify r-1 (offline)
        Without GitHub: curl -fsS https://router/fraud-prod -d v41=100
      "
    `);
  });

  it('is told in a job summary', () => {
    expect(`\n${renderSummary(inputOf(rollback))}`).toMatchInlineSnapshot(`
      "
      ### ⛔ fraud-prod: v42 is out. All traffic is on v41 (read back at the router at 14:08:10 UTC, 40 s after the decision).

      **You need to do nothing. Again: rampart retry fraud-prod --reason ...**

      Why: v42 failed 3.3 times as often as v41 in the same 5 min. Odds against bad luck 270 : 1, you asked for 100 : 1.

      | check | v41 stable | v42 candidate | allowed | says |
      | --- | --- | --- | --- | --- |
      | errors | 143 of 57,000 &#160;0.25 % | 25 of 3,000 &#160;0.83 % | 1.25 x | worse, rolled back |
      | latency p99 | 50 to 80 ms | 50 to 80 ms | 80 ms, 1.5 x | fine |
      | blocked | 1,197 of 57,000 &#160;2.1 % | 66 of 3,000 &#160;2.2 % | within 15 % | too early, 4 h more |

      Harm: 18 bad requests more than v41 would have had (budget 100). With 23 failures instead of 25 in the last block it would have waited.

      Share of v42: \`···▁▁▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂···\` 14:00:00 start · 14:01:10 1 % · 14:02:10 5 % · 14:08:10 0 % (UTC)

      Not convinced? \`rampart verify r-1\` (offline). Without GitHub, this takes all traffic back:

      \`\`\`text
      curl -fsS https://router/fraud-prod -d v41=100
      \`\`\`
      "
    `);
  });

  it('names the bound of latency that it is about', () => {
    const slower = arms([570, 57_000], [96, 3000]);
    const decision = aDecision({
      kind: 'rollback',
      to: 0,
      reasons: [{ code: 'regression', check: 'latency', cell: 'le=0.25', odds: 3_400_000, oddsNeeded: 100 }],
      checks: [aReport({ verdict: 'same' }), aReport({ name: 'latency', verdict: 'worse', totals: SLOW['le=0.05'], claim: 'le=0.25', cell: 'le=0.25', arms: { kind: 'own', ...slower }, odds: 3_400_000 })],
      harm: { excess: 66, budget: 100 },
      turning: { kind: 'events', check: 'latency', cell: 'le=0.25', seen: 41, instead: 12, decision: 'hold' },
    });
    expect(told({ checks: [ERRORS, LATENCY], totals: { errors: { all: FAILURES }, latency: { ...SLOW, 'le=0.25': slower } }, weight: 0, decision })).toMatchInlineSnapshot(`
      "
      ✘ fraud-prod: v42 is out. All traffic is on v41 (read back at the router at 14:08:10 UTC, 40 s after the decision).
        You need to do nothing. Again: rampart retry fraud-prod --reason ...
        Why: v42 took longer than 250 ms 3.2 times as often as v41 in the same 5 min. Odds against bad luck more than a
          million : 1, you asked for 100 : 1.
        check                        v41 stable             v42 candidate        allowed           says
        errors                       143 of 57,000  0.25 %  25 of 3,000  0.83 %  1.25 x            as good: shown
        latency, slower than 250 ms  570 of 57,000  1 %     96 of 3,000  3.2 %   p99 80 ms, 1.5 x  worse, rolled back
        Harm: 66 bad requests more than v41 would have had (budget 100). With 12 requests slower than 250 ms instead of 41
          in the last block it would have waited.
        Share of v42: ···▁▁▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂··· 14:00:00 start · 14:01:10 1 % · 14:02:10 5 % · 14:08:10 0 % (UTC)
        Not convinced? rampart verify r-1 (offline)
        Without GitHub: curl -fsS https://router/fraud-prod -d v41=100
      "
    `);
  });

  it('names the slice that it is about', () => {
    const west = arms([1140, 19_000], [95, 1000]);
    const decision = aDecision({
      kind: 'rollback',
      to: 0,
      reasons: [{ code: 'regression', check: 'accuracy', cell: 'region=west', odds: 131, oddsNeeded: 100 }],
      checks: [aReport({ verdict: 'same' }), aReport({ name: 'accuracy', verdict: 'worse', totals: arms([3420, 57_000], [210, 3000]), claim: 'region=west', cell: 'region=west', arms: { kind: 'own', ...west }, odds: 131 })],
      harm: { excess: 35, budget: 100 },
      turning: { kind: 'events', check: 'accuracy', cell: 'region=west', seen: 31, instead: 30, decision: 'hold' },
    });
    expect(told({ checks: [ERRORS, ACCURACY], totals: { errors: { all: FAILURES }, accuracy: { all: arms([3420, 57_000], [210, 3000]), 'region=west': west } }, weight: 0, decision })).toMatchInlineSnapshot(`
      "
      ✘ fraud-prod: v42 is out. All traffic is on v41 (read back at the router at 14:08:10 UTC, 40 s after the decision).
        You need to do nothing. Again: rampart retry fraud-prod --reason ...
        Why: v42 was wrong for region west 1.6 times as often as v41 in the same 5 min. Odds against bad luck 131 : 1, you
          asked for 100 : 1.
        check                  v41 stable             v42 candidate        allowed   says
        errors                 143 of 57,000  0.25 %  25 of 3,000  0.83 %  1.25 x    as good: shown
        accuracy, region west  1,140 of 19,000  6 %   95 of 1,000  9.5 %   +1 point  worse, rolled back
        Harm: 35 bad requests more than v41 would have had (budget 100). With 30 wrong answers instead of 31 for region west
          in the last block it would have waited.
        Share of v42: ···▁▁▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂··· 14:00:00 start · 14:01:10 1 % · 14:02:10 5 % · 14:08:10 0 % (UTC)
        Not convinced? rampart verify r-1 (offline)
        Without GitHub: curl -fsS https://router/fraud-prod -d v41=100
      "
    `);
  });

  it('says which limit was broken', () => {
    const decision = aDecision({
      kind: 'rollback',
      to: 0,
      reasons: [{ code: 'limit-breached', check: 'latency', cell: 'le=0.08', observed: { trials: 40, events: 12 }, max: 0.01 }],
      checks: [aReport({ verdict: 'insufficient', wait: { kind: 'time', ms: 5_400_000 } }), aReport({ name: 'latency', verdict: 'worse', claim: 'limit', cell: 'le=0.08', totals: arms([5700, 57_000], [20, 40]), arms: { kind: 'own', ...arms([570, 57_000], [12, 40]) }, limit: { kind: 'breached', max: 0.01, observed: { trials: 40, events: 12 } } })],
      harm: { excess: 12, budget: 100 },
      turning: { kind: 'events', check: 'latency', cell: 'le=0.08', seen: 12, instead: 2, decision: 'hold' },
    });
    expect(told({ checks: [ERRORS, LATENCY], totals: { latency: SLOW }, weight: 0, decision })).toMatchInlineSnapshot(`
      "
      ✘ fraud-prod: v42 is out. All traffic is on v41 (read back at the router at 14:08:10 UTC, 40 s after the decision).
        You need to do nothing. Again: rampart retry fraud-prod --reason ...
        Why: v42 took longer than 80 ms in 12 of 40 (30 %); at most 1 % may take longer than 80 ms.
        check                       v41 stable             v42 candidate        allowed      says
        errors                      143 of 57,000  0.25 %  25 of 3,000  0.83 %  1.25 x       too early, 1 h 30 min more
        latency, slower than 80 ms  570 of 57,000  1 %     12 of 40  30 %       at most 1 %  over the limit, rolled back
        Harm: 12 bad requests more than v41 would have had (budget 100). With 2 requests slower than 80 ms instead of 12 in
          the last block it would have waited.
        Share of v42: ···▁▁▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂··· 14:00:00 start · 14:01:10 1 % · 14:02:10 5 % · 14:08:10 0 % (UTC)
        Not convinced? rampart verify r-1 (offline)
        Without GitHub: curl -fsS https://router/fraud-prod -d v41=100
      "
    `);
  });

  it('says what several checks say together', () => {
    const decision = aDecision({
      kind: 'rollback',
      to: 0,
      reasons: [{ code: 'combined-regression', checks: ['errors', 'latency'], odds: 104, oddsNeeded: 100 }],
      checks: [aReport({ odds: 61, oddsNeeded: 200 }), { ...latencyReport, odds: 147, oddsNeeded: 200 }],
      merged: { odds: 104, oddsNeeded: 100 },
      harm: { excess: 18.2, budget: 100 },
    });
    expect(told({ checks: [ERRORS, LATENCY], totals: { errors: { all: FAILURES }, latency: SLOW }, weight: 0, decision })).toMatchInlineSnapshot(`
      "
      ✘ fraud-prod: v42 is out. All traffic is on v41 (read back at the router at 14:08:10 UTC, 40 s after the decision).
        You need to do nothing. Again: rampart retry fraud-prod --reason ...
        Why: Taken together, errors and latency say that v42 is worse than v41. Odds against bad luck 104 : 1, you asked for
          100 : 1.
        errors: worse together with others (alone 61 : 1 of 200 : 1) (allowed 1.25 x)
          v42 25 of 3,000  0.83 %
          v41 143 of 57,000  0.25 %
        latency p99: worse together with others (alone 147 : 1 of 200 : 1) (allowed 80 ms, 1.5 x)
          v42 50 to 80 ms
          v41 50 to 80 ms
        Harm: 18 bad requests more than v41 would have had (budget 100). With odds under 100 : 1 it would have gone on being
          watched.
        Share of v42: ···▁▁▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂··· 14:00:00 start · 14:01:10 1 % · 14:02:10 5 % · 14:08:10 0 % (UTC)
        Not convinced? rampart verify r-1 (offline)
        Without GitHub: curl -fsS https://router/fraud-prod -d v41=100
      "
    `);
  });

  it('tells a golden case that went wrong before the first user', () => {
    const decision = aDecision({ kind: 'rollback', from: 0, to: 0, stageIndex: 0, reasons: [{ code: 'smoke-failed', cases: 12, failed: 2, first: 'case 7: expected block, got approve' }] });
    expect(told({ untouched: true, decision })).toMatchInlineSnapshot(`
      "
      ✘ fraud-prod: v42 is out. All traffic is on v41.
        You need to do nothing. Again: rampart retry fraud-prod --reason ...
        Why: v42 got 2 of 12 golden cases wrong before its first user. The first: case 7: expected block, got approve.
        Harm: none (budget 100). With all 12 golden cases right it would have gone on.
        Share of v42: ························ 14:00:00 start (UTC)
        Not convinced? rampart verify r-1 (offline)
        Without GitHub: curl -fsS https://router/fraud-prod -d v41=100
      "
    `);
  });

  it('tells that nothing better than stable is possible any more', () => {
    const conversion = aCheck({ name: 'conversion', better: 'higher', worseBy: { kind: 'factor', factor: 1.02 } });
    const totals = arms([15_000, 300_000], [15_050, 300_000]);
    const decision = aDecision({
      kind: 'rollback',
      from: 500_000,
      to: 0,
      reasons: [{ code: 'split-futile', check: 'conversion', worthwhile: { kind: 'factor', factor: 1.05 } }],
      checks: [aReport({ name: 'conversion', verdict: 'acceptable', totals })],
      stageIndex: 2,
    });
    expect(told({ checks: [conversion], totals: { conversion: { all: totals } }, weight: 0, decision })).toMatchInlineSnapshot(`
      "
      ✘ fraud-prod: v42 is out. All traffic is on v41 (read back at the router at 14:08:10 UTC, 40 s after the decision).
        You need to do nothing. Again: rampart retry fraud-prod --reason ...
        Why: An improvement of 1.05 x in conversion over v41 can be ruled out.
        check       v41 stable              v42 candidate              allowed          says
        conversion  15,000 of 300,000  5 %  15,050 of 300,000  5.02 %  0.98 x at least  fine
        Harm: none (budget 100). With an improvement of 1.05 x still possible the comparison would have gone on.
        Share of v42: ···▁▁▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂··· 14:00:00 start · 14:01:10 1 % · 14:02:10 5 % · 14:08:10 0 % (UTC)
        Not convinced? rampart verify r-1 (offline)
        Without GitHub: curl -fsS https://router/fraud-prod -d v41=100
      "
    `);
  });
});
