// The policies and worlds that are measured. Policies are read as texts, so that every default is today's.
import { readPolicy, formatMistakes } from '@rampart/policy-document';
import type { Policy } from '@rampart/rollout-policy';
import { DEFAULT_SCENARIO, type Scenario, type Trial } from '@rampart/simulator';

const SHARES = `
  errors: default
  refused: {share: http_requests_total, where: 'code="429"', worseBy: 1.5x, then: hold}
  empty: {share: answers_total, where: 'empty="yes"', worseBy: 1.5x, then: hold}`;
const SIGNALS = `
  errors: default
  latency: default
  accuracy: {labels: {http: http://labels.internal/truth}, every: 15m, mature: 30m, worseBy: 25%}`;
const SLICED = `
  errors: {slices: [region]}
  latency: default`;

/** One share. */
export const ERRORS: Policy = policyWith('\n  errors: default');
export const THREE_SHARES: Policy = policyWith(SHARES);
export const THREE_SIGNALS: Policy = policyWith(SIGNALS);

/** An equal candidate. */
export function steady(policy: Policy, run: number, horizonMs: number = DEFAULT_SCENARIO.horizonMs): Trial {
  return { policy, scenario: { ...DEFAULT_SCENARIO, seed: 5, run, horizonMs } };
}

/** Requests by themselves: when it comes, which arm answers, its region, whether it fails, how long it takes, and failed ones that come back. */
export function oneByOne(): Trial {
  const region = (value: string, share: number): Scenario['traffic']['segments'][number] => ({ dimension: 'region', value, share, shareAtEnd: share });
  const traffic = { ...DEFAULT_SCENARIO.traffic, requestsPerSecond: 1_000, segments: [region('west', 0.1), region('other', 0.9)], retries: { probability: 0.5, max: 1 } };
  return { policy: policyWith(SLICED), scenario: { ...DEFAULT_SCENARIO, seed: 5, traffic } };
}

function policyWith(checks: string): Policy {
  const text = `rampart: 1
target: bench
model: gto:bench
serve: {http: http://gateway.internal/rampart, slots: [blue, green]}
metrics: {openmetrics: {pages: {blue: [http://blue.internal/metrics], green: [http://green.internal/metrics]}}}
promise: {badRequests: 100, decideWithin: 1d}
checks:${checks}
plan: [smoke, ramp, bake: 30m]
`;
  const reading = readPolicy({ file: 'bench.yaml', text });
  if (reading.kind === 'mistakes') throw new Error(formatMistakes(reading.mistakes, { color: false }));
  return reading.policy;
}
