// Invariant 19: silence proves nothing.
import type { Checker } from './checker.ts';
import { inspection } from './inspection.ts';
import { bookOf } from './reference/book.ts';

export const noTrafficNeverPromotes: Checker = {
  id: '19-no-traffic-never-promotes',
  rule: 'Without a request nothing is raised and nothing is promoted, and at the deadline the release ends as the policy says or asks a person.',
  check: (recording) => {
    const found = inspection();
    for (const { event, atMs, seen } of bookOf(recording).looks) {
      const { decision, situation } = event;
      const { policy, started } = seen;
      const isMeasured = policy.plan.some(({ kind }) => kind === 'ramp' || kind === 'split');
      // Users who are seen for the first time, and samples of a gauge, are not the traffic.
      const counts = policy.checks.some(({ signal }) => signal.kind !== 'level' && !(signal.kind === 'share' && signal.unit === 'users'));
      const requests = Object.values(seen.checks).reduce((sum, { total }) => sum + total.stable.trials + total.candidate.trials, 0);
      if (!isMeasured || !counts || requests > 0 || seen.phase !== 'trial') continue;
      found.expect(decision.kind !== 'promote', atMs, 'promoted without a request');
      found.expect(decision.kind !== 'advance' || decision.to <= seen.weight || hasDropped(seen), atMs, 'raised without a request');
      const isLate = situation.nowMs - started.atMs >= policy.promise.decideWithinMs;
      const isAway = situation.router.kind !== 'read' || situation.frozen.kind === 'unreadable';
      if (isLate && !isAway && policy.promise.ifUndecided === 'rollback') found.expect(decision.kind === 'rollback' || decision.kind === 'halt', atMs, `at the deadline, without a request, the decision is ${decision.kind}`);
    }
    return found.checked();
  },
};

/** Requests around a change of the weight are not tested, and are requests all the same. */
function hasDropped({ checks }: { readonly checks: Readonly<Record<string, { readonly requestsPerMs: number }>> }): boolean {
  return Object.values(checks).some(({ requestsPerMs }) => requestsPerMs > 0);
}
