// Pages of a list as GraphQL has them: nodes, edges, cursors.
import { githubError } from './graphql-error.ts';

export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
}

const PAGE_MAX = 100;

/** How many are asked for, behind how many others. Cursors are places in the list, in disguise. */
export function pageOf(name: string, { first, after, last }: PageArguments): { readonly from: number; readonly count: number } {
  const asked = first ?? last;
  if (asked === null || asked === undefined) throw githubError('MISSING_PAGINATION_BOUNDARIES', `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`);
  if (asked > PAGE_MAX || asked < 0) throw githubError('EXCESSIVE_PAGINATION', `Requesting ${asked} records on the \`${name}\` connection exceeds the \`first\` limit of ${PAGE_MAX} records.`);
  const place = typeof after === 'string' ? Number(Buffer.from(after, 'base64').toString('latin1').replace(/^cursor:/, '')) : -1;
  return { from: Number.isSafeInteger(place) ? place + 1 : 0, count: asked };
}

export function connection<T>(all: readonly T[], { from, count }: { readonly from: number; readonly count: number }, total: number | (() => Promise<number>) = all.length) {
  const cursor = (place: number): string => Buffer.from(`cursor:${place}`).toString('base64');
  const nodes = all.slice(from, from + count);
  return {
    nodes,
    edges: nodes.map((node, index) => ({ node, cursor: cursor(from + index) })),
    totalCount: total,
    pageInfo: { hasNextPage: all.length > from + count, hasPreviousPage: from > 0, startCursor: nodes.length === 0 ? null : cursor(from), endCursor: nodes.length === 0 ? null : cursor(from + nodes.length - 1) },
  };
}
