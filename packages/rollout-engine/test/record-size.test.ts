// A rollout writes a record every look for days: what a hold and the state may weigh.
import { ppm, type Block, type Cell } from '@rampart/rollout-policy';
import { aCheck } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { aWorld } from './a-world.ts';

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
      plan: [{ kind: 'smoke' }, { kind: 'ramp', steps: { kind: 'ladder', weights: [ppm(100_000)], everyMs: 30_000 }, weightMax: ppm(100_000) }],
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
