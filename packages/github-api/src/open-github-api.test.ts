import { virtualClock } from '@rampart/testing/fakes';
import { githubEmulator } from '@rampart/testing/github';
import { describe, expect, it } from 'vitest';
import type { ApiAnswer, RestRequest } from './github-api.ts';
import { openGithubApi, type GithubApiOptions } from './open-github-api.ts';
import { serverClock } from './server-clock.ts';
import { spentText } from './spent-text.ts';
import { NOW_MS, scriptedApi, TOKEN } from '../test/scripted-fetch.ts';
import type { Scripted } from '../test/scripted-fetch.ts';

const READ: RestRequest = { method: 'GET', path: '/repos/{owner}/{repo}/git/ref/{ref}', params: { ref: 'heads/rollouts/x' } };
const WRITE: RestRequest = { method: 'POST', path: '/repos/{owner}/{repo}/git/trees', params: { tree: [] } };
const QUERY = { query: 'query { viewer { login } }', variables: {}, writes: false };
const MUTATION = { query: 'mutation { x }', variables: { n: 1 }, writes: true };
const OK: Scripted = { json: { sha: 'abc' } };
const why = (answer: ApiAnswer<unknown>): string => (answer.kind === 'ok' ? '' : answer.why);

describe('openGithubApi, asking', () => {
  it('sends token, version and placeholders, and the rest as query or body', async () => {
    const { api, asked } = scriptedApi([OK]);
    await api.rest({ ...READ, params: { ...READ.params, per_page: 100 } });
    await api.rest({ ...WRITE, params: { tree: [{ path: 'a', content: '"12n" é \u2028' }] } });
    await api.graphql(MUTATION);
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET https://api.github.test/repos/acme/models/git/ref/heads%2Frollouts%2Fx?per_page=100',
      'POST https://api.github.test/repos/acme/models/git/trees',
      'POST https://api.github.test/graphql',
    ]);
    expect(asked.every(({ headers }) => headers.get('authorization') === `token ${TOKEN}` && headers.get('x-github-api-version') === '2022-11-28')).toBe(true);
    expect(JSON.parse(asked[1]!.body)).toEqual({ tree: [{ path: 'a', content: '"12n" é \u2028' }] });
    expect(JSON.parse(asked[2]!.body)).toEqual({ query: 'mutation { x }', variables: { n: 1 } });
  });

  it('counts what it asked', async () => {
    const { api } = scriptedApi([OK, OK, { json: { data: { viewer: {} } } }]);
    await api.rest(READ);
    await api.rest(WRITE);
    await api.graphql(QUERY);
    expect(api.spent()).toEqual({ restReads: 1, restWrites: 1, graphql: 1, notModified: 0, waitedMs: 0 });
    expect(spentText(api.spent())).toBe('GitHub: 1 GraphQL request, 1 REST read, 1 REST write');
    expect(spentText({ restReads: 0, restWrites: 2, graphql: 2, notModified: 3, waitedMs: 60_001 })).toBe('GitHub: 2 GraphQL requests, 0 REST reads, 2 REST writes, 3 answered from what was known, waited 61 s for rate limits');
  });

  it('reads again what has not changed without spending anything', async () => {
    const { api, asked } = scriptedApi([{ ...OK, headers: { etag: '"v1"' } }, { status: 304 }, { json: { sha: 'new' }, headers: { etag: '"v2"' } }, { status: 304 }]);
    expect(await api.rest(READ)).toMatchObject({ value: { sha: 'abc' } });
    expect(await api.rest(READ)).toMatchObject({ kind: 'ok', value: { sha: 'abc' } });
    expect(await api.rest(READ)).toMatchObject({ value: { sha: 'new' } });
    expect(await api.rest(READ)).toMatchObject({ value: { sha: 'new' } });
    expect(asked.map(({ headers }) => headers.get('if-none-match'))).toEqual([null, '"v1"', '"v1"', '"v2"']);
    expect(api.spent()).toMatchObject({ restReads: 2, notModified: 2 });
  });
});

describe('openGithubApi, answers', () => {
  it.each<[string, Scripted, string]>([
    ['200', OK, 'ok'],
    ['204 without a body', { status: 204 }, 'ok'],
    ['a broken connection', 'lost', 'unknown'],
    ['an answer that was cut off', 'broken-body', 'unknown'],
    ['half of a JSON text', { text: '{"sha": "ab', headers: { 'content-type': 'application/json' } }, 'unknown'],
    ['a page of HTML', { text: '<html>Unicorn!</html>', headers: { 'content-type': 'text/html' } }, 'unknown'],
    ['JSON that says to be text', { text: '{"sha": "abc"}', headers: { 'content-type': 'text/plain' } }, 'unknown'],
    ['an odd content type', { text: 'x', headers: { 'content-type': ';;;' } }, 'unknown'],
    ['an empty answer', { text: '' }, 'unknown'],
    ['500', { status: 500 }, 'unknown'],
    ['502', { status: 502, text: 'bad gateway' }, 'unknown'],
    ['503', { status: 503, json: { message: 'x' } }, 'unknown'],
    ['504', { status: 504, json: { message: 'timeout' } }, 'unknown'],
    ['408', { status: 408 }, 'unknown'],
    ['401', { status: 401, json: { message: 'Bad credentials' } }, 'expired'],
    ['403', { status: 403, json: { message: 'Resource not accessible by integration' } }, 'denied'],
    ['404', { status: 404, json: { message: 'Not Found' } }, 'not-found'],
    ['409', { status: 409, json: { message: 'Git Repository is empty.' } }, 'conflict'],
    ['410', { status: 410, json: { message: 'Issues are disabled' } }, 'not-found'],
    ['413', { status: 413 }, 'refused'],
    ['422', { status: 422, json: { message: 'Validation Failed', errors: [{ resource: 'Tree', field: 'path', code: 'invalid' }, 'plain', { message: 'said' }] } }, 'refused'],
  ])('a write that meets %s is sent once', async (_, scripted, kind) => {
    const { api, asked } = scriptedApi([scripted]);
    expect(await api.rest(WRITE)).toMatchObject({ kind });
    expect(asked).toHaveLength(1);
  });

  it('names the errors of a 422', async () => {
    const { api } = scriptedApi([{ status: 422, json: { message: 'Validation Failed', errors: [{ resource: 'Tree', field: 'path', code: 'invalid' }, 'plain', { message: 'said' }] } }]);
    const answer = await api.rest(WRITE);
    expect(answer).toEqual({ kind: 'refused', errors: ['Tree path invalid', 'plain', 'said'], why: 'GitHub answered 422 to POST /repos/acme/models/git/trees: Validation Failed (Tree path invalid; plain; said)' });
  });

  it.each<[string, Scripted, boolean, string]>([
    ['data', { json: { data: { x: 1 } } }, true, 'ok'],
    ['errors and a type', { json: { data: { x: null }, errors: [{ type: 'UNPROCESSABLE', message: 'no' }] } }, true, 'errors'],
    ['errors without a type, to a mutation', { json: { data: null, errors: [{ message: 'Something went wrong' }] } }, true, 'errors'],
    ['errors without a type, to a query', { json: { data: null, errors: [{ message: 'Something went wrong' }] } }, false, 'unknown'],
    ['a mistake in the query', { json: { errors: [{ message: 'Field x', extensions: { code: 'undefinedField' } }] } }, false, 'errors'],
    ['what the token may not', { json: { data: { x: null }, errors: [{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }] } }, true, 'denied'],
    ['neither data nor errors', { json: {} }, true, 'unknown'],
    ['502', { status: 502 }, true, 'unknown'],
  ])('GraphQL that answers with %s', async (_, scripted, writes, kind) => {
    const { api, asked } = scriptedApi([scripted]);
    expect(await api.graphql({ ...MUTATION, writes })).toMatchObject({ kind });
    expect(asked).toHaveLength(kind === 'unknown' && !writes ? 4 : 1);
  });

  it('repeats a read whose answer was lost, with pauses that double, and gives up', async () => {
    const recovers = scriptedApi(['lost', { status: 502 }, OK]);
    expect(await recovers.api.rest(READ)).toMatchObject({ kind: 'ok' });
    expect(recovers.asked.map(({ atMs }) => atMs)).toEqual([0, 1000, 3000]);
    const gives = scriptedApi(['lost']);
    expect(await gives.api.rest(READ)).toMatchObject({ kind: 'unknown' });
    expect(gives.asked).toHaveLength(4);
  });

  it('says in a block to paste which permission is missing, beside those that the job needs anyway', async () => {
    const { api } = scriptedApi([{ status: 403, json: { message: 'Resource not accessible by integration' }, headers: { 'x-accepted-github-permissions': 'contents=write' } }], { needs: { contents: 'write', deployments: 'write' } });
    const answer = await api.rest(WRITE);
    expect(answer).toMatchObject({ kind: 'denied', accepted: 'contents=write' });
    expect(why(answer)).toContain('The token has no "contents: write". Give the job this block:\n\npermissions:\n  contents: write\n  deployments: write\n');
  });
});

describe('openGithubApi, rate limits', () => {
  const body = { message: 'You have exceeded a secondary rate limit.' };
  it.each<[string, Scripted, number]>([
    ['retry-after in seconds', { status: 403, json: body, headers: { 'retry-after': '30' } }, 30_000],
    ['retry-after as a date', { status: 429, json: body, headers: { 'retry-after': new Date(NOW_MS + 45_000).toUTCString() } }, 45_000],
    ['retry-after as a date of a server whose clock is ten minutes ahead', { status: 429, headers: { date: new Date(NOW_MS + 600_000).toUTCString(), 'retry-after': new Date(NOW_MS + 645_000).toUTCString() } }, 45_000],
    ['a bucket that is used up', { status: 403, json: { message: 'API rate limit exceeded' }, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW_MS / 1000 + 120) } }, 120_000],
    ['no header', { status: 403, json: body }, 60_000],
    ['429 and nothing else', { status: 429 }, 60_000],
    ['GraphQL: 200 with a type', { json: { errors: [{ type: 'RATE_LIMITED', message: 'x' }] }, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW_MS / 1000 + 77) } }, 77_000],
    ['GraphQL: 200 with words', { json: { errors: [{ message: 'API rate limit already exceeded' }] } }, 60_000],
  ])('%s: waits as long as that, then sends the same again', async (_, limited, waitMs) => {
    const { api, asked } = scriptedApi([limited, { json: { data: { x: 1 } } }]);
    expect(await api.graphql(MUTATION)).toMatchObject({ kind: 'ok' });
    expect(asked.map(({ atMs }) => atMs)).toEqual([0, waitMs]);
    expect(asked[1]!.body).toBe(asked[0]!.body);
    expect(api.spent().waitedMs).toBe(waitMs);
  });

  it('doubles the wait that GitHub does not say, and begins anew after an answer', async () => {
    const { api, asked } = scriptedApi([{ status: 429 }, { status: 429 }, { status: 429 }, OK, { status: 429 }, OK]);
    await api.rest(WRITE);
    await api.rest(WRITE);
    expect(asked.map(({ atMs }) => atMs / 60_000)).toEqual([0, 1, 3, 7, 7, 8]);
  });

  it('gives up where the wait is longer than the job, and asks nothing more before that', async () => {
    const { api, asked } = scriptedApi([{ status: 429, headers: { 'retry-after': '7200' } }]);
    expect(await api.rest(WRITE)).toMatchObject({ kind: 'limited', untilMs: NOW_MS + 7_200_000 });
    expect(await api.graphql(QUERY)).toMatchObject({ kind: 'limited' });
    expect(asked).toHaveLength(1);
  });

  it('does not wait for a limit that is too long, nor for what is left of it, and goes on when the time has come', async () => {
    const { api, clock, asked } = scriptedApi([{ status: 429, headers: { 'retry-after': '120' } }, OK], { waitMsMax: 60_000 });
    expect(await api.rest(WRITE)).toMatchObject({ kind: 'limited' });
    await clock.advance(61_000);
    expect(await api.rest(WRITE)).toMatchObject({ kind: 'limited', by: 'limit', untilMs: NOW_MS + 120_000 });
    await clock.advance(59_000);
    expect(await api.rest(WRITE)).toMatchObject({ kind: 'ok' });
    expect(asked.map(({ atMs }) => atMs)).toEqual([0, 120_000]);
    expect(api.spent().waitedMs).toBe(0);
  });

  it('keeps REST and GraphQL apart where only one is used up', async () => {
    const { api, asked } = scriptedApi([{ status: 403, json: body, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW_MS / 1000 + 7200) } }, { json: { data: { x: 1 } } }]);
    expect(await api.rest(WRITE)).toMatchObject({ kind: 'limited' });
    expect(await api.graphql(QUERY)).toMatchObject({ kind: 'ok' });
    expect(asked).toHaveLength(2);
  });

  it('takes a plain 403 for what it is', async () => {
    const { api } = scriptedApi([{ status: 403, json: { message: 'Resource not accessible by integration' }, headers: { 'x-ratelimit-remaining': '4999', 'x-ratelimit-reset': '1' } }]);
    expect(await api.rest(WRITE)).toMatchObject({ kind: 'denied' });
  });

  it('waits for a short limit after a long one', async () => {
    const { api, clock, asked } = scriptedApi([{ status: 429, headers: { 'retry-after': '120' } }, { status: 429, headers: { 'retry-after': '30' } }, OK], { waitMsMax: 60_000 });
    await api.rest(WRITE);
    await clock.advance(120_000);
    expect(await api.rest(WRITE)).toMatchObject({ kind: 'ok' });
    expect(asked.map(({ atMs }) => atMs)).toEqual([0, 120_000, 150_000]);
  });

  it('stops waiting when the run is cancelled', async () => {
    const stop = new AbortController();
    const { api, clock, asked } = scriptedApi([{ status: 429 }], { signal: stop.signal });
    clock.at(NOW_MS + 10_000, () => stop.abort());
    expect(await api.rest(WRITE)).toMatchObject({ kind: 'limited' });
    expect(clock.nowMs()).toBe(NOW_MS + 10_000);
    expect(asked).toHaveLength(1);
  });
});

describe('openGithubApi, the clock', () => {
  const HOUR_MS = 3_600_000;
  const dated = (atMs: number): Scripted => ({ json: { data: { x: 1 } }, headers: { date: new Date(atMs).toUTCString(), 'x-github-request-id': 'C0DE:1' } });
  /** A machine that is an hour ahead. */
  const ahead = (answers: readonly Scripted[], options: Partial<GithubApiOptions> = {}) => {
    const steady = virtualClock(7_000);
    const clock = serverClock({ nowMs: () => NOW_MS + HOUR_MS + steady.nowMs(), steadyMs: steady.nowMs, sleep: steady.sleep });
    return { ...scriptedApi(answers, { clock, waitsUntilMs: clock.nowMs() + 600_000, ...options }), clock, steady };
  };

  it('is put right by whatever GitHub answers, also when it refuses', async () => {
    for (const status of [200, 304, 401, 404, 422, 502]) {
      const { api, clock } = ahead([{ ...(dated(NOW_MS) as object), status, ...(status === 304 ? { json: undefined } : {}) }]);
      await api.graphql(MUTATION);
      expect(clock.nowMs(), String(status)).toBe(NOW_MS + 500);
    }
  });

  it('is left alone by what is no answer', async () => {
    const { api, clock } = ahead(['lost']);
    await api.graphql(MUTATION);
    expect(clock.nowMs()).toBe(NOW_MS + HOUR_MS + 7_000);
  });

  it('waits for a limit within the time of the job, which is as long as it was', async () => {
    const limited = (seconds: number): Scripted => ({ ...(dated(NOW_MS) as object), status: 429, headers: { date: new Date(NOW_MS).toUTCString(), 'x-github-request-id': 'C0DE:1', 'retry-after': String(seconds) } });
    const waits = ahead([limited(590), dated(NOW_MS + 590_000)]);
    expect(await waits.api.graphql(MUTATION)).toMatchObject({ kind: 'ok' });
    expect(waits.steady.nowMs()).toBe(7_000 + 590_000);
    const leaves = ahead([limited(610)]);
    expect(await leaves.api.graphql(MUTATION)).toMatchObject({ kind: 'limited', untilMs: NOW_MS + 500 + 610_000, why: expect.stringContaining(new Date(NOW_MS + 500 + 610_000).toISOString()) as string });
    expect(leaves.steady.nowMs()).toBe(7_000);
  });

  it('waits as long as GitHub says where the clock of the machine is set meanwhile', async () => {
    const steady = virtualClock(7_000);
    let offMs = 0;
    const clock = serverClock({ nowMs: () => NOW_MS + steady.nowMs() + offMs, steadyMs: steady.nowMs, sleep: steady.sleep });
    const { api, asked } = scriptedApi([{ status: 429, headers: { 'retry-after': '120' } }, OK], { clock, waitsUntilMs: clock.nowMs() + HOUR_MS });
    steady.at(17_000, () => void (offMs = 600_000));
    expect(await api.rest(WRITE)).toMatchObject({ kind: 'ok' });
    expect([asked.length, steady.nowMs()]).toEqual([2, 127_000]);
  });
});

describe('openGithubApi, when the run is cancelled', () => {
  it('breaks off a read that is on its way, finishes a write, and still reads what became of it, once', async () => {
    const stop = new AbortController();
    const { api, asked } = scriptedApi([OK, OK, 'lost'], { signal: stop.signal });
    await api.rest(READ);
    await api.rest(WRITE);
    stop.abort();
    expect(asked.map(({ signal }) => signal?.aborted)).toEqual([true, false]);
    expect(await api.rest(READ)).toMatchObject({ kind: 'unknown' });
    expect(asked).toHaveLength(3);
    expect(asked[2]!.signal?.aborted).toBe(false);
  });
});

describe('openGithubApi, a network that swallows everything', () => {
  // As long as a request may take.
  const SILENT = { kind: 'timeout', when: 'before' } as const;
  const opened = async (options: Partial<GithubApiOptions> = {}) => {
    const clock = virtualClock(NOW_MS);
    const github = githubEmulator({ clock });
    await github.createRepository('acme/models');
    const api = openGithubApi({ token: github.token(), apiUrl: 'https://api.github.com', graphqlUrl: 'https://api.github.com/graphql', repository: { owner: 'acme', repo: 'models' }, clock, signal: new AbortController().signal, waitsUntilMs: NOW_MS + 3_600_000, chance: () => 0.5, fetch: github.fetch, ...options });
    const elapsed = async (): Promise<readonly [kind: string, seconds: number]> => {
      const beganAtMs = clock.nowMs();
      const { kind } = await api.rest({ method: 'GET', path: '/repos/{owner}/{repo}' });
      return [kind, (clock.nowMs() - beganAtMs) / 1000];
    };
    return { api, clock, github, elapsed };
  };

  it('is given up after a while, and nothing more is asked for half a minute: ten requests take no longer than one', async () => {
    const { api, clock, github, elapsed } = await opened();
    github.faults.plan({ route: '*', ...SILENT, times: 'always' });
    const [kind, seconds] = await elapsed();
    expect(kind).toBe('unknown');
    expect(seconds).toBeLessThan(80);
    const asked = github.requests().length;
    for (let request = 0; request < 10; request += 1) expect(await elapsed()).toEqual(['limited', 0]);
    expect(github.requests()).toHaveLength(asked);
    expect(why(await api.rest(READ))).toMatch(/^GitHub has not answered anything for a while, so that GET .* was not asked; nothing is until 20\d\d-\d\d-\d\dT/);
    // One request finds out whether somebody is there again.
    await clock.advance(30_000);
    expect((await elapsed())[0]).toBe('unknown');
    expect(github.requests()).toHaveLength(asked + 1);
    await clock.advance(30_000);
    github.faults.clear();
    expect(await elapsed()).toEqual(['ok', 0]);
    github.faults.plan({ route: '*', kind: 'hang-up', when: 'before' });
    expect(await elapsed()).toEqual(['ok', 1]);
  });

  it('is given up at the first request where what it is for can wait', async () => {
    const { github, elapsed } = await opened({ silenceMsMax: 10_000 });
    github.faults.plan({ route: '*', ...SILENT, times: 'always' });
    expect((await elapsed())[1]).toBeLessThanOrEqual(30);
    expect(github.requests()).toHaveLength(1);
    expect(await elapsed()).toEqual(['limited', 0]);
  });
});

describe('openGithubApi, the token', () => {
  it('follows what was renamed at the same address, with method and body', async () => {
    const { api, asked } = scriptedApi([{ status: 301, headers: { location: '/repositories/7/git/trees' } }, { status: 307, headers: { location: 'https://api.github.test/repositories/8/git/trees' } }, OK]);
    expect(await api.rest({ ...WRITE, params: { tree: ['x'] } })).toMatchObject({ kind: 'ok' });
    expect(asked.map(({ method, url, body }) => `${method} ${new URL(url).pathname} ${body}`)).toEqual(['POST /repos/acme/models/git/trees', 'POST /repositories/7/git/trees', 'POST /repositories/8/git/trees'].map((line) => `${line} {"tree":["x"]}`));
  });

  it.each(['https://evil.test/repos', 'http://api.github.test/repos', 'https://api.github.test:444/', 'https://api.github.test.evil.test/', '//evil.test/x', 'nonsense://'])('goes nowhere else: %s', async (location) => {
    const { api, asked } = scriptedApi([{ status: 302, headers: { location } }, OK]);
    const answer = await api.rest(WRITE);
    expect(answer).toMatchObject({ kind: 'refused' });
    expect(asked).toHaveLength(1);
    expect(why(answer)).toContain('the token stays here');
  });

  it('does not follow for ever', async () => {
    const { api, asked } = scriptedApi([{ status: 302, headers: { location: '/again' } }]);
    expect(await api.rest(WRITE)).toMatchObject({ kind: 'refused' });
    expect(asked).toHaveLength(4);
  });

  it('is in no message, in no spelling, and foreign words are one inert line', async () => {
    const spellings = [TOKEN, Buffer.from(TOKEN).toString('base64'), Buffer.from(TOKEN).toString('hex'), Buffer.from(`x-access-token:${TOKEN}`).toString('base64')];
    const hostile = `::error::x\n::add-mask::y \u001b[31m \u202e ${spellings.join(' ')} ${'a'.repeat(100_000)}`;
    for (const scripted of ['lost', { status: 422, json: { message: hostile, errors: [hostile] } }, { status: 403, json: { message: hostile }, headers: { 'x-accepted-github-permissions': '<script>; ::x' } }, { status: 401, json: { message: hostile } }] as const) {
      const { api } = scriptedApi([scripted]);
      const text = why(await api.rest(WRITE));
      for (const spelling of spellings) expect(text).not.toContain(spelling.replace(/=+$/, ''));
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]|^::/m);
      expect(text.length).toBeLessThan(2_000);
    }
  });
});
