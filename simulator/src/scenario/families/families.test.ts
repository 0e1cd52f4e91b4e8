import { createHash } from 'node:crypto';
import { canonicalJson } from '@rampart/policy-document';
import { aCheck, aPolicy } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import type { CandidateKind } from '../../claims/claim.ts';
import { DEFAULT_SCENARIO } from '../default-scenario.ts';
import { builtInPolicy } from '../policies.ts';
import { FAMILIES, familyNamed, horizonOf, OWN_TRAFFIC, WORST, type DrawRequest } from './index.ts';

const policy = builtInPolicy('web');
const own = { kind: 'known', traffic: { ...DEFAULT_SCENARIO.traffic, requestsPerSecond: 0.05 }, baseline: { errors: { kind: 'ratio', ratio: 0.01 } }, router: DEFAULT_SCENARIO.router } as const;

function request(parts: Partial<DrawRequest> = {}): DrawRequest {
  return { policy, seed: 0x5eed, run: 0, candidate: 'equal', own: { kind: 'unknown' }, ...parts };
}

function runs(count: number): readonly number[] {
  return Array.from({ length: count }, (_, run) => run);
}

describe('families', () => {
  // A hash here may change only together with the version in the name of its family.
  it.each([
    ['web-steady@1', 'ceb10d22a2accfe2'],
    ['low-traffic@1', 'e441c81f47550366'],
    ['bursty-llm@1', '46a2d1e404f1dcaa'],
    ['day-and-night@1', 'd3ac440623ad1246'],
    ['flash-crowds@1', 'c87952e06c1f84d8'],
    ['sticky-users@1', '7c8b5f16d85ee0c8'],
    ['shifting-mix@1', '2fb345a9fe9087a5'],
    ['delayed-labels@1', '25582851946558f5'],
    ['flaky-telemetry@1', '7bb5f88bea417d7b'],
    ['late-cron@1', 'd6687bd91d2ea9b5'],
    ['hours-late@1', 'b6da068d6523e1b7'],
    ['coarse-router@1', '22b35c0b19f75391'],
    ['common-outage@1', '2bcb4a7f86a90369'],
  ])('%s draws what it has always drawn', (name, hash) => {
    const found = familyNamed(name);
    const drawn = found.kind === 'found' ? runs(20).flatMap((run) => (['equal', 'worst', 'turns-bad', 'worse:errors=2x'] as const).map((candidate) => found.family.draw(request({ policy: aPolicy(), run, candidate })))) : [];
    expect(createHash('sha256').update(canonicalJson(drawn)).digest('hex').slice(0, 16)).toBe(hash);
  });

  it('has a golden hash for every family', () => {
    expect(FAMILIES).toHaveLength(13);
    expect(new Set(FAMILIES.map(({ name }) => name)).size).toBe(13);
  });

  it.each(FAMILIES)('$name keeps numbers in the ranges of a scenario', ({ draw }) => {
    for (const run of runs(200)) {
      const { traffic, baseline, horizonMs, faults } = draw(request({ run }));
      expect(traffic.requestsPerSecond).toBeGreaterThanOrEqual(0.01);
      expect(traffic.requestsPerSecond).toBeLessThanOrEqual(5_000);
      expect(traffic.dispersion).toBeGreaterThanOrEqual(1);
      if (traffic.segments.length > 0) expect(traffic.segments.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
      expect(horizonMs).toBe(horizonOf(policy));
      expect(Object.keys(baseline)).toEqual(['errors']);
      for (const { atMs, forMs } of faults) expect([Number.isInteger(atMs), Number.isInteger(forMs)]).toEqual([true, true]);
    }
  });

  it('gives all candidates of a run the same world', () => {
    for (const { draw } of FAMILIES) {
      const { behaviours: none, ...world } = draw(request({ run: 7 }));
      const { behaviours, ...same } = draw(request({ run: 7, candidate: 'worst' }));
      expect(none).toEqual([]);
      expect(behaviours).toHaveLength(1);
      expect(same).toEqual(world);
    }
  });

  it('covers the range of the traffic already with few runs', () => {
    const found = familyNamed('web-steady@1');
    const rates = found.kind === 'found' ? runs(20).map((run) => found.family.draw(request({ run })).traffic.requestsPerSecond) : [];
    // Ten parts of equal size on the logarithmic scale from 5 to 500.
    const parts = new Set(rates.map((rate) => [7.92, 12.6, 19.9, 31.5, 50, 79.2, 126, 199, 315].filter((bound) => rate >= bound).length));
    expect(parts.size).toBe(10);
  });

  it('releases each of the worst by turns', () => {
    const kinds = runs(9).map((run) => FAMILIES[0]!.draw(request({ run, candidate: 'worst' })).behaviours[0]!);
    expect(kinds.map(({ kind }) => kind)).toEqual(['crash', 'worse', 'worse', 'worse', 'worse', 'worse', 'worse-in', 'leak', 'crash']);
    expect(kinds.flatMap((behaviour) => (behaviour.kind === 'worse' ? [behaviour.factor] : []))).toEqual([10, 5, 3, 2, 1.5]);
    expect(WORST).toHaveLength(9);
  });

  it.each<[CandidateKind, object]>([
    ['worse:errors=2x', { on: { kind: 'check', name: 'errors' }, factor: 2, points: 0, since: 'start', fromMs: 0, forMs: 'ever' }],
    ['worse:errors=50%', { factor: 1.5, points: 0 }],
    ['worse:errors=1 point', { factor: 1, points: 0.01 }],
    ['turns-bad', { kind: 'crash', since: 'promotion', fromMs: 120_000 }],
  ])('makes the candidate %s', (candidate, behaviour) => {
    expect(FAMILIES[0]!.draw(request({ candidate })).behaviours).toEqual([expect.objectContaining(behaviour)]);
  });

  it('refuses a candidate that is worse on a check that the policy does not have', () => {
    expect(() => FAMILIES[0]!.draw(request({ candidate: 'worse:speed=2x' }))).toThrow(/names a check of the policy/);
  });

  it('cuts slices by what the policy slices by, and keeps rates under the limits of the policy', () => {
    const sliced = aPolicy({ checks: [aCheck({ slices: ['country'], limit: { kind: 'share', ratioMax: 0.002 } })] });
    const scenarios = runs(50).map((run) => FAMILIES[0]!.draw(request({ policy: sliced, run, candidate: 'worst' })));
    expect(scenarios[6]!.behaviours[0]).toMatchObject({ kind: 'worse-in', segment: 'country=west' });
    expect(scenarios[6]!.traffic.segments.map(({ dimension }) => dimension)).toEqual(['country', 'country']);
    for (const { baseline } of scenarios) expect(baseline['errors']).toMatchObject({ kind: 'ratio', ratio: 0.001 });
  });
});

describe('own traffic', () => {
  it('is taken as it is', () => {
    const drawn = OWN_TRAFFIC.draw(request({ own, run: 3 }));
    expect(drawn).toMatchObject({ name: 'own-traffic/3', baseline: own.baseline, router: own.router });
    expect(drawn.traffic).toEqual(own.traffic);
  });

  it('is not drawn where it is unknown', () => {
    expect(() => OWN_TRAFFIC.draw(request())).toThrow(/where it is known/);
  });
});

describe('familyNamed', () => {
  it('knows versions apart and says what was probably meant', () => {
    expect(familyNamed('web-steady')).toMatchObject({ kind: 'unknown', meant: 'web-steady@1' });
    expect(familyNamed('own-traffic')).toMatchObject({ kind: 'found' });
  });
});
