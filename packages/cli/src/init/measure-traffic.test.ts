import { ppm } from '@rampart/rollout-policy';
import { fetchFrom, virtualClock } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { podPage, type ServedModel } from '../../test/a-served-model.ts';
import { findSignals } from './find-signals.ts';
import { measureTraffic, type Measured } from './measure-traffic.ts';
import { surveyPages } from './survey-pages.ts';

async function measured(pods: Readonly<Record<string, ServedModel>>, forMs = 60_000): Promise<Measured> {
  const clock = virtualClock();
  const handlers = Object.fromEntries(Object.entries(pods).map(([name, model]) => [name, podPage(model)]));
  const handle = fetchFrom((request) => handlers[new URL(request.url).hostname.replace('.test', '')]?.(request) ?? new Response('', { status: 404 }));
  const urls = Object.keys(pods).map((name) => `http://${name}.test/metrics`);
  const survey = await surveyPages({ urls, forMs, names: ['process_resident_memory_bytes'], fetch: handle, timeoutMs: 1_000 }, clock, new AbortController().signal);
  return measureTraffic(survey, findSignals(survey), { target: 'fraud-prod', routerStep: ppm(1_000) });
}

const NOW_S = virtualClock().nowMs() / 1_000;
/** The first look reads the names, the next four what they count. */
const counting = (perLook: number, startSeconds = ''): ServedModel => ({
  linesAt: (look) => [`http_requests_total{code="200",path="/p"} ${1_000 + perLook * look}`, 'http_requests_total{code="500",path="/p"} 10', 'http_requests_total{code="200",path="/health"} 500', ...(startSeconds === '' ? [] : [`process_start_time_seconds ${startSeconds}`])],
});

describe('measureTraffic', () => {
  it('counts from the start of the processes where they say when that was', async () => {
    const { profile, requestsSeen, lookedForMs } = await measured({ a: counting(10, String(NOW_S - 3_540)) });
    expect(profile.measured.basis).toBe('since start');
    expect(profile.measured.toMs - profile.measured.fromMs).toBe(3_600_000);
    // 1,040 + 10 requests in the hour; the 500 health checks are none.
    expect(profile.requestsPerMinute.mean).toBeCloseTo(1_050 / 60, 2);
    expect(profile.checks['errors']).toMatchObject({ kind: 'counts', trials: 1_050, events: 10, pods: [{ trials: 1_050, events: 10 }] });
    expect([requestsSeen, lookedForMs]).toEqual([30, 60_000]);
  });

  it('counts what came while it looked where they do not', async () => {
    const { profile } = await measured({ a: counting(20), b: counting(40) });
    expect(profile.measured).toMatchObject({ basis: 'window' });
    expect(profile.requestsPerMinute.mean).toBe(180);
    expect(profile.checks['errors']).toMatchObject({ trials: 180, events: 0, pods: [{ trials: 60, events: 0 }, { trials: 120, events: 0 }] });
  });

  it.each(['NaN', '0', '-5', '99999999999'])('believes no process that began at %s', async (start) => {
    expect((await measured({ a: counting(20, start) })).profile.measured.basis).toBe('window');
  });

  it('tells by the values of few-valued labels, not by status, place or user', async () => {
    const lines = Array.from({ length: 200 }, (_, user) => `http_requests_total{code="200",path="${user % 2 === 0 ? '/a' : '/b'}",pod="p",user="u${user}"} ${user < 2 ? 1_000 : 10}`);
    const { profile } = await measured({ a: { linesAt: () => [...lines, `process_start_time_seconds ${NOW_S - 1_000}`] } });
    const errors = profile.checks['errors'];
    expect(errors?.kind === 'counts' ? errors.labels.map(({ label, value, trials }) => [label, value, trials]) : []).toEqual([['path', '/a', 1_990], ['path', '/b', 1_990]]);
    // The heaviest two of two hundred.
    expect(profile.users).toEqual({ kind: 'seen', distinct: 200, heaviestShare: 0.5025 });
    expect(JSON.stringify(profile)).not.toContain('u17');
  });

  it('leaves out labels of many values', async () => {
    const lines = Array.from({ length: 30 }, (_, index) => `http_requests_total{code="200",path="/${index}"} 10`);
    const { profile } = await measured({ a: { linesAt: () => [...lines, `process_start_time_seconds ${NOW_S - 1_000}`] } });
    expect(profile.checks['errors']).toMatchObject({ trials: 300, labels: [] });
  });

  it('adds the series of a histogram by bound and keeps to bounds that all pods have', async () => {
    const buckets = (extra: string): ServedModel => ({
      linesAt: () => ['# TYPE x_request_seconds histogram', ...['a', 'b'].flatMap((path) => [`x_request_seconds_bucket{path="${path}",le="0.1"} 40`, ...(extra === '' ? [] : [`x_request_seconds_bucket{path="${path}",le="${extra}"} 45`]), `x_request_seconds_bucket{path="${path}",le="1"} 49`, `x_request_seconds_bucket{path="${path}",le="+Inf"} 50`]), `process_start_time_seconds ${NOW_S - 1_000}`],
    });
    const { profile } = await measured({ a: buckets('0.5'), b: buckets('') });
    expect(profile.checks['latency']).toEqual({ kind: 'time', trials: 200, boundsSeconds: [0.1, 1], withinBound: [160, 196], pods: [{ trials: 100, withinBound: [80, 98] }, { trials: 100, withinBound: [80, 98] }] });
  });

  it('takes the gauge at every look', async () => {
    const { profile } = await measured({ a: { linesAt: (look) => [`process_resident_memory_bytes ${100 * look}`, 'http_requests_total{code="200"} 1'] } });
    expect(profile.checks['memory']).toEqual({ kind: 'level', mean: 250, max: 400 });
  });

  it('says that a pod restarted while it looked', async () => {
    const { troubles, profile } = await measured({ a: { linesAt: (look) => [`http_requests_total{code="200"} ${look < 3 ? 1_000 : 5}`] } });
    expect(troubles).toEqual([expect.stringMatching(/1 of 1 pods restarted/)]);
    expect(profile.requestsPerMinute.mean).toBe(0);
  });

  it('counts no NaN, no fraction and no negative number', async () => {
    const { profile } = await measured({ a: { linesAt: () => ['http_requests_total{code="200"} NaN', 'http_requests_total{code="201"} 1.5', 'http_requests_total{code="202"} -3', 'http_requests_total{code="203"} +Inf', 'http_requests_total{code="500"} 4', `process_start_time_seconds ${NOW_S - 1_000}`] } });
    expect(profile.checks['errors']).toMatchObject({ trials: 4, events: 4 });
  });
});
