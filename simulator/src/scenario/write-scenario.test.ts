import { describe, expect, it } from 'vitest';
import { DEFAULT_MISBEHAVING, DEFAULT_SCENARIO } from './default-scenario.ts';
import { writeScenario } from './write-scenario.ts';
import type { Fault, Scenario } from './scenario.ts';

function written(scenario: Partial<Scenario>): string {
  return writeScenario({ policy: '../policy.yaml', breaks: '01-weight-cap', depth: 'tick', scenario: { ...DEFAULT_SCENARIO, ...scenario } });
}

describe('writeScenario', () => {
  it('says only what differs from the plain scenario', () => {
    expect(written({})).toBe('scenario: 1\npolicy: ../policy.yaml\nbreaks: 01-weight-cap\ndepth: tick\n');
  });

  it('writes durations, shares, factors and points as people do', () => {
    const text = written({
      seed: 7,
      run: 3,
      horizonMs: 5_400_000,
      traffic: { ...DEFAULT_SCENARIO.traffic, requestsPerSecond: 0.05, users: { kind: 'users', count: 5_000, zipf: 1.1, concentration: 5 } },
      baseline: { errors: { kind: 'ratio', ratio: 0.003 } },
      behaviours: [{ kind: 'worse', ...DEFAULT_MISBEHAVING, on: { kind: 'check', name: 'errors' }, factor: 3, points: 0.01, since: 'promotion', fromMs: 120_000 }],
      faults: [{ kind: 'router-reply-lost', atMs: 600_000, forMs: 90_000 }],
      runner: { ...DEFAULT_SCENARIO.runner, mode: 'tick' },
    });
    expect(text).toMatchInlineSnapshot(`
      "scenario: 1
      policy: ../policy.yaml
      breaks: 01-weight-cap
      depth: tick
      seed: 7
      run: 3
      horizon: 90m
      traffic: {requests: 0.05/s, users: {users: {count: 5000, zipf: 1.1, concentration: 5}}}
      baseline: {errors: 0.3%}
      candidate: [{worse: {on: errors, factor: 3x, points: 1 point, since: promotion, from: 2m}}]
      faults: [{router-reply-lost: {at: 10m, for: 90s}}]
      runner: {mode: tick}
      "
    `);
  });

  it('keeps a counterexample within 15 lines, one fault to a line as long as that fits', () => {
    const fault = (index: number): Fault => ({ kind: 'metrics-missing', arm: 'candidate', atMs: index * 60_000, forMs: 60_000 });
    const faults = (count: number): Fault[] => Array.from({ length: count }, (_, index) => fault(index));
    expect(written({ faults: faults(1) }).split('\n')[4]).toBe('faults: [{metrics-missing: {arm: candidate, for: 1m}}]');
    expect(written({ faults: faults(3) }).split('\n').slice(4, 8)).toEqual(['faults:', '  - metrics-missing: {arm: candidate, for: 1m}', '  - metrics-missing: {arm: candidate, at: 1m, for: 1m}', '  - metrics-missing: {arm: candidate, at: 2m, for: 1m}']);
    for (const count of [8, 9, 20]) expect(written({ seed: 1, run: 2, healsAtMs: 60_000, faults: faults(count) }).trimEnd().split('\n').length).toBeLessThanOrEqual(15);
  });
});
