import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { Behaviour, Fault, Scenario } from '../src/scenario/scenario.ts';
import { anyBehaviour, anyFault, anyScenario } from './any-scenario.ts';
import { DEFAULT_SCENARIO } from '../src/scenario/default-scenario.ts';

const SEED = 20;

/** What a planted defect leaves: the smallest scenario that it still shows in. */
function shrunk(isFine: (scenario: Scenario) => boolean, seed: number): Scenario {
  const details = fc.check(fc.property(anyScenario(), isFine), { seed, numRuns: 20_000 });
  expect(details.failed).toBe(true);
  return details.counterexample![0];
}

function hasFault(scenario: Scenario, kind: Fault['kind']): boolean {
  return scenario.faults.some((fault) => fault.kind === kind);
}

describe('anyScenario', () => {
  it('brings every kind of behaviour and of fault, and traffic from a hundredth to thousands a second', () => {
    const scenarios = fc.sample(anyScenario(), { numRuns: 4_000, seed: SEED });
    const behaviours = new Set(fc.sample(anyBehaviour(), { numRuns: 500, seed: SEED }).map(({ kind }) => kind));
    const faults = new Set(fc.sample(anyFault(), { numRuns: 3_000, seed: SEED }).map(({ kind }) => kind));
    expect(new Set(scenarios.flatMap((scenario) => scenario.behaviours.map(({ kind }) => kind)))).toEqual(behaviours);
    expect(new Set(scenarios.flatMap((scenario) => scenario.faults.map(({ kind }) => kind)))).toEqual(faults);
    expect([behaviours.size, faults.size]).toEqual([11, 51]);
    const rates = scenarios.map(({ traffic }) => traffic.requestsPerSecond);
    expect([Math.min(...rates), Math.max(...rates)]).toEqual([0.01, 5_000]);
    expect(rates.filter((rate) => rate < 1).length).toBeGreaterThan(800);
  });

  it('leaves the plain scenario when nothing in it matters', () => {
    const left = shrunk(() => false, SEED);
    expect(left).toEqual({ ...DEFAULT_SCENARIO, name: 'any', horizonMs: left.horizonMs });
  });

  it.each([1, 2, 3, 4, 5])('shrinks a defect that needs two faults and little traffic to just these (seed %i)', (seed) => {
    const left = shrunk((scenario) => !(hasFault(scenario, 'router-reply-lost') && scenario.faults.some((fault) => fault.kind === 'cron-late' && fault.byMs > 600_000) && scenario.traffic.requestsPerSecond < 1), seed);
    expect(left.faults.map(({ kind, atMs, forMs }) => ({ kind, atMs, forMs }))).toEqual(
      expect.arrayContaining([{ kind: 'router-reply-lost', atMs: 0, forMs: 0 }, { kind: 'cron-late', atMs: 0, forMs: 0 }]),
    );
    expect(left).toMatchObject({ seed: 0, run: 0, baseline: {}, behaviours: [], runner: DEFAULT_SCENARIO.runner, router: DEFAULT_SCENARIO.router });
    expect({ ...left.traffic, requestsPerSecond: 50 }).toEqual(DEFAULT_SCENARIO.traffic);
    expect(left.faults).toHaveLength(2);
  });

  it('keeps the segments of the traffic as long as something is about one of them', () => {
    const isAboutSegment = ({ behaviours }: Scenario): boolean => behaviours.some((behaviour: Behaviour) => behaviour.kind === 'worse-in');
    const left = shrunk((scenario) => !isAboutSegment(scenario), SEED);
    expect(left.traffic.segments.map(({ dimension, value }) => `${dimension}=${value}`)).toEqual(['region=west', 'region=east']);
    expect(left.behaviours).toHaveLength(1);
  });
});
