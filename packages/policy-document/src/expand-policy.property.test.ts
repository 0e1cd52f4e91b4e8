import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { anyPolicy } from '../test/arbitrary-policy.ts';
import { digestPolicy } from './digest.ts';
import { expandPolicy } from './expand-policy.ts';
import { readPolicy } from './read-policy.ts';

describe('expandPolicy', () => {
  prop.prop([anyPolicy], { numRuns: 300 })('prints a file that reads back as the same policy with the same digest', (policy) => {
    const reading = readPolicy({ file: 'expanded.yaml', text: expandPolicy(policy) });
    expect(reading.kind === 'mistakes' ? reading.mistakes : []).toEqual([]);
    expect(reading).toMatchObject({ kind: 'policy', policy, digest: digestPolicy(policy) });
  });

  prop.prop([anyPolicy], { numRuns: 50 })('is a fixed point: everything it prints is said by the file itself', (policy) => {
    const text = expandPolicy(policy);
    const reading = readPolicy({ file: 'expanded.yaml', text });
    if (reading.kind !== 'policy') throw new Error('not a policy');
    expect([...reading.origins.values()].filter(({ kind }) => kind === 'built-in')).toEqual([]);
    expect(expandPolicy(reading.policy, reading.origins)).toBe(text);
  });

  it('meets every kind of signal, limit, step and stage in its properties', () => {
    const seen = new Set(fc.sample(anyPolicy, { numRuns: 300, seed: 7 }).flatMap(({ plan, checks, serve, metrics }) => [
      ...plan.flatMap((stage) => (stage.kind === 'ramp' ? [stage.kind, stage.steps.kind] : [stage.kind])),
      ...checks.flatMap(({ signal, limit, worseBy }) => [signal.kind, `limit ${limit.kind}`, worseBy.kind]),
      serve.kind,
      metrics.kind,
    ]));
    expect([...seen].sort()).toEqual(['bake', 'command', 'factor', 'http', 'instances', 'labels', 'ladder', 'limit none', 'limit share', 'limit time', 'none', 'openmetrics', 'points', 'promise', 'ramp', 'share', 'smoke', 'switch', 'time']);
  });
});
