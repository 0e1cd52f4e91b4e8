// The world that a policy is checked in where nobody asks for another: the traffic of the profile beside it, and that in words.
import { formatDuration, formatRate, formatRatioRoughly, type Traffic, type TrafficProfile } from '@rampart/policy-document';
import type { Policy } from '@rampart/rollout-policy';
import type { OwnTraffic } from '../scenario/families/index.ts';
import { ownTraffic } from '../world/own-traffic.ts';

export interface SubjectWorld {
  readonly own: OwnTraffic;
  /** `3 requests a minute, 1.0 % fail today (14 days, fraud.traffic.json)`. */
  readonly traffic: string;
  readonly assumed: readonly string[];
  /** The families that a check uses where none was asked for. */
  readonly families: readonly string[];
}

const FAMILY_WITHOUT_PROFILE = 'web-steady@1';

/** `file`: of the profile, whether it is there or not. */
export function subjectWorld(policy: Policy, { file, traffic }: { readonly file: string; readonly traffic: Traffic }): SubjectWorld {
  if (traffic.kind === 'unknown') {
    return { own: { kind: 'unknown' }, traffic: `no traffic profile (${file}): simulated in ${FAMILY_WITHOUT_PROFILE}`, assumed: [], families: [FAMILY_WITHOUT_PROFILE] };
  }
  const { assumed, ...world } = ownTraffic(traffic.profile, policy);
  return { own: { kind: 'known', ...world }, traffic: trafficWords(traffic.profile, policy, file), assumed, families: ['own-traffic'] };
}

function trafficWords({ requestsPerMinute, measured, checks }: TrafficProfile, policy: Policy, file: string): string {
  const errors = policy.checks.find(({ then, signal }) => then === 'rollback' && signal.kind === 'share');
  const seen = errors === undefined ? undefined : checks[errors.name];
  const fails = seen?.kind === 'counts' && seen.trials > 0 ? `, ${formatRatioRoughly(seen.events / seen.trials)} fail today` : '';
  return `${formatRate(requestsPerMinute.mean / 60)}${fails} (${formatDuration(roundedMs(measured.toMs - measured.fromMs))}, ${file})`;
}

/** To the unit in which a person would say it. */
function roundedMs(ms: number): number {
  const unit = [86_400_000, 3_600_000, 60_000].find((one) => ms >= 2 * one) ?? 1_000;
  return Math.max(unit, Math.round(ms / unit) * unit);
}
