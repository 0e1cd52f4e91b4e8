// Refusals that a fault puts in place of an answer, in the form of the API that was asked.
import type { Fault } from '../faults/fault.ts';
import { refusedQuery } from '../graphql/execute.ts';
import { acceptedPermissions } from '../routes.ts';
import { invalid, notFound, problem, ruleViolation, type Answer } from './answer.ts';
import type { Incoming } from './incoming.ts';

export type RefusingFault = Extract<Fault, { readonly kind: 'secondary-limit' | 'forbidden' | 'not-found' | 'conflict' | 'rule-violation' | 'push-protection' | 'reference-update-failed' }>;

export function refusalUnder(fault: RefusingFault, incoming: Incoming, nowMs: number): Answer {
  if (fault.kind === 'secondary-limit') return secondaryLimit(fault.status, fault.retryAfter, fault.waitMs, nowMs);
  return incoming.target.kind === 'graphql' ? inGraphql(fault.kind, incoming.target.query) : inRest(fault.kind, incoming);
}

export function secondaryLimit(status: 403 | 429, retryAfter: 'seconds' | 'date' | 'none', waitMs: number, nowMs: number): Answer {
  const until = retryAfter === 'seconds' ? String(Math.ceil(waitMs / 1000)) : new Date(Math.ceil((nowMs + waitMs) / 1000) * 1000).toUTCString();
  const refusal = problem(status, 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again. If you reach out to GitHub Support for help, please include the request ID.');
  return retryAfter === 'none' ? refusal : { ...refusal, headers: { 'retry-after': until } };
}

type Refusing = Exclude<RefusingFault['kind'], 'secondary-limit'>;

const RULE = 'Cannot update this protected ref.';

function inRest(kind: Refusing, incoming: Incoming): Answer {
  switch (kind) {
    case 'forbidden': {
      const needs = incoming.target.kind === 'rest' ? acceptedPermissions(incoming.target.route.needs) : '';
      return { ...problem(403, 'Resource not accessible by integration'), headers: { 'x-accepted-github-permissions': needs } };
    }
    case 'not-found':
      return notFound();
    case 'conflict':
      return problem(409, 'Git Repository is empty.');
    case 'rule-violation':
      return ruleViolation([RULE]);
    case 'push-protection':
      return ruleViolation(['Push cannot contain secrets']);
    case 'reference-update-failed':
      return invalid('Reference update failed');
  }
}

function inGraphql(kind: Refusing, query: Parameters<typeof refusedQuery>[0]): Answer {
  switch (kind) {
    case 'forbidden':
      return refusedQuery(query, 'FORBIDDEN', 'Resource not accessible by integration');
    case 'not-found':
      return refusedQuery(query, 'NOT_FOUND', 'Could not resolve to a Repository.');
    case 'conflict':
      return refusedQuery(query, '', 'Something went wrong while executing your query. Please include the request ID when reporting this issue.');
    case 'rule-violation':
      return refusedQuery(query, 'UNPROCESSABLE', `Repository rule violations found\n\n${RULE}\n\n`);
    case 'push-protection':
      return refusedQuery(query, 'UNPROCESSABLE', 'Repository rule violations found\n\nPush cannot contain secrets\n\n');
    case 'reference-update-failed':
      return refusedQuery(query, 'UNPROCESSABLE', 'Reference update failed');
  }
}
