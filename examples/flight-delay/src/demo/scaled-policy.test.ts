import { digestPolicy, loadPolicy, readPolicy } from '@rampart/policy-document';
import { describe, expect, it } from 'vitest';
import { demoPolicy, POLICY_FILE, scaled, TIME_SCALE } from './scaled-policy.ts';

const ADDRESSES = { routeUrl: 'http://127.0.0.1:1/route', smokeUrl: 'http://127.0.0.1:1/smoke', labelsUrl: 'http://127.0.0.1:2/labels', metricPages: { blue: ['http://127.0.0.1:3/metrics'], green: ['http://127.0.0.1:4/metrics'] } };

describe('the demo\'s policy', () => {
  it('is the one that a user would copy, up to durations and the addresses of the run', async () => {
    const [original, { text }] = await Promise.all([loadPolicy(POLICY_FILE), demoPolicy(ADDRESSES)]);
    const copy = readPolicy({ file: 'demo.yaml', text });
    if (original.kind !== 'policy' || copy.kind !== 'policy') throw new Error('both are valid');
    const withoutTimesAndAddresses = (key: string, value: unknown): unknown => (/Ms$/.test(key) || ['url', 'pages'].includes(key) ? undefined : value);
    const bare = (policy: unknown): unknown => JSON.parse(JSON.stringify(policy, withoutTimesAndAddresses));
    expect(bare(copy.policy)).toEqual(bare(original.policy));
  });

  it('has every duration divided by the same factor', async () => {
    const original = await loadPolicy(POLICY_FILE);
    if (original.kind !== 'policy') throw new Error('the policy is valid');
    const durations = (policy: object): readonly number[] => {
      const found: number[] = [];
      JSON.stringify(policy, (key, value: unknown) => {
        if (/Ms$/.test(key) && key !== 'msMax' && typeof value === 'number') found.push(value);
        return value;
      });
      return found;
    };
    const before = durations(original.policy);
    const after = durations(scaled(original.policy, TIME_SCALE));
    expect(after).toEqual(before.map((durationMs) => Math.round(durationMs / TIME_SCALE)));
    expect(before.length).toBeGreaterThan(10);
    expect(digestPolicy(scaled(original.policy, 1))).toBe(original.digest);
  });
});
