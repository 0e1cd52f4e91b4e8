// A rollout writes a record every look for days: what a hold and the state may weigh.
import { ppm, type Block, type Cell } from '@rampart/rollout-policy';
import { aCheck, aRamp, aSmoke } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { aWorld, handOver } from './a-world.ts';

const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

const cell = (weight: number, ratio: number): Cell => ({
  stable: { trials: 30_000 - weight, events: Math.round((30_000 - weight) * ratio) },
  candidate: { trials: weight, events: Math.round(weight * ratio) },
});

describe('a record of a hold', () => {
  it.each([{ kind: 'none' } as const, { kind: 'time', quantile: 0.99, msMax: 2_000 } as const])('stays under 4 KiB with three checks and a histogram of twelve buckets (limit $kind)', async (limit) => {
    const world = aWorld('good', {
      checks: [aCheck(), aCheck({ name: 'refused', slices: ['region'] }), aCheck({ name: 'latency', signal: { kind: 'time', metric: 'seconds', where: [] }, limit })],
      promise: { badRequestsMax: 20_000 },
      plan: [aSmoke(), aRamp({ steps: { kind: 'ladder', weights: [ppm(100_000)], everyMs: 30_000 }, weightMax: ppm(100_000) })],
    });
    const rounded = (ratio: number): Cell => cell(Math.round((world.router.weightOf('b') * 30_000) / 1_000_000), ratio);
    world.metrics.follow('errors', () => rounded(0.01));
    world.metrics.follow('refused', () => ({ all: rounded(0.02), 'region=eu-west-1': rounded(0.02), 'region=us-east-1': rounded(0.02) }));
    world.metrics.follow('latency', (): Block['cells'] => ({ all: rounded(0), ...Object.fromEntries(BOUNDS.map((bound, index) => [`le=${String(bound)}`, rounded(0.9 / (index + 1) ** 2)])) }));
    for (let look = 0; look < 12; look += 1) {
      await world.tick();
      await world.clock.advance(world.policy.expert.lookMs);
    }
    const holds = world.events().filter((event) => event.kind === 'ticked' && event.decision.kind === 'hold' && Object.keys(event.evidence).length === 3);
    expect(holds.length).toBeGreaterThan(3);
    const bytes = holds.map((event) => JSON.stringify(event).length);
    console.info(`hold: ${String(Math.max(...bytes.slice(2)))} bytes, state: ${String(JSON.stringify(world.state()).length)} bytes`);
    expect(Math.max(...bytes.slice(2))).toBeLessThan(4_096);
    expect(JSON.stringify(world.state()).length).toBeLessThan(65_536);
  });
});

describe('the state', () => {
  /** Ten checks of every kind that pages have, ten regions in each, through a whole rollout and after it. */
  async function stateOf(independent: boolean): Promise<{ readonly live: number; readonly followed: number }> {
    const regions = Array.from({ length: 10 }, (_, index) => `region=eu-west-${String(index)}`);
    const names = Array.from({ length: 7 }, (_, index) => `errors-${String(index)}`);
    const labels = aCheck({ name: 'accuracy', slices: ['region'], independent, signal: { kind: 'labels', source: { kind: 'http', url: 'http://labels.test/' }, everyMs: 30_000, matureMs: 60_000 }, worseBy: { kind: 'factor', factor: 2 } });
    const world = aWorld('good', {
      checks: [
        ...names.map((name) => aCheck({ name, slices: ['region'], independent, worseBy: { kind: 'factor', factor: 2 } })),
        aCheck({ name: 'latency', slices: ['region'], independent, signal: { kind: 'time', metric: 'seconds', where: [] }, worseBy: { kind: 'factor', factor: 2 }, limit: { kind: 'time', quantile: 0.99, msMax: 5_000 } }),
        aCheck({ name: 'score', slices: ['region'], signal: { kind: 'score', origin: { kind: 'metric', metric: 'score', where: [] }, low: 0, high: 1 }, worseBy: { kind: 'points', ratio: 0.1 } }),
        labels,
      ],
      promise: { badRequestsMax: 1_000_000 },
      plan: [aSmoke(), aRamp({ steps: { kind: 'ladder', weights: [ppm(100_000), ppm(500_000)], everyMs: 30_000 }, weightMax: ppm(500_000) }), { kind: 'bake', durationMs: 60_000, holdback: ppm(100_000) }, { kind: 'follow', durationMs: 3_600_000, then: 'tell' }],
    });
    const cells = (span: { readonly fromMs: number }, ratio: number): Block['cells'] => {
      const of = (share: number): Cell => cell(Math.round((world.weightAt('b', span.fromMs) * 30_000 * share) / 1_000_000), ratio);
      return { all: of(1), ...Object.fromEntries(regions.map((region) => [region, of(1)])) };
    };
    for (const name of [...names, 'accuracy', 'score']) world.metrics.follow(name, (span) => cells(span, 0.02));
    world.metrics.follow('latency', (span) => ({ ...cells(span, 0), ...Object.fromEntries(BOUNDS.map((bound, index) => [`le=${String(bound)}`, cells(span, 0.9 / (index + 1) ** 2)['all'] ?? cell(0, 0)])) }));
    let live = 0;
    for (let look = 0; look < 400 && (world.events().length === 0 || world.state().ended.length === 0); look += 1) {
      await handOver(world, await world.tick());
      live = Math.max(live, JSON.stringify(world.state()).length);
      await world.clock.advance(world.policy.expert.lookMs);
    }
    expect(world.state().ended.map(({ outcome }) => outcome)).toEqual(['promoted']);
    for (let look = 0; look < 20; look += 1) {
      await world.clock.advance(5 * 60_000);
      await world.tick();
    }
    return { live, followed: JSON.stringify(world.state()).length };
  }

  it.each([false, true])('stays under 64 KiB with ten checks and ten slices in each (independent: %s)', { timeout: 120_000 }, async (independent) => {
    const { live, followed } = await stateOf(independent);
    console.info(`state with ten checks of ten slices: ${String(live)} bytes live, ${String(followed)} bytes followed`);
    expect(live).toBeLessThan(65_536);
    expect(followed).toBeLessThan(65_536);
  });
});
