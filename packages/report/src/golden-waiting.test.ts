// Whole texts of decisions that wait, and of what is told after a release has ended.
import { fold, newCheckState, ppm, type Followed, type LedgerEvent, type TargetState } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { followedStory } from '../test/followed-story.ts';
import { told, type Scene } from '../test/golden-scene.ts';
import { aCheck } from '../test/rehearsal.ts';
import { aDecision, aPolicy, aReport, arms, aTarget, START } from '../test/sample-target.ts';
import { renderHistory } from './history.ts';
import { renderStatusLine } from './status-line.ts';

const ERRORS = aCheck({});
const ACCURACY = aCheck({ name: 'accuracy', signal: { kind: 'labels', source: { kind: 'http', url: 'http://127.0.0.1:9/labels' }, everyMs: 21_600_000, matureMs: 172_800_000 }, worseBy: { kind: 'points', ratio: 0.01 } });
const FAILURES = { errors: { all: arms([143, 57_000], [8, 3000]) } };
const so = (scene: Scene): string => told({ checks: [ERRORS], totals: FAILURES, ...scene });
const fine = aReport({ totals: arms([143, 57_000], [8, 3000]), factor: { estimate: 1.06, min: 0.4, max: 2.1 }, wait: { kind: 'time', ms: 7_800_000 } });

describe('a decision to wait', () => {
  it('says how many requests are missing', () => {
    const decision = aDecision({
      reasons: [{ code: 'insufficient', check: 'errors', trials: 61, trialsNeeded: 100 }],
      checks: [aReport({ verdict: 'insufficient', totals: arms([8, 3200], [0, 61]), wait: { kind: 'time', ms: 7_800_000 } })],
    });
    expect(so({ decision })).toMatchInlineSnapshot(`
      "
      ● fraud-prod: v42 stays at 5 % of the traffic, v41 serves the rest.
        You need to do nothing.
        Why: It is too early: errors has seen 61 of the 100 requests that it needs.
        check   v41 stable          v42 candidate  allowed  says
        errors  8 of 3,200  0.25 %  0 of 61  0 %   1.25 x   too early, 2 h 10 min more
        Harm: none (budget 100). With 39 requests more it could have been judged.
        At this traffic the earliest verdict is at 16:19 UTC (in 2 h 10 min), when errors can be shown to be as good.
        Share of v42: ···▁▁▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂ 14:00:00 start · 14:01:10 1 % · 14:02:10 5 % (UTC)
        Not convinced? rampart verify r-1 (offline)
        Without GitHub: curl -fsS https://router/fraud-prod -d v41=100
      "
    `);
  });

  it('says what is not ruled out yet, and when it can be', () => {
    const decision = aDecision({
      from: 500_000,
      reasons: [{ code: 'not-certified', check: 'errors', effect: { kind: 'factor', factor: 2 }, sameOdds: 12.4, oddsNeeded: 20 }],
      checks: [fine],
      harm: { excess: 0.3, budget: 100 },
    });
    expect(so({ weight: 500_000, decision })).toMatchInlineSnapshot(`
      "
      ● fraud-prod: v42 stays at 50 % of the traffic, v41 serves the rest.
        You need to do nothing.
        Why: It is not certain enough yet that v42 is as good as v41 in errors: trouble of 2 x is not ruled out (odds
          12 : 1, needed 20 : 1).
        check   v41 stable             v42 candidate       allowed  says
        errors  143 of 57,000  0.25 %  8 of 3,000  0.27 %  1.25 x   fine so far, under 2.1 x, 2 h 10 min more
        Harm: none (budget 100). With odds of 20 : 1 in errors it would have gone on.
        At this traffic the earliest verdict is at 16:19 UTC (in 2 h 10 min), when errors can be shown to be as good.
        Share of v42: ···▁▁▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▆▆▆ 14:00:00 start · 14:01:10 1 % · 14:02:10 5 % · 14:08:10 50 % (UTC)
        Not convinced? rampart verify r-1 (offline)
        Without GitHub: curl -fsS https://router/fraud-prod -d v41=100
      "
    `);
  });

  it('says that a verdict comes too late for the policy', () => {
    const decision = aDecision({ reasons: [{ code: 'weight-held-by-promise', allowed: ppm(70_000) }], checks: [{ ...fine, wait: { kind: 'time', ms: 6 * 86_400_000 } }] });
    expect(so({ decision }).replace(/\s+/gu, ' ')).toContain('At this traffic the earliest verdict is at 15 Mar 14:09 UTC (in 6 d), when errors can be shown to be as good. That is later than the 3 d that the policy gives; then a person is asked.');
  });

  it('says what is answered unseen', () => {
    const decision = aDecision({ from: 0, mirror: 200_000, reasons: [{ code: 'shadowing', leftMs: 10_800_000 }], checks: [aReport({ verdict: 'insufficient', wait: { kind: 'unknown' } })] });
    expect(so({ untouched: true, decision })).toMatchInlineSnapshot(`
      "
      ● fraud-prod: v42 answers copies of 20 % of the requests, which no user sees. All traffic is on v41.
        You need to do nothing.
        Why: v42 answers copies of 20 % of the requests for 3 h more. Users see answers of v41 only.
        check   v41 stable             v42 candidate        allowed  says
        errors  143 of 57,000  0.25 %  25 of 3,000  0.83 %  1.25 x   too early
        Harm: none (budget 100). Only time is left, 3 h of it.
        When errors can have a verdict is not known yet: too little traffic was seen to tell.
        Share of v42: ························ 14:00:00 start (UTC)
        Not convinced? rampart verify r-1 (offline)
        Without GitHub: curl -fsS https://router/fraud-prod -d v41=100
      "
    `);
  });

  it('says how an open comparison stands', () => {
    const conversion = aCheck({ name: 'conversion', better: 'higher', worseBy: { kind: 'factor', factor: 1.02 }, then: 'tell' });
    const totals = arms([15_000, 300_000], [15_600, 300_000]);
    const decision = aDecision({ from: 500_000, reasons: [{ code: 'split-open', check: 'conversion', odds: 14, oddsNeeded: 100, leftMs: 2 * 86_400_000 }], checks: [aReport({ name: 'conversion', then: 'tell', verdict: 'acceptable', totals })] });
    expect(so({ checks: [conversion], totals: { conversion: { all: totals } }, weight: 500_000, decision })).toMatchInlineSnapshot(`
      "
      ● fraud-prod: v42 stays at 50 % of the traffic, v41 serves the rest.
        You need to do nothing.
        Why: The comparison in conversion is open: odds against mere luck 14 : 1, needed 100 : 1, with 2 d left.
        check       v41 stable              v42 candidate             allowed          says
        conversion  15,000 of 300,000  5 %  15,600 of 300,000  5.2 %  0.98 x at least  fine
        Harm: none (budget 100). Odds of 100 : 1 decide it; else it ends in 2 d.
        Share of v42: ···▁▁▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▆▆▆ 14:00:00 start · 14:01:10 1 % · 14:02:10 5 % · 14:08:10 50 % (UTC)
        Not convinced? rampart verify r-1 (offline)
        Without GitHub: curl -fsS https://router/fraud-prod -d v41=100
      "
    `);
  });

  it('says until when people are away', () => {
    const decision = aDecision({ reasons: [{ code: 'quiet', untilMs: Date.UTC(2026, 2, 16, 7, 0, 0) }], checks: [{ ...fine, wait: { kind: 'none' } }] });
    expect(so({ policy: { quiet: [{ fromMinute: 4 * 1440 + 960, toMinute: 480, zone: 'Europe/Berlin' }] }, decision })).toMatchInlineSnapshot(`
      "
      ● fraud-prod: v42 stays at 5 % of the traffic, v41 serves the rest.
        You need to do nothing.
        Why: It waits until Mon 08:00 (Europe/Berlin): people are away, and nothing is raised without them.
        check   v41 stable             v42 candidate       allowed  says
        errors  143 of 57,000  0.25 %  8 of 3,000  0.27 %  1.25 x   fine
        Harm: none (budget 100). From Mon 08:00 (Europe/Berlin) it goes on by itself.
        Share of v42: ···▁▁▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂ 14:00:00 start · 14:01:10 1 % · 14:02:10 5 % (UTC)
        Not convinced? rampart verify r-1 (offline)
        Without GitHub: curl -fsS https://router/fraud-prod -d v41=100
      "
    `);
  });

  it('says that the split of the traffic is off', () => {
    const decision = aDecision({ needs: 'human', reasons: [{ code: 'sample-ratio', expected: ppm(50_000), stable: 9290, candidate: 710 }], checks: [fine] });
    expect(so({ decision })).toMatchInlineSnapshot(`
      "
      ! fraud-prod: v42 stays at 5 % of the traffic, v41 serves the rest.
        You need to act: find out why the router splits otherwise than asked (retries, caches, sessions that stick); then
          approve v42 to count anew, or roll it back.
        Why: The split is off: 7.1 % of requests reached v42, the weight is 5 %. Counts that are split wrongly cannot be
          trusted.
        check   v41 stable             v42 candidate       allowed  says
        errors  143 of 57,000  0.25 %  8 of 3,000  0.27 %  1.25 x   fine so far, under 2.1 x, 2 h 10 min more
        Harm: none (budget 100). With about 5 % of the requests on v42 it would have gone on.
        At this traffic the earliest verdict is at 16:19 UTC (in 2 h 10 min), when errors can be shown to be as good.
        Share of v42: ···▁▁▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂ 14:00:00 start · 14:01:10 1 % · 14:02:10 5 % (UTC)
        Not convinced? rampart verify r-1 (offline)
        Without GitHub: curl -fsS https://router/fraud-prod -d v41=100
      "
    `);
  });

  it('says what a second try costs', () => {
    const decision = aDecision({ reasons: [{ code: 'dwell', untilMs: START + 720_000 }], checks: [fine] });
    expect(so({ attempt: 2, decision })).toMatchInlineSnapshot(`
      "
      ● fraud-prod: v42 stays at 5 % of the traffic, v41 serves the rest.
        You need to do nothing.
        Why: The present share is watched until 14:12:00 UTC at least.
        check   v41 stable             v42 candidate       allowed  says
        errors  143 of 57,000  0.25 %  8 of 3,000  0.27 %  1.25 x   fine so far, under 2.1 x, 2 h 10 min more
        Harm: none (budget 100). After 14:12:00 UTC a larger share can follow.
        At this traffic the earliest verdict is at 16:19 UTC (in 2 h 10 min), when errors can be shown to be as good.
        Second try of v42: it spends a new budget; over two tries a good release is sent back at most 2 in 100 times.
        Share of v42: ···▁▁▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂ 14:00:00 start · 14:01:10 1 % · 14:02:10 5 % (UTC)
        Not convinced? rampart verify r-1 (offline)
        Without GitHub: curl -fsS https://router/fraud-prod -d v41=100
      "
    `);
  });

  it('says what it could not read', () => {
    const decision = aDecision({ reasons: [{ code: 'no-data', check: 'errors', why: 'slot b: connection refused' }], checks: [aReport({ verdict: 'insufficient', noData: 'slot b: connection refused' })] });
    expect(so({ decision })).toMatchInlineSnapshot(`
      "
      ● fraud-prod: v42 stays at 5 % of the traffic, v41 serves the rest.
        You need to do nothing.
        Why: There is no usable data for errors (slot b: connection refused). No data is not good data.
        check   v41 stable             v42 candidate        allowed  says
        errors  143 of 57,000  0.25 %  25 of 3,000  0.83 %  1.25 x   no data: slot b: connection refused
        Harm: none (budget 100). With usable data for errors it would have been judged.
        Share of v42: ···▁▁▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂ 14:00:00 start · 14:01:10 1 % · 14:02:10 5 % (UTC)
        Not convinced? rampart verify r-1 (offline)
        Without GitHub: curl -fsS https://router/fraud-prod -d v41=100
      "
    `);
  });
});

describe('the watch after promotion', () => {
  const decision = aDecision({ from: 990_000, reasons: [{ code: 'baking', leftMs: 3_600_000 }], checks: [{ ...fine, wait: { kind: 'none' } }] });

  it('compares with what was held back', () => {
    expect(so({ weight: 990_000, rollout: { phase: 'baking' }, decision })).toMatchInlineSnapshot(`
      "
      ● fraud-prod: v42 stays at 99 % of the traffic, v41 serves the rest.
        You need to do nothing.
        Why: It is watched under the same checks for 1 h more.
        check   v41 stable             v42 candidate       allowed  says
        errors  143 of 57,000  0.25 %  8 of 3,000  0.27 %  1.25 x   fine
        Harm: none (budget 100). One check against it sends it back.
        Share of v42: ···▁▁▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂███ 14:00:00 start · 14:01:10 1 % · 14:02:10 5 % · 14:08:10 99 % (UTC)
        Not convinced? rampart verify r-1 (offline)
        Without GitHub: curl -fsS https://router/fraud-prod -d v41=100
      "
    `);
  });

  it('says that nothing is left to compare with', () => {
    const plan = [{ kind: 'ramp', steps: { kind: 'promise' }, weightMax: ppm(500_000), sticky: 'none' }, { kind: 'bake', durationMs: 86_400_000, holdback: ppm(0) }] as const;
    expect(so({ weight: 1_000_000, rollout: { phase: 'baking' }, policy: { plan }, decision: { ...decision, from: ppm(1_000_000), to: ppm(1_000_000) } })).toMatchInlineSnapshot(`
      "
      ● fraud-prod: v42 stays at 100 % of the traffic.
        You need to do nothing.
        Why: It is watched under the same checks for 1 h more. Nothing is left on v41 to compare with: only limits, and
          doing worse than v41 did before, count.
        check   v41 stable             v42 candidate       allowed  says
        errors  143 of 57,000  0.25 %  8 of 3,000  0.27 %  1.25 x   fine
        Harm: none (budget 100). A broken limit, or doing worse than v41 did before, sends it back.
        Share of v42: ···▁▁▁▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂█ 14:00:00 start · 14:01:10 1 % · 14:02:10 5 % · 14:08:10 100 % (UTC)
        Not convinced? rampart verify r-1 (offline)
        Without GitHub: curl -fsS https://router/fraud-prod -d v41=100
      "
    `);
  });
});

describe('a release that is followed', () => {
  const policy = aPolicy({ checks: [ERRORS, ACCURACY], plan: [{ kind: 'follow', durationMs: 45 * 86_400_000, then: 'rollback' }] });
  const { state } = aTarget({ policy });
  if (state.rollout.kind === 'none') throw new Error('the sample has a live rollout');
  const followed: Followed = { id: 'r-1', candidate: state.rollout.candidate, previous: state.stable, policy, checks: { accuracy: newCheckState(ACCURACY, START) }, exclusions: [], endedAtMs: START, untilMs: Date.UTC(2027, 0, 5), told: [] };
  const { version, digest, slot } = state.rollout.candidate;
  const resting: TargetState = {
    ...state,
    stable: { version, digest, slot },
    rollout: { kind: 'none' },
    following: [followed],
    ended: [{ id: 'r-1', candidate: { version, digest }, outcome: 'promoted', why: 'baked', endedAtMs: START, weightMax: ppm(1_000_000) }],
  };
  const later = { schema: 1, sequence: state.sequence + 1, atMs: START + 86_400_000, operation: 'o', actor: 'tests', rolloutId: 'r-1' } as const;
  const restored: LedgerEvent = { ...later, kind: 'restored', why: 'v42 was wrong in accuracy more often than v41' };

  it('is told on the status line until the last label is in', () => {
    const line = (target: TargetState): string => renderStatusLine(target, START + 3 * 86_400_000, { color: false, width: 200 });
    expect(line(resting)).toMatchInlineSnapshot(`"✔ fraud-prod               All traffic is on v42. It was promoted 3 d ago. v42 finished; its labels are watched until 5 Jan."`);
    expect(line({ ...resting, following: [{ ...followed, told: ['accuracy'] }] })).toMatchInlineSnapshot(`"✔ fraud-prod               All traffic is on v42. It was promoted 3 d ago. v42 finished; its labels are watched until 5 Jan. It turned out worse in accuracy."`);
    expect(line({ ...resting, following: [{ ...followed, untilMs: START }] })).not.toContain('labels');
  });

  it('is told when it was taken out again', () => {
    const out = fold({ kind: 'present', state: resting }, restored);
    expect(told({ decision: { kind: 'none' }, state: () => out })).toMatchInlineSnapshot(`
      "
      ✘ fraud-prod: v42 is out. All traffic is on v41.
        Why: Taken out again just now, after it had been promoted: v42 was wrong in accuracy more often than v41.
        Share of v42: ···▁▁▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂ 14:00:00 start · 14:01:10 1 % · 14:02:10 5 % (UTC)
        Not convinced? rampart verify r-1 (offline)
        Without GitHub: curl -fsS https://router/fraud-prod -d v41=100
      "
    `);
  });

  it('has its lines in the history', () => {
    expect(`\n${renderHistory(followedStory(policy), { color: false, width: 100 })}`).toMatchInlineSnapshot(`
      "
      2026-03-09 (UTC)
      14:00:00    fraud-prod: v41 serves from slot a
      14:00:00  ▶ v42 starts on slot b (v41 serves)
      14:00:30    v42: holds before its first request, the traffic is not known yet
      14:01:00  ▲ v42: 0 % -> 1 %, in place and ready
      14:01:10    v42: 1 % confirmed at the router
      14:01:30    v42: holds at 1 %, too early for errors (60 of 100 requests)
      14:02:00  ▲ v42: 1 % -> 5 %, no harm seen in 3,000 requests
      14:02:10    v42: 5 % confirmed at the router
      14:05:00    v42: holds at 5 %, not certain yet in errors (12 : 1 of 20 : 1)
      2026-03-10 (UTC)
      14:00:00    v42: change to 100 % begins
      14:00:00    v42 serves everything, the rollout is done
      2026-03-11 (UTC)
      14:00:00    v42: late labels came in, nothing new against it
      2026-03-12 (UTC)
      14:00:00  ! v42: late labels came in, accuracy turned out worse
      14:00:00  ▼ v42 is out again: it was worse than v41, v41 serves
      "
    `);
  });
});
