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

  it('meets every kind of signal, limit, promise, step and stage in its properties', () => {
    const seen = new Set(fc.sample(anyPolicy, { numRuns: 500, seed: 7 }).flatMap(({ plan, checks, serve, metrics, promise, quiet }) => [
      ...plan.flatMap((stage) => [stage.kind, ...(stage.kind === 'ramp' ? [stage.steps.kind, `sticky ${stage.sticky}`] : stage.kind === 'smoke' ? [`probe ${stage.probe.kind}`] : stage.kind === 'split' ? [stage.goal] : [])]),
      ...checks.flatMap(({ signal, limit, worseBy, sides, gap, better, independent }) => [
        signal.kind, `limit ${limit.kind}`, worseBy.kind, sides, `gap ${gap.kind}`, better, `independent ${independent}`,
        ...(signal.kind === 'share' ? [signal.unit] : signal.kind === 'score' ? [`score of ${signal.origin.kind}`] : signal.kind === 'bins' ? [`against ${signal.against.kind}`] : signal.kind === 'level' ? [`growth ${signal.growth.kind}`] : []),
      ]),
      ...promise.catches.map(({ effect }) => `catches ${effect.kind}`),
      `quiet ${quiet.length}`,
      serve.kind,
      metrics.kind,
    ]));
    expect([...seen].sort()).toEqual([
      'against reference', 'against stable', 'approval', 'bake', 'bins', 'both', 'calibration', 'catches factor', 'catches points', 'command', 'factor', 'follow', 'gap none', 'gap points', 'growth none',
      'growth perHour', 'higher', 'http', 'independent false', 'independent true', 'instances', 'labels', 'ladder', 'level', 'limit level', 'limit none', 'limit share', 'limit time', 'lower', 'none', 'notWorse',
      'openmetrics', 'pairs', 'points', 'probe command', 'probe http', 'probe none', 'promise', 'quiet 0', 'quiet 1', 'quiet 2', 'quiet 3', 'ramp', 'requests', 'score', 'score of labels', 'score of metric',
      'shadow', 'share', 'smoke', 'split', 'sticky none', 'sticky user', 'superior', 'switch', 'time', 'users', 'worse',
    ]);
  });
});
