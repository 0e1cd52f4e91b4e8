import type { LedgerEvent } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { followedStory } from '../../test/followed-story.ts';
import { aCheck, GOOD, rehearse } from '../../test/rehearsal.ts';
import { aPolicy } from '../../test/sample-target.ts';
import { chaptersOf, weightAt, weightStory } from './chapters.ts';
import { reportFromLedger } from './report-from-ledger.ts';
import type { RateBin } from './rollout-report.ts';

const events = rehearse({
  seed: 3,
  target: 'flight-delay',
  startMs: Date.UTC(2026, 2, 9, 14, 0, 0),
  secondMs: 20,
  requestsPerBlock: 600,
  stable: GOOD,
  candidates: [{ ...GOOD, version: 'v2', wrongRatio: 0.17, errorRatio: 0.008 }, { ...GOOD, version: 'v3', errorRatio: 0.06 }, { ...GOOD, version: 'v4', wrongRatio: 0.4 }],
  pauseMs: 60_000,
  looksMax: 400,
});
const report = reportFromLedger(events);
const [v2, v3, v4] = report.rollouts;

function sum(bins: readonly RateBin[]): { readonly trials: number; readonly events: number } {
  return bins.reduce((total, bin) => ({ trials: total.trials + bin.trials, events: total.events + bin.events }), { trials: 0, events: 0 });
}

/** What the ledger's blocks of one rollout add up to. */
function ledgerSum(rolloutId: string, check: string, arm: 'stable' | 'candidate'): { readonly trials: number; readonly events: number } {
  const ticks = events.flatMap((event: LedgerEvent) => (event.kind === 'ticked' && event.rolloutId === rolloutId ? [event] : []));
  const blocks = ticks.flatMap(({ evidence }) => { const news = evidence[check]; return news?.kind === 'blocks' ? news.blocks : []; });
  const cells = blocks.flatMap(({ cells: { all } }) => (all === undefined ? [] : [all[arm]]));
  return cells.reduce((total, cell) => ({ trials: total.trials + cell.trials, events: total.events + cell.events }), { trials: 0, events: 0 });
}

describe('reportFromLedger', () => {
  it('knows each rollout, what it ran against, and how and why it ended', () => {
    expect(report.target).toBe('flight-delay');
    expect(report.rollouts.map(({ candidate, stable, outcome }) => ({ candidate, stable, outcome }))).toEqual([
      { candidate: 'v2', stable: 'v1.0.0', outcome: 'promoted' },
      { candidate: 'v3', stable: 'v2', outcome: 'rolled-back' },
      { candidate: 'v4', stable: 'v2', outcome: 'rolled-back' },
    ]);
    expect(v2?.why).toBe('Every check that can send v2 back says that it is as good as v1.0.0 or better.');
    expect(v3?.why).toMatch(/^v3 failed [\d.]+ times as often as v2/u);
    expect(v4?.why).toMatch(/^v4 was wrong (?:for region \w+ )?[\d.]+ times as often as v2/u);
  });

  it('takes the harm from the last look and the highest share from the router', () => {
    const last = events.findLast((event) => event.kind === 'ticked' && event.rolloutId === v3?.id);
    expect(v3?.harm).toEqual(last?.kind === 'ticked' ? last.decision.harm : {});
    expect(v2?.weightMaxPpm).toBe(1_000_000);
    expect(v3?.weightMaxPpm).toBeGreaterThan(0);
    expect(v3?.weightMaxPpm).toBeLessThan(500_000);
  });

  it('loses no request when blocks are joined to bins', () => {
    for (const rollout of report.rollouts) {
      for (const check of ['errors', 'accuracy']) {
        const series = rollout.rates.find((known) => known.check === check && known.cell === 'all');
        expect(sum(series?.stable ?? [])).toEqual(ledgerSum(rollout.id, check, 'stable'));
        expect(sum(series?.candidate ?? [])).toEqual(ledgerSum(rollout.id, check, 'candidate'));
      }
    }
  });

  it('has at most about forty bins per arm, in order and without overlap', () => {
    for (const { stable, candidate } of report.rollouts.flatMap(({ rates }) => rates)) {
      for (const bins of [stable, candidate]) {
        expect(bins.length).toBeLessThanOrEqual(42);
        bins.forEach((bin, index) => expect(bin.fromMs).toBeGreaterThanOrEqual(bins[index - 1]?.toMs ?? 0));
        for (const { trials } of bins) expect(trials).toBeGreaterThan(0);
      }
    }
  });

  it('shows the evidence of every check as of each look, reaching its limit where it decided', () => {
    const errors = v3?.evidence.find(({ check }) => check === 'errors');
    expect(errors?.points.at(-1)?.odds).toBeGreaterThanOrEqual(errors?.oddsNeeded ?? Number.POSITIVE_INFINITY);
    expect(v3?.evidence.map(({ check }) => check)).toEqual(['errors', 'latency', 'accuracy']);
  });

  it('marks what moved a rollout once, and joins looks that said the same', () => {
    expect(v2?.marks.map(({ kind }) => kind)).toEqual(['start', ...(v2?.marks.slice(1, -3).map(() => 'advance') ?? []), 'promote', 'promoted', 'finished']);
    expect(v3?.marks.map(({ kind }) => kind)).toEqual(['start', 'advance', 'advance', 'rollback']);
    const looks = events.filter((event) => event.kind === 'ticked' && event.rolloutId === v2?.id).length;
    expect(v2?.looks.reduce((total, span) => total + span.looks, 0)).toBe(looks);
    expect(v2?.looks.length).toBeLessThan(looks / 2);
  });

  it('says of a rollout that goes on that it is running', () => {
    const live = reportFromLedger(events.slice(0, events.findIndex((event) => event.kind === 'started' && event.candidate.version === 'v3') + 4));
    expect(live.rollouts.at(-1)?.outcome).toBe('running');
  });

  it('adds what a proxy counted to the rollout that it belongs to', () => {
    const share = { fromMs: 0, toMs: 1, requests: 10, candidateRequests: 1 };
    const added = reportFromLedger(events, { served: { [v3?.id ?? '']: [share] }, traffic: { kind: 'counted', requests: 10, failed: 2 } });
    expect(added.rollouts.map(({ weight }) => weight.served)).toEqual([[], [share], []]);
    expect(added.traffic).toEqual({ kind: 'counted', requests: 10, failed: 2 });
  });

  it('tells what late labels said, apart from the rollout itself', () => {
    const policy = aPolicy({ checks: [aCheck({ name: 'accuracy', signal: { kind: 'labels', source: { kind: 'http', url: 'http://127.0.0.1:9/' }, everyMs: 60_000, matureMs: 60_000 } })], plan: [{ kind: 'follow', durationMs: 45 * 86_400_000, then: 'rollback' }] });
    const [followed] = reportFromLedger(followedStory(policy)).rollouts;
    expect(followed?.outcome).toBe('rolled-back');
    expect(followed?.why).toBe('v42 was taken out again. All traffic is on v41. Because it was worse than v41.');
    expect(followed?.aftermath.map(({ kind }) => kind)).toEqual(['told', 'restored']);
    expect((followed?.endedAtMs ?? 0) - (followed?.startedAtMs ?? 0)).toBe(86_400_000);
    expect(v3?.aftermath).toEqual([]);
  });

  it('has what every check said at the look that settled the outcome', () => {
    expect(v2?.checks.map(({ says }) => says)).toEqual(['as good: shown', expect.any(String), expect.stringMatching(/^(?:as good|better): shown$/u)]);
    expect(v3?.checks[0]).toMatchObject({ check: 'errors', says: 'worse, rolled back', tone: 'bad' });
  });

  it('is empty for a target without rollouts', () => {
    expect(reportFromLedger(events.slice(0, 1))).toEqual({ target: 'flight-delay', rollouts: [], traffic: { kind: 'unknown' } });
    expect(reportFromLedger([]).rollouts).toEqual([]);
  });
});

describe('chaptersOf and weightStory', () => {
  it('agree with every confirmation, and want a raise before the router has it', () => {
    for (const chapter of chaptersOf(events)) {
      const { wanted, observed } = weightStory(chapter);
      for (const event of chapter.events) if (event.kind === 'confirmed') expect(weightAt(observed, event.settledAtMs)).toBe(event.observed);
      const raised = wanted.find(({ weightPpm }) => weightPpm > 0);
      expect(weightAt(observed, raised?.atMs ?? 0)).toBe(0);
    }
  });

  it('measure the next candidate against what serves, which a promotion that was never finished did not change', () => {
    const promoted = events.findIndex((event) => event.kind === 'promoted');
    const next = events.find((event) => event.kind === 'started' && event.candidate.version === 'v3');
    expect(chaptersOf([...events.slice(0, promoted + 1), ...(next === undefined ? [] : [next])]).map(({ stable }) => stable)).toEqual(['v1.0.0', 'v1.0.0']);
    expect(chaptersOf(events).map(({ stable }) => stable)).toEqual(['v1.0.0', 'v2', 'v2']);
  });

  it('give late labels to the release that they are about, and measure the next one against what was brought back', () => {
    const next = events.findIndex((event) => event.kind === 'started' && event.candidate.version === 'v3');
    const late = { schema: 1, sequence: 0, atMs: 0, operation: 'o', actor: 'tests', rolloutId: v2?.id ?? '' } as const;
    const told: LedgerEvent = { ...late, kind: 'followed-up', evidence: {}, worse: ['accuracy'] };
    const restored: LedgerEvent = { ...late, kind: 'restored', why: 'regression' };
    const before = chaptersOf([...events.slice(0, next), told, restored, ...events.slice(next)]);
    expect(before.map(({ stable, aftermath }) => ({ stable, aftermath }))).toEqual([
      { stable: 'v1.0.0', aftermath: [told, restored] },
      { stable: 'v1.0.0', aftermath: [] },
      { stable: 'v1.0.0', aftermath: [] },
    ]);
    const beside = chaptersOf([...events.slice(0, next + 2), told, ...events.slice(next + 2)]);
    expect(beside.map(({ aftermath }) => aftermath.length)).toEqual([1, 0, 0]);
    expect(beside.flatMap((chapter) => chapter.events)).not.toContain(told);
  });

  it('leave out events from before the first start of a shortened history', () => {
    expect(chaptersOf(events.slice(5)).map(({ started }) => started.candidate.version)).toEqual(['v3', 'v4']);
  });
});
