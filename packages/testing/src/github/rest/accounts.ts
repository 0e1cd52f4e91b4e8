// The one who asks, what is left for that one, and the repository itself.
import { ok, problem, type Answer } from '../server/answer.ts';
import type { Caller, Handler } from '../server/call.ts';
import type { Resource, Spent } from '../server/limits.ts';
import { account, fullRepository } from './shapes.ts';

export const ACCOUNTS: Readonly<Record<string, Handler>> = {
  'repos/get': async (call) => ok(fullRepository(call)),
};

/** Apps and jobs have no profile. */
export function profile(caller: Caller): Answer {
  if (caller.token === 'anonymous') return problem(401, 'Requires authentication');
  if (caller.token.kind !== 'person') return problem(403, 'Resource not accessible by integration');
  const nothing = { name: null, company: null, blog: '', location: null, email: null, hireable: null, bio: null };
  const counts = { public_repos: 0, public_gists: 0, followers: 0, following: 0 };
  return ok({ ...account(caller, caller.login), ...nothing, ...counts, created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' });
}

export function rateLimit(spent: (resource: Resource) => Spent): Answer {
  const shown = ({ limit, used, remaining, resetAtMs }: Spent) => ({ limit, used, remaining, reset: Math.ceil(resetAtMs / 1000) });
  const core = shown(spent('core'));
  return ok({ resources: { core, search: { ...core, limit: 30, used: 0, remaining: 30 }, graphql: shown(spent('graphql')) }, rate: core });
}
