// From a method and a path to a route and its parameters. References may have their slashes raw or encoded.
import { ROUTES, type Route } from '../routes.ts';

export interface RouteMatch {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Parameters that may hold slashes. */
const WITH_SLASHES = new Set(['ref', 'path', 'basehead', 'branch', 'tag']);

const PATTERNS = ROUTES.map((route) => ({ route, pattern: new RegExp(`^${route.path.replace(/\{(\w+)\}/g, (_, name: string) => (WITH_SLASHES.has(name) ? `(?<${name}>.+)` : `(?<${name}>[^/]+)`))}/?$`) }));

/** The more of a path is fixed, the earlier it is tried: `/releases/tags/x` is no release, `/commits/x/status` no commit. */
const BY_LENGTH = PATTERNS.toSorted((a, b) => fixedPart(b.route).length - fixedPart(a.route).length);

export function matchRoute(method: string, path: string): RouteMatch | 'no-route' {
  for (const { route, pattern } of BY_LENGTH) {
    if (route.method !== method && !(method === 'HEAD' && route.method === 'GET')) continue;
    const groups = pattern.exec(path)?.groups;
    if (groups === undefined && !pattern.test(path)) continue;
    try {
      return { route, params: Object.fromEntries(Object.entries(groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)])) };
    } catch {
      // A percent sign that encodes nothing: no such thing is there.
      return 'no-route';
    }
  }
  return 'no-route';
}

function fixedPart({ path }: Route): string {
  return path.replace(/\{\w+\}/g, '');
}

/** The path without what a server puts before it: `/api/v3/repos/..` and `/repos/..` are one, and so are `/api/graphql` and `/graphql`. */
export function withoutPrefix(path: string): { readonly prefix: string; readonly path: string } {
  if (path === '/api/graphql') return { prefix: '/api', path: '/graphql' };
  return path.startsWith('/api/v3/') ? { prefix: '/api/v3', path: path.slice('/api/v3'.length) } : { prefix: '', path };
}
