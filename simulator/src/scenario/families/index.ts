// All families by name, in the order in which reports list them.
import { didYouMean } from '@rampart/policy-document';
import { invariant } from '@rampart/rollout-policy';
import { aFamily, type Family } from './family.ts';
import { faultFamilies } from './fault-families.ts';
import { trafficFamilies } from './traffic-families.ts';

export { WORST } from './candidates.ts';
export { horizonOf, type DrawRequest, type Family, type OwnTraffic } from './family.ts';

/** The user's own traffic, from a profile: nothing about it is drawn, so runs differ by luck and by candidate alone. */
export const OWN_TRAFFIC: Family = aFamily({
  name: 'own-traffic',
  about: 'The traffic, the rates and the router of the profile beside the policy.',
  world: (_spread, { own }) => {
    invariant(own.kind === 'known', 'own traffic is drawn only where it is known', { own: own.kind });
    return own;
  },
});

/** Families that need no profile. */
export const FAMILIES: readonly Family[] = [...trafficFamilies(), ...faultFamilies()];

export type FamilyFound = { readonly kind: 'found'; readonly family: Family } | { readonly kind: 'unknown'; readonly known: readonly string[]; /** Empty when nothing is near. */ readonly meant: string };

/** By its whole name, version included: a claim about `web-steady@1` is not one about `web-steady@2`. */
export function familyNamed(name: string): FamilyFound {
  const all = [OWN_TRAFFIC, ...FAMILIES];
  const family = all.find((candidate) => candidate.name === name);
  if (family !== undefined) return { kind: 'found', family };
  const known = all.map((candidate) => candidate.name);
  const meant = didYouMean(name, known);
  return { kind: 'unknown', known, meant: meant.kind === 'suggestion' ? meant.word : '' };
}
