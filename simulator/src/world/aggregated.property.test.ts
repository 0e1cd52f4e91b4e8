import { fc, test as prop } from '@fast-check/vitest';
import { absorb, newCheckState, newSampleRatio, PPM_NONE, type Block, type CheckState, type Policy } from '@rampart/rollout-policy';
import { describe, expect } from 'vitest';
import { anyScenario } from '../../test/any-scenario.ts';
import { aCheck, aCheckOf } from '../../test/world/a-trial.ts';
import { builtInPolicy } from '../scenario/policies.ts';
import { aggregatedWorld, whyNotAggregated } from './aggregated.ts';
import type { Exposure } from './world.ts';

const sliced = { slices: ['region'] };
const checks = [
  aCheck({ name: 'errors', ...sliced }),
  aCheckOf('time', { name: 'latency' }),
  aCheckOf('labels', { name: 'accuracy', then: 'rollback', ...sliced }),
  aCheckOf('score', { name: 'judge', ...sliced }),
  aCheckOf('bins', { name: 'answers' }),
  aCheckOf('level', { name: 'memory' }),
  aCheckOf('pairs'),
  aCheckOf('calibration'),
  aCheck({ name: 'users', signal: { kind: 'share', metric: 'x', among: [], where: [], unit: 'users' }, ...sliced }),
];
const policy: Policy = { ...builtInPolicy('web'), checks };

/** Weights as a release moves them, each for a while. */
const anyStay = fc.record({ weight: fc.constantFrom(0, 0.01, 0.1, 0.5, 1), mirror: fc.constantFrom(0, 0.2), spans: fc.array(fc.constantFrom(15_000, 60_000, 61_017, 900_000), { minLength: 1, maxLength: 6 }) });

const seen = { refused: 0, trials: 0, harmed: 0 };

describe('aggregatedWorld', () => {
  prop.prop([anyScenario({ checks: checks.map(({ name }) => name) }), fc.array(anyStay, { minLength: 1, maxLength: 4 })], { seed: 11, numRuns: 120 })('tells only what a perfect instrument could', (scenario, stays) => {
    if (whyNotAggregated({ policy, scenario }) !== '') {
      seen.refused += 1;
      return;
    }
    const run = aggregatedWorld({ policy, scenario }).begin();
    let atMs = 0;
    let states: Readonly<Record<string, CheckState>> = Object.fromEntries(checks.map((check) => [check.name, newCheckState(check, 0)]));
    for (const { weight, mirror, spans } of stays) {
      const exposure: Exposure = { weight, mirror, firstTrafficAtMs: 0, weightSinceMs: atMs, promotedAtMs: weight === 1 ? atMs : 'never' };
      for (const lastsMs of spans) {
        const happened = run.advance({ fromMs: atMs, toMs: atMs + lastsMs }, exposure);
        atMs += lastsMs;
        const { requests, bad, excess, usersHarmed, cells } = happened;
        for (const arm of ['stable', 'candidate'] as const) {
          expect(Number.isSafeInteger(requests[arm]) && Number.isSafeInteger(bad[arm])).toBe(true);
          expect(bad[arm]).toBeGreaterThanOrEqual(0);
          expect(bad[arm]).toBeLessThanOrEqual(requests[arm]);
          // Every check of requests sees the same ones.
          for (const name of ['errors', 'latency', 'accuracy', 'judge', 'answers', 'calibration']) expect(cells[name]?.['all']?.[arm].trials).toBe(cells['errors']?.['all']?.[arm].trials);
          expect(sumOf(cells['errors'], arm, 'region=')).toEqual(sliceless(scenario.traffic.segments.length, cells['errors'], arm));
          expect(sumOf(cells['users'], arm, 'region=')).toEqual(sliceless(scenario.traffic.segments.length, cells['users'], arm));
        }
        if (weight === 0) expect(requests.candidate).toBe(0);
        if (weight === 1) expect(requests.stable).toBe(0);
        expect(Math.abs(excess)).toBeLessThanOrEqual(requests.candidate + 1e-9);
        expect(Number.isSafeInteger(usersHarmed) && usersHarmed >= 0).toBe(true);
        states = valid(states, happened.cells, { fromMs: happened.fromMs, toMs: happened.toMs });
        seen.trials += requests.candidate;
        seen.harmed += usersHarmed;
      }
    }
  });

  prop('met what it is about', () => {
    expect(seen.refused).toBeGreaterThan(5);
    expect(seen.trials).toBeGreaterThan(10_000);
    expect(seen.harmed).toBeGreaterThan(100);
  });
});

/** The core's own word on the blocks: a check that got an invalid one is without data. */
function valid(states: Readonly<Record<string, CheckState>>, cells: Readonly<Record<string, Block['cells']>>, span: { readonly fromMs: number; readonly toMs: number }): Readonly<Record<string, CheckState>> {
  const evidence = Object.fromEntries(Object.entries(cells).map(([check, each]) => [check, { kind: 'blocks' as const, blocks: [{ ...span, cells: each }], gaps: [] }]));
  const absorbed = absorb({ policy, checks: states, exclusions: [], weights: [{ fromMs: 0, weight: PPM_NONE, mirror: PPM_NONE }], sampleRatio: newSampleRatio() }, evidence);
  for (const check of checks) expect(absorbed.checks[check.name]?.noData, check.name).toBe('');
  expect([...absorbed.seen].sort()).toEqual(checks.map(({ name }) => name).sort());
  return absorbed.checks;
}

function sumOf(cells: Block['cells'] | undefined, arm: 'stable' | 'candidate', prefix: string) {
  const counts = { trials: 0, events: 0 };
  for (const [name, cell] of Object.entries(cells ?? {})) {
    if (!name.startsWith(prefix)) continue;
    counts.trials += cell[arm].trials;
    counts.events += cell[arm].events;
  }
  return counts;
}

/** What slices have to add up to: the whole, or nothing where the scenario has no segments. */
function sliceless(segments: number, cells: Block['cells'] | undefined, arm: 'stable' | 'candidate') {
  return segments === 0 ? { trials: 0, events: 0 } : cells?.['all']?.[arm];
}

