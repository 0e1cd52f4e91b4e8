// Does the traffic profile beside a policy say enough about it?
import type { Policy } from '@rampart/rollout-policy';
import type { TrafficProfile } from '../profile/traffic-profile.ts';
import { formatRoughly } from './format-roughly.ts';
import { note, warning, type Remark } from './lint.ts';
import { badRatiosToday, measuredMs, trafficOf } from './todays-rate.ts';

export function isAbout(profile: TrafficProfile, policy: Policy): boolean {
  return profile.target === policy.target;
}

export function fitLints(policy: Policy, profile: TrafficProfile): readonly Remark[] {
  if (!isAbout(profile, policy)) {
    return warning('profile-does-not-fit', ['target'], `The traffic profile beside this policy is about target ${profile.target}, so nothing is computed from it.`, 'Measure this target: `rampart init`.');
  }
  const measured = formatRoughly(measuredMs(profile));
  if (profile.requestsPerMinute.mean === 0) {
    return warning('profile-does-not-fit', ['target'], `No request came in the ${measured} of the traffic profile: what follows from traffic cannot be said.`, 'Measure again while there is traffic.');
  }
  const absent = policy.checks.filter((check) => readsPages(check.signal.kind) && trafficOf(profile, check) === 'absent').map(({ name }) => name);
  const eventless = policy.checks.filter((check) => {
    const traffic = trafficOf(profile, check);
    return check.then === 'rollback' && traffic !== 'absent' && traffic.kind !== 'level' && badRatiosToday(profile, check).length === 0;
  });
  return [
    ...(absent.length === 0 ? [] : note('profile-does-not-fit', ['checks'], `The traffic profile says nothing of ${absent.join(', ')}, so nothing is computed for ${absent.length === 1 ? 'it' : 'them'}.`)),
    ...eventless.flatMap(({ name }) => note('profile-does-not-fit', ['checks', name], `Nothing of ${name} was bad in the ${measured} of the traffic profile, so how fast it tells more of it cannot be said.`)),
  ];
}

function readsPages(kind: Policy['checks'][number]['signal']['kind']): boolean {
  return kind === 'share' || kind === 'time' || kind === 'level';
}
