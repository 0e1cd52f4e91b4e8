import type { Question, Result, BlocksAnswer, MetricSource } from '@rampart/rollout-engine';
import type { Evidence, Signal } from '@rampart/rollout-policy';
import { aCheck, aPolicy } from '@rampart/testing';
import { describeMetricSourceContract } from '@rampart/testing/ports';
import { describe, expect, it } from 'vitest';
import { aHappening, aJob, aTrial, BLOCK_MS, cell, START_MS } from '../../test/a-happening.ts';
import { newTelemetry, nextCutMs, type SourceKind, type Telemetry } from './index.ts';

const LABELS: Signal = { kind: 'labels', source: { kind: 'http', url: 'http://labels.test/' }, everyMs: 120_000, matureMs: 300_000 };
const errors = (stable: readonly [number, number], candidate: readonly [number, number]) => ({ errors: { all: cell(stable, candidate) } });
const MINUTE = 60_000;

describe.each(['pages', 'history'] as const)('newTelemetry as a source of %s', (source) => {
  describeMetricSourceContract(`the simulated source of ${source}`, () => contractSubject(source));
});

describe('pages', () => {
  it('leave a snapshot at the first look and a block from there to each next one', () => {
    const job = aJob(aTrial(), 'pages');
    expect(job.look(30_000, () => errors([3, 900], [1, 100]))).toEqual({ errors: { kind: 'blocks', blocks: [], gaps: [] } });
    expect(job.look(75_000, () => errors([4, 800], [2, 90]))).toEqual({ errors: { kind: 'blocks', blocks: [{ fromMs: START_MS + 30_000, toMs: START_MS + 75_000, cells: { all: cell([4, 800], [2, 90]) } }], gaps: [] } });
  });

  it('wait for a block that is long enough, and lose nothing by it', () => {
    const job = aJob(aTrial(), 'pages');
    job.look(30_000, () => errors([0, 1], [0, 1]));
    expect(job.look(40_000, () => errors([1, 10], [0, 1]))).toEqual({ errors: { kind: 'blocks', blocks: [], gaps: [] } });
    job.look(60_000, () => errors([2, 20], [1, 2]));
    expect(job.told('errors')).toEqual([{ fromMs: START_MS + 30_000, toMs: START_MS + 60_000, cells: { all: cell([3, 30], [1, 3]) } }]);
  });

  it('bridge at most maxGapMs', () => {
    const job = aJob(aTrial(), 'pages');
    job.look(30_000, () => errors([0, 1], [0, 1]));
    expect(job.look(151_000, () => errors([0, 1], [0, 1]))).toMatchObject({ errors: { blocks: [], gaps: [{ fromMs: START_MS + 30_000, toMs: START_MS + 151_000 }] } });
    job.look(200_000, () => errors([0, 5], [0, 6]));
    expect(job.told('errors')).toMatchObject([{ fromMs: START_MS + 151_000, cells: { all: cell([0, 5], [0, 6]) } }]);
  });

  it('say no-data when a clock went back, and a gap when another job used the evidence already', () => {
    const job = aJob(aTrial(), 'pages');
    job.look(60_000, () => errors([0, 1], [0, 1]));
    expect(job.ask(30_000)).toMatchObject({ value: { evidence: { errors: { kind: 'no-data' } } } });
    const used: Question = { check: 'errors', signal: aCheck().signal, slices: [], bounds: [], fromMs: START_MS + 80_000 };
    expect(job.look(95_000, () => errors([0, 1], [0, 1]), { questions: [used] })).toMatchObject({ errors: { blocks: [], gaps: [{ fromMs: START_MS + 80_000, toMs: START_MS + 95_000 }] } });
  });

  it('show a gauge as it is at the look, whatever happened since the last one', () => {
    const job = aJob(aTrial({}, aPolicy({ checks: [aCheck({ name: 'memory', signal: { kind: 'level', metric: 'm', where: [], growth: { kind: 'none' } } })] })), 'pages');
    job.look(30_000, () => ({ memory: { all: cell([5, 1], [6, 1]) } }));
    job.telemetry.record(aHappening(30_000, 60_000, { memory: { all: cell([7, 1], [8, 1]) } }));
    job.telemetry.record(aHappening(60_000, 90_000, { memory: { all: cell([9, 1], [10, 1]) } }));
    job.ask(90_000);
    expect(job.told('memory')).toMatchObject([{ cells: { all: cell([9, 1], [10, 1]) } }]);
  });

  it('answer with the histogram bounds that were asked for, and no data for one that nobody has', () => {
    const signal: Signal = { kind: 'time', metric: 'latency', where: [] };
    const trial = aTrial({}, aPolicy({ checks: [aCheck({ name: 'slow', signal })] }));
    const cells = { slow: { all: cell([0, 10], [0, 10]), 'le=0.1': cell([5, 10], [6, 10]), 'le=0.5': cell([1, 10], [2, 10]) } };
    const job = aJob(trial, 'pages');
    job.look(30_000, () => cells);
    const asking = (bounds: readonly number[]): Partial<Parameters<typeof job.ask>[1]> => ({ questions: [{ check: 'slow', signal, slices: [], bounds, fromMs: START_MS }] });
    const answer = job.look(60_000, () => cells, asking([0.5]));
    expect(answer).toMatchObject({ slow: { blocks: [{ cells: { 'le=0.5': cell([1, 10], [2, 10]) } }] } });
    expect(JSON.stringify(answer)).not.toContain('le=0.1');
    expect(job.look(90_000, () => cells, asking([0.7]))).toMatchObject({ slow: { kind: 'no-data' } });
  });
});

describe('history', () => {
  it('tells every closed block since the watermark, on its grid, after the lag', () => {
    const job = aJob(aTrial({}, aPolicy({ expert: { lagMs: 10_000 } })), 'history');
    for (let toMs = 15_000; toMs <= 105_000; toMs += 15_000) job.telemetry.record(aHappening(toMs - 15_000, toMs, errors([1, toMs], [0, 1])));
    expect(job.ask(99_999)).toMatchObject({ value: { evidence: { errors: { blocks: [{ toMs: START_MS + 30_000 }, { toMs: START_MS + 60_000 }] } } } });
    expect(job.told('errors')[0]).toMatchObject({ fromMs: START_MS, cells: { all: cell([2, 45_000], [0, 2]) } });
    job.ask(100_000);
    expect(job.told('errors').at(-1)).toMatchObject({ fromMs: START_MS + 60_000, toMs: START_MS + 90_000 });
  });

  it('tells whole recorded spans where nobody recorded the end of a block', () => {
    const job = aJob(aTrial(), 'history');
    job.look(70_000, () => errors([1, 70], [0, 1]));
    job.look(100_000, () => errors([1, 30], [0, 1]));
    expect(job.told('errors')).toMatchObject([{ fromMs: START_MS, toMs: START_MS + 70_000 }, { fromMs: START_MS + 70_000, toMs: START_MS + 100_000 }]);
  });
});

describe('labels', () => {
  const trial = aTrial({}, aPolicy({ checks: [aCheck({ name: 'wrong', signal: LABELS })] }));
  it.each(['pages', 'history'] as const)('come beside %s as closed cohorts of event time, once they have matured', (source) => {
    const job = aJob(trial, source);
    const happened = (toMs: number) => ({ wrong: { all: cell([1, toMs], [2, 3]) } });
    for (let toMs = BLOCK_MS; toMs <= 3 * MINUTE + 4 * MINUTE; toMs += BLOCK_MS) {
      job.look(toMs, () => happened(toMs));
      const due = Math.max(0, Math.floor((toMs - 300_000) / 120_000)) * 120_000;
      expect(job.told('wrong').at(-1)?.toMs ?? START_MS).toBe(START_MS + due);
    }
    expect(job.told('wrong')).toMatchObject([30_000, 60_000, 90_000, 120_000].map((toMs) => ({ fromMs: START_MS + toMs - BLOCK_MS, toMs: START_MS + toMs, cells: happened(toMs).wrong })));
  });
});

describe('nextCutMs', () => {
  it('cuts on the grid of a history from the start on, on that of labels since the epoch, and pages nowhere', () => {
    const plain = aTrial();
    const labelled = aTrial({}, aPolicy({ checks: [aCheck({ name: 'wrong', signal: LABELS })] }));
    const cutsOf = (trial: typeof plain, source: SourceKind): number => nextCutMs(trial, { source, startMs: START_MS + 7_000 }, 30_000);
    expect([cutsOf(plain, 'pages'), cutsOf(plain, 'history'), cutsOf(labelled, 'pages'), cutsOf(labelled, 'history')]).toEqual([Number.POSITIVE_INFINITY, 60_000, 53_000, 53_000]);
  });
});

/** The contract asks for any signal under one name; the simulated world has a check for each. */
function contractSubject(source: SourceKind) {
  const kinds: Readonly<Record<string, Signal>> = {
    share: aCheck().signal,
    time: { kind: 'time', metric: 'm', where: [] },
    score: { kind: 'score', origin: { kind: 'metric', metric: 'm', where: [] }, low: 0, high: 1 },
    bins: { kind: 'bins', metric: 'm', where: [], by: 'class', against: { kind: 'stable' } },
    level: { kind: 'level', metric: 'm', where: [], growth: { kind: 'none' } },
    labels: { kind: 'labels', source: { kind: 'http', url: 'http://labels.test/' }, everyMs: 30_000, matureMs: 0 },
  };
  const happening = {
    share: { all: cell([1, 100], [1, 10]) },
    time: { all: cell([0, 100], [0, 10]), 'le=0.1': cell([40, 100], [4, 10]), 'le=1': cell([3, 100], [0, 10]) },
    score: { all: cell([50.5, 100], [5.25, 10]) },
    bins: { all: cell([0, 100], [0, 10]), 'bin=a': cell([60, 100], [7, 10]), 'bin=b': cell([40, 100], [3, 10]) },
    level: { all: cell([512.5, 1], [600.5, 1]) },
    labels: { all: cell([5, 100], [1, 10]) },
  };
  const trial = aTrial({}, aPolicy({ checks: Object.entries(kinds).map(([name, signal]) => aCheck({ name, signal })) }));
  const telemetry: Telemetry = newTelemetry(trial, { source, startMs: START_MS });
  let happenedMs = 0;
  const named: MetricSource = {
    fetchBlocks: (request) => {
      const answer = telemetry.fetchBlocks({ ...request, questions: request.questions.map((question) => (question.check === 'known' ? { ...question, check: question.signal.kind } : question)) });
      return Promise.resolve(renamed(answer));
    },
  };
  const ask = (signal: Signal) => ({ signal, slices: [], bounds: [] });
  return {
    source: named,
    arms: { stable: 'a', candidate: 'b' },
    startMs: START_MS,
    lookMs: 30_000,
    blockMs: 15_000,
    lagMs: 0,
    known: ask(aCheck().signal),
    unknown: ask({ kind: 'share', metric: 'unknown_total', among: [], where: [], unit: 'requests' }),
    also: Object.values(kinds).map(ask),
    pass: (nowMs: number) => {
      // Every kind of signal is asked from the start again: a page has no past, so requests keep flowing.
      const untilMs = Math.max(nowMs - START_MS, source === 'pages' ? happenedMs + 30_000 : 0);
      while (happenedMs < untilMs) {
        telemetry.record(aHappening(happenedMs, happenedMs + 15_000, happening));
        happenedMs += 15_000;
      }
    },
  };
}

function renamed(answer: Result<BlocksAnswer>): Result<BlocksAnswer> {
  if (answer.kind === 'error') return answer;
  const evidence: Record<string, Evidence> = Object.fromEntries(Object.entries(answer.value.evidence).map(([check, each]) => [check === 'unknown' ? check : 'known', each]));
  return { kind: 'ok', value: { ...answer.value, evidence } };
}
