import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aCheck, aPolicy, aRamp, aSmoke } from '@rampart/testing/fakes';
import { ppm, type Policy } from '@rampart/rollout-policy';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mistakeSentence } from '../fit/csv/table-mistake.ts';
import { backtest } from './backtest.ts';
import { readMetricHistory, type MetricHistory } from './metric-history.ts';
import { readReleases, wholeHistory, type PastRelease } from './past-releases.ts';

const FIXTURES = join(import.meta.dirname, '../../test/fixtures');
const METRICS = readFileSync(join(FIXTURES, 'past-metrics.csv'), 'utf8');
const RELEASES = readFileSync(join(FIXTURES, 'past-releases.csv'), 'utf8');
const POLICY = aPolicy({ checks: [aCheck({ worseBy: { kind: 'factor', factor: 1.5 } })], promise: { badRequestsMax: 2_000 }, expert: { blockMs: 60_000 } });
const OPTIONS = { columns: {}, everyMs: 'infer', only: '' } as const;

function historyOf(text: string): MetricHistory {
  const reading = readMetricHistory({ file: 'metrics.csv', chunks: [text] }, OPTIONS);
  if (reading.kind === 'mistakes') throw new Error(reading.mistakes.map(mistakeSentence).join('\n'));
  return reading.history;
}

function releasesOf(text: string, history: MetricHistory): readonly PastRelease[] {
  const reading = readReleases({ file: 'releases.csv', chunks: [text] }, history);
  if (reading.kind === 'mistakes') throw new Error(reading.mistakes.map(mistakeSentence).join('\n'));
  return reading.releases;
}

function backtested(policy: Policy = POLICY, metrics: string = METRICS) {
  const history = historyOf(metrics);
  return backtest(policy, history, releasesOf(RELEASES, history)).releases;
}

const minutesAfter = (release: PastRelease, atMs: number): number => (atMs - release.startMs) / 60_000;

describe('backtest', () => {
  it('promotes the good release, takes the bad one out before people did, and waits while the metrics are gone', () => {
    const [good, bad, blind] = backtested();
    expect(good).toMatchObject({ name: 'v41', judged: 'right', says: { kind: 'promote' }, asked: { kind: 'never' } });
    expect(bad).toMatchObject({ name: 'v42', judged: 'right', says: { kind: 'rollback', reason: { code: 'regression', check: 'errors' }, promotedBeforeMs: 'never' } });
    expect(blind).toMatchObject({ name: 'v43', judged: 'right', asked: { kind: 'asked', reason: { code: 'blind' } }, evidence: { gaps: 50 } });
    // Bad from minute 60 on; people took three hours.
    const minutes = bad?.says.kind === 'rollback' ? minutesAfter(bad, bad.says.atMs) : 0;
    expect(minutes).toBeGreaterThan(60);
    expect(minutes).toBeLessThan(180);
    // Metrics are gone from minute 70 to 120; blindness takes half an hour.
    expect(blind?.asked.kind === 'asked' ? minutesAfter(blind, blind.asked.atMs) : 0).toBe(100);
  });

  it('counts what would have been spared from the rollback to the end, by the rows of the history', () => {
    const [, bad] = backtested();
    if (bad?.says.kind !== 'rollback') throw new Error('the bad release is rolled back');
    const { atMs, spared } = bad.says;
    const later = METRICS.split('\n').map((row) => row.split(',')).filter(([time = '', arm]) => arm === 'candidate' && Date.parse(time) >= atMs && Date.parse(time) < bad.endMs);
    expect(spared.bad).toBe(later.reduce((sum, row) => sum + Number(row[4]), 0));
    expect(spared.bad).toBeGreaterThan(100);
    // Two thirds of them are the candidate's: it fails three times as often.
    expect(spared.excess / spared.bad).toBeCloseTo(2 / 3, 1);
  });

  it('says when the promised bad requests were spent, whatever the test thinks by then', () => {
    const [good, bad] = backtested({ ...POLICY, promise: { ...POLICY.promise, badRequestsMax: 100 } });
    expect(good?.says.kind).toBe('promote');
    expect(bad).toMatchObject({ judged: 'right', says: { kind: 'budget-spent' } });
  });

  it('calls a policy wrong that lets a bad release through, or sends a good one back, and leaves open what nobody knows', () => {
    const blunt = { ...POLICY, checks: [aCheck({ worseBy: { kind: 'factor', factor: 10 } })] };
    expect(backtested(blunt)[1]).toMatchObject({ judged: 'wrong', says: { kind: 'promote' } });
    const history = historyOf(METRICS);
    const judgedIf = (really: PastRelease['really']) => backtest(POLICY, history, releasesOf(RELEASES, history).map((release) => ({ ...release, really }))).releases.map(({ judged }) => judged);
    expect(judgedIf('bad')).toEqual(['wrong', 'right', 'wrong']);
    expect(judgedIf('good')).toEqual(['right', 'wrong', 'right']);
    expect(judgedIf('unknown')).toEqual(['open', 'open', 'open']);
  });

  it('infers the weights from the split where the history has none, and decides the same', () => {
    const without = METRICS.split('\n').map((row) => row.split(',').slice(0, 5).join(',')).join('\n');
    const says = (metrics: string) => backtested(POLICY, metrics).map(({ says: said, evidence }) => ({ kind: said.kind, atMs: 'atMs' in said ? said.atMs : 0, weightMax: evidence.weightMax }));
    expect(says(without)).toEqual(says(METRICS));
  });

  it('goes on after a promotion: what turns bad later is rolled back in the bake', () => {
    // The bad release again, as seen by a policy that promotes from 10 % on: it is still good then.
    const eager = aPolicy({ checks: POLICY.checks, promise: { badRequestsMax: 2_000 }, expert: { blockMs: 60_000, samplesMin: 20 }, plan: [aSmoke(), aRamp({ weightMax: ppm(100_000) }), { kind: 'bake', durationMs: 86_400_000, holdback: ppm(10_000) }] });
    const [, bad] = backtested({ ...eager, checks: [aCheck({ worseBy: { kind: 'factor', factor: 2 }, independent: true })] });
    expect(bad?.says).toMatchObject({ kind: 'rollback', promotedBeforeMs: expect.any(Number) });
  });

  it('says what of the policy it did not replay', () => {
    const history = historyOf(METRICS);
    const policy = { ...POLICY, checks: [...POLICY.checks, aCheck({ name: 'latency' })], plan: [aSmoke(), { kind: 'shadow', durationMs: 1, share: ppm(1) } as const, aRamp()] };
    const { leftOut, releases } = backtest(policy, history, releasesOf(RELEASES, history));
    expect(leftOut).toEqual(['latency: the history has no rows about it, so the error budget is split over the others alone', 'stages that no history shows: shadow']);
    expect(releases[0]?.says.kind).toBe('promote');
  });

  it('takes versions instead of arms where the releases say which is which, and a history without a list as one release', () => {
    const byVersion = METRICS.replace('time,arm,', 'time,version,').replaceAll(',stable,', ',v40,').replaceAll(',candidate,', ',new,');
    const history = historyOf(byVersion);
    const [header = '', ...rows] = RELEASES.trim().split('\n');
    const releases = releasesOf([`${header},stable,candidate`, ...rows.map((row) => `${row},v40,new`)].join('\n'), history);
    expect(backtest(POLICY, history, releases).releases.map(({ says }) => says)).toEqual(backtested().map(({ says }) => says));
    expect(wholeHistory(history)).toMatchObject({ kind: 'mistakes' });
    expect(wholeHistory(historyOf(METRICS))).toMatchObject({ kind: 'releases', releases: [{ name: 'all', really: 'unknown' }] });
  });
});

describe('backtest of anything', () => {
  it('is total: any history that reads is replayed', () => {
    const count = fc.constantFrom('0', '1', '5', '1000', '0.5', '1e12');
    const row = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.constantFrom('stable', 'candidate'), count, count, fc.constantFrom('', '', 'region=west', '__proto__=x'), fc.constantFrom('', '0%', '5%', '100%', '0.25'));
    let replayed = 0;
    const property = fc.property(fc.uniqueArray(row, { minLength: 2, maxLength: 60, selector: ([minute, arm, , , slice]) => `${minute}/${arm}/${slice}` }), fc.boolean(), (rows, hasWeights) => {
      const lines = rows.map(([minute, arm, requests, events, slice, weight]) => [new Date(Date.parse('2026-03-02T09:00:00Z') + minute * 60_000).toISOString(), arm, 'errors', requests, events, slice, ...(hasWeights ? [weight] : [])].join(','));
      const reading = readMetricHistory({ file: 'm.csv', chunks: [`time,arm,check,requests,events,slice${hasWeights ? ',weight' : ''}\n${lines.join('\n')}\n`] }, { ...OPTIONS, everyMs: 60_000 });
      if (reading.kind === 'mistakes') throw new Error(reading.mistakes.map(mistakeSentence).join('\n'));
      const whole = wholeHistory(reading.history);
      if (whole.kind === 'mistakes') throw new Error('the rows name arms');
      const { releases } = backtest(POLICY, reading.history, whole.releases);
      expect(releases).toHaveLength(1);
      if (releases[0]?.evidence.blocks !== 0) replayed += 1;
    });
    fc.assert(property, { seed: 14, numRuns: 120 });
    expect(replayed).toBeGreaterThan(40);
  });
});

describe('readMetricHistory, readReleases', () => {
  const mistakesOf = (text: string): readonly string[] => {
    const reading = readMetricHistory({ file: 'm.csv', chunks: [text] }, OPTIONS);
    return reading.kind === 'mistakes' ? reading.mistakes.map(mistakeSentence) : [];
  };

  it('tells all mistakes of the metrics at once', () => {
    expect(mistakesOf('time,arm,check,requests,events,weight,slice\nnow,blue,errors,many,-1,5,west\n2026-03-02T09:00:00Z,canary,errors,5,1,5%,region=west\n')).toEqual([
      'm.csv:2: time: got "now". Accepted: a time, e.g. 2026-03-01T10:00:00Z, or seconds or milliseconds since 1970.',
      'm.csv:2: requests: got "many". Accepted: a number, e.g. 120.',
      'm.csv:2: events: got "-1". Accepted: a number, e.g. 2.',
      'm.csv:2: arm: got "blue". Accepted: stable or candidate.',
      'm.csv:2: weight: got "5". Accepted: a share, e.g. 5% or 0.05.',
      'm.csv:2: slice: got "west". Accepted: nothing, or dimension=value, e.g. region=west.',
    ]);
  });

  it.each([
    ['neither arm nor version', 'time,check,requests,events\n2026-03-02T09:00:00Z,e,1,0\n2026-03-02T09:01:00Z,e,1,0\n', /m\.csv:1: got neither an arm nor a version/],
    ['several checks and no column of them', 'time,arm,requests,events\n2026-03-02T09:00:00Z,stable,1,0\n2026-03-02T09:01:00Z,stable,1,0\n', /m\.csv:1: check: got no column of it/],
    ['the same span twice', 'time,arm,check,requests,events\n2026-03-02T09:00:00Z,stable,e,1,0\n2026-03-02T09:01:00Z,stable,e,1,0\n2026-03-02T09:01:00Z,stable,e,2,0\n', /m\.csv:4: got the same span, arm, check and slice for the second time/],
    ['spans that overlap', 'time,arm,check,requests,events\n2026-03-02T09:00:00Z,stable,e,1,0\n2026-03-02T09:01:00Z,stable,e,1,0\n2026-03-02T09:02:00Z,stable,e,1,0\n2026-03-02T09:02:30Z,stable,e,2,0\n', /m\.csv:5: time: got a span that begins before the 60 s/],
  ])('refuses %s', (_, text, says) => {
    expect(mistakesOf(text)).toEqual([expect.stringMatching(says)]);
  });

  it('tells all mistakes of the releases at once', () => {
    const reading = readReleases({ file: 'r.csv', chunks: ['release,start,end,happened,really\n,2026-03-02T10:00:00Z,2026-03-02T09:00:00Z,exploded,meh\n'] }, historyOf(METRICS));
    expect(reading.kind === 'mistakes' ? reading.mistakes.map(mistakeSentence) : []).toEqual([
      'r.csv:2: release: got "". Accepted: a name.',
      'r.csv:2: end: got "2026-03-02T09:00:00Z". Accepted: a time after its start.',
      'r.csv:2: happened: got "exploded". Accepted: promoted, rolled back, or nothing.',
      'r.csv:2: really: got "meh". Accepted: good, bad, or nothing where nobody knows.',
    ]);
  });
});
