import { aPolicy } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { toyRelease, toyTrial } from '../../test/claims/toy-release.ts';
import { inProcessPool } from '../pool/in-process-pool.ts';
import type { RunRow } from './claim.ts';
import { howSoon } from './how-soon.ts';
import type { SimulatedTask } from './simulated-task.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const policy = aPolicy({ promise: { badRequestsMax: 5 } });
/** Of each size, from the first request on; the rest is never seen. */
const SEEN_AFTER_MS: Readonly<Record<string, number>> = { 'dead on arrival': MINUTE, '10x': 5 * MINUTE, '5x': 20 * MINUTE, '3x': 2 * HOUR, '2x': 100 * HOUR };

/** Notes the policies that were tried. */
function watched(tried: SimulatedTask[]) {
  return inProcessPool((task: SimulatedTask, run: number): RunRow => {
    if (run === 0) tried.push(task);
    const row = toyRelease(toyTrial(task, run));
    const afterMs = task.kind === 'drawn' ? (SEEN_AFTER_MS[task.series.stratum.name] ?? Number.POSITIVE_INFINITY) : 0;
    // One release in five is luckier, one unluckier: the median is neither.
    const outAtMs = MINUTE + afterMs * (run % 5 === 0 ? 0.1 : run % 5 === 1 ? 100 : 1);
    return { ...row, firstTrafficAtMs: MINUTE, outAtMs: outAtMs > task.policy.promise.decideWithinMs ? 'never' : outAtMs };
  });
}

describe('howSoon', () => {
  it('is the median from the first request on, and never where half of the releases last a month unseen', async () => {
    const tried: SimulatedTask[] = [];
    const table = await howSoon({ policy, family: 'toy@1', own: { kind: 'unknown' }, seed: 1, pool: watched(tried) });
    expect(table).toEqual([
      { trouble: 'dead on arrival', medianMs: MINUTE },
      { trouble: '10x', medianMs: 5 * MINUTE },
      { trouble: '5x', medianMs: 20 * MINUTE },
      { trouble: '3x', medianMs: 2 * HOUR },
      { trouble: '2x', medianMs: 100 * HOUR },
      { trouble: '1.5x', medianMs: 'never' },
    ]);
  });

  it('lets no promise stand in the way: half of the traffic at once, for as long as it takes, looked at rarely only where it takes long', async () => {
    const tried: SimulatedTask[] = [];
    await howSoon({ policy, family: 'toy@1', own: { kind: 'unknown' }, seed: 1, pool: watched(tried) });
    const ways = tried.map(({ policy: { plan, promise, expert } }) => ({ stages: plan.length, ramp: plan[0], budget: promise.badRequestsMax, lookMs: expert.lookMs }));
    expect(ways[0]).toMatchObject({ stages: 1, ramp: { steps: { kind: 'ladder', weights: [500_000] } }, budget: 1_000_000_000, lookMs: policy.expert.lookMs });
    expect(ways.map(({ lookMs }) => lookMs / policy.expert.lookMs)).toEqual([1, 1, 1, 1, 1, 10, 1, 10]);
  });

  it('does not look for what is smaller than what is never seen', async () => {
    const tried: SimulatedTask[] = [];
    const blind = inProcessPool((task: SimulatedTask, run: number): RunRow => {
      tried.push(task);
      return { ...toyRelease(toyTrial(task, run)), outAtMs: 'never' };
    });
    const table = await howSoon({ policy, family: 'toy@1', own: { kind: 'unknown' }, seed: 1, pool: blind });
    expect(table.map(({ medianMs }) => medianMs)).toEqual(Array.from({ length: 6 }, () => 'never'));
    expect(new Set(tried.map((task) => (task.kind === 'drawn' ? task.series.stratum.name : '')))).toEqual(new Set(['dead on arrival']));
  });
});
