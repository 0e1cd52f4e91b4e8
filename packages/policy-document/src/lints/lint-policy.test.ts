import type { Policy } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { aPolicyFile } from '../../test/a-policy-file.ts';
import { readPolicy } from '../read-policy.ts';
import { formatLint } from './format-lints.ts';
import { lintPolicy } from './lint-policy.ts';
import { LINT_KINDS, type Lint, type LintName } from './lint.ts';

function policyOf(changes: Readonly<Record<string, string>> = {}): Policy {
  const reading = readPolicy({ file: 'fraud.yaml', text: aPolicyFile(changes) });
  if (reading.kind === 'mistakes') throw new Error(reading.mistakes[0]?.text);
  return reading.policy;
}

function lintsOf(changes: Readonly<Record<string, string>> = {}): readonly Lint[] {
  const reading = readPolicy({ file: 'fraud.yaml', text: aPolicyFile(changes) });
  if (reading.kind === 'mistakes') throw new Error(reading.mistakes[0]?.text);
  return lintPolicy(reading.policy, reading.origins);
}

const LABELS = 'labels: {http: "http://l"}';

describe('lintPolicy', () => {
  const CASES: readonly (readonly [LintName, Readonly<Record<string, string>>, string, RegExp])[] = [
    ['limit-off-scale', { checks: 'checks: {latency: {limit: {p99: 80s}}}' }, 'checks.latency.limit', /80s is above 10s.* 80ms\?$/],
    ['limit-off-scale', { checks: 'checks: {latency: {limit: {p99: 0.08ms}}}' }, 'checks.latency.limit', /0\.08ms is below 5ms.* 80ms\?/],
    ['late-labels', { checks: `checks: {accuracy: {${LABELS}, mature: 2d, then: rollback}}` }, 'checks.accuracy.mature', /known 2d after the request.* at most 1\.6 requests an hour/],
    ['nothing-rolls-back', { checks: 'checks: {errors: {then: hold}}' }, 'checks', /until a person looks/],
    ['harm-uncounted', { checks: 'checks: {latency: default}' }, 'promise.badRequests', /bounds the first step, and nothing after it/],
    ['budget-below-samples', { promise: 'promise: {badRequests: 10}' }, 'promise.badRequests', /before 20 requests .* reaches 10 bad ones/],
    ['budget-below-samples', { promise: 'promise: {badRequests: 2}' }, 'promise.badRequests', /before it can be sent back\. 100 is usual/],
    ['first-weight-waits', { plan: 'plan: [ramp: {weights: [25%]}]' }, 'plan[0].ramp.weights[0]', /more than 2\.9 requests a second .* waits at 0%/],
    ['first-weight-waits', { plan: 'plan: [ramp: {instances: 4}]' }, 'plan[0].ramp.instances', /first weight of 25%/],
    ['ladder-too-long', { plan: 'plan: [ramp: {weights: [1%, 2%, 3%], every: 1d}]' }, 'plan[0].ramp.every', /at least 3d.* ifUndecided \(ask\)/],
    ['labels-too-late', { checks: `checks: {accuracy: {${LABELS}, mature: 4d, then: rollback}}` }, 'checks.accuracy.mature', /after 4d, a release is decided within 3d/],
    ['bake-before-labels', { checks: `checks: {accuracy: {${LABELS}, mature: 2d}}`, plan: 'plan: [ramp, bake: 1d]' }, 'plan[1].bake.for', /before it has seen one answer/],
    ['bake-without-holdback', { plan: 'plan: [ramp, bake: {holdback: 0%}]' }, 'plan[1].bake.holdback', /compares with nothing/],
    ['switch-spends-promise', { plan: 'plan: [smoke, switch]' }, 'plan[1]', /more than 55 requests a minute .* 100 bad ones/],
    ['margin-below-noise', { checks: 'checks: {errors: {worseBy: 4.99%}}' }, 'checks.errors.worseBy', /4\.99%/],
    ['pages-without-history', {}, 'metrics', /block is the time between two looks. 2 times as many bad requests \(errors\) take \d/],
  ];

  it.each(CASES.map((one) => [one[0], Object.values(one[1]).join('; '), ...one] as const))('%s for %s', (name, _, __, changes, subject, says) => {
    const found = lintsOf(changes).filter((lint) => lint.name === name);
    expect(found).toMatchObject([{ code: LINT_KINDS[name].code, subject, text: expect.stringMatching(says), place: { kind: 'file', file: 'fraud.yaml' } }]);
  });


  it('says of a usual policy only what metric pages cost', () => {
    expect(lintsOf().map(({ name, level }) => [name, level])).toEqual([['pages-without-history', 'note']]);
    expect(lintsOf({ checks: 'checks: {errors: {limit: 5%}, latency: {limit: {p99: 80ms}}}', expert: 'expert: {tick: 30s}' })).toEqual([]);
  });

  it('works without places, for a policy that was not read from a file', () => {
    expect(lintPolicy(policyOf({ plan: 'plan: [switch]' }))).toMatchObject([{}, { name: 'switch-spends-promise', place: { kind: 'nowhere' } }]);
    expect(formatLint(lintsOf({ plan: 'plan: [switch]' })[1]!)).toMatch(/^fraud\.yaml:8:8 warning RMP162 plan\[0\]: A switch/);
  });
});
