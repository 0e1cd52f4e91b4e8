// What a policy promises, in numbers, read anew from docs/policies: the odds that its error budget asks for, and the most traffic that its bad requests bear.
import { onlyTells } from '@rampart/rollout-policy';
import type { Check, Policy } from '@rampart/rollout-policy';
import type { Book } from './book.ts';
import { isBadRequest } from './counted-check.ts';

/** The budget is split evenly over the checks that can roll back; a bake without holdback keeps half of it. */
export function oddsAskedFor({ checks, plan, promise }: Policy, check: Check): number {
  const sharing = check.then === 'rollback' ? checks.filter(({ then }) => then === 'rollback').length : 1;
  return sharing / budget({ plan, promise });
}

export function budget({ plan, promise }: Pick<Policy, 'plan' | 'promise'>): number {
  return plan.some((stage) => stage.kind === 'bake' && stage.holdback === 0) ? promise.falseAlarmRatio / 2 : promise.falseAlarmRatio;
}

export function labelsOf({ signal }: Check): { readonly everyMs: number; readonly matureMs: number } | 'none' {
  if (signal.kind === 'labels' || signal.kind === 'pairs' || signal.kind === 'calibration') return signal;
  return signal.kind === 'score' && signal.origin.kind === 'labels' ? signal.origin : 'none';
}

/** Bad requests so far beyond stable's. `unknown` where a check counts users, which has its own arithmetic. */
export function excessOf({ policy, checks }: Book): number | 'unknown' {
  const harmful = policy.checks.filter(isBadRequest);
  if (harmful.some(({ signal }) => signal.kind === 'share' && signal.unit === 'users')) return 'unknown';
  return harmful.reduce((sum, { name }) => sum + (checks[name]?.excess ?? 0), 0);
}

/**
 * How much harm may be seen before the rollout stops: the budget less what luck may hide of it in 99 of 100 releases, and never less than half of it. The variance is
 * that of the background: in the candidate's failures, in what stable would have had, and in the requests by which that is told.
 */
export function spendable({ policy, checks }: Book): number {
  const { badRequestsMax } = policy.promise;
  const variance = policy.checks.filter(isBadRequest).reduce((sum, { name }) => {
    const counted = checks[name];
    if (counted === undefined) return sum;
    const { expected, total } = counted;
    return total.stable.trials === 0 ? sum : sum + expected * (2 + total.candidate.trials / total.stable.trials);
  }, 0);
  return Math.max(badRequestsMax / 2, badRequestsMax - 2.326 * Math.sqrt(variance));
}

/**
 * The largest share of the traffic, in ppm, that even the worst candidate which is not refuted yet may get until a look can act. Before its first request that is one
 * that fails always; later at least what its newest block shows. Infinity where nothing bounds it.
 */
export function bearable(book: Book, nextLookMs: number, isFirst: boolean): number {
  const { policy, checks } = book;
  const excess = excessOf(book);
  if (excess === 'unknown') return Number.POSITIVE_INFINITY;
  const traffic = Math.max(0, ...policy.checks.map(({ name }) => checks[name]?.requestsPerMs ?? 0));
  // sqrt(X + 1) of a Poisson count has a standard deviation of a half: the mean that stays within the promise in 99 of 100 releases.
  const root = Math.sqrt(policy.promise.badRequestsMax + 1) - 1.163;
  const left = (root > 0 ? root * root : 0) - Math.max(0, excess);
  if (left <= 0 || traffic === 0) return 0;
  const harmful = policy.checks.filter(isBadRequest);
  const judged = (check: Check): number => judgedAfter(policy, check, nextLookMs);
  if (harmful.length === 0) {
    const judgedMs = policy.checks.filter((check) => labelsOf(check) === 'none').map(judged);
    return isFirst ? (left / (traffic * Math.max(nextLookMs, ...judgedMs))) * 1_000_000 : Number.POSITIVE_INFINITY;
  }
  const spent = harmful.reduce((sum, check) => sum + (isFirst ? 1 : newestExcess(book, check)) * traffic * judged(check), 0);
  return spent > 0 ? (left / spent) * 1_000_000 : Number.POSITIVE_INFINITY;
}

function newestExcess({ policy, checks }: Book, { name }: Check): number {
  const newest = checks[name]?.newest ?? 'none';
  const cell = newest === 'none' ? undefined : newest.cells['all'];
  if (cell === undefined || cell.candidate.trials < policy.expert.samplesMin) return 0;
  return Math.max(0, cell.candidate.events / cell.candidate.trials - (cell.stable.trials === 0 ? 0 : cell.stable.events / cell.stable.trials));
}

/** Warm-up, the first whole block after it, its closing, the next look; labels as long as they take besides. */
function judgedAfter({ expert }: Policy, check: Check, nextLookMs: number): number {
  const labels = labelsOf(check);
  return expert.warmUpMs + Math.max(expert.blockMs, nextLookMs) + expert.blockMs + expert.lagMs + nextLookMs + (labels === 'none' ? 0 : labels.matureMs + labels.everyMs);
}

/** The checks by which healthy time and blindness are told. */
export function clocked({ checks }: Policy): readonly Check[] {
  const acting = checks.filter(({ then }) => !onlyTells(then));
  const live = acting.filter((check) => labelsOf(check) === 'none');
  return live.length > 0 ? live : acting.length > 0 ? acting : checks;
}

/** Healthy time since the weight last changed, by the check that saw least. */
export function coveredMs({ policy, checks }: Book): number {
  const each = clocked(policy).map(({ name }) => checks[name]?.coveredMs ?? 0);
  return each.length === 0 ? 0 : Math.min(...each);
}
