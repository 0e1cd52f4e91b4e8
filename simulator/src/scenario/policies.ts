// Policies that scenarios run with when no policy file is named: short texts, read like any policy file, so that every default is today's. Together they
// have every stage, every signal and every action of a check.
import { invariant, type Policy } from '@rampart/rollout-policy';
import { formatMistakes, readPolicy } from '@rampart/policy-document';

const WEB = `
promise: {badRequests: 100, catches: {errors: 2x, within: 1d}, decideWithin: 1d}
checks: {errors: default}
plan: [smoke, ramp, bake: 30m]
freeze: {then: hold}
`;

/** What differs from `HEAD` and from each other; the name is the target's too. */
const TEXTS = {
  web: WEB,
  /** Three requests a minute: what a release can promise there. */
  small: `
promise: {badRequests: 25, catches: {errors: 3x, within: 2d}, decideWithin: 3d}
checks: {errors: default}
plan: [smoke, ramp, bake: 6h]
`,
  /** Every kind of live signal, each with its own consequence. */
  signals: `
promise: {badRequests: 200, decideWithin: 1d}
checks:
  errors: {limit: 20%, slices: [region]}
  latency: {limit: {p99: 2s}}
  judge: {score: judge_score, better: higher, then: hold}
  answers: {bins: answers_total, by: answer, differsBy: 25%, then: hold}
  memory: {level: process_resident_memory_bytes, limit: 4GiB, growsBy: 20% per hour, then: stepBack}
  clicks: {share: shown_total, where: 'clicked="yes"', better: higher, then: tell}
plan: [smoke, ramp, bake: 30m]
`,
  /** Right and wrong answers, known half an hour later. */
  labelled: `
promise: {badRequests: 400, decideWithin: 1d}
checks:
  errors: default
  accuracy: {labels: {http: http://labels.internal/truth}, every: 15m, mature: 30m, worseBy: 25%, slices: [region], then: rollback}
plan: [smoke, ramp, bake: 2h, follow: 1d]
expert: {stableRatioMax: 20%}
`,
  /** Copies before users, and a person before copies turn into traffic. */
  shadowed: `
promise: {badRequests: 100, decideWithin: 2d}
checks:
  errors: default
  agreement: {pairs: {http: http://labels.internal/pairs}, every: 15m, mature: 15m, then: hold}
  certainty: {calibration: {http: http://labels.internal/pairs}, every: 15m, mature: 15m, then: tell}
plan: [smoke: {http: http://gateway.internal/smoke}, shadow: {for: 2h, share: 10%}, approval, ramp, bake: 30m]
`,
  ladder: `
promise: {badRequests: 300, decideWithin: 1d}
checks: {errors: default, latency: default}
plan: [smoke, ramp: {weights: [1%, 5%, 25%, 50%], every: 10m}, bake: {for: 30m, holdback: 2%}]
`,
  rolling: `
promise: {badRequests: 300, decideWithin: 1d}
checks: {errors: {limit: 10%}}
plan: [smoke, ramp: {instances: 8, upTo: 50%}, bake: 30m]
`,
  /** Blue-green. */
  switched: `
promise: {badRequests: 1000, decideWithin: 1d}
checks: {errors: {limit: 10%}}
plan: [smoke, switch, bake: 1h]
`,
  /** A/B on conversions. */
  split: `
promise: {badRequests: 300, decideWithin: 3d}
checks:
  errors: default
  conversion: {share: visits_total, where: 'bought="yes"', better: higher, worseBy: 5%, then: tell}
  accuracy: {labels: {http: http://labels.internal/truth}, every: 15m, mature: 30m, worseBy: 25%, then: hold}
plan: [smoke, ramp, split: {judge: conversion, worthwhile: 20%, atMost: 1d}, bake: 30m]
`,
  /** Users stay on their arm, and count once. How many requests there are is told by another check. */
  sticky: `
promise: {badRequests: 200, decideWithin: 3d}
checks:
  errors: {share: users_total, where: 'outcome="failed"', count: users, worseBy: 2x}
  latency: {worseBy: 2x, then: tell}
plan: [smoke, ramp: {sticky: user}, bake: 1h]
`,
  /** Looked at by scheduled jobs only, which leave gaps between their looks. */
  scheduled: `
promise: {badRequests: 100, decideWithin: 3d}
checks: {errors: {worseBy: 2x}}
plan: [smoke, ramp, bake: 6h]
expert: {maxGap: 4h, blind: 12h}
`,
  /** What lints warn of: requests are counted where users stay on their arm. */
  'sticky-requests': `
promise: {badRequests: 200, decideWithin: 3d}
checks: {errors: default}
plan: [smoke, ramp: {sticky: user}, bake: 1h]
`,
  /** People are away from Friday to Monday morning, and the promotion is theirs. */
  guarded: `
promise: {badRequests: 100, decideWithin: 2d}
people: {quiet: Fri 18:00 to Mon 06:00 Asia/Kolkata}
checks: {errors: default}
plan: [smoke, ramp, approval, bake: 30m]
`,
  /** Undecided in time: goes live, or goes back, without asking. */
  eager: `
promise: {badRequests: 25, decideWithin: 2h, ifUndecided: promote}
checks: {errors: default}
plan: [smoke, ramp, bake: 30m]
`,
  shy: `
promise: {badRequests: 25, decideWithin: 2h, ifUndecided: rollback}
checks: {errors: default}
plan: [smoke, ramp, bake: 30m]
`,
  /** Nothing is left on the old version after the promotion. */
  'no-holdback': `
promise: {badRequests: 300, decideWithin: 1d}
checks: {errors: {limit: 10%}}
plan: [smoke, ramp, bake: {for: 2h, holdback: 0%}]
`,
} as const satisfies Readonly<Record<string, string>>;

export type BuiltInPolicy = keyof typeof TEXTS;

export function builtInPolicyNames(): readonly BuiltInPolicy[] {
  return ALL;
}

export function isBuiltInPolicy(name: string): name is BuiltInPolicy {
  return ALL.some((known) => known === name);
}

/** The YAML as a user would write it. */
export function builtInPolicyText(name: BuiltInPolicy): string {
  return `rampart: 1
target: ${name}
model: gto:${name}
serve: {http: http://gateway.internal/rampart, slots: [blue, green]}
metrics: {openmetrics: {pages: {blue: [http://blue.internal/metrics], green: [http://green.internal/metrics]}}}
${TEXTS[name].trim()}
`;
}

export function builtInPolicy(name: BuiltInPolicy): Policy {
  const reading = readPolicy({ file: `${name}.yaml`, text: builtInPolicyText(name) });
  invariant(reading.kind === 'policy', 'a built-in policy has no mistakes', { name, mistakes: reading.kind === 'mistakes' ? formatMistakes(reading.mistakes, { color: false }) : '' });
  return reading.policy;
}

// Object.keys forgets what the keys are.
const ALL = Object.keys(TEXTS) as BuiltInPolicy[];
