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
    return { kind: 'refused', why: `no slot carries all traffic (${split}), so it is unclear which version is stable. Move all traffic to one slot first` };
  }
  if (serving.placed.kind === 'nothing') {
    return { kind: 'refused', why: `slot ${serving.slot} carries all traffic, but the router does not say which version is in it. Let its "read" answer name version and digest` };
  }
  return { kind: 'stable', slots, stable: { slot: serving.slot, version: serving.placed.version, digest: serving.placed.digest } };
}
