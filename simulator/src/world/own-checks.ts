// What a traffic profile says about each check of a policy, as baselines.
import { podNoise, trafficOf, type CountTraffic, type TrafficProfile } from '@rampart/policy-document';
import type { Check, Policy } from '@rampart/rollout-policy';
import type { Baseline } from '../scenario/scenario.ts';
import { countsUsers } from './aggregated/sticky-users.ts';
import { baselineOf } from './baseline.ts';

/** Takes a plain sentence about what was not measured, and what is assumed instead. */
export type Assume = (sentence: string) => void;

const MINUTE_MS = 60_000;
/** Where nothing was seen: as often as would be seen half a time. */
const UNSEEN_EVENTS = 0.5;
/** The highest of some samples is about so many standard deviations above the mean. */
const MAX_SDS = 3;

export function baselineFromProfile(profile: TrafficProfile, check: Check, assume: Assume): Baseline {
  const measured = trafficOf(profile, check);
  const isEmpty = measured !== 'absent' && measured.kind !== 'level' && measured.trials === 0;
  if (measured === 'absent' || isEmpty) {
    assume(`\`${check.name}\` was not measured: ${saidOf(baselineOf(check, { baseline: {} }))}.`);
    return baselineOf(check, { baseline: {} });
  }
  switch (measured.kind) {
    case 'counts':
      return { kind: 'ratio', ratio: ratioOf(profile, check, measured, assume) };
    case 'time':
      return { kind: 'time', boundsSeconds: measured.boundsSeconds, within: measured.withinBound.map((count) => count / measured.trials) };
    case 'level':
      return { kind: 'level', mean: measured.mean, sd: Math.max(0, measured.max - measured.mean) / MAX_SDS, perRequestPerSecond: 0 };
  }
}

/** How much two equal deployments differ beyond luck: the most that any check's pods do. */
export function armNoiseOf(profile: TrafficProfile, { checks }: Policy, assume: Assume): number {
  const noises = checks.map((check) => trafficOf(profile, check)).flatMap((measured) => (measured !== 'absent' && measured.kind === 'counts' ? [podNoise(measured.pods)] : []));
  if (noises.every(({ kind }) => kind === 'too-little')) assume('How much equal pods differ was not measured: taken as by luck alone.');
  // Rounded, because it comes from a logarithm that engines may end differently.
  return noises.reduce((most, noise) => Math.max(most, noise.kind === 'measured' ? Math.round(noise.logRateSd * 1_000) / 1_000 : 0), 0);
}

function ratioOf(profile: TrafficProfile, check: Check, { trials, events }: CountTraffic, assume: Assume): number {
  if (events === 0) assume(`No event of \`${check.name}\` was seen in ${trials}: taken as one in ${2 * trials}.`);
  const ratio = Math.max(UNSEEN_EVENTS, events) / trials;
  return countsUsers(check) ? ratio / requestsPerUser(profile, check, trials, assume) : Math.min(1, ratio);
}

/** A user who was seen failed if any request did: the ratio of requests is that much smaller. */
function requestsPerUser({ requestsPerMinute, measured }: TrafficProfile, { name }: Check, users: number, assume: Assume): number {
  const requests = Math.max(1, (requestsPerMinute.mean * (measured.toMs - measured.fromMs)) / MINUTE_MS / users);
  assume(`\`${name}\` was measured per user: taken as ${figure(requests)} requests of each.`);
  return requests;
}

function saidOf(baseline: Baseline): string {
  switch (baseline.kind) {
    case 'ratio':
      return `taken as ${figure(baseline.ratio * 100)} % of events`;
    case 'time':
      return 'taken as a service with a median of tens of milliseconds and a long tail';
    case 'score':
      return `taken as ${figure(baseline.mean)} on average`;
    case 'bins':
      return `taken as ${Object.keys(baseline.shares).length} bins`;
    case 'level':
      return `taken as ${figure(baseline.mean)}, with little noise`;
  }
}

/** Three digits, as people say it. */
export function figure(value: number): string {
  return String(Number(value.toPrecision(3)));
}
