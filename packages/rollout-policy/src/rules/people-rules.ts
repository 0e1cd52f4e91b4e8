// A person wins: who aborts, lowers the weight at the router, releases something newer, or pauses the target.
import type { Reason } from '../decision.ts';
import type { Look } from './look.ts';
import { takeOut, takeOutUnlessStableIsDead, type Ruling } from './ruling.ts';

export function alreadyLeaving({ rollout }: Look): Ruling | 'silent' {
  return rollout.phase === 'leaving' ? takeOut([{ code: 'leaving', why: rollout.leavingWhy }]) : 'silent';
}

export function aborted({ situation: { request } }: Look): Ruling | 'silent' {
  return request.kind === 'abort' ? takeOut([{ code: 'aborted', actor: request.actor, why: request.why }]) : 'silent';
}

export function loweredOutside({ rollout, situation: { router } }: Look): Ruling | 'silent' {
  if (router.kind !== 'read' || router.ours || router.weight >= rollout.weight) return 'silent';
  return takeOut([{ code: 'weight-lowered-outside', recorded: rollout.weight, observed: router.weight }]);
}

export function superseded(look: Look): Ruling | 'silent' {
  const { request } = look.situation;
  return request.kind === 'supersede' ? takeOutUnlessStableIsDead(look, { code: 'superseded', by: request.by }) : 'silent';
}

/**
 * While a target is paused nothing goes up, also not by an approval: that answers questions of the policy, and a pause is ended by who resumes it. What goes
 * down goes on. A hold says that it is paused; first where nobody is asked for anything else.
 */
export function unlessPaused({ rollout: { pause } }: Look, ruling: Ruling): Ruling {
  if (pause.kind === 'none') return ruling;
  const paused: Reason = { code: 'paused', by: pause.by, why: pause.why, sinceMs: pause.sinceMs };
  switch (ruling.kind) {
    case 'advance':
    case 'promote':
    case 'finished':
      return { kind: 'hold', reasons: [paused] };
    case 'hold':
      return { ...ruling, reasons: (ruling.needs ?? 'nothing') === 'nothing' ? [paused, ...ruling.reasons] : [...ruling.reasons, paused] };
    case 'stepBack':
    case 'rollback':
    case 'halt':
      return ruling;
  }
}
