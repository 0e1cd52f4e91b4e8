// Twenty targets of one repository and what they do in a week: each releases once, in working hours, most of what is released is good, and traffic is anything
// from three requests a minute to fifty a second.
import { readPolicy } from '@rampart/policy-document';
import type { Policy } from '@rampart/rollout-policy';
import { builtInPolicyText } from '../../src/scenario/policies.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const WEEK = 7 * DAY;
/** Monday, 1 January 2024, 00:00 UTC. */
export const MONDAY_MS = 1_704_067_200_000;

export interface PlannedRelease {
  readonly target: string;
  readonly policy: Policy;
  /** Since Monday 00:00. */
  readonly releasesAtMs: number;
  readonly requestsPerSecond: number;
  /** Of stable, and how many times as often the candidate fails. */
  readonly failing: number;
  readonly factor: number;
}

const FAILING = 0.004;
/** One is dead on arrival, one fails ten times as often, one twice; the rest is as good as stable. */
const FACTORS: Readonly<Record<number, number>> = { 3: 1 / FAILING, 9: 10, 14: 2 };
const REQUESTS_PER_SECOND = [0.05, 0.2, 1, 5, 20, 50];
/** Four a day, Monday to Friday; the first two of a day an hour apart, as people do it. */
const HOURS = [9, 10, 13, 15];

export function plannedWeek(): readonly PlannedRelease[] {
  return Array.from({ length: 20 }, (_, index) => {
    const target = `model-${String(index + 1).padStart(2, '0')}`;
    const releasesAtMs = Math.floor(index / HOURS.length) * DAY + (HOURS[index % HOURS.length] ?? 9) * HOUR;
    return { target, policy: policyOf(target), releasesAtMs, requestsPerSecond: REQUESTS_PER_SECOND[index % REQUESTS_PER_SECOND.length] ?? 1, failing: FAILING, factor: FACTORS[index] ?? 1 };
  });
}

/** A schedule every ten minutes, three days to decide, and a bake of a day as in the default plan. */
function policyOf(target: string): Policy {
  const text = builtInPolicyText('web').replace('target: web', `target: ${target}`).replace('decideWithin: 1d', 'decideWithin: 3d').replace('bake: 30m', 'bake: 1d').trimEnd();
  const reading = readPolicy({ file: `${target}.yaml`, text: `${text}\nexpert: {tick: 10m}\n` });
  if (reading.kind === 'mistakes') throw new Error(reading.mistakes.map((mistake) => mistake.text).join('\n'));
  return reading.policy;
}
