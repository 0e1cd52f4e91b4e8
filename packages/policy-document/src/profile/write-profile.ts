// A traffic profile as the text of its file. What follows from the counts (ratios) is written too, because people read it; a reader checks it.
import type { CheckTraffic, Counted, TrafficProfile } from './traffic-profile.ts';

export const PROFILE_VERSION = 1;

export function writeProfile(profile: TrafficProfile): string {
  const { target, measured, requestsPerMinute, routerStep, checks, users, shape, dispersion, errorBursts, labelDelay } = profile;
  const document = {
    trafficProfile: PROFILE_VERSION,
    target,
    measured: { from: new Date(measured.fromMs).toISOString(), to: new Date(measured.toMs).toISOString(), basis: measured.basis },
    requestsPerMinute: { mean: requestsPerMinute.mean, ...(requestsPerMinute.low.kind === 'known' ? { low: requestsPerMinute.low.perMinute } : {}) },
    routerStepPpm: routerStep,
    checks: Object.fromEntries(Object.entries(checks).map(([name, traffic]) => [name, checkDocument(traffic)])),
    ...(users.kind === 'seen' ? { users: { distinct: users.distinct, heaviestShare: users.heaviestShare } } : {}),
    ...(shape.kind === 'unknown' ? {} : { shape }),
    ...(dispersion.kind === 'measured' ? { dispersion: { varianceOverMean: dispersion.varianceOverMean, spanSeconds: dispersion.spanMs / 1_000 } } : {}),
    ...(errorBursts.kind === 'measured' ? { errorBursts: { meanRequests: errorBursts.meanRequests, spanSeconds: errorBursts.spanMs / 1_000 } } : {}),
    ...(labelDelay.kind === 'measured' ? { labelDelay: { p50Seconds: labelDelay.p50Ms / 1_000, p90Seconds: labelDelay.p90Ms / 1_000, p99Seconds: labelDelay.p99Ms / 1_000 } } : {}),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** Six digits: finer than any rate that is compared, and readable. */
export function roundedRatio({ trials, events }: Counted): number {
  return trials === 0 ? 0 : Number((events / trials).toPrecision(6));
}

function checkDocument(traffic: CheckTraffic): unknown {
  switch (traffic.kind) {
    case 'counts': {
      const { kind, trials, events, pods, labels } = traffic;
      return { kind, trials, events, ratio: roundedRatio(traffic), pods: pods.map((pod) => ({ trials: pod.trials, events: pod.events })), labels: labels.map(({ label, value, ...counted }) => ({ label, value, trials: counted.trials, events: counted.events })) };
    }
    case 'time': {
      const { kind, trials, boundsSeconds, withinBound, pods } = traffic;
      return { kind, trials, boundsSeconds, withinBound, pods: pods.map((pod) => ({ trials: pod.trials, withinBound: pod.withinBound })) };
    }
    case 'level':
      return traffic;
  }
}
