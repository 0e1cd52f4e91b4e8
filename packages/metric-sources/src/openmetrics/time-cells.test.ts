import type { Question } from '@rampart/rollout-engine';
import { describe, expect, it } from 'vitest';
import { aWorld, cellsOf, counts, latency, whyOf, type World } from '../../test/a-page-world.ts';

describe('openMetricsSource with a histogram', () => {
  const given = async (): Promise<World> => {
    const world = aWorld();
    for (const pod of [world.a, world.b]) for (const seconds of [0.05, 0.3, 2]) pod.observe('latency_seconds', { code: '200' }, seconds);
    await world.look({ questions: [latency] });
    return world;
  };

  it('counts per bound the requests that were slower', async () => {
    const world = await given();
    for (const seconds of [0.05, 0.05, 0.2, 0.7, 3]) world.a.observe('latency_seconds', { code: '200' }, seconds);
    for (const seconds of [0.7, 3]) world.b.observe('latency_seconds', { code: '500' }, seconds);
    expect(cellsOf(await world.see(latency))).toEqual({
      all: { stable: counts(5, 0), candidate: counts(2, 0) },
      'le=0.1': { stable: counts(5, 3), candidate: counts(2, 2) },
      'le=0.5': { stable: counts(5, 2), candidate: counts(2, 2) },
      'le=1': { stable: counts(5, 1), candidate: counts(2, 1) },
    });
  });

  it('counts only what `where` matches and the bounds that are wanted', async () => {
    const world = await given();
    world.a.observe('latency_seconds', { code: '200' }, 0.7);
    world.a.observe('latency_seconds', { code: '500' }, 9);
    const narrow: Question = { ...latency, signal: { kind: 'time', metric: 'latency_seconds', where: [{ label: 'code', op: '!=', pattern: '500' }] }, bounds: [0.5] };
    expect(cellsOf(await world.see(narrow))).toEqual({ all: { stable: counts(1, 0), candidate: counts(0, 0) }, 'le=0.5': { stable: counts(1, 1), candidate: counts(0, 0) } });
    expect(whyOf(await world.see({ ...latency, bounds: [0.25] }))).toContain('the bucket bound 0.25 s is not in every histogram');
  });

  it('compares the bounds that both arms have', async () => {
    const world = await given();
    world.b.restart();
    for (const le of ['0.2', '0.5', '+Inf']) world.b.count('latency_seconds_bucket', { code: '200', le }, 0);
    await world.look({ questions: [latency] });
    world.a.observe('latency_seconds', { code: '200' }, 0.7);
    expect(Object.keys(cellsOf(await world.see(latency)))).toEqual(['all', 'le=0.5']);
  });

  it.each([
    ['no +Inf bucket', ['latency_seconds_bucket{le="0.1"} 1'], 'has no +Inf bucket'],
    ['buckets that shrink', ['latency_seconds_bucket{le="0.1"} 5', 'latency_seconds_bucket{le="+Inf"} 4'], 'do not grow with their bounds'],
    ['a bound that is no number', ['latency_seconds_bucket{le="fast"} 1', 'latency_seconds_bucket{le="+Inf"} 4'], 'has a bucket without a bound'],
    ['a bound twice', ['latency_seconds_bucket{le="0.1"} 1', 'latency_seconds_bucket{le="0.10"} 1', 'latency_seconds_bucket{le="+Inf"} 4'], 'has a bound twice'],
    ['a summary instead', ['# TYPE latency_seconds summary'], 'is declared as summary, not as histogram'],
  ])('has no data from %s', async (_, lines, why) => {
    const world = await given();
    world.b.raw(...lines);
    expect(whyOf(await world.see(latency))).toContain(why);
  });

  it('has no data when the differences contradict each other', async () => {
    const world = await given();
    world.b.count('latency_seconds_bucket', { code: '200', le: '0.1' }, 1);
    expect(whyOf(await world.see(latency))).toContain('the buckets contradict each other');
  });
});
