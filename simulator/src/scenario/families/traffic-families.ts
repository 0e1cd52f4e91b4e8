// Families by their traffic: how much of it, how evenly, and whose.
import type { TrafficModel } from '../scenario.ts';
import { aFamily, type Family } from './family.ts';
import { baselinesOf } from './rates-today.ts';
import { BAD_SLICE, dimensionOf } from './candidates.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export function trafficFamilies(): readonly Family[] {
  return [webSteady(), lowTraffic(), burstyLlm(), dayAndNight(), flashCrowds(), stickyUsers(), shiftingMix()];
}

function webSteady(): Family {
  return aFamily({
    name: 'web-steady@1',
    about: 'A web service of 5 to 500 requests a second that hardly varies; 0.1 % to 1 % fail.',
    world: (spread, { policy }) => ({
      traffic: { requestsPerSecond: spread.logBetween(5, 500), dispersion: spread.between(1, 3), armNoise: spread.between(0, 0.03), commonNoise: spread.between(0, 0.1) },
      baseline: baselinesOf(policy, { failing: spread.logBetween(0.001, 0.01), wrong: spread.logBetween(0.03, 0.15) }),
      runner: { jobDelayMs: 30 * SECOND },
      router: { stepPpm: spread.oneOf([1_000, 10_000]), settlesAfterMs: spread.oneOf([0, 5 * SECOND]) },
    }),
  });
}

function lowTraffic(): Family {
  return aFamily({
    name: 'low-traffic@1',
    about: 'An internal service of one request in 100 seconds to one a second, where a single failure is a large share; 0.3 % to 3 % fail.',
    world: (spread, { policy }) => ({
      traffic: { requestsPerSecond: spread.logBetween(0.01, 1), dispersion: spread.between(1, 3), armNoise: spread.between(0, 0.03) },
      baseline: baselinesOf(policy, { failing: spread.logBetween(0.003, 0.03), wrong: spread.logBetween(0.03, 0.15) }),
      runner: { jobDelayMs: 30 * SECOND },
      router: { stepPpm: spread.oneOf([1_000, 10_000, 100_000]) },
    }),
  });
}

/** The trace of a code assistant has a variance over mean of 71 in windows of 10 s; failures of one overloaded batch come together. */
function burstyLlm(): Family {
  return aFamily({
    name: 'bursty-llm@1',
    about: 'A language model of 0.5 to 50 requests a second that come in bursts and fail together.',
    world: (spread, { policy }) => ({
      traffic: {
        requestsPerSecond: spread.logBetween(0.5, 50),
        dispersion: spread.logBetween(10, 100),
        bursts: { factor: spread.between(2, 10), everyMs: HOUR, lastMs: spread.oneOf([MINUTE, 5 * MINUTE]) },
        failBurst: { mean: spread.between(1, 4), max: 20 },
        armNoise: spread.between(0, 0.05),
        commonNoise: spread.between(0, 0.2),
      },
      baseline: baselinesOf(policy, { failing: spread.logBetween(0.003, 0.03), wrong: spread.logBetween(0.05, 0.2) }),
      runner: { jobDelayMs: 30 * SECOND },
      router: { settlesAfterMs: spread.oneOf([5 * SECOND, 30 * SECOND]) },
    }),
  });
}

function dayAndNight(): Family {
  return aFamily({
    name: 'day-and-night@1',
    about: 'A service for people of one region: a release starts at any hour, and the peak has up to ten times the traffic of the night.',
    world: (spread, { policy }) => ({
      traffic: {
        requestsPerSecond: spread.logBetween(0.5, 100),
        shape: { kind: spread.oneOf<'day' | 'week'>(['day', 'day', 'week']), peakToTrough: spread.between(1.5, 10), weekendRatio: spread.between(0.3, 1.5), startsAtMs: Math.floor(spread.between(0, 7 * 24)) * HOUR },
        dispersion: spread.between(1, 5),
        commonNoise: spread.between(0, 0.1),
      },
      baseline: baselinesOf(policy, { failing: spread.logBetween(0.001, 0.02), wrong: spread.logBetween(0.03, 0.15) }),
      runner: { jobDelayMs: 30 * SECOND },
    }),
  });
}

function flashCrowds(): Family {
  return aFamily({
    name: 'flash-crowds@1',
    about: 'A public service that is linked from somewhere: two to fifty times the traffic within minutes, in the middle of a release.',
    world: (spread, { policy }) => ({
      traffic: { requestsPerSecond: spread.logBetween(1, 100), dispersion: spread.between(1, 10) },
      baseline: baselinesOf(policy, { failing: spread.logBetween(0.001, 0.01), wrong: spread.logBetween(0.03, 0.15) }),
      faults: [{ kind: 'flash-crowd', atMs: Math.floor(spread.between(0, 120)) * MINUTE, forMs: Math.floor(spread.between(5, 60)) * MINUTE, factor: spread.logBetween(2, 50) }],
      runner: { jobDelayMs: 30 * SECOND },
    }),
  });
}

function stickyUsers(): Family {
  return aFamily({
    name: 'sticky-users@1',
    about: 'Users who stay on one version, some with a hundred times the requests of others, and some for whom much more fails.',
    world: (spread, { policy }) => ({
      traffic: {
        requestsPerSecond: spread.logBetween(1, 20),
        users: { kind: 'users', count: Math.floor(spread.logBetween(300, 10_000)), zipf: spread.between(0.8, 1.4), concentration: spread.logBetween(1, 20) },
      },
      baseline: baselinesOf(policy, { failing: spread.logBetween(0.003, 0.03), wrong: spread.logBetween(0.03, 0.15) }),
      runner: { jobDelayMs: 30 * SECOND },
    }),
  });
}

function shiftingMix(): Family {
  return aFamily({
    name: 'shifting-mix@1',
    about: 'The mix of requests changes while the release runs, and the candidate gets a mix of its own.',
    world: (spread, { policy }) => ({
      traffic: { requestsPerSecond: spread.logBetween(5, 100), dispersion: spread.between(1, 3), segments: twoSegments(dimensionOf(policy), { from: spread.between(0.05, 0.5), to: spread.between(0.05, 0.5) }) },
      baseline: baselinesOf(policy, { failing: spread.logBetween(0.001, 0.01), wrong: spread.logBetween(0.03, 0.15) }),
      faults: [{ kind: 'mix-differs', atMs: 0, forMs: Math.floor(spread.between(1, 12)) * HOUR, segment: `${dimensionOf(policy)}=${BAD_SLICE.value}`, factor: spread.between(0.5, 1.5) }],
      runner: { jobDelayMs: 30 * SECOND },
    }),
  });
}

function twoSegments(dimension: string, { from, to }: { readonly from: number; readonly to: number }): TrafficModel['segments'] {
  return [
    { dimension, value: BAD_SLICE.value, share: from, shareAtEnd: to },
    { dimension, value: 'other', share: remainder(from), shareAtEnd: remainder(to) },
  ];
}

/** To 1, without the noise of binary fractions. */
function remainder(share: number): number {
  return Number((1 - share).toFixed(6));
}
