// A person wins: who aborts, lowers the weight at the router, or releases something newer.
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
