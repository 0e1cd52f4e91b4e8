// Rules for what the policy declares and for what has to be in order before anything goes on.
import { endsByPolicy, policyDeadlinePassed } from './deadline.ts';
import type { Reason } from '../decision.ts';
import type { Look } from './look.ts';
import { hold, promote, stepBack, takeOutUnlessStableIsDead, type Ruling } from './ruling.ts';
import { candidateTrouble } from './stage-rules.ts';
import { isFine } from '../checks/verdicts.ts';

export function deadline(look: Look): Ruling | 'silent' {
  const { rollout, policy, stage } = look;
  if (rollout.phase !== 'trial') return 'silent';
  // In an approval stage an approval answers that stage, not the question at the deadline.
  const approved = rollout.approved || (look.situation.request.kind === 'approve' && stage.kind !== 'approval');
  if (!policyDeadlinePassed(look) && !approved) return 'silent';
  const reason: Reason = { code: 'undecided', afterMs: look.situation.nowMs - rollout.startedAtMs, ifUndecided: policy.promise.ifUndecided };
  if (mayPromote(look) && (approved || policy.promise.ifUndecided === 'promote')) return promote([reason]);
  if (endsByPolicy(look)) return takeOutUnlessStableIsDead(look, reason);
  return policyDeadlinePassed(look) ? { ...hold(reason), needs: 'approval' } : 'silent';
}

/**
 * What even an approval needs: traffic was exposed, nothing speaks against it, the candidate is what was recorded. A check that only holds asks a
 * person, so the person who approves now has answered it.
 */
function mayPromote(look: Look): boolean {
  const rollbackChecks = look.reports.filter((report) => report.then === 'rollback');
  const answered = look.situation.request.kind === 'approve' || checksThatHold(look) === 'silent';
  const undisturbed = answered && frozenData(look) === 'silent' && routerUnreadable(look) === 'silent' && candidateTrouble(look) === 'none';
  return undisturbed && look.rollout.weight > 0 && rollbackChecks.every(isFine);
}

export function frozenData({ situation: { frozen } }: Look): Ruling | 'silent' {
  if (frozen.kind === 'changed') return hold({ code: 'frozen-data-changed', paths: frozen.paths }, 'approval');
  if (frozen.kind === 'unreadable') return hold({ code: 'frozen-data-unreadable', why: frozen.why });
  return 'silent';
}

export function routerUnreadable({ situation: { router } }: Look): Ruling | 'silent' {
  return router.kind === 'unreadable' ? hold({ code: 'router-unreadable', why: router.why }) : 'silent';
}

/** Checks that step back or hold; those that only tell change nothing. */
export function checksThatHold(look: Look): Ruling | 'silent' {
  const worse = look.reports.filter((report) => report.verdict === 'worse' && (report.then === 'stepBack' || report.then === 'hold'));
  const first = worse.find((report) => report.then === 'stepBack') ?? worse[0];
  if (first === undefined) return 'silent';
  const reason: Reason = { code: 'check-says-worse', check: first.name, cell: first.cell, then: first.then, odds: first.odds };
  return first.then === 'stepBack' && look.rollout.phase === 'trial' ? stepBack(look, reason, 'approval') : hold(reason, 'approval');
}

export function missingData(look: Look): Ruling | 'silent' {
  const missing = look.reports.filter((report) => report.then === 'rollback' && (report.noData !== '' || report.verdict === 'invalid'));
  const [first, ...others] = missing.map((report): Reason => ({ code: 'no-data', check: report.name, why: report.noData }));
  return first === undefined ? 'silent' : { kind: 'hold', reasons: [first, ...others] };
}
