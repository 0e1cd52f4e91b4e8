// Traffic profiles for tests: everything has a plain value, a test names only what it is about.
import { ppm } from '@rampart/rollout-policy';
import { NO_HISTORY, type CountTraffic, type LevelTraffic, type TimeTraffic, type TrafficProfile } from '../src/profile/traffic-profile.ts';

const DAY = 86_400_000;

/** Fourteen days of target `fraud-prod`: 600 requests a minute, of which 1 % fail, spread evenly over two pods. */
export function aProfile(parts: Partial<TrafficProfile> = {}): TrafficProfile {
  return {
    target: 'fraud-prod',
    measured: { fromMs: Date.parse('2026-03-01T00:00:00Z'), toMs: Date.parse('2026-03-01T00:00:00Z') + 14 * DAY, basis: 'since start' },
    requestsPerMinute: { mean: 600, low: { kind: 'unknown' } },
    routerStep: ppm(1_000),
    checks: { errors: countTraffic() },
    users: { kind: 'unknown' },
    ...NO_HISTORY,
    ...parts,
  };
}

export function countTraffic(parts: Partial<CountTraffic> = {}): CountTraffic {
  return { kind: 'counts', trials: 12_096_000, events: 120_960, pods: [{ trials: 6_048_000, events: 60_480 }, { trials: 6_048_000, events: 60_480 }], labels: [], ...parts };
}

/** Of 10,000 requests half take at most 25 ms, 95 % at most 50 ms, 99.5 % at most 100 ms, all but one at most 250 ms. */
export function timeTraffic(parts: Partial<TimeTraffic> = {}): TimeTraffic {
  return { kind: 'time', trials: 10_000, boundsSeconds: [0.025, 0.05, 0.1, 0.25, 1], withinBound: [5_000, 9_500, 9_950, 9_999, 10_000], pods: [], ...parts };
}

export function levelTraffic(parts: Partial<LevelTraffic> = {}): LevelTraffic {
  return { kind: 'level', mean: 1_000_000_000, max: 1_200_000_000, ...parts };
}
