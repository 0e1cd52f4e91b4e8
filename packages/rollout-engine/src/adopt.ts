// The first event of a ledger: what serves now, as the router tells it.
import type { PlacedRelease, Policy } from '@rampart/rollout-policy';
import type { RouterReading } from './ports/traffic-router.ts';

export type Adoption = { readonly kind: 'stable'; readonly stable: PlacedRelease; readonly slots: readonly [string, string] } | { readonly kind: 'refused'; readonly why: string };

/** Stable is the slot that carries all traffic. Refuses to guess when none does, or when the router has other slots than the policy. */
export function adoptionFrom(policy: Policy, reading: RouterReading): Adoption {
  const { slots } = policy.serve;
  const seen = reading.slots.map((slot) => slot.slot);
  const missing = slots.filter((slot) => !seen.includes(slot));
  if (missing.length > 0) {
    return { kind: 'refused', why: `the policy names slot ${missing.join(', ')}, the router has ${seen.join(', ') || 'none'}. Correct serve.slots in the policy` };
  }
  const serving = reading.slots.find((slot) => slot.weight === 1_000_000 && slots.includes(slot.slot));
  if (serving === undefined) {
    const split = reading.slots.map((slot) => `${slot.slot} ${String(slot.weight / 10_000)} %`).join(', ');
    return { kind: 'refused', why: `no slot carries all traffic (${split}), ${whoSplit(reading)}` };
  }
  if (serving.placed.kind === 'nothing') {
    return { kind: 'refused', why: `slot ${serving.slot} carries all traffic, but the router does not say which version is in it. Let its "read" answer name version and digest` };
  }
  return { kind: 'stable', slots, stable: { slot: serving.slot, version: serving.placed.version, digest: serving.placed.digest } };
}

/** A router that a rollout has moved had a ledger: what is missing is that, and not a decision of the person who reads this. */
function whoSplit({ stamp }: RouterReading): string {
  if (stamp.kind === 'none') return 'so it is unclear which version is stable. Move all traffic to one slot first';
  return `moved there by rollout ${stamp.rolloutId}, of which there is no ledger here: its branch was deleted, or it is kept elsewhere. Put the branch back, or correct \`ledger\`. To begin anew instead, move all traffic to one slot (${stamp.liveSlot} was stable)`;
}

/** One slot serves, so that a ledger can begin; a rollout of another ledger may still be on its way there. */
export function adoptionWarnings({ stamp, target }: RouterReading): readonly string[] {
  if (stamp.kind === 'none') return [];
  return [`the ledger of ${target} begins anew with what serves now, and the router was last moved by rollout ${stamp.rolloutId} of an earlier one. If nobody meant that, put the branch back that was deleted, or correct \`ledger\``];
}
