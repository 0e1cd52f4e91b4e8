// Rules for what has to be in order before anything goes on: frozen data, the router, checks that hold, evidence, an answer that is awaited.
import type { Reason } from '../decision.ts';
import { onlyTells, UNFROZEN } from '../policy.ts';
import { isAnswered, questionOfCheck, questionOfFrozen, STEP_BACK } from './answers.ts';
import type { Look } from './look.ts';
import { hold, stepBack, takeOutUnlessStableIsDead, type Ruling } from './ruling.ts';

/** What a policy only wants to be told about is recorded and told by whoever looks (rollout-engine); it decides nothing. */
export function frozenData(look: Look): Ruling | 'silent' {
  const { frozen } = look.situation;
  const { then } = look.policy.freeze ?? UNFROZEN;
  if (then === 'tell') return 'silent';
  if (frozen.kind === 'changed' && then === 'rollback') return takeOutUnlessStableIsDead(look, { code: 'frozen-data-changed', paths: frozen.paths });
  if (frozen.kind === 'changed' && !isAnswered(look, questionOfFrozen(frozen.paths))) return hold({ code: 'frozen-data-changed', paths: frozen.paths }, 'approval');
  if (frozen.kind === 'unreadable') return hold({ code: 'frozen-data-unreadable', why: frozen.why }, frozen.lasts === true ? 'human' : 'nothing');
  return 'silent';
}

export function routerUnreadable({ situation: { router } }: Look): Ruling | 'silent' {
  return router.kind === 'unreadable' ? hold({ code: 'router-unreadable', why: router.why }) : 'silent';
}

/** Checks that step back or hold; those that only tell change nothing. */
export function checksThatHold(look: Look): Ruling | 'silent' {
  const worse = look.reports.filter(({ name, verdict, then }) => verdict === 'worse' && (then === 'stepBack' || then === 'hold') && !isAnswered(look, questionOfCheck(name)));
  const first = worse.find((report) => report.then === 'stepBack') ?? worse[0];
  if (first === undefined) return 'silent';
  const reason: Reason = { code: 'check-says-worse', check: first.name, cell: first.cell, then: first.then, odds: first.odds };
  return first.then === 'stepBack' && look.rollout.phase === 'trial' ? stepBack(look, reason, 'approval') : hold(reason, 'approval');
}

/** A check that only tells may be blind; any other has to see. */
export function missingData(look: Look): Ruling | 'silent' {
  const missing = look.reports.filter((report) => !onlyTells(report.then) && (report.noData !== '' || report.verdict === 'invalid'));
  const [first, ...others] = missing.map((report): Reason => ({ code: 'no-data', check: report.name, why: report.noData }));
  return first === undefined ? 'silent' : { kind: 'hold', reasons: [first, ...others] };
}

/** Stepping back and going up again by itself would go on for ever. */
export function steppedBack(look: Look): Ruling | 'silent' {
  const { rollout } = look;
  if (rollout.phase !== 'trial' || !rollout.waitsForApproval || isAnswered(look, STEP_BACK)) return 'silent';
  return hold({ code: 'approval-needed' }, 'approval');
}
