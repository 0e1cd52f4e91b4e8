// The client: every request of Rampart to GitHub's API goes through here, is counted, and comes back as a value.
import { classifyReply } from './classify-reply.ts';
import type { Asked, Wording } from './classify-reply.ts';
import type { ApiAnswer, GithubApi, GraphqlRequest, RestRequest } from './github-api.ts';
import { limitGate, tokenLimits } from './limit-gate.ts';
import type { ApiClock, TokenLimits } from './limit-gate.ts';
import { mergedPermissions, missingPermission } from './missing-permission.ts';
import type { Permissions } from './missing-permission.ts';
import { openGithub } from './open-github.ts';
import { plainWords, scrubber } from './plain-words.ts';
import { rateLimitOf } from './rate-limit.ts';
import type { RepositoryName } from './repository-of.ts';
import { sameHostFetch } from './same-host-fetch.ts';
import type { Fetch } from './same-host-fetch.ts';
import { sendRequest } from './send-request.ts';
import type { RequestParts } from './send-request.ts';

export interface GithubApiOptions {
  readonly token: string;
  /** `GITHUB_API_URL` and `GITHUB_GRAPHQL_URL`. */
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  readonly repository: RepositoryName;
  readonly clock: ApiClock;
  /** Ends waiting, and reads that are on their way. A write that is on its way is finished, and what became of it may still be read. */
  readonly signal: AbortSignal;
  /** Ends what is left when even a write has had its time. Default: never. */
  readonly over?: AbortSignal;
  /** Shared with other clients of the same token. Default: its own. */
  readonly limits?: TokenLimits;
  /** By `clock` as it is when this is opened. No wait, for a limit or before another try, ends later. */
  readonly waitsUntilMs: number;
  /** Limits that are longer when GitHub tells of them are not waited for at all: traffic must not go unwatched for the hour that a used-up limit takes. Default: all are. */
  readonly waitMsMax?: number;
  /** So long may go by without any answer; then nothing more is asked for half a minute, and the caller is told so at once. Default: three quarters of a minute. */
  readonly silenceMsMax?: number;
  /** All that the job's `permissions:` should have: for the block to paste when one is missing. */
  readonly needs?: Permissions;
  /** The input by which a token came that is not the job's own, for the message where it may not. */
  readonly givenAs?: string;
  /** One request takes no longer; GitHub itself gives up after ten seconds. */
  readonly timeoutMs?: number;
  /** In [0, 1): spreads the tries of jobs that run at once. */
  readonly chance?: () => number;
  readonly fetch?: Fetch;
}

const API_VERSION = '2022-11-28';
const READ_TRIES = 4;
const FIRST_PAUSE_MS = 1_000;

interface Prepared extends Asked {
  readonly parts: Omit<RequestParts, 'signal'>;
}

export function openGithubApi(options: GithubApiOptions): GithubApi {
  const { clock, signal, over, limits = tokenLimits(), waitsUntilMs, waitMsMax = Number.POSITIVE_INFINITY, silenceMsMax = 45_000, repository, timeoutMs = 20_000, chance = Math.random } = options;
  const github = openGithub({ token: options.token, apiUrl: options.apiUrl, fetch: sameHostFetch(options.fetch ?? globalThis.fetch, [options.apiUrl, options.graphqlUrl]) });
  const wording: Wording = { scrub: scrubber(options.token), needs: options.needs ?? {}, ...(options.givenAs === undefined ? {} : { givenAs: options.givenAs }) };
  // Waits are as long as they are, also where a clock is set, or put right by what GitHub answers.
  const steady = { nowMs: () => clock.steadyMs?.() ?? clock.nowMs(), sleep: (durationMs: number, until?: AbortSignal) => clock.sleep(durationMs, until) };
  const endsAtMs = steady.nowMs() + waitsUntilMs - clock.nowMs();
  const gate = limitGate({ limits, clock: steady, signal, waitsUntilMs: endsAtMs, waitMsMax, silenceMsMax, requestMsMax: timeoutMs });
  const kept = new Map<string, Kept>();
  const count = { restReads: 0, restWrites: 0, graphql: 0, notModified: 0 };

  const once = async (prepared: Prepared): Promise<ApiAnswer<unknown> | 'limit'> => {
    const key = JSON.stringify([prepared.parts.url, prepared.parts.placeholders, prepared.parts.query]);
    const last = prepared.parts.method === 'GET' ? kept.get(key) : undefined;
    const headers = { ...prepared.parts.headers, 'x-github-api-version': API_VERSION, ...(last === undefined ? {} : { 'if-none-match': last.etag }) };
    const timeout = AbortSignal.timeout(timeoutMs);
    const sentAtMs = steady.nowMs();
    const reply = await sendRequest(github, { ...prepared.parts, headers, signal: AbortSignal.any([timeout, ...(over === undefined ? [] : [over]), ...(prepared.writes || signal.aborted ? [] : [signal])]) });
    if (reply.kind === 'reply') clock.heard?.({ method: prepared.parts.method, headers: reply.headers, sentAtMs, cameAtMs: steady.nowMs() });
    if (reply.kind === 'reply' && reply.status === 304 && last !== undefined) {
      count.notModified += 1;
      return { kind: 'ok', value: last.value, headers: reply.headers };
    }
    if (prepared.via === 'graphql') count.graphql += 1;
    else if (prepared.writes) count.restWrites += 1;
    else count.restReads += 1;
    const limit = reply.kind === 'reply' ? rateLimitOf(reply, clock.nowMs()) : 'none';
    if (limit !== 'none') {
      gate.close(prepared.via, limit);
      return 'limit';
    }
    const answer = classifyReply(reply, prepared, wording);
    if (answer.kind === 'ok') gate.served(prepared.via);
    const etag = answer.kind === 'ok' ? (answer.headers['etag'] ?? '') : '';
    if (answer.kind === 'ok' && prepared.parts.method === 'GET' && etag !== '') kept.set(key, { etag, value: answer.value });
    return answer;
  };

  const exchange = async (prepared: Prepared): Promise<ApiAnswer<unknown>> => {
    for (let tries = 1; ; ) {
      const passage = await gate.pass(prepared.via);
      if (passage.kind === 'closed') {
        const untilMs = Math.ceil(clock.nowMs() + passage.untilMs - steady.nowMs());
        return { kind: 'limited', by: passage.by, untilMs, why: WHY_NOT_ASKED[passage.by](prepared.what, untilMs) };
      }
      const sentAtMs = steady.nowMs();
      const answer = await once(prepared);
      if (answer === 'limit' || answer.kind !== 'unknown') gate.heard();
      else if (gate.unheard(sentAtMs) === 'closed') return answer;
      // Not done, whatever it was: the same again, as soon as it may.
      if (answer === 'limit') continue;
      const pauseMs = FIRST_PAUSE_MS * 2 ** (tries - 1) * (0.5 + chance());
      const isOver = prepared.writes || tries === READ_TRIES || signal.aborted || steady.nowMs() + pauseMs > endsAtMs;
      if (answer.kind !== 'unknown' || isOver) return answer;
      tries += 1;
      await clock.sleep(pauseMs, signal);
    }
  };

  return {
    repository,
    // The caller knows the form of what it asks for, and decodes what it depends on.
    rest: async <T>(request: RestRequest) => (await exchange(prepareRest(request, repository))) as ApiAnswer<T>,
    graphql: async <T>(request: GraphqlRequest) => (await exchange(prepareGraphql(request, options.graphqlUrl))) as ApiAnswer<T>,
    toGrant: (missing, besides) => missingPermission({ accepted: '', needs: mergedPermissions(wording.needs, besides), purpose: missing, ...(wording.givenAs === undefined ? {} : { givenAs: wording.givenAs }) }),
    spent: () => ({ ...count, waitedMs: gate.waitedMs() }),
  };
}

interface Kept {
  readonly etag: string;
  readonly value: unknown;
}

function prepareRest({ method, path, params = {} }: RestRequest, repository: RepositoryName): Prepared {
  const names = new Set([...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name));
  const all: Readonly<Record<string, unknown>> = { ...repository, ...params };
  const placeholders = Object.fromEntries([...names].map((name) => [name, String(all[name])]));
  const others = Object.fromEntries(Object.entries(params).filter(([name]) => !names.has(name)));
  const writes = method !== 'GET';
  const hasBody = method === 'POST' || method === 'PATCH' || method === 'PUT';
  const what = `${method} ${path.replace(/\{(\w+)\}/g, (_, name: string) => plainWords(placeholders[name] ?? '', (text) => text))}`;
  return { what, via: 'rest', writes, parts: { method, url: path, placeholders, query: hasBody ? {} : others, body: hasBody ? { kind: 'json', text: JSON.stringify(others) } : { kind: 'none' }, headers: {} } };
}

function prepareGraphql({ query, variables, writes }: GraphqlRequest, url: string): Prepared {
  const body = { kind: 'json', text: JSON.stringify({ query, variables }) } as const;
  return { what: writes ? 'a GraphQL mutation' : 'a GraphQL query', via: 'graphql', writes, parts: { method: 'POST', url, placeholders: {}, query: {}, body, headers: {} } };
}

const WHY_NOT_ASKED: Readonly<Record<'limit' | 'silence', (what: string, untilMs: number) => string>> = {
  limit: (what, untilMs) => `GitHub's rate limit is used up until ${new Date(untilMs).toISOString()}, later than this job waits: ${what} was not done. The next run goes on from here`,
  silence: (what, untilMs) => `GitHub has not answered anything for a while, so that ${what} was not asked; nothing is until ${new Date(untilMs).toISOString()}. If that lasts, look at the network between the runner and GitHub, or at githubstatus.com`,
};
