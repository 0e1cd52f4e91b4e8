import { describe, expect, it } from 'vitest';
import { expectAbout, mean, MINUTE_MS, releases, sentBack } from '../../test/a-peer-release.ts';
import { ArgoAnalysis, type ArgoMetric, type Measured } from './argo-analysis.ts';
import { argoBackgroundExample } from './argo-background-example.ts';

const METRIC: ArgoMetric = { intervalMs: 5 * MINUTE_MS, count: 'endless', failureLimit: 3, inconclusiveLimit: 0, consecutiveErrorLimit: 4, succeeds: (ratio) => ratio >= 0.95 };
const value = (of: number): Measured => ({ kind: 'value', value: of });
const ERROR: Measured = { kind: 'error' };

function phaseAfter(metric: ArgoMetric, measured: readonly Measured[]): string {
  const analysis = new ArgoAnalysis(metric, 0);
  for (const each of measured) if (analysis.phase === 'Running') analysis.measure(each, analysis.nextMs);
  return analysis.phase;
}

describe('the model of an AnalysisRun', () => {
  it('fails with the first failure beyond its limit, and errors with the first error beyond its limit in a row', () => {
    expect([3, 4].map((times) => phaseAfter(METRIC, Array.from({ length: times }, () => value(0.5))))).toEqual(['Running', 'Failed']);
    expect([4, 5].map((times) => phaseAfter(METRIC, Array.from({ length: times }, () => ERROR)))).toEqual(['Running', 'Error']);
    expect(phaseAfter(METRIC, [ERROR, ERROR, ERROR, ERROR, value(1), ERROR, ERROR, ERROR, ERROR])).toBe('Running');
  });

  it('tries again 10 s after an error, whatever the interval', () => {
    const analysis = new ArgoAnalysis(METRIC, 0);
    analysis.measure(ERROR, 0);
    expect(analysis.nextMs).toBe(10_000);
    analysis.measure(value(1), 10_000);
    expect(analysis.nextMs).toBe(10_000 + 5 * MINUTE_MS);
  });

  it('takes NaN for a failure with a success condition alone, for a success with a failure condition alone, and for neither with both', () => {
    const { succeeds } = METRIC;
    const judged = (metric: ArgoMetric): string => new ArgoAnalysis(metric, 0).measure(value(Number.NaN), 0);
    expect(judged(METRIC)).toBe('Failed');
    expect(judged({ ...METRIC, succeeds: () => true, fails: (ratio) => ratio < 0.5 })).toBe('Successful');
    expect(judged({ ...METRIC, succeeds, fails: (ratio) => ratio < 0.5 })).toBe('Inconclusive');
  });

  it('is Successful when it is terminated from outside, and when it has its count', () => {
    const analysis = new ArgoAnalysis(METRIC, 0);
    expect(analysis.terminate()).toBe('Successful');
    expect(phaseAfter({ ...METRIC, count: 2 }, [value(1), value(1)])).toBe('Successful');
  });
});

describe('the model of the background example', () => {
  it('takes a good candidate to the end in 40 minutes', () => {
    const all = releases(argoBackgroundExample(), { perMinute: 1_000, errors: 0.001 }, 5);
    expect(all.map(({ ending }) => [ending.outcome, ending.decidedAtMs])).toEqual(Array.from({ length: 5 }, () => ['promoted', 40 * MINUTE_MS]));
  });

  // Reference simulation: 800 runs each.
  it.each([
    [0.03, [0.025, 0.08, 0.029]],
    [0.1, [0.17, 0.84, 1]],
    [0.3, [0.79, 1, 1]],
  ])('aborts a candidate with errors of %f as often as was published, at 1, 5 and 20 requests a minute', (errors, published) => {
    for (const [index, perMinute] of [1, 5, 20].entries()) {
      const runs = 500;
      expectAbout(sentBack(releases(argoBackgroundExample(), { perMinute, errors }, runs)), published[index] ?? 0, { runs, publishedRuns: 800 });
    }
  });

  it('aborts at minute 25 where there is traffic', () => {
    const all = releases(argoBackgroundExample(), { perMinute: 1_000, errors: 0.001, more: 0.099 }, 50);
    expect(sentBack(all)).toBe(1);
    expect(mean(all.map(({ ending }) => Number(ending.outAtMs) / MINUTE_MS))).toBeCloseTo(25, 0);
    // 1,000 requests a minute: 200, 400 and 600 of them for ten, ten and five minutes.
    expect(mean(all.map(({ truth }) => truth.bad.candidate)) / 900).toBeCloseTo(1, 1);
  });

  it('with the query of the documents, over the whole service, catches it later, not always, and at twice the harm', () => {
    const published = { runs: 300, publishedRuns: 800 };
    const few = releases(argoBackgroundExample({ query: 'service' }), { perMinute: 100, errors: 0.001, more: 0.099 }, published.runs);
    expectAbout(sentBack(few), 0.76, published);
    const caught = few.filter(({ ending }) => ending.outcome === 'rolled-back').map(({ ending }) => Number(ending.outAtMs) / MINUTE_MS);
    expect(Math.abs(mean(caught) - 38.9)).toBeLessThan(0.6);
    const many = releases(argoBackgroundExample({ query: 'service' }), { perMinute: 1_000, errors: 0.001, more: 0.099 }, 50);
    expect(mean(many.map(({ ending }) => Number(ending.decidedAtMs) / MINUTE_MS))).toBeCloseTo(40, 0);
    expect(mean(many.map(({ truth }) => truth.bad.candidate)) / 2_000).toBeCloseTo(1, 1);
    expect(sentBack(releases(argoBackgroundExample({ query: 'service' }), { perMinute: 1_000, errors: 0.001, more: 0.029 }, 20))).toBe(0);
  });
});
