// A request, taken apart before anything is decided about it.
import { operationOf, parseQuery, type ParsedQuery } from '../graphql/schema.ts';
import type { Route } from '../routes.ts';
import { matchRoute, withoutPrefix } from './match-route.ts';
import { credentialsOf } from './token.ts';

export interface Incoming {
  readonly request: Request;
  readonly operation: string;
  readonly writes: boolean;
  readonly target: { readonly kind: 'rest'; readonly route: Route; readonly params: Readonly<Record<string, string>> } | { readonly kind: 'graphql'; readonly query: ParsedQuery } | { readonly kind: 'unknown' };
  /** Path and query as sent. */
  readonly sent: string;
  /** Path behind the prefix, not decoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly text: string;
  /** Decoded JSON; `undefined` without a body. */
  readonly body: unknown;
  readonly isJson: boolean;
  readonly credentials: string;
  readonly apiUrl: string;
  readonly htmlUrl: string;
}

/** `pathOfId`: what `/repositories/{id}` means. */
export async function receive(request: Request, pathOfId: (id: number) => string): Promise<Incoming> {
  const url = new URL(request.url);
  const { prefix, path: behind } = withoutPrefix(url.pathname);
  const path = behind.replace(/^\/repositories\/(\d+)/, (_, id: string) => pathOfId(Number(id)));
  const text = request.method === 'GET' || request.method === 'HEAD' ? '' : await request.text();
  const parsed = parseJson(text);
  const common = { request, sent: `${url.pathname}${url.search}`, path, query: url.searchParams, text, body: parsed.value, isJson: parsed.isJson, credentials: credentialsOf(request), apiUrl: `${url.origin}${prefix}`, htmlUrl: url.origin };
  if (path === '/graphql' && request.method === 'POST') {
    const body = parsed.value;
    const query = parseQuery(typeof body === 'object' && body !== null && 'query' in body && typeof body.query === 'string' ? body.query : '');
    const { name, writes } = operationOf(query);
    return { ...common, operation: name, writes, target: { kind: 'graphql', query } };
  }
  const match = matchRoute(request.method, path);
  if (match === 'no-route') return { ...common, operation: 'unknown', writes: !['GET', 'HEAD'].includes(request.method), target: { kind: 'unknown' } };
  return { ...common, operation: match.route.operation, writes: match.route.method !== 'GET', target: { kind: 'rest', ...match } };
}

function parseJson(text: string): { readonly value: unknown; readonly isJson: boolean } {
  if (text === '') return { value: undefined, isJson: true };
  try {
    return { value: JSON.parse(text) as unknown, isJson: true };
  } catch {
    return { value: undefined, isJson: false };
  }
}
