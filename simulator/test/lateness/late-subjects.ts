// Whose releases are tried under schedules that come hours late: the example's policy at its own traffic, few requests, many requests, and the family of such schedules.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPolicy, readProfile } from '@rampart/policy-document';
import type { Policy } from '@rampart/rollout-policy';
import type { LateSchedule } from '../../src/lateness/index.ts';
import type { OwnTraffic } from '../../src/scenario/families/index.ts';
import { builtInPolicy } from '../../src/scenario/policies.ts';
import { ownTraffic } from '../../src/world/own-traffic.ts';

export interface LateSubject {
  readonly name: string;
  readonly policy: Policy;
  readonly family: string;
  readonly own: OwnTraffic;
}

/** Four hours by the median, one in forty later than sixteen; 19 of 20 never come, so that the hours between two looks are as many (median about 3.5, one in a hundred over 20). */
export const HOURS_LATE: LateSchedule = { medianMs: 4 * 3_600_000, missing: 0.95 };

const UNKNOWN: OwnTraffic = { kind: 'unknown' };

export function lateSubjects(): readonly LateSubject[] {
  return [
    { name: 'flight-delay', family: 'own-traffic', ...example() },
    { name: 'small', policy: builtInPolicy('small'), family: 'low-traffic@1', own: UNKNOWN },
    { name: 'web', policy: builtInPolicy('web'), family: 'web-steady@1', own: UNKNOWN },
    { name: 'web, little to much traffic', policy: builtInPolicy('web'), family: 'hours-late@1', own: UNKNOWN },
  ];
}

function example(): Pick<LateSubject, 'policy' | 'own'> {
  const folder = join(import.meta.dirname, '../../../examples/flight-delay');
  const [policy, profile] = ['policy.yaml', 'policy.traffic.json'].map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
  if (policy === undefined || profile === undefined) throw new Error('the example has a policy and a profile');
  const reading = readPolicy(policy);
  const traffic = readProfile(profile);
  if (reading.kind === 'mistakes' || traffic.kind === 'mistakes') throw new Error('the example has no mistakes');
  const { traffic: requests, baseline, router } = ownTraffic(traffic.profile, reading.policy);
  return { policy: reading.policy, own: { kind: 'known', traffic: requests, baseline, router } };
}
