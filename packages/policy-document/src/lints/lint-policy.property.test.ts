// Whatever a policy and a profile say together, lints are sentences.
import { fc, test as prop } from '@fast-check/vitest';
import { ppm } from '@rampart/rollout-policy';
import { describe, expect } from 'vitest';
import { aProfile, countTraffic, levelTraffic, timeTraffic } from '../../test/a-profile.ts';
import { anyPolicy } from '../../test/arbitrary-policy.ts';
import type { CheckTraffic } from '../profile/traffic-profile.ts';
import { lintPolicy } from './lint-policy.ts';

const count = fc.oneof(fc.constantFrom(0, 1, 5), fc.integer({ min: 0, max: 1e9 }));
const counted = fc.tuple(count, count).map(([a, b]) => ({ trials: Math.max(a, b), events: Math.min(a, b) }));
const histogram = fc.array(count, { minLength: 5, maxLength: 5 }).map((counts) => {
  const ascending = counts.toSorted((a, b) => a - b);
  return { trials: ascending.at(-1) ?? 0, withinBound: ascending };
});
const traffic: fc.Arbitrary<CheckTraffic> = fc.oneof(
  fc.record({ all: counted, pods: fc.array(counted, { maxLength: 3 }) }).map(({ all, pods }) => countTraffic({ ...all, pods, labels: pods.map((pod, index) => ({ label: 'path', value: `/${index}`, trials: Math.min(pod.trials, all.trials), events: Math.min(pod.events, all.events, pod.trials) })) })),
  fc.record({ all: histogram, pods: fc.array(histogram, { maxLength: 3 }) }).map(({ all, pods }) => timeTraffic({ ...all, pods })),
  fc.double({ min: 0, max: 1e13, noNaN: true }).map((max) => levelTraffic({ mean: max / 2, max })),
);

describe('lintPolicy', () => {
  prop.prop([anyPolicy, fc.array(traffic, { minLength: 1, maxLength: 6 }), fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 1e9, noNaN: true })), fc.integer({ min: 1, max: 1_000_000 }), fc.double({ min: 0, max: 1, noNaN: true })], { seed: 11, numRuns: 400 })(
    'is total, and no sentence has a number that is none',
    (policy, traffics, mean, step, heaviestShare) => {
      const checks = Object.fromEntries(policy.checks.map(({ name }, index) => [name, traffics[index % traffics.length] ?? countTraffic()]));
      const profile = aProfile({ target: policy.target, checks, requestsPerMinute: { mean, low: { kind: 'unknown' } }, routerStep: ppm(step), users: { kind: 'seen', distinct: 500, heaviestShare } });
      for (const { text } of lintPolicy(policy, new Map(), { kind: 'measured', profile })) {
        expect(text).not.toMatch(/NaN|undefined|Infinity|\[object|-\d+(?:\.\d+)?%|e[+-]\d+%/);
        expect(text).toMatch(/[.?]$/);
      }
    },
  );
});
