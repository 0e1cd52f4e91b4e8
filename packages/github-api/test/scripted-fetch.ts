// A network of a list of answers, one per request, in order; and what was asked.
import { virtualClock } from '@rampart/testing/fakes';
import type { VirtualClock } from '@rampart/testing/fakes';
import { openGithubApi } from '../src/open-github-api.ts';
import type { GithubApiOptions } from '../src/open-github-api.ts';
import type { GithubApi } from '../src/github-api.ts';

export const TOKEN = 'ghs_0123456789abcdefSECRET';

export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
  readonly atMs: number;
  readonly signal: AbortSignal | null | undefined;
}

/** `lost`: the connection breaks. */
export type Scripted = 'lost' | 'broken-body' | { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly json?: unknown; readonly text?: string };

export interface ScriptedApi {
  readonly api: GithubApi;
  readonly clock: VirtualClock;
  readonly asked: readonly Asked[];
}

export const NOW_MS = 1_700_000_000_000;

/** The last answer stands for all further requests. */
export function scriptedApi(answers: readonly Scripted[], options: Partial<GithubApiOptions> = {}): ScriptedApi {
  const clock = virtualClock(NOW_MS);
  const asked: Asked[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    asked.push({ method: init?.method ?? 'GET', url: input instanceof Request ? input.url : String(input), headers, body: typeof init?.body === 'string' ? init.body : '', atMs: clock.nowMs() - NOW_MS, signal: init?.signal });
    const answer = answers[Math.min(asked.length, answers.length) - 1] ?? 'lost';
    if (answer === 'lost') throw new TypeError('fetch failed', { cause: new Error(`socket hang up while sending Bearer ${TOKEN}`) });
    if (answer === 'broken-body') return new Response(brokenBody(), { headers: { 'content-type': 'application/json' } });
    const body = answer.text ?? (answer.json === undefined ? null : JSON.stringify(answer.json));
    return new Response(body, { status: answer.status ?? 200, headers: { ...(answer.json === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }), ...answer.headers } });
  };
  const api = openGithubApi({
    token: TOKEN,
    apiUrl: 'https://api.github.test',
    graphqlUrl: 'https://api.github.test/graphql',
    repository: { owner: 'acme', repo: 'models' },
    clock,
    signal: new AbortController().signal,
    waitsUntilMs: NOW_MS + 3_600_000,
    chance: () => 0.5,
    fetch,
    ...options,
  });
  return { api, clock, asked };
}

function brokenBody(): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode('{"sha": "abc')),
    pull: (controller) => controller.error(new TypeError('terminated')),
  });
}
