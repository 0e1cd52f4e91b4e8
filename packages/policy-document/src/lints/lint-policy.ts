// All lints of a policy. Pure; places come from the reading's origins. With a traffic profile more can be computed.
import type { Policy } from '@rampart/rollout-policy';
import { nearestPlace, type Origins } from '../origins.ts';
import { UNKNOWN_TRAFFIC, type Traffic, type TrafficProfile } from '../profile/traffic-profile.ts';
import { formatPath } from '../source/path.ts';
import { certaintyLints } from './certainty-lints.ts';
import { checkLints } from './check-lints.ts';
import { countingLints } from './counting-lints.ts';
import { fitLints, isAbout } from './fit-lints.ts';
import { historyLints } from './history-lints.ts';
import { jumpLints } from './jump-lints.ts';
import { limitLints } from './limit-lints.ts';
import { LINT_KINDS, type Lint, type Remark } from './lint.ts';
import { planLints } from './plan-lints.ts';
import { promiseLints } from './promise-lints.ts';
import { reachLints } from './reach-lints.ts';
import { unitNameLints } from './unit-name-lints.ts';

export function lintPolicy(policy: Policy, origins: Origins = new Map(), traffic: Traffic = UNKNOWN_TRAFFIC): readonly Lint[] {
  // The traffic of another target says nothing about this one.
  const own: Traffic = traffic.kind === 'measured' && isAbout(traffic.profile, policy) ? traffic : UNKNOWN_TRAFFIC;
  const remarks = [
    ...(traffic.kind === 'measured' ? fitLints(policy, traffic.profile) : []),
    ...promiseLints(policy),
    ...checkLints(policy, own),
    ...unitNameLints(policy, own),
    ...planLints(policy, own),
    ...reachLints(policy, own),
    ...jumpLints(policy, own),
    ...(own.kind === 'measured' ? measuredLints(policy, own.profile) : []),
  ];
  return remarks.map(({ name, level, path, text }) => {
    const found = nearestPlace(origins, path);
    return { code: LINT_KINDS[name].code, name, level, subject: formatPath(path), place: found.kind === 'place' ? found.place : found, text: text.trim() };
  });
}

function measuredLints(policy: Policy, profile: TrafficProfile): readonly Remark[] {
  return [...limitLints(policy, profile), ...countingLints(policy, profile), ...certaintyLints(policy, profile), ...historyLints(policy, profile)];
}
