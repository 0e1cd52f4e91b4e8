// What the client of GitHub's API offers, and what can come of a request. Every answer is a value; nothing is thrown for what GitHub or the network does.
import type { Permissions } from './missing-permission.ts';
import type { RepositoryName } from './repository-of.ts';

/**
 * One client per job. Requests that GitHub put off (rate limits) are sent again when it said so, within the deadline that the client was
 * opened with. Reads are repeated when their answer is lost; writes never are: the caller reads back what became of them.
 */
export interface GithubApi {
  readonly repository: RepositoryName;
  /** What is read has the form that GitHub documents for `T`, as far as the caller does not check it. */
  rest<T>(request: RestRequest): Promise<ApiAnswer<T>>;
  graphql<T>(request: GraphqlRequest): Promise<ApiAnswer<T>>;
  /** What to do for somebody who lacks `missing`, in the words of a denied answer; the block to paste has `besides` as well, and all that the job needs. */
  toGrant(missing: Permissions, besides: Permissions): string;
  /** So far, by kind. */
  spent(): RequestsSpent;
}

export interface RestRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** With the placeholders of GitHub's documentation, e.g. `/repos/{owner}/{repo}/git/trees`. Owner and repository are filled in. */
  readonly path: string;
  /** Placeholders of the path; all others are the query of a GET or DELETE, or the body. */
  readonly params?: Readonly<Record<string, unknown>>;
}

export interface GraphqlRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** A mutation. */
  readonly writes: boolean;
}

/** `why` is one line for people with what was asked and what came; foreign words in it are inert, and it holds no secret. */
export type ApiAnswer<T> =
  | { readonly kind: 'ok'; readonly value: T; readonly headers: ResponseHeaders }
  /** No answer, or none that can be read. What was asked for may have been done. */
  | { readonly kind: 'unknown'; readonly why: string }
  /** The token may not. `accepted`: what would be enough for this request, as GitHub says it; empty where it does not. `seen`: `why` without what to do, which has the block to paste. */
  | { readonly kind: 'denied'; readonly why: string; readonly seen: string; readonly accepted: string }
  /** The token is not valid, or not any more. */
  | { readonly kind: 'expired'; readonly why: string }
  /** Not there, or not for this token to see. */
  | { readonly kind: 'not-found'; readonly why: string }
  /** 409: the repository is empty or busy. */
  | { readonly kind: 'conflict'; readonly why: string }
  /** 422 and other words for no: a mistake of ours, or a rule of the repository. */
  | { readonly kind: 'refused'; readonly why: string; readonly errors: readonly string[] }
  /** GraphQL: 200 with errors. `value` is what came all the same. */
  | { readonly kind: 'errors'; readonly why: string; readonly errors: readonly GraphqlError[]; readonly value: T | undefined }
  /** Not asked, and so not done. `limit`: GitHub wants nothing before then, later than we wait. `silence`: it has answered nothing for a while. */
  | { readonly kind: 'limited'; readonly by: 'limit' | 'silence'; readonly why: string; readonly untilMs: number };

export type FailedAnswer = Exclude<ApiAnswer<unknown>, { readonly kind: 'ok' }>;

export interface GraphqlError {
  /** E.g. `NOT_FOUND`; empty where GitHub gives none. */
  readonly type: string;
  readonly message: string;
}

/** By lower-case name. */
export type ResponseHeaders = Readonly<Record<string, string>>;

export interface RequestsSpent {
  readonly restReads: number;
  readonly restWrites: number;
  readonly graphql: number;
  /** Reads answered with 304, which GitHub does not count. */
  readonly notModified: number;
  /** For rate limits. */
  readonly waitedMs: number;
}
