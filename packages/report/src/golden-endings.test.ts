// Whole texts of decisions that take a share away, promote, or end a rollout.
import { ppm, type TargetState } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { ERRORS, ACCURACY, MEMORY, FAILURES } from '../test/golden-checks.ts';
import { inputOf, told } from '../test/golden-scene.ts';
import { aCheck } from '../test/rehearsal.ts';
import { aDecision, aReport, arms, BINS, CALIBRATION, PAIRS, START } from '../test/sample-target.ts';
import { renderTerminal } from './terminal.ts';

describe('a decision to step back', () => {
  it('shows gauges in their own unit', () => {
    const gib = 1024 ** 3;
    const decision = aDecision({
      kind: 'stepBack',
      from: 200_000,
      to: 50_000,
      needs: 'approval',
      reasons: [{ code: 'limit-breached', check: 'memory', cell: 'all', observed: { trials: 20, events: 20 * 8.4 * gib }, max: 8 * gib }],
      checks: [aReport({ verdict: 'same' }), aReport({ name: 'memory', then: 'stepBack', verdict: 'worse', claim: 'limit', totals: arms([200 * 6.1 * gib, 200], [200 * 7.2 * gib, 200]), limit: { kind: 'breached', max: 8 * gib, observed: { trials: 20, events: 20 * 8.4 * gib } } })],
      harm: { excess: -3, budget: 100 },
      turning: { kind: 'events', check: 'memory', cell: 'all', seen: 20 * 8.4 * gib, instead: 20 * 8 * gib, decision: 'hold' },
    });
    expect(told({ checks: [ERRORS, MEMORY], totals: { errors: { all: FAILURES }, memory: { all: arms([20 * 6.1 * gib, 20], [20 * 8.4 * gib, 20]) } }, decision })).toMatchInlineSnapshot(`
      "
      ! fraud-prod: v42 goes back from 20 % to 5 % of the traffic, v41 serves the rest.
        You need to decide about v42: approve it to let it go up again, or roll it back.
        Why: v42 stands at 8.4 GiB in memory; the limit is 8 GiB.
        check   v41 stable             v42 candidate        allowed  says
        errors  143 of 57,000  0.25 %  25 of 3,000  0.83 %  1.25 x   as good: shown
        memory  6.1 GiB                8.4 GiB              8 GiB    over the limit, stepped back
        Harm: none, 3 failed requests fewer than v41 would have had (budget 100). With memory at 8 GiB instead of 8.4 GiB in
          the last block it would have waited.
        Share of v42: ···▁▁▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂ 14:00:00 start · 14:01:10 1 % · 14:02:10 5 % (UTC)
        Not convinced? rampart verify r-1 (offline)
        Without GitHub: curl -fsS https://router/fraud-prod -d v41=100
      "
    `);
  });

  it('says what both versions share', () => {
    expect(told({ checks: [ERRORS, MEMORY], decision: aDecision({ kind: 'stepBack', from: 200_000, to: 50_000, reasons: [{ code: 'shared-overload', check: 'memory', healed: false }] }) })).toMatchInlineSnapshot(`
      "
      ✘ fraud-prod: v42 goes back from 20 % to 5 % of the traffic, v41 serves the rest.
        You need to do nothing.
        Why: Since the last raise memory is over its limit on both versions, which share what it measures. v42 goes back to
          see whether that helps.
        Harm: none (budget 100). With memory within its limit it would have gone on.
        Share of v42: ···▁▁▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂ 14:00:00 start · 14:01:10 1 % · 14:02:10 5 % (UTC)
        Not convinced? rampart verify r-1 (offline)
        Without GitHub: curl -fsS https://router/fraud-prod -d v41=100
      "
    `);
  });

  it('asks for a person when nothing was measured', () => {
    const decision = aDecision({ kind: 'stepBack', from: 200_000, to: 50_000, needs: 'human', reasons: [{ code: 'blind', sinceMs: START - 1_260_000, forMs: 1_800_000 }], checks: [aReport({ verdict: 'insufficient', noData: 'every page of slot b refused the connection' })] });
    expect(told({ checks: [ERRORS], totals: { errors: { all: FAILURES } }, decision })).toMatchInlineSnapshot(`
      "
      ! fraud-prod: v42 goes back from 20 % to 5 % of the traffic, v41 serves the rest.
        You need to act: look at the metric source; the rollout goes on by itself when it answers.
        Why: For 30 min, since 13:39:00 UTC, nothing usable was measured while v42 had traffic.
        check   v41 stable             v42 candidate        allowed  says
        errors  143 of 57,000  0.25 %  25 of 3,000  0.83 %  1.25 x   no data: every page of slot b refused the connection
        Harm: none (budget 100). One usable measurement would have been enough to stay.
        Share of v42: ···▁▁▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂ 14:00:00 start · 14:01:10 1 % · 14:02:10 5 % (UTC)
        Not convinced? rampart verify r-1 (offline)
        Without GitHub: curl -fsS https://router/fraud-prod -d v41=100
      "
    `);
  });
});

describe('a decision for the candidate', () => {
  it('says that every check was shown to be as good', () => {
    const decision = aDecision({
      kind: 'promote',
      from: 500_000,
      reasons: [{ code: 'all-certified' }],
      checks: [aReport({ verdict: 'same', totals: arms([1430, 570_000], [1400, 570_000]) }), aReport({ name: 'accuracy', verdict: 'better', totals: arms([3420, 57_000], [2700, 57_000]) })],
      harm: { excess: -30, budget: 100 },
    });
    expect(told({ checks: [ERRORS, ACCURACY], totals: { errors: { all: FAILURES } }, weight: 500_000, rollout: { phase: 'awaiting-promotion' }, decision })).toMatchInlineSnapshot(`
      "
      ✔ fraud-prod: v42 is ready to be promoted. Until the promote job has moved it, it stays at 50 %, v41 serves the rest.
        You need to do nothing.
        Why: Every check that can send v42 back says that it is as good as v41 or better.
        check     v41 stable                v42 candidate             allowed   says
        errors    1,430 of 570,000  0.25 %  1,400 of 570,000  0.25 %  1.25 x    as good: shown
        accuracy  3,420 of 57,000  6 %      2,700 of 57,000  4.74 %   +1 point  better: shown
        Harm: none, 30 bad requests fewer than v41 would have had (budget 100). One check that was not sure yet would have
          held it up.
        Share of v42: ···▁▁▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▆▆▆ 14:00:00 start · 14:01:10 1 % · 14:02:10 5 % · 14:08:10 50 % (UTC)
        Not convinced? rampart verify r-1 (offline)
        Without GitHub: curl -fsS https://router/fraud-prod -d v41=100
      "
    `);
  });

  it('says that the comparison was won', () => {
    const conversion = aCheck({ name: 'conversion', better: 'higher', worseBy: { kind: 'factor', factor: 1.02 } });
    const totals = arms([15_000, 300_000], [16_800, 300_000]);
    const decision = aDecision({ kind: 'promote', from: 500_000, reasons: [{ code: 'split-won', check: 'conversion', odds: 412 }], checks: [aReport({ name: 'conversion', verdict: 'better', totals })], stageIndex: 2 });
    expect(told({ checks: [conversion], totals: { conversion: { all: totals } }, weight: 500_000, decision })).toMatchInlineSnapshot(`
      "
      ✔ fraud-prod: v42 is ready to be promoted. Until the promote job has moved it, it stays at 50 %, v41 serves the rest.
        You need to do nothing.
        Why: v42 has won the comparison with v41 in conversion. Odds against mere luck 412 : 1.
        check       v41 stable              v42 candidate             allowed          says
        conversion  15,000 of 300,000  5 %  16,800 of 300,000  5.6 %  0.98 x at least  better: shown
        Harm: none (budget 100). With weaker evidence the comparison would have gone on.
        Share of v42: ···▁▁▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▆▆▆ 14:00:00 start · 14:01:10 1 % · 14:02:10 5 % · 14:08:10 50 % (UTC)
        Not convinced? rampart verify r-1 (offline)
        Without GitHub: curl -fsS https://router/fraud-prod -d v41=100
      "
    `);
  });

  it('says when the rollout is done, and what is still watched', () => {
    const plan = [{ kind: 'ramp', steps: { kind: 'promise' }, weightMax: ppm(500_000), sticky: 'none' }, { kind: 'bake', durationMs: 86_400_000, holdback: ppm(10_000) }, { kind: 'follow', durationMs: 45 * 86_400_000, then: 'tell' }] as const;
    const decision = aDecision({ kind: 'finished', from: 990_000, to: 1_000_000, reasons: [{ code: 'baked', forMs: 86_400_000 }], checks: [aReport({ verdict: 'same' })], harm: { excess: -4, budget: 100 } });
    expect(told({ checks: [ERRORS], policy: { plan }, weight: 1_000_000, decision })).toMatchInlineSnapshot(`
      "
      ✔ fraud-prod: v42 serves everything. The rollout is done; its labels are watched for 45 d more.
        You need to do nothing.
        Why: v42 served nearly everything for 1 d under the same checks.
        check   v41 stable             v42 candidate        allowed  says
        errors  143 of 57,000  0.25 %  25 of 3,000  0.83 %  1.25 x   as good: shown
        Harm: none, 4 failed requests fewer than v41 would have had (budget 100). One check against it would have sent it
          back.
        Share of v42: ···▁▁▁▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂█ 14:00:00 start · 14:01:10 1 % · 14:02:10 5 % · 14:08:10 100 % (UTC)
        Not convinced? rampart verify r-1 (offline)
        Without GitHub: curl -fsS https://router/fraud-prod -d v41=100
      "
    `);
  });
});

describe('a rollout that is over', () => {
  it('keeps the policy of its checks from the history', () => {
    const gib = 1024 ** 3;
    const decision = aDecision({ kind: 'finished', from: 990_000, to: 1_000_000, reasons: [{ code: 'baked', forMs: 86_400_000 }], checks: [aReport({ name: 'memory', then: 'stepBack', totals: arms([200 * 6.1 * gib, 200], [200 * 6.2 * gib, 200]) })] });
    const over = (state: TargetState): TargetState => ({ ...state, rollout: { kind: 'none' }, ended: [{ id: 'r-1', candidate: { version: 'v42', digest: 'sha256:2' }, outcome: 'promoted', why: 'baked', endedAtMs: START, weightMax: ppm(1_000_000) }] });
    const text = told({ checks: [MEMORY], weight: 1_000_000, decision, state: over });
    expect(text).toContain('  memory  6.1 GiB     6.2 GiB        8 GiB    fine\n');
    const forgotten = renderTerminal({ ...inputOf({ checks: [MEMORY], decision, state: over }), history: [] }, { color: false, width: 118 });
    expect(forgotten).not.toContain('%  ');
  });
});

describe('a check that holds', () => {
  it('reads a paired comparison, bins and predictions in words', () => {
    const pairs = aCheck({ name: 'paired', signal: PAIRS, worseBy: { kind: 'factor', factor: 1.1 } });
    const answers = aCheck({ name: 'answers', signal: BINS, worseBy: { kind: 'points', ratio: 0.03 }, sides: 'both', then: 'hold' });
    const honest = aCheck({ name: 'honest', signal: CALIBRATION, worseBy: { kind: 'points', ratio: 0.02 }, then: 'tell' });
    const approve = arms([33_000, 57_000], [1860, 3000]);
    const decision = aDecision({
      from: 0,
      mirror: 200_000,
      needs: 'approval',
      reasons: [
        { code: 'check-says-worse', check: 'answers', cell: 'bin=approve', then: 'hold', odds: 320 },
        { code: 'check-says-worse', check: 'honest', cell: 'all', then: 'tell', odds: 150 },
      ],
      checks: [
        aReport({ name: 'paired', verdict: 'acceptable', totals: arms([820, 10_000], [756, 10_000]), wait: { kind: 'time', ms: 7_200_000 } }),
        aReport({ name: 'answers', then: 'hold', verdict: 'worse', claim: 'bin=approve', cell: 'bin=approve', totals: approve, odds: 320 }),
        aReport({ name: 'honest', then: 'tell', verdict: 'worse', totals: arms([0, 0], [450, 3000]), odds: 150 }),
      ],
    });
    const totals = {
      paired: { all: arms([820, 10_000], [756, 10_000]), discordant: arms([150, 236], [86, 236]) },
      answers: { all: arms([0, 57_000], [0, 3000]), 'bin=approve': approve },
      honest: { all: arms([0, 0], [450, 3000]), predicted: arms([0, 0], [360, 3000]) },
    };
    expect(told({ checks: [pairs, answers, honest], totals, untouched: true, decision })).toMatchInlineSnapshot(`
      "
      ! fraud-prod: v42 answers copies of 20 % of the requests, which no user sees. All traffic is on v41.
        You need to decide about v42: approve it to go on in spite of answers, or roll it back.
        Why: v42 answered approve in 62 % of cases, v41 in 57.9 % in the same 5 min. Odds against bad luck 320 : 1. The
          policy says: hold. v42 said 12 % on average, and 15 % came true in the same 5 min. Odds against bad luck 150 : 1.
          The policy says: tell.
        paired: fine so far, 2 h more (allowed 1.1 x)
          v42 alone wrong  86 of 10,000
          v41 alone wrong  150 of 10,000
        answers, answer approve: differs, holds (allowed within 3 points)
          v42 1,860 of 3,000  62 %
          v41 33,000 of 57,000  57.9 %
        honest: too far off, told (allowed within 2 points)
          v42 said 12 %  came 15 %
        Harm: none (budget 100). With answers no worse than allowed it would have gone on.
        At this traffic the earliest verdict is at 16:01 UTC (in 2 h), when paired can be shown to be as good.
        Share of v42: ························ 14:00:00 start (UTC)
        Not convinced? rampart verify r-1 (offline)
        Without GitHub: curl -fsS https://router/fraud-prod -d v41=100
      "
    `);
  });
});
