import { lintPolicy, readPolicy, type Lint } from '@rampart/policy-document';
import { fakeRouter, fetchFrom, virtualClock, type FakeRouterOptions } from '@rampart/testing';
import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { fastApiPod, podPage, type ServedModel } from '../../test/a-served-model.ts';
import { draftPolicy, type Draft } from './draft-policy.ts';
import type { Identity } from './init-options.ts';

const START_S = virtualClock().nowMs() / 1_000;
const DAY_S = 86_400;
const identity: Identity = {
  target: 'fraud-prod',
  model: 'fraud',
  isModelGuessed: false,
  serve: { kind: 'http', url: 'http://router.test/route' },
  pages: { a: ['http://a1.test/metrics', 'http://a2.test/metrics'], b: ['http://b1.test/metrics'] },
};

interface World {
  readonly pods?: Readonly<Record<string, ServedModel>>;
  readonly router?: FakeRouterOptions;
  readonly identity?: Partial<Identity>;
  readonly defaults?: string;
}

/** Two pods of slot a, each with this much in the last ten days. */
const twoPods = (requests: number, failed: number, otherFailed = failed): Readonly<Record<string, ServedModel>> => ({
  a1: fastApiPod({ requests, failed, startSeconds: START_S - 10 * DAY_S }),
  a2: fastApiPod({ requests, failed: otherFailed, startSeconds: START_S - 10 * DAY_S }),
});

async function drafted({ pods = twoPods(5_000_000, 20_000), router = {}, identity: changed = {}, defaults }: World = {}): Promise<Draft> {
  const handlers = Object.fromEntries(Object.entries(pods).map(([name, model]) => [name, podPage(model)]));
  const fetch = fetchFrom((request) => handlers[new URL(request.url).hostname.replace('.test', '')]?.(request) ?? new Response('', { status: 404 }));
  return draftPolicy(
    { identity: { ...identity, ...changed }, file: 'rampart/fraud.yaml', forMs: 60_000 },
    { router: fakeRouter(router), fetch, timeoutMs: 1_000, clock: virtualClock(), signal: new AbortController().signal, defaults: defaults === undefined ? { kind: 'none' } : { kind: 'text', file: 'rampart/_defaults.yaml', text: defaults } },
  );
}

function draftOf(draft: Draft): Extract<Draft, { kind: 'drafted' }> {
  if (draft.kind !== 'drafted') throw new Error(JSON.stringify(draft, null, 1));
  return draft;
}

function warningsOf({ texts, profile }: Extract<Draft, { kind: 'drafted' }>): readonly Lint[] {
  const reading = readPolicy(texts);
  if (reading.kind === 'mistakes') throw new Error(JSON.stringify(reading.mistakes, null, 1));
  return lintPolicy(reading.policy, reading.origins, { kind: 'measured', profile }).filter(({ level }) => level === 'warning');
}

describe('draftPolicy', () => {
  it('proposes a policy that is valid, without a warning at its own traffic, and says why of every line', async () => {
    const draft = draftOf(await drafted());
    expect(warningsOf(draft)).toEqual([]);
    expect(draft.text).toMatch(/^target: fraud-prod +# /m);
    expect(draft.text).toMatch(/^ {2}http: "http:\/\/router\.test\/route" +# a 100% \(v1\), b 0% \(nothing known\); steps of 0\.1%$/m);
    expect(draft.text).toMatch(/^ {4}share: http_requests_total +# of Prometheus client libraries/m);
    expect(draft.text).toMatch(/^ {4}where: 'status=~"5\.\."' +# /m);
    expect(draft.text).toMatch(/^ {2}errors: +# 0\.4% today \(40000 of 10000080\)$/m);
    expect(draft.text).toMatch(/limit: \{p99: 250ms\} +# p99 is at most 100ms today/);
    expect(draft.text).toMatch(/memory: \{level: process_resident_memory_bytes, limit: 1GiB, then: stepBack\} +# 296 MiB/);
    const uncommented = draft.text.split('\n').filter((line) => line !== '' && !line.includes('#') && !/^\S.*:$|^ +\S.*:$|^ {6}[ab]: \[/.test(line));
    expect(uncommented).toEqual([]);
    expect(draft.text).toMatchInlineSnapshot(`
      "# Proposed by \`rampart init\` from 10d of what serves (since start). Change what you know better; the traffic it was computed with is in the
      # .traffic.json file beside it, and \`rampart validate\` says what the numbers imply.
      rampart: 1                                                         # version of this file format
      target: fraud-prod                                                 # the place that serves; one rollout at a time
      model: gto:fraud                                                   # versions are git tags: name@v1.2.3
      serve:
        http: "http://router.test/route"                                 # a 100% (v1), b 0% (nothing known); steps of 0.1%
        slots: [a, b]                                                    # as the router names them
      metrics:
        openmetrics:
          pages:                                                         # one address per pod
            a: ["http://a1.test/metrics", "http://a2.test/metrics"]
            b: ["http://b1.test/metrics"]
      promise:                                                           # the numbers that people sign
        falseAlarms: 1%                                                  # good releases sent back, at most
        badRequests: 100                                                 # usual; noticed by monitoring before it is noticed by users
        catches: {errors: 1.5x, latency: 1.5x, within: 26h}              # about 13h at this traffic with half of it on the new version
        decideWithin: 3d                                                 # covers a weekend and its thin traffic
        ifUndecided: ask                                                 # no evidence is no reason to promote and none to send back
      checks:
        errors:                                                          # 0.4% today (40000 of 10000080)
          share: http_requests_total                                     # of Prometheus client libraries and the FastAPI instrumentator
          where: 'status=~"5.."'                                         # what counts as failed
          worseBy: 25%                                                   # usual; the 2 pods of today differ by luck alone
        latency:                                                         # compared with stable at the buckets nearest p50, p90, p95 and p99
          time: http_request_duration_seconds                            # of Prometheus client libraries and the FastAPI instrumentator
          limit: {p99: 250ms}                                            # p99 is at most 100ms today
        memory: {level: process_resident_memory_bytes, limit: 1GiB, then: stepBack} # 296 MiB at most while it was looked at
      plan: [smoke, ramp, bake: 1d]                                      # look at 0%, grow with the evidence, then a day with 1% on the old version
      "
    `);
  });

  it('leaves health checks out of errors and of times, where their routes are told apart', async () => {
    const checked = (name: string): ServedModel => {
      const { linesAt } = twoPods(5_000_000, 20_000)[name]!;
      const health = ['http_requests_total{handler="/healthz",method="GET",status="2xx"} 5000000', ...['0.005', '0.1', '+Inf'].map((le) => `http_request_duration_seconds_bucket{handler="/healthz",le="${le}"} 5000000`), 'http_request_duration_seconds_count{handler="/healthz"} 5000000', 'http_request_duration_seconds_sum{handler="/healthz"} 5000'];
      return { linesAt: (look) => [...linesAt(look), ...health] };
    };
    const draft = draftOf(await drafted({ pods: { a1: checked('a1'), a2: checked('a2') } }));
    expect(draft.text).toMatch(/^ {2}errors: +# 0\.4% today \(40000 of 10000080\)\n.*\n {4}among: 'handler!="\/healthz"' +# without health checks/m);
    expect(draft.text).toMatch(/^ {4}time: .*\n {4}where: 'handler!="\/healthz"' +# without health checks/m);
    expect(draft.story.seen['errors']).toBe('http_requests_total, status=~"5.." without /healthz: 0.4% failed (40000 of 10000080)');
    expect(draft.profile.checks['latency']).toMatchObject({ trials: 10_000_080 });
    expect(warningsOf(draft)).toEqual([]);
    const plain = draftOf(await drafted());
    expect(plain.text).not.toContain('among:');
    expect(draft.profile.requestsPerMinute).toEqual(plain.profile.requestsPerMinute);
  });

  it.each([
    ['three requests a minute', 21_600, 216],
    ['a hundred a minute', 720_000, 7_200],
    ['five hundred a second', 216_000_000, 1_000_000],
    ['ten thousand a second', 4_320_000_000, 40_000_000],
  ])('promises what it can keep at %s', async (_, requests, failed) => {
    const draft = draftOf(await drafted({ pods: twoPods(requests, failed) }));
    expect(warningsOf(draft)).toEqual([]);
    expect(draft.text).toMatch(/catches: \{errors: [\d.]+x, latency: [\d.]+x, within: \d+[mhd]\}/);
  });

  it('asks for less trouble where there is more traffic', async () => {
    const factorAt = async (requests: number): Promise<number> => Number(/catches: \{errors: ([\d.]+)x/.exec(draftOf(await drafted({ pods: twoPods(requests, requests / 100) })).text)?.[1]);
    const [few, some, many] = [await factorAt(20_000), await factorAt(200_000), await factorAt(20_000_000)];
    expect(few).toBeGreaterThan(some);
    expect(some).toBeGreaterThan(many);
  });

  it('widens the margin where identical pods differ', async () => {
    const draft = draftOf(await drafted({ pods: twoPods(1_000_000, 8_000, 12_000) }));
    const percent = Number(/worseBy: (\d+)%/.exec(draft.text)?.[1]);
    expect(percent).toBeGreaterThan(60);
    expect(warningsOf(draft)).toEqual([]);
  });

  it('raises what margins take for granted where more than usual fails', async () => {
    expect(draftOf(await drafted({ pods: twoPods(100_000, 9_000) })).text).toMatch(/^expert: \{stableRatioMax: 20%\}/m);
  });

  it('goes on without errors or without times, and says what that means', async () => {
    const only = (prefix: string): Readonly<Record<string, ServedModel>> => Object.fromEntries(Object.entries(twoPods(100_000, 500)).map(([name, { linesAt }]) => [name, { linesAt: (look: number) => linesAt(look).filter((line) => line.includes(prefix) || line.includes('process_start')) }]));
    const errors = draftOf(await drafted({ pods: only('http_requests_total') }));
    expect(errors.text).not.toContain('latency');
    expect(errors.story.unseen).toContainEqual(expect.stringMatching(/no histogram of seconds/));
    const times = draftOf(await drafted({ pods: only('http_request_duration_seconds_bucket') }));
    expect(times.text).not.toContain('errors:');
    expect(times.story.unseen).toContainEqual(expect.stringMatching(/no counter of requests has a label with their status/));
  });

  it('goes on when one of the pods is away, and says so', async () => {
    const { a1 } = twoPods(100_000, 500);
    const { story } = draftOf(await drafted({ pods: { a1: a1! } }));
    expect(story.seen['pages']).toMatch(/^1 of 2 of slot a/);
    expect(story.unseen).toContainEqual(expect.stringMatching(/a2\.test\/metrics answered 404/));
  });

  it('lets the defaults file have its part', async () => {
    const { texts } = draftOf(await drafted({ defaults: 'rampart: 1\nonNewVersion: refuse\n' }));
    const reading = readPolicy(texts);
    expect(reading.kind === 'policy' ? reading.policy.onNewVersion : '').toBe('refuse');
  });

  it.each<readonly [string, World, Draft['kind'], RegExp]>([
    ['no page answers', { pods: {} }, 'away', /a1\.test\/metrics answered 404/],
    ['the router knows another target', { identity: { target: 'ads-prod' } }, 'away', /no target "ads-prod"/],
    ['pages of the other slot are missing', { identity: { pages: { a: ['http://a1.test/metrics'] } } }, 'refused', /--pages b=http:\/\/\.\.\. is missing: the pages that the next version will have/],
    ['pages of an unknown slot are given', { identity: { pages: { a: ['http://a1.test/metrics'], c: ['http://c'] } } }, 'refused', /no slot "c"; its slots are a and b/],
    ['nothing on the pages can be compared', { pods: { a1: { linesAt: () => ['x 1'] } } }, 'refused', /neither a counter of requests/],
    ['an address is not one', { identity: { serve: { kind: 'http', url: 'http://user:secret@router.test' } } }, 'invalid', /password/],
    ['the defaults file has a mistake', { defaults: 'rampart: 2\n' }, 'invalid', /version/],
  ])('writes nothing when %s', async (_, world, kind, says) => {
    const draft = await drafted(world);
    expect(draft.kind).toBe(kind);
    expect(JSON.stringify(draft).replaceAll('\\"', '"')).toMatch(says);
  });

  it('begins with the slot that serves, whatever it is called', async () => {
    const draft = draftOf(await drafted({ router: { slots: ['on', '1.10'] }, identity: { pages: { on: identity.pages['a']!, '1.10': ['http://b1.test/metrics'] } } }));
    expect(draft.text).toContain('slots: ["on", "1.10"]');
    expect(warningsOf(draft)).toEqual([]);
  });

  const hostile = fc.string({ unit: 'binary', maxLength: 30 });
  const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
  prop.prop([hostile, hostile, fc.string({ maxLength: 10 })], { seed: 8, numRuns: 60 })('writes nothing of what a page says but names and well-known routes: hostile label values stay out of the policy', async (value, user, help) => {
    const pods = { a1: { linesAt: () => [`# HELP http_requests_total ${help.replace(/[\n\r]/g, ' ')}`, `http_requests_total{code="200",path="${escaped(value)}",user="${escaped(user)}"} 90000`, 'http_requests_total{code="500",path="/p"} 900', `process_start_time_seconds ${START_S - DAY_S}`] } };
    const draft = await drafted({ pods });
    if (draft.kind !== 'drafted') return;
    const plain = draftOf(await drafted({ pods: { a1: { linesAt: () => ['http_requests_total{code="200",path="/q"} 90000', 'http_requests_total{code="500",path="/p"} 900', `process_start_time_seconds ${START_S - DAY_S}`] } } }));
    expect(draft.text).toBe(plain.text);
  });
});
