// What a job asked of GitHub, as one line for its log.
import type { RequestsSpent } from './github-api.ts';

export function spentText({ restReads, restWrites, graphql, notModified, waitedMs }: RequestsSpent): string {
  const parts = [
    counted(graphql, 'GraphQL request'),
    counted(restReads, 'REST read'),
    counted(restWrites, 'REST write'),
    ...(notModified === 0 ? [] : [`${notModified} answered from what was known`]),
    ...(waitedMs === 0 ? [] : [`waited ${Math.ceil(waitedMs / 1000)} s for rate limits`]),
  ];
  return `GitHub: ${parts.join(', ')}`;
}

/** Of several clients of one job. */
export function sumOfSpent(all: readonly RequestsSpent[]): RequestsSpent {
  return all.reduce((sum, one) => ({
    restReads: sum.restReads + one.restReads,
    restWrites: sum.restWrites + one.restWrites,
    graphql: sum.graphql + one.graphql,
    notModified: sum.notModified + one.notModified,
    waitedMs: sum.waitedMs + one.waitedMs,
  }));
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
