// What a route gets: one admitted request, decoded, with the repository as this request sees it.
import type { EmulatedRepository, RepositoryView } from '../repository/emulated-repository.ts';
import type { Push } from '../repository/move-refs.ts';
import type { Answer } from './answer.ts';
import type { Token } from './token.ts';

export interface Caller {
  readonly token: Token | 'anonymous';
  readonly login: string;
  /** Where this server is for the one who asks, e.g. `https://api.github.test` or `http://127.0.0.1:1234/api/v3`. */
  readonly apiUrl: string;
  /** Where people look. */
  readonly htmlUrl: string;
  readonly nowMs: number;
  /** Ids of whatever is made, rising. */
  nextId(): number;
}

export interface Call extends Caller {
  readonly repository: EmulatedRepository;
  /** A write sees what is; a read may see what was. */
  readonly view: RepositoryView;
  readonly params: Readonly<Record<string, string>>;
  /** As sent, behind the server's address. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  /** Media types that the one who asks would like. */
  readonly accepts: string;
}

export type Handler = (call: Call) => Promise<Answer>;

/** One page of what was asked for, with `Link`. At most 100 a page, 30 if nothing was said. */
export function page(call: Call, all: readonly unknown[], wrap: (items: readonly unknown[]) => unknown = (items) => items): Answer {
  const size = Math.min(100, Math.max(1, numberOf(call.query.get('per_page'), 30)));
  const at = pageOf(call);
  const last = Math.max(1, Math.ceil(all.length / size));
  const body = wrap(all.slice((at - 1) * size, at * size));
  return { status: 200, body, ...linked(call, [['prev', at - 1, at > 1], ['next', at + 1, at < last], ['last', last, at < last], ['first', 1, at > 1]]) };
}

/** The page that is asked for, from 1. */
export function pageOf(call: Pick<Call, 'query'>): number {
  return Math.max(1, numberOf(call.query.get('page'), 1));
}

function linked(call: Call, pages: readonly (readonly [string, number, boolean])[]): { readonly headers?: Readonly<Record<string, string>> } {
  const links = pages.filter(([, , is]) => is).map(([rel, to]) => {
    const query = new URLSearchParams(call.query);
    query.set('page', String(to));
    return `<${call.apiUrl}${call.path}?${query.toString()}>; rel="${rel}"`;
  });
  return links.length === 0 ? {} : { headers: { link: links.join(', ') } };
}

function numberOf(text: string | null, otherwise: number): number {
  const number = Number(text ?? otherwise);
  return Number.isSafeInteger(number) ? number : otherwise;
}

export function textIn(body: Readonly<Record<string, unknown>>, name: string, otherwise = ''): string {
  const value = body[name];
  return typeof value === 'string' ? value : otherwise;
}

export function textOrNull(body: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = body[name];
  return typeof value === 'string' ? value : null;
}

export function instant(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, -'.000Z'.length)}Z`;
}

/** What a job's own token does starts no workflow. */
export function startsWorkflows({ token }: Caller): boolean {
  return token !== 'anonymous' && token.kind !== 'job';
}

/** As whom somebody pushes. */
export function pushOf(caller: Caller): Push {
  return { actor: caller.login, startsWorkflows: startsWorkflows(caller), mayChangeWorkflows: caller.token !== 'anonymous' && caller.token.permissions.workflows === 'write' };
}
