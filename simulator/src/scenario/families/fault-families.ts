// Families by what goes wrong besides the model: the metrics, the labels, the schedule, the router.
import type { Fault } from '../scenario.ts';
import { aFamily, type Family } from './family.ts';
import { baselinesOf } from './rates-today.ts';
import type { Spread } from './spread.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export function faultFamilies(): readonly Family[] {
  return [delayedLabels(), flakyTelemetry(), lateCron(), hoursLate(), coarseRouter(), commonOutage()];
}

function delayedLabels(): Family {
  return aFamily({
    name: 'delayed-labels@1',
    about: 'Right and wrong answers are known late, later than agreed at times, and some never.',
    world: (spread, { policy }) => ({
      traffic: { requestsPerSecond: spread.logBetween(1, 100), dispersion: spread.between(1, 3) },
      baseline: baselinesOf(policy, { failing: spread.logBetween(0.001, 0.01), wrong: spread.logBetween(0.03, 0.2) }),
      faults: [{ kind: 'labels-late', atMs: Math.floor(spread.between(0, 360)) * MINUTE, forMs: Math.floor(spread.between(1, 12)) * HOUR, byMs: Math.floor(spread.logBetween(5, 360)) * MINUTE, lost: spread.between(0, 0.5) }],
      runner: { jobDelayMs: 30 * SECOND },
    }),
  });
}

/** What is short and honest: holes, repeats, restarts. Wrong numbers that look right are named scenarios, each with its own mark. */
function flakyTelemetry(): Family {
  return aFamily({
    name: 'flaky-telemetry@1',
    about: 'Scrapes that time out, repeat old values, come late or out of order, and counters that begin anew, again and again.',
    world: (spread, { policy }) => ({
      traffic: { requestsPerSecond: spread.logBetween(5, 200), dispersion: spread.between(1, 3) },
      baseline: baselinesOf(policy, { failing: spread.logBetween(0.001, 0.01), wrong: spread.logBetween(0.03, 0.15) }),
      faults: [telemetryFault(spread), telemetryFault(spread), telemetryFault(spread)],
      runner: { jobDelayMs: 30 * SECOND },
    }),
  });
}

function telemetryFault(spread: Spread): Fault {
  const during = { atMs: Math.floor(spread.between(0, 240)) * MINUTE, forMs: Math.floor(spread.logBetween(1, 20)) * MINUTE };
  return spread.oneOf<Fault>([
    { kind: 'metrics-missing', ...during, arm: 'both' },
    { kind: 'metrics-time-out', ...during, arm: 'candidate' },
    { kind: 'metrics-stale', ...during, arm: 'stable' },
    { kind: 'metrics-nan', ...during, arm: 'candidate' },
    { kind: 'counter-reset', ...during, arm: 'stable' },
    { kind: 'counter-reset', ...during, arm: 'candidate' },
    { kind: 'metrics-late', ...during, byMs: 2 * MINUTE },
    { kind: 'out-of-order', ...during },
  ]);
}

/** Schedules of hosted runners: tens of minutes late by the median, with a long tail, and some runs never come. */
function lateCron(): Family {
  return aFamily({
    name: 'late-cron@1',
    about: 'A schedule that is ten minutes to two hours late and drops up to half of its runs; a job stays only as long as too much is exposed.',
    world: (spread, { policy }) => ({
      traffic: { requestsPerSecond: spread.logBetween(0.05, 50), dispersion: spread.between(1, 3) },
      baseline: baselinesOf(policy, { failing: spread.logBetween(0.001, 0.02), wrong: spread.logBetween(0.03, 0.15) }),
      runner: { lateMedianMs: Math.floor(spread.logBetween(10, 120)) * MINUTE, missing: spread.between(0, 0.5), jobDelayMs: MINUTE },
    }),
  });
}

/** The worst schedules that were reported: whole hours between two jobs. Half of them are later than the median, one in forty later than four times it. */
function hoursLate(): Family {
  return aFamily({
    name: 'hours-late@1',
    about: 'A schedule that is two to eight hours late by the median (four, in the middle) and drops up to 49 of 50 of its runs, so that nobody looks for hours.',
    world: (spread, { policy }) => ({
      traffic: { requestsPerSecond: spread.logBetween(0.05, 50), dispersion: spread.between(1, 3) },
      baseline: baselinesOf(policy, { failing: spread.logBetween(0.001, 0.02), wrong: spread.logBetween(0.03, 0.15) }),
      runner: { lateMedianMs: Math.floor(spread.logBetween(120, 480)) * MINUTE, missing: spread.between(0.5, 0.98), jobDelayMs: MINUTE },
    }),
  });
}

/** What a router does wrong besides is for named scenarios and for searches at depth `tick`: the decision alone has no router that fails. */
function coarseRouter(): Family {
  return aFamily({
    name: 'coarse-router@1',
    about: 'A small service behind a router that is slow to settle and moves traffic in steps of 1 % to 5 %.',
    world: (spread, { policy }) => ({
      traffic: { requestsPerSecond: spread.logBetween(1, 20), dispersion: spread.between(1, 3) },
      baseline: baselinesOf(policy, { failing: spread.logBetween(0.001, 0.01), wrong: spread.logBetween(0.03, 0.15) }),
      runner: { jobDelayMs: 30 * SECOND },
      router: { stepPpm: spread.oneOf([10_000, 20_000, 50_000]), settlesAfterMs: spread.oneOf([5 * SECOND, 30 * SECOND, 2 * MINUTE]) },
    }),
  });
}

function commonOutage(): Family {
  return aFamily({
    name: 'common-outage@1',
    about: 'Something that both versions need is down for a while: both fail, and neither is to blame.',
    world: (spread, { policy }) => ({
      traffic: { requestsPerSecond: spread.logBetween(1, 200), dispersion: spread.between(1, 3) },
      baseline: baselinesOf(policy, { failing: spread.logBetween(0.001, 0.01), wrong: spread.logBetween(0.03, 0.15) }),
      faults: [{ kind: 'common-outage', atMs: Math.floor(spread.between(5, 120)) * MINUTE, forMs: Math.floor(spread.logBetween(2, 60)) * MINUTE, points: spread.logBetween(0.01, 0.9) }],
      runner: { jobDelayMs: 30 * SECOND },
    }),
  });
}
