// Each fault of the telemetry, as what a job that looks every 30 s is told of 900 and 100 requests per look.
import type { Evidence, Policy, Signal } from '@rampart/rollout-policy';
import { aCheck, aPolicy } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { aHappening, aJob, aTrial, cell, START_MS, type Job } from '../../test/a-happening.ts';
import type { TelemetryFault } from '../scenario/scenario.ts';
import type { Happening } from '../world/world.ts';
import type { SourceKind } from './telemetry.ts';

const LOOK_MS = 30_000;
const [AT, FOR] = [120_000, 60_000];
const WHILE = { atMs: AT, forMs: FOR };
const TRUTH = { all: cell([9, 900], [2, 100]) };

type Told = 'error' | 'no-data' | 'gap' | 'nothing' | readonly [stable: readonly [number, number], candidate: readonly [number, number]];
const FINE: Told = [[9, 900], [2, 100]];

interface Options {
  readonly looks?: number;
  readonly policy?: Policy;
  readonly cells?: () => Happening['cells'];
  readonly healsAtMs?: number | 'never';
}

/** What each look is told, and the job for more questions. */
function told(fault: TelemetryFault, source: SourceKind, { looks = 8, policy = aPolicy(), cells = () => ({ errors: TRUTH }), healsAtMs = 'never' }: Options = {}): { readonly looks: readonly Told[]; readonly job: Job; readonly evidence: readonly (Readonly<Record<string, Evidence>> | 'error')[] } {
  const job = aJob(aTrial({ faults: [fault], healsAtMs }, policy), source);
  const evidence = Array.from({ length: looks }, (_, index) => job.look((index + 1) * LOOK_MS, cells));
  return { looks: evidence.map((each) => (each === 'error' ? 'error' : tellingOf(each['errors']))), job, evidence };
}

function tellingOf(evidence: Evidence | undefined): Told {
  if (evidence === undefined || evidence.kind === 'no-data') return 'no-data';
  const { stable, candidate } = evidence.blocks.at(-1)?.cells['all'] ?? {};
  if (stable === undefined || candidate === undefined) return evidence.gaps.length > 0 ? 'gap' : 'nothing';
  return [[stable.events, stable.trials], [candidate.events, candidate.trials]];
}

const sums = (job: Job, check = 'errors'): readonly number[] => {
  const counts = job.told(check).map(({ cells }) => cells['all']);
  return [counts.reduce((sum, each) => sum + (each?.stable.trials ?? 0), 0), counts.reduce((sum, each) => sum + (each?.candidate.trials ?? 0), 0)];
};

// Looks at 30, 60, 90, 120 (begins), 150, 180 (over), 210, 240 s. Pages have nothing at the first look.
const BEFORE_ON_PAGES: readonly Told[] = ['nothing', FINE, FINE];
const BEFORE_IN_STORE: readonly Told[] = [FINE, FINE, FINE, FINE];

describe('on pages', () => {
  it('metrics-missing and metrics-truncated are no data, and nothing is lost when the pages come back in time', () => {
    for (const kind of ['metrics-missing', 'metrics-truncated'] as const) {
      const { looks, job } = told({ kind, arm: 'candidate', ...WHILE }, 'pages');
      expect(looks).toEqual([...BEFORE_ON_PAGES, 'no-data', 'no-data', [[27, 2700], [6, 300]], FINE, FINE]);
      expect(job.told('errors')[2]).toMatchObject({ fromMs: START_MS + 90_000, toMs: START_MS + 180_000 });
    }
  });

  it('metrics-missing for longer than counters bridge is a gap', () => {
    expect(told({ kind: 'metrics-missing', arm: 'both', atMs: AT, forMs: 120_000 }, 'pages', { looks: 9 }).looks).toEqual([...BEFORE_ON_PAGES, 'no-data', 'no-data', 'no-data', 'no-data', 'gap', FINE]);
  });

  it('metrics-nan and extrapolated are no data and leave no baseline, so that the look after is a gap', () => {
    for (const fault of [{ kind: 'metrics-nan', arm: 'stable', ...WHILE }, { kind: 'extrapolated', by: 0.25, ...WHILE }] as const) {
      expect(told(fault, 'pages').looks).toEqual([...BEFORE_ON_PAGES, 'no-data', 'no-data', 'gap', FINE, FINE]);
    }
  });

  it('metrics-empty is no data on both arms, and a gap where one arm still counts', () => {
    expect(told({ kind: 'metrics-empty', arm: 'both', ...WHILE }, 'pages').looks).toEqual([...BEFORE_ON_PAGES, 'no-data', 'no-data', 'gap', FINE, FINE]);
    expect(told({ kind: 'metrics-empty', arm: 'candidate', ...WHILE }, 'pages').looks).toEqual([...BEFORE_ON_PAGES, 'gap', 'gap', 'gap', FINE, FINE]);
  });

  it('metrics-stale shows an arm that counts nothing, then everything at once', () => {
    const { looks } = told({ kind: 'metrics-stale', arm: 'candidate', ...WHILE }, 'pages');
    expect(looks).toEqual([...BEFORE_ON_PAGES, FINE, [[9, 900], [0, 0]], [[9, 900], [4, 200]], FINE, FINE]);
  });

  it('metrics-stale for longer than a page may be old is no data', () => {
    expect(told({ kind: 'metrics-stale', arm: 'both', atMs: 60_000, forMs: 600_000 }, 'pages').looks.slice(-3)).toEqual([[[0, 0], [0, 0]], 'no-data', 'no-data']);
  });

  it('metrics-late shows the past, then what is left', () => {
    expect(told({ kind: 'metrics-late', byMs: 30_000, ...WHILE }, 'pages').looks).toEqual([...BEFORE_ON_PAGES, FINE, [[0, 0], [0, 0]], [[18, 1800], [4, 200]], FINE, FINE]);
  });

  it('counter-reset is one gap', () => {
    expect(told({ kind: 'counter-reset', arm: 'candidate', atMs: 125_000, forMs: 1 }, 'pages').looks).toEqual([...BEFORE_ON_PAGES, FINE, 'gap', FINE, FINE, FINE]);
  });

  it('duplicated-series and series-dropped are a gap where they begin and end, and other counts between', () => {
    expect(told({ kind: 'duplicated-series', times: 2, atMs: AT, forMs: 90_000 }, 'pages').looks).toEqual([...BEFORE_ON_PAGES, 'gap', [[18, 1800], [4, 200]], [[18, 1800], [4, 200]], 'gap', FINE]);
    expect(told({ kind: 'series-dropped', arm: 'stable', share: 0.5, atMs: AT, forMs: 90_000 }, 'pages').looks).toEqual([...BEFORE_ON_PAGES, 'gap', [[5, 450], [2, 100]], [[5, 450], [2, 100]], 'gap', FINE]);
  });

  it('out-of-order shows an older page at every other look: no data, and nothing lost or counted twice', () => {
    const { looks, job } = told({ kind: 'out-of-order', atMs: AT, forMs: 90_000 }, 'pages');
    expect(looks).toEqual([...BEFORE_ON_PAGES, 'no-data', [[18, 1800], [4, 200]], 'no-data', [[18, 1800], [4, 200]], FINE]);
    expect(sums(job)).toEqual([6300, 700]);
  });

  it('zero-denominator leaves nothing of what one counter counts', () => {
    expect(told({ kind: 'zero-denominator', ...WHILE }, 'pages').looks.slice(4, 6)).toEqual([[[0, 0], [0, 0]], [[0, 0], [0, 0]]]);
  });

  it('metrics-clock makes a page look old when it is far behind', () => {
    expect(told({ kind: 'metrics-clock', aheadMs: -200_000, ...WHILE }, 'pages').looks[4]).toBe('no-data');
    expect(told({ kind: 'metrics-clock', aheadMs: 200_000, ...WHILE }, 'pages').looks.slice(1)).toEqual(Array.from({ length: 7 }, () => FINE));
  });
});

describe('in a store with history', () => {
  it('metrics-missing and metrics-nan are no data, and a gap for ever', () => {
    for (const kind of ['metrics-missing', 'metrics-nan'] as const) {
      const { looks, job } = told({ kind, arm: 'candidate', ...WHILE }, 'history');
      expect(looks).toEqual([...BEFORE_IN_STORE, 'no-data', 'no-data', FINE, FINE]);
      expect(job.gaps('errors')).toMatchObject([{ fromMs: START_MS + 120_000, toMs: START_MS + 180_000 }]);
    }
  });

  it('metrics-empty and metrics-late lose nothing', () => {
    const empty = told({ kind: 'metrics-empty', arm: 'both', ...WHILE }, 'history');
    expect(empty.looks).toEqual([FINE, FINE, FINE, 'no-data', 'no-data', FINE, FINE, FINE]);
    expect(sums(empty.job)).toEqual([7200, 800]);
    const late = told({ kind: 'metrics-late', byMs: 45_000, ...WHILE }, 'history');
    expect(late.looks).toEqual([FINE, FINE, FINE, FINE, 'nothing', FINE, FINE, FINE]);
    expect(sums(late.job)).toEqual([7200, 800]);
  });

  it('metrics-truncated tells the first half of what is due', () => {
    const { looks, job } = told({ kind: 'metrics-truncated', arm: 'both', ...WHILE }, 'history');
    expect(looks).toEqual([FINE, FINE, FINE, 'no-data', FINE, FINE, FINE, FINE]);
    expect(sums(job)).toEqual([7200, 800]);
    expect(job.told('errors')).toHaveLength(8);
  });

  it('out-of-order tells a block when the one after it is in', () => {
    const { looks, job } = told({ kind: 'out-of-order', ...WHILE }, 'history');
    expect(looks).toEqual([FINE, FINE, FINE, 'nothing', FINE, FINE, FINE, FINE]);
    expect(sums(job)).toEqual([7200, 800]);
  });

  it('metrics-stale counts nothing of the arm, then everything at once', () => {
    expect(told({ kind: 'metrics-stale', arm: 'candidate', ...WHILE }, 'history').looks).toEqual([...BEFORE_IN_STORE, [[9, 900], [0, 0]], [[9, 900], [0, 0]], [[9, 900], [6, 300]], FINE]);
  });

  it('counter-reset is one gap', () => {
    expect(told({ kind: 'counter-reset', arm: 'both', atMs: 125_000, forMs: 1 }, 'history').looks).toEqual([...BEFORE_IN_STORE, 'gap', FINE, FINE, FINE]);
  });

  it('duplicated-series, series-dropped, extrapolated, label-swap and zero-denominator tell wrong counts', () => {
    const during = (fault: TelemetryFault): Told | undefined => told(fault, 'history').looks[4];
    expect(during({ kind: 'duplicated-series', times: 3, ...WHILE })).toEqual([[27, 2700], [6, 300]]);
    expect(during({ kind: 'series-dropped', arm: 'candidate', share: 0.25, ...WHILE })).toEqual([[9, 900], [2, 75]]);
    expect(during({ kind: 'extrapolated', by: 0.25, ...WHILE })).toEqual([[11.25, 1125], [2.5, 125]]);
    expect(during({ kind: 'label-swap', share: 1, ...WHILE })).toEqual([[2, 100], [9, 900]]);
    expect(during({ kind: 'label-swap', share: 0.1, ...WHILE })).toEqual([[9, 820], [2, 180]]);
    expect(during({ kind: 'zero-denominator', ...WHILE })).toEqual([[9, 0], [2, 0]]);
  });

  it('metrics-clock ahead leaves a hole, tells blocks of the future, and refuses what it has stamped already', () => {
    const { job, looks } = told({ kind: 'metrics-clock', aheadMs: 60_000, ...WHILE }, 'history', { looks: 10 });
    expect(looks.slice(0, 8)).toEqual([...BEFORE_IN_STORE, FINE, 'nothing', 'nothing', FINE]);
    expect(job.gaps('errors')).toMatchObject([{ fromMs: START_MS + 120_000, toMs: START_MS + 180_000 }]);
    // Told at 150 s.
    expect(job.told('errors').at(4)).toMatchObject({ fromMs: START_MS + 180_000, toMs: START_MS + 210_000 });
    expect(sums(job)).toEqual([7200, 800]);
  });

  it('metrics-clock shows every stamped span once, also to who asks for all of it at the end, and a hole smaller than a block is a gap', () => {
    const job = aJob(aTrial({ faults: [{ kind: 'metrics-clock', aheadMs: 60_000, ...WHILE }] }), 'history');
    for (let look = 0; look < 10; look += 1) job.telemetry.record(aHappening(look * LOOK_MS, (look + 1) * LOOK_MS, { errors: TRUTH }));
    job.ask(300_000);
    expect(sums(job)).toEqual([7200, 800]);
    const aLittle = told({ kind: 'metrics-clock', aheadMs: 10_000, ...WHILE }, 'history', { looks: 10 }).job;
    expect(aLittle.gaps('errors')[0]).toMatchObject({ fromMs: START_MS + 120_000, toMs: START_MS + 160_000 });
  });

  it('metrics-clock behind refuses what it has stamped already', () => {
    const { job } = told({ kind: 'metrics-clock', aheadMs: -30_000, ...WHILE }, 'history', { looks: 10 });
    expect(sums(job)).toEqual([8100, 900]);
  });

  it('backfill changes what has not been told yet, and tells nothing twice', () => {
    const late: TelemetryFault = { kind: 'metrics-late', byMs: 90_000, atMs: 60_000, forMs: 90_000 };
    const job = aJob(aTrial({ faults: [late, { kind: 'backfill', factor: 3, atMs: 120_000, forMs: 600_000 }] }), 'history');
    for (let look = 1; look <= 6; look += 1) job.look(look * LOOK_MS, () => ({ errors: TRUTH }));
    expect(job.told('errors').map(({ cells }) => cells['all']?.stable.events)).toEqual([9, 9, 27, 27, 9, 9]);
  });
});

describe('of either source', () => {
  it('metrics-time-out is an error that may be tried again', () => {
    for (const source of ['pages', 'history'] as const) {
      const { looks, job } = told({ kind: 'metrics-time-out', arm: 'both', ...WHILE }, source);
      expect(looks.slice(3, 5)).toEqual(['error', 'error']);
      expect(job.ask(1)).toMatchObject({ kind: 'ok' });
    }
    const job = aJob(aTrial({ faults: [{ kind: 'metrics-time-out', arm: 'both', atMs: 0, forMs: 60_000 }] }), 'pages');
    expect(job.ask(30_000)).toMatchObject({ kind: 'error', error: { port: 'metrics', retryable: true, outcome: 'not-done' } });
  });

  it('unit-change makes every request slower than every bound', () => {
    const signal: Signal = { kind: 'time', metric: 'm', where: [] };
    const policy: Policy = aPolicy({ checks: [aCheck({ name: 'slow', signal })] });
    const { evidence } = told({ kind: 'unit-change', ...WHILE }, 'history', { policy, cells: () => ({ slow: { all: cell([0, 900], [0, 100]), 'le=0.5': cell([7, 900], [1, 100]) } }) });
    expect(evidence[3]).toMatchObject({ slow: { blocks: [{ cells: { 'le=0.5': cell([7, 900], [1, 100]) } }] } });
    expect(evidence[4]).toMatchObject({ slow: { blocks: [{ cells: { all: cell([0, 900], [0, 100]), 'le=0.5': cell([900, 900], [100, 100]) } }] } });
  });

  it('labels-late holds the labels of its span back, and loses its share of them', () => {
    const signal: Signal = { kind: 'labels', source: { kind: 'http', url: 'http://labels.test/' }, everyMs: 30_000, matureMs: 30_000 };
    const policy: Policy = aPolicy({ checks: [aCheck({ signal })] });
    const { looks, job } = told({ kind: 'labels-late', byMs: 90_000, lost: 0.5, ...WHILE }, 'pages', { policy, looks: 10 });
    // Requests of 120 to 180 s are asked for at 180 s and 210 s; those of the minute after are there before them.
    expect(looks).toEqual(['nothing', FINE, FINE, FINE, FINE, 'no-data', 'no-data', FINE, FINE, FINE]);
    expect(job.gaps('errors')).toMatchObject([{ fromMs: START_MS + 120_000, toMs: START_MS + 180_000 }]);
    const late = told({ kind: 'labels-late', byMs: 0, lost: 0.5, ...WHILE }, 'pages', { policy, looks: 10 });
    expect(late.looks.slice(4, 8)).toEqual([FINE, [[5, 450], [1, 50]], [[5, 450], [1, 50]], FINE]);
  });

  it('labels-late ends where the scenario heals', () => {
    const signal: Signal = { kind: 'labels', source: { kind: 'http', url: 'http://labels.test/' }, everyMs: 30_000, matureMs: 30_000 };
    const { looks } = told({ kind: 'labels-late', byMs: 1e9, lost: 0, atMs: 0, forMs: 1e9 }, 'pages', { policy: aPolicy({ checks: [aCheck({ signal })] }), healsAtMs: 150_000 });
    expect(looks.slice(0, 6)).toEqual(['nothing', 'no-data', 'no-data', 'no-data', FINE, FINE]);
  });

  it('every fault ends where the scenario heals', () => {
    expect(told({ kind: 'metrics-missing', arm: 'both', atMs: AT, forMs: 1e9 }, 'pages', { healsAtMs: 150_000 }).looks.slice(3, 6)).toEqual(['no-data', [[18, 1800], [4, 200]], FINE]);
  });
});

describe('lost labels', () => {
  it('leave pairs and tenths that still belong together', () => {
    const lost: TelemetryFault = { kind: 'labels-late', byMs: 0, lost: 0.3, atMs: 0, forMs: 1e9 };
    const question = { source: { kind: 'http', url: 'http://labels.test/' }, everyMs: 30_000, matureMs: 0 } as const;
    const pairs = aJob(aTrial({ faults: [lost] }, aPolicy({ checks: [aCheck({ name: 'pairs', signal: { kind: 'pairs', ...question } })] })), 'history');
    pairs.look(LOOK_MS, () => ({ pairs: { all: cell([17, 91], [23, 91]), discordant: cell([7, 20], [13, 20]), different: cell([0, 91], [29, 91]) } }));
    expect(pairs.told('pairs')[0]?.cells).toEqual({ all: cell([12, 64], [17, 64]), discordant: cell([4, 13], [9, 13]), different: cell([0, 64], [21, 64]) });
    const calibrated = aJob(aTrial({ faults: [lost] }, aPolicy({ checks: [aCheck({ name: 'sure', signal: { kind: 'calibration', ...question } })] })), 'history');
    const tenths = { 'decile=1': cell([2, 11], [1, 5]), 'predicted:decile=1': cell([1.65, 11], [0.75, 5]), 'decile=2': cell([2, 7], [1, 9]), 'predicted:decile=2': cell([1.75, 7], [2.25, 9]) };
    calibrated.look(LOOK_MS, () => ({ sure: { all: cell([4, 18], [2, 14]), predicted: cell([3.4, 18], [3, 14]), ...tenths } }));
    expect(calibrated.told('sure')[0]?.cells).toMatchObject({ all: cell([4, 13], [2, 11]), 'decile=1': cell([2, 8], [1, 4]), 'decile=2': cell([2, 5], [1, 7]), predicted: { stable: { trials: 13 }, candidate: { trials: 11 } } });
  });
});
