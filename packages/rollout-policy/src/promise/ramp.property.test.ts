// The ramp on any router: weights that the router can make, never above what is allowed, and an end.
import { fc, test as prop } from '@fast-check/vitest';
import { aPolicy } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import type { RampSteps, Stage } from '../policy.ts';
import { lowerRampWeight, nextRampStep } from './ramp.ts';
import { ppm, type Ppm } from '../units.ts';

const { expert } = aPolicy({ expert: { growthMax: 4 } });
const weight = fc.integer({ min: 1, max: 1_000_000 }).map(ppm);
const steps: fc.Arbitrary<RampSteps> = fc.oneof(
  fc.constant({ kind: 'promise' as const }),
  fc.record({ kind: fc.constant('ladder' as const), weights: fc.uniqueArray(weight, { minLength: 1, maxLength: 6 }).map((all) => all.toSorted((a, b) => a - b)), everyMs: fc.constant(0) }),
  fc.record({ kind: fc.constant('instances' as const), count: fc.integer({ min: 1, max: 50 }) }),
);
const ramp: fc.Arbitrary<Extract<Stage, { kind: 'ramp' }>> = fc.record({ kind: fc.constant('ramp' as const), steps, weightMax: weight, sticky: fc.constant('none' as const) });
const routerStep = fc.constantFrom(1, 1_000, 10_000, 33_333, 125_000, 500_000, 1_000_000).map(ppm);
/** What a router makes of a weight: rounded down to its step. */
const made = (asked: Ppm, step: Ppm): Ppm => ppm(asked - (asked % step));

describe('nextRampStep', () => {
  prop.prop([ramp, routerStep], { seed: 31, numRuns: 1_000 })('reaches the top in a bounded number of raises, each of which the router can make, however coarse its step is', (stage, step) => {
    let at = ppm(0);
    for (let raises = 0; ; raises += 1) {
      const next = nextRampStep(stage, expert, { weight: at, allowed: ppm(1_000_000), step });
      if (next.kind === 'top') return;
      if (next.kind === 'wait') {
        expect(at, 'only a router that can make no weight of the ramp waits although all is allowed').toBe(0);
        expect(next.next).toBeGreaterThan(0);
        return;
      }
      expect(next.to).toBe(made(next.to, step));
      expect(next.to).toBeGreaterThan(at);
      expect(next.to).toBeLessThanOrEqual(stage.weightMax);
      at = made(next.to, step);
      expect(raises).toBeLessThan(60);
    }
  });

  prop.prop([ramp, routerStep, weight, weight], { seed: 32, numRuns: 1_000 })('never asks for more than is allowed, and lowers only where far less is', (stage, step, asked, allowed) => {
    const at = made(asked, step);
    const next = nextRampStep(stage, expert, { weight: at, allowed, step });
    if (next.kind === 'raise') expect(next.to).toBeLessThanOrEqual(allowed);
    const lower = lowerRampWeight(stage, { weight: at, allowed, step });
    expect(lower).toBeLessThanOrEqual(at);
    if (at <= 2 * allowed) expect(lower).toBe(at);
    if (lower < at) expect(lower).toBeGreaterThan(0);
  });

  it('goes through a third, two thirds and all of three instances on a router of 0.1 % steps', () => {
    const stage = { kind: 'ramp', steps: { kind: 'instances', count: 3 }, weightMax: ppm(1_000_000), sticky: 'none' } as const;
    const to = (at: number): unknown => nextRampStep(stage, { ...expert, growthMax: 1 }, { weight: ppm(at), allowed: ppm(1_000_000), step: ppm(1_000) });
    expect(to(333_000)).toEqual({ kind: 'raise', to: 666_000 });
    expect(to(666_000)).toEqual({ kind: 'raise', to: 1_000_000 });
    expect(to(1_000_000)).toEqual({ kind: 'top' });
  });
});
