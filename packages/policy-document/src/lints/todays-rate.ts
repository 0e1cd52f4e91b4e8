// What a profile says about one check, in the terms of the tests.
import { labelsQuestionOf, PPM_ALL, type Check, type Policy, type Stage } from '@rampart/rollout-policy';
import { countsAmong } from '../profile/counts-among.ts';
import { comparedSlowShares } from '../profile/histogram.ts';
import type { CheckTraffic, TrafficProfile } from '../profile/traffic-profile.ts';

/** What a profile holds of a signal; of mean scores and of shares of bins it holds nothing. */
const TRAFFIC_KINDS: Readonly<Record<Check['signal']['kind'], CheckTraffic['kind'] | 'nothing'>> = {
  share: 'counts', labels: 'counts', pairs: 'counts', calibration: 'nothing', time: 'time', level: 'level', score: 'nothing', bins: 'nothing',
};

/** The key that says how much worse is accepted. */
export function marginKey({ sides }: Check): 'worseBy' | 'differsBy' {
  return sides === 'both' ? 'differsBy' : 'worseBy';
}

/** Absent where the profile does not have the check, or has it as something else than the policy. */
export function trafficOf(profile: TrafficProfile, check: Check): CheckTraffic | 'absent' {
  const traffic = Object.hasOwn(profile.checks, check.name) ? profile.checks[check.name] : undefined;
  if (traffic === undefined) return 'absent';
  if (traffic.kind !== TRAFFIC_KINDS[check.signal.kind]) return 'absent';
  return traffic.kind === 'counts' && check.signal.kind === 'share' ? countsAmong(traffic, check.signal.among) : traffic;
}

/** The bad ratios whose change the check would see, in (0, 1): one for counts, one per compared bound for times. Empty when nothing can be computed. */
export function badRatiosToday(profile: TrafficProfile, check: Check): readonly number[] {
  const traffic = trafficOf(profile, check);
  if (traffic === 'absent' || traffic.kind === 'level') return [];
  if (traffic.kind === 'time') return comparedSlowShares(traffic);
  if (traffic.trials === 0) return [];
  const ratio = traffic.events / traffic.trials;
  const bad = check.better === 'lower' ? ratio : 1 - ratio;
  return bad > 0 && bad < 1 ? [bad] : [];
}

/**
 * What the check counts, per millisecond and both arms. Where it counts requests: its part of the profile's rate, which is that of the metric that saw
 * most (a histogram of the model's route sees less than a counter of all routes). Else what was measured over the whole time.
 */
export function trialsPerMs(profile: TrafficProfile, check: Check): number {
  const traffic = trafficOf(profile, check);
  const perMs = profile.requestsPerMinute.mean / 60_000;
  if (traffic === 'absent' || traffic.kind === 'level') return perMs;
  const countsRequests = check.signal.kind === 'time' || (check.signal.kind === 'share' && check.signal.unit === 'requests');
  if (!countsRequests) return traffic.trials / measuredMs(profile);
  const most = Math.max(...Object.values(profile.checks).map((other) => (other.kind === 'level' ? 0 : other.trials)));
  return most === 0 ? perMs : (perMs * traffic.trials) / most;
}

/** The largest share of the traffic that both arms share for long: where a comparison is fastest. `none` where they never do. */
export function comparingWeight(plan: readonly Stage[]): number | 'none' {
  const shares = plan.flatMap((stage): readonly number[] => {
    switch (stage.kind) {
      case 'ramp':
        return [topOfRamp(stage)];
      case 'split':
        return [stage.weight / PPM_ALL];
      default:
        return [];
    }
  });
  return shares.length === 0 ? 'none' : Math.max(...shares);
}

export function topOfRamp({ steps, weightMax }: Extract<Stage, { kind: 'ramp' }>): number {
  const written = steps.kind === 'ladder' ? steps.weights.filter((weight) => weight <= weightMax).at(-1) ?? 0 : weightMax;
  const top = steps.kind === 'instances' ? Math.floor((weightMax * steps.count) / PPM_ALL) / steps.count : written / PPM_ALL;
  // All of the traffic compares with nothing.
  return Math.min(top, 0.99);
}

/** Labels come this long after the request, at the latest; 0 for what is known at once. */
export function labelDelayMs({ signal }: Check): number {
  const asked = labelsQuestionOf(signal);
  return asked.kind === 'asked' ? asked.question.matureMs + asked.question.everyMs : 0;
}

/** How long the evidence behind a profile was collected. */
export function measuredMs({ measured }: TrafficProfile): number {
  return measured.toMs - measured.fromMs;
}

export function rollingBack(policy: Policy): readonly Check[] {
  return policy.checks.filter((check) => check.then === 'rollback');
}
