// Units, margins and bounds of checks in words: measure, allowed, quantile and turning words.
import type { Check, Turning } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { aCheck } from '../../test/rehearsal.ts';
import { aPolicy, aTarget, arms, BINS, CALIBRATION, LEVEL, PAIRS, SCORE, withTotals } from '../../test/sample-target.ts';
import { allowedWords } from './allowed-words.ts';
import { cellTitle } from './cell-words.ts';
import { comparisonWords } from './comparison-words.ts';
import { armCell, armValue, measureOf, valueWords } from './measure.ts';
import { quantileWords } from './quantile-words.ts';
import { contextOf, type RolloutContext } from './rollout-context.ts';
import { turningWords } from './turning-words.ts';

const LABELS: Check['signal'] = { kind: 'labels', source: { kind: 'http', url: 'http://127.0.0.1:9/' }, everyMs: 1, matureMs: 1 };
const TIME: Check['signal'] = { kind: 'time', metric: 'request_seconds', where: [] };
const USERS: Check['signal'] = { kind: 'share', metric: 'users_total', among: [], where: [], unit: 'users' };
const points = (ratio: number) => ({ kind: 'points', ratio }) as const;
const factor = (times: number) => ({ kind: 'factor', factor: times }) as const;

function contextWith(check: Check, totals: Parameters<typeof withTotals>[2] = {}): RolloutContext {
  return contextOf(withTotals(aTarget({ policy: aPolicy({ checks: [check] }) }).state, check.name, totals));
}

describe('measureOf and valueWords', () => {
  it('read gauges by the unit in their name', () => {
    const gauge = (metric: string) => measureOf(aCheck({ signal: { ...LEVEL, kind: 'level', metric, where: [], growth: { kind: 'none' } } }));
    expect(valueWords(gauge('process_resident_memory_bytes'), 8 * 1024 ** 3)).toBe('8 GiB');
    expect(valueWords(gauge('heap_bytes_max'), 512 * 1024 ** 2)).toBe('512 MiB');
    expect(valueWords(gauge('queue_age_seconds'), 1.5)).toBe('1.5 s');
    expect(valueWords(gauge('queue_length'), 1234.5)).toBe('1,235');
  });

  it('bring scores back to their own scale', () => {
    const judge = measureOf(aCheck({ signal: { ...SCORE, kind: 'score', origin: { kind: 'metric', metric: 'm', where: [] }, low: 1, high: 5 } }));
    expect(armValue(judge, { events: 75, trials: 100 })).toBe('4');
    expect(armCell(judge, { events: 75, trials: 100 })).toBe('4  mean of 100');
  });

  it('say what was counted where nothing was', () => {
    expect([aCheck({ signal: USERS }), aCheck({ signal: LABELS }), aCheck({ signal: PAIRS }), aCheck({ signal: SCORE })].map((check) => armCell(measureOf(check), { events: 0, trials: 0 }))).toEqual(['no users yet', 'no answers yet', 'no items yet', 'nothing yet']);
  });
});

describe('allowedWords', () => {
  const rows: readonly (readonly [Partial<Check>, string])[] = [
    [{}, '1.25 x'],
    [{ limit: { kind: 'share', ratioMax: 0.05 } }, 'at most 5 %, 1.25 x'],
    [{ worseBy: factor(1.15), sides: 'both' }, 'within 15 %'],
    [{ worseBy: points(0.01) }, '+1 point'],
    [{ worseBy: points(0.02), better: 'higher' }, '-2 points'],
    [{ worseBy: factor(1.25), better: 'higher' }, '0.8 x at least'],
    [{ worseBy: { kind: 'none' }, limit: { kind: 'share', ratioMax: 0.9 }, better: 'higher' }, 'at least 90 %'],
    [{ signal: TIME, worseBy: { kind: 'none' }, limit: { kind: 'time', quantile: 0.999, msMax: 1500 } }, 'p99.9 1.5 s'],
    [{ signal: LEVEL, worseBy: { kind: 'none' }, limit: { kind: 'level', max: 8 * 1024 ** 3 } }, '8 GiB'],
    [{ signal: { kind: 'level', metric: 'rss_bytes', where: [], growth: { kind: 'perHour', ratioMax: 0.05 } }, worseBy: { kind: 'none' } }, '+5 % an hour'],
    [{ signal: SCORE, worseBy: points(0.02), better: 'higher' }, '-0.02'],
    [{ signal: LABELS, worseBy: points(0.01), slices: ['region'], gap: points(0.03) }, '+1 point, 3 points between parts'],
    [{ signal: CALIBRATION, worseBy: points(0.02) }, 'within 2 points'],
    [{ worseBy: { kind: 'none' } }, ''],
  ];
  it.each(rows)('of %o', (change, expected) => {
    expect(allowedWords(aCheck(change))).toBe(expected);
  });
});

describe('quantileWords', () => {
  it('says between which bounds it lies, and nothing where none is known', () => {
    const between: readonly (readonly [number, number])[] = [[0, 0.05], [0.05, 0.1], [0.5, 2], [0.25, Number.POSITIVE_INFINITY], [0, Number.POSITIVE_INFINITY]];
    expect(between.map(([lower, upper]) => quantileWords({ lower, upper }))).toEqual(['under 50 ms', '50 to 100 ms', '500 ms to 2 s', 'over 250 ms', '']);
  });
});

describe('cellTitle', () => {
  it('names the part of the traffic in words', () => {
    const histogram = aCheck({ signal: { ...BINS, kind: 'bins', metric: 'm', where: [], by: 'le', against: { kind: 'stable' } } });
    expect(['all', 'region=west', 'le=0.25', 'bin=approve', 'decile=3', 'different', 'discordant', 'odd'].map((cell) => cellTitle('check', cell))).toEqual([
      'check',
      'check, region west',
      'check, slower than 250 ms',
      'check, answer approve',
      'check, where it said 30 to 40 %',
      'check, different answers',
      'check, only one of them wrong',
      'check, odd',
    ]);
    expect(cellTitle('score', 'bin=0.5', histogram)).toBe('score, up to 0.5');
  });
});

describe('comparisonWords', () => {
  const compare = (check: Check, cell: string, totals: Parameters<typeof withTotals>[2], claim = cell): string => {
    const counts = totals[cell] ?? arms([0, 0], [0, 0]);
    return comparisonWords(contextWith(check, totals), { check: check.name, claim, cell, stable: counts.stable, candidate: counts.candidate });
  };

  it('has a clause for every kind of signal', () => {
    const frozen = aCheck({ signal: { ...BINS, kind: 'bins', metric: 'm', where: [], by: 'decision', against: { kind: 'reference', shares: { approve: 0.55 } } } });
    expect([
      compare(aCheck({ signal: USERS }), 'all', { all: arms([10, 1000], [30, 1000]) }),
      compare(aCheck({ name: 'sold', better: 'higher' }), 'all', { all: arms([26, 1000], [21, 1000]) }),
      compare(aCheck({ name: 'judge', signal: SCORE }), 'region=west', { 'region=west': arms([78, 100], [71, 100]) }),
      compare(aCheck({ signal: PAIRS }), 'different', { different: arms([0, 1000], [42, 1000]) }),
      compare(aCheck({ signal: PAIRS }), 'all', { all: arms([82, 1000], [90, 1000]), discordant: arms([10, 28], [18, 28]) }),
      compare(aCheck({ signal: CALIBRATION }), 'decile=1', { 'decile=1': arms([0, 0], [15, 100]), 'predicted:decile=1': arms([0, 0], [12, 100]) }),
      compare(frozen, 'bin=approve', { 'bin=approve': arms([0, 1000], [620, 1000]) }),
      compare(aCheck({ name: 'memory', signal: LEVEL }), 'all', { all: arms([10, 2], [20, 2]) }, 'growth'),
      compare(aCheck({ signal: LABELS }), 'region=west', { all: arms([0, 0], [100, 1000]), 'region=west': arms([0, 0], [30, 100]) }, 'gap region=west'),
      compare(aCheck({ name: 'errors' }), 'region=west', {}),
    ]).toEqual([
      'v42 failed for users 3 times as often as v41',
      'v42 had "sold" in 21 of 1,000 (2.1 %), v41 in 26 of 1,000 (2.6 %)',
      'v42 stands at 0.71 in judge for region west, v41 at 0.78',
      'v42 answered 42 of 1,000 (4.2 %) differently from v41',
      'v42 alone got 18 wrong, v41 alone 10, of the same 1,000 items',
      'v42 said 12 % on average where it said 10 to 20 %, and 15 % came true',
      'v42 answered approve in 62 % of cases, 55 % are expected',
      'v42 grows faster than v41 in memory',
      'v42 was wrong for region west in 30 of 100 (30 %), for the rest in 70 of 900 (7.78 %)',
      'v42 does worse than v41 in errors, region west',
    ]);
  });
});

describe('turningWords', () => {
  const turn = (check: Check, change: Partial<Extract<Turning, { kind: 'events' }>> = {}, totals = {}): string =>
    turningWords({ kind: 'events', check: check.name, cell: 'all', seen: 25, instead: 23, decision: 'hold', ...change }, contextWith(check, totals));

  it('counts what the signal counts', () => {
    expect(turn(aCheck({}))).toBe('With 23 failures instead of 25 in the last block it would have waited.');
    expect(turn(aCheck({}), { seen: 2, instead: 1 })).toContain('With 1 failure instead of 2 ');
    expect(turn(aCheck({ signal: USERS }))).toContain('23 users with a failure instead of 25');
    expect(turn(aCheck({ name: 'blocked', then: 'hold' }))).toContain('23 requests with "blocked" instead of 25');
    expect(turn(aCheck({ signal: TIME }), { cell: 'le=0.25' })).toContain('23 requests slower than 250 ms instead of 25 in');
    expect(turn(aCheck({ signal: LABELS }), { cell: 'region=west' })).toContain('23 wrong answers instead of 25 for region west in');
    expect(turn(aCheck({ signal: PAIRS }))).toContain('23 items that v42 alone got wrong instead of 25');
    expect(turn(aCheck({ signal: PAIRS }), { cell: 'different' })).toContain('23 different answers instead of 25');
    expect(turn(aCheck({ signal: BINS }), { cell: 'bin=approve' })).toContain('23 answers "approve" instead of 25');
  });

  it('reads sums of scores and gauges as what they stand for', () => {
    expect(turn(aCheck({ name: 'judge', signal: SCORE }), { seen: 71, instead: 76 }, { all: arms([78, 100], [71, 100]) })).toBe('With judge at 0.76 instead of 0.71 in the last block it would have waited.');
    expect(turn(aCheck({ name: 'memory', signal: LEVEL }), { seen: 18 * 1024 ** 3, instead: 16 * 1024 ** 3, decision: 'advance' }, { all: arms([2, 2], [18 * 1024 ** 3, 2]) })).toBe('With memory at 8 GiB instead of 9 GiB in the last block it would have gone on.');
  });

  it('has words for every decision', () => {
    const said = (['advance', 'hold', 'stepBack', 'promote', 'rollback', 'halt', 'finished'] as const).map((decision) => turn(aCheck({}), { decision }));
    expect(new Set(said).size).toBe(7);
    expect(turningWords({ kind: 'none' }, contextWith(aCheck({})))).toBe('');
  });
});
