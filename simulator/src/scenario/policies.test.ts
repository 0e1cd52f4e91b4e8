import { describe, expect, it } from 'vitest';
import { builtInPolicy, builtInPolicyNames, isBuiltInPolicy } from './policies.ts';

describe('builtInPolicy', () => {
  it.each(builtInPolicyNames())('reads %s without a mistake', (name) => {
    expect(builtInPolicy(name).target).toBe(name);
  });

  it('covers every stage, every signal, every way of a ramp and every consequence of a check', () => {
    const policies = builtInPolicyNames().map(builtInPolicy);
    const stages = policies.flatMap(({ plan }) => plan);
    const checks = policies.flatMap((policy) => policy.checks);
    expect(new Set(stages.map(({ kind }) => kind))).toEqual(new Set(['smoke', 'shadow', 'approval', 'ramp', 'switch', 'split', 'bake', 'follow']));
    expect(new Set(stages.flatMap((stage) => (stage.kind === 'ramp' ? [stage.steps.kind] : [])))).toEqual(new Set(['promise', 'ladder', 'instances']));
    expect(new Set(checks.map(({ signal }) => signal.kind))).toEqual(new Set(['share', 'time', 'score', 'labels', 'pairs', 'calibration', 'bins', 'level']));
    expect(new Set(checks.map(({ then }) => then))).toEqual(new Set(['rollback', 'stepBack', 'hold', 'tell']));
    expect(new Set(policies.map(({ promise }) => promise.ifUndecided))).toEqual(new Set(['ask', 'promote', 'rollback']));
  });

  it('knows its own names only', () => {
    expect(isBuiltInPolicy('web')).toBe(true);
    expect(isBuiltInPolicy('constructor')).toBe(false);
  });
});
