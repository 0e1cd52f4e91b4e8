// The policies that the search tries: small ones that decide within some hundred looks, together with every stage, every kind of consequence and every unusual
// number that the core treats in its own way.
import { ppm, type Policy, type Stage } from '@rampart/rollout-policy';
import { aCheck, aPolicy, aRamp, aSmoke, type PolicyParts } from '@rampart/testing/fakes';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const SMOKE = aSmoke();
const BAKE: Stage = { kind: 'bake', durationMs: 10 * MINUTE, holdback: ppm(10_000) };
const ERRORS = aCheck({ worseBy: { kind: 'factor', factor: 2 } });
const LIMITED = aCheck({ worseBy: { kind: 'factor', factor: 2 }, limit: { kind: 'share', ratioMax: 0.1 } });
const LATENCY = aCheck({ name: 'latency', signal: { kind: 'time', metric: 'seconds', where: [] }, worseBy: { kind: 'factor', factor: 2 }, limit: { kind: 'time', quantile: 0.95, msMax: 1_000 } });
const ACCURACY = aCheck({ name: 'accuracy', signal: { kind: 'labels', source: { kind: 'http', url: 'http://labels.test/' }, everyMs: MINUTE, matureMs: 2 * MINUTE }, worseBy: { kind: 'factor', factor: 1.5 } });
const MEMORY = aCheck({ name: 'memory', signal: { kind: 'level', metric: 'bytes', where: [], growth: { kind: 'none' } }, worseBy: { kind: 'none' }, limit: { kind: 'level', max: 140 }, then: 'stepBack' });
const BLOCKED = aCheck({ name: 'blocked', signal: { kind: 'share', metric: 'blocked_total', among: [], where: [], unit: 'requests' }, worseBy: { kind: 'points', ratio: 0.05 }, limit: { kind: 'share', ratioMax: 0.3 }, then: 'hold' });
const CLICKS = aCheck({ name: 'clicks', signal: { kind: 'share', metric: 'shown_total', among: [], where: [], unit: 'requests' }, better: 'higher', worseBy: { kind: 'factor', factor: 1.1 }, then: 'tell' });

const promise = { badRequestsMax: 400, decideWithinMs: 4 * HOUR };
const expert = { growthMax: 4, tickMs: 5 * MINUTE };

function policy({ promise: promised, expert: tuned, ...parts }: PolicyParts): Policy {
  return aPolicy({ checks: [ERRORS], plan: [SMOKE, aRamp(), BAKE], ...parts, promise: { ...promise, ...promised }, expert: { ...expert, ...tuned } });
}

export const POLICIES = {
  plain: policy({}),
  ladder: policy({ plan: [SMOKE, aRamp({ steps: { kind: 'ladder', weights: [ppm(10_000), ppm(100_000), ppm(500_000)], everyMs: 2 * MINUTE } }), BAKE], expert: { warmUpMs: 15_000, lagMs: 5_000 } }),
  instances: policy({ checks: [LIMITED], plan: [SMOKE, aRamp({ steps: { kind: 'instances', count: 8 } }), BAKE], promise: { badRequestsMax: 5_000 } }),
  shadow: policy({ plan: [aSmoke({ probe: { kind: 'http', url: 'http://golden.test/' } }), { kind: 'shadow', durationMs: 3 * MINUTE, share: ppm(100_000) }, aRamp(), BAKE] }),
  switch: policy({ checks: [LIMITED], plan: [SMOKE, { kind: 'switch' }, BAKE] }),
  split: policy({ checks: [ERRORS, CLICKS], plan: [SMOKE, aRamp({ weightMax: ppm(100_000) }), { kind: 'split', weight: ppm(300_000), judge: 'clicks', goal: 'superior', worthwhile: { kind: 'factor', factor: 1.2 }, durationMs: HOUR }, BAKE] }),
  approval: policy({ plan: [SMOKE, { kind: 'approval' }, aRamp(), { kind: 'approval' }, BAKE] }),
  limits: policy({ checks: [BLOCKED, LIMITED, MEMORY] }),
  latency: policy({ checks: [LIMITED, LATENCY] }),
  labels: policy({ checks: [ERRORS, ACCURACY], plan: [SMOKE, aRamp(), BAKE, { kind: 'follow', durationMs: HOUR, then: 'rollback' }] }),
  slices: policy({ checks: [aCheck({ slices: ['region'], worseBy: { kind: 'factor', factor: 2 } })] }),
  sticky: policy({ checks: [aCheck({ signal: { kind: 'share', metric: 'users_total', among: [], where: [], unit: 'users' }, worseBy: { kind: 'factor', factor: 2 } })], plan: [SMOKE, aRamp({ sticky: 'user' }), BAKE] }),
  independent: policy({ checks: [aCheck({ independent: true, worseBy: { kind: 'factor', factor: 2 } })] }),
  points: policy({ checks: [aCheck({ worseBy: { kind: 'points', ratio: 0.02 } }), CLICKS] }),
  returns: policy({ promise: { decideWithinMs: HOUR, ifUndecided: 'rollback' } }),
  promotes: policy({ promise: { decideWithinMs: HOUR, ifUndecided: 'promote', badRequestsMax: 100 } }),
  'no-holdback': policy({ checks: [LIMITED], plan: [SMOKE, aRamp(), { kind: 'bake', durationMs: 10 * MINUTE, holdback: ppm(0) }] }),
  'no-bake': policy({ plan: [SMOKE, aRamp()] }),
  tight: policy({ promise: { badRequestsMax: 20, catches: [{ check: 'errors', effect: { kind: 'factor', factor: 3 }, withinMs: HOUR }] }, expert: { warmUpMs: 30_000, certifyAlpha: 0.02 } }),
} as const satisfies Readonly<Record<string, Policy>>;

export type PolicyName = keyof typeof POLICIES;

export const POLICY_NAMES = Object.keys(POLICIES) as readonly PolicyName[];
