import type { Question } from '@rampart/rollout-engine';
import type { Signal } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { nativeFrom, nativeText } from '../../test/a-model-pod.ts';
import { aWorld, cellsOf, counts, START_MS, whyOf } from '../../test/a-page-world.ts';

const binsOf = (changes: Partial<Extract<Signal, { kind: 'bins' }>> = {}): Question => {
  return { check: 'classes', signal: { kind: 'bins', metric: 'answers_total', where: [], by: 'class', against: { kind: 'stable' }, ...changes }, slices: [], bounds: [], fromMs: START_MS };
};

describe('openMetricsSource with bins of a label', () => {
  const given = async (question = binsOf()) => {
    const world = aWorld();
    for (const pod of [world.a, world.b]) for (const answer of ['approve', 'block']) pod.count('answers_total', { class: answer, kind: 'live' }, 100);
    await world.look({ questions: [question] });
    return world;
  };

  it('counts all answers as trials, and those in the bin as events', async () => {
    const world = await given();
    world.a.count('answers_total', { class: 'approve', kind: 'live' }, 9);
    world.a.count('answers_total', { class: 'block', kind: 'live' }, 1);
    world.b.count('answers_total', { class: 'block', kind: 'live' }, 2);
    expect(cellsOf(await world.see(binsOf()))).toEqual({
      all: { stable: counts(10, 0), candidate: counts(2, 0) },
      'bin=approve': { stable: counts(10, 9), candidate: counts(2, 0) },
      'bin=block': { stable: counts(10, 1), candidate: counts(2, 2) },
    });
  });

  it('has a cell for a bin that is new, and for one that nothing falls into any more', async () => {
    const world = await given();
    world.b.count('answers_total', { class: 'review', kind: 'live' }, 3);
    expect(cellsOf(await world.see(binsOf()))).toMatchObject({ 'bin=review': { stable: counts(0, 0), candidate: counts(3, 3) }, 'bin=approve': { candidate: counts(3, 0) } });
  });

  it('has a cell for each bin of the reference, though no page shows it', async () => {
    const question = binsOf({ against: { kind: 'reference', shares: { approve: 0.9, escalate: 0.1 } } });
    const world = await given(question);
    world.b.count('answers_total', { class: 'approve', kind: 'live' }, 3);
    expect(cellsOf(await world.see(question))['bin=escalate']).toEqual({ stable: counts(0, 0), candidate: counts(3, 0) });
  });

  it('counts only what `where` matches', async () => {
    const question = binsOf({ where: [{ label: 'kind', op: '!=', pattern: 'probe' }] });
    const world = await given(question);
    world.b.count('answers_total', { class: 'approve', kind: 'probe' }, 3);
    world.b.count('answers_total', { class: 'approve', kind: 'live' }, 1);
    expect(cellsOf(await world.see(question))['all']?.candidate).toEqual(counts(1, 0));
  });

  it('has no data when answers are in no bin', async () => {
    const world = await given();
    world.b.count('answers_total', { class: '', kind: 'live' }, 3);
    expect(whyOf(await world.see(binsOf()))).toContain('some answers have no "class"');
    expect(whyOf(await world.see(binsOf({ by: 'label' })))).toContain('has the label "label"');
  });

  it('refuses more bins than can be judged', async () => {
    const world = await given();
    for (let bin = 0; bin < 31; bin += 1) world.b.count('answers_total', { class: String(bin), kind: 'live' }, 1);
    expect(whyOf(await world.see(binsOf()))).toBe('"class" has 33 bins; at most 32 can be judged one by one');
  });

  it('refuses a bin with a name without end', async () => {
    const world = await given();
    world.b.count('answers_total', { class: 'x'.repeat(101), kind: 'live' }, 1);
    expect(whyOf(await world.see(binsOf()))).toContain('the label "class" has a value of 101 characters');
  });
});

describe('openMetricsSource with bins of a histogram', () => {
  const buckets = (changes: Partial<Extract<Signal, { kind: 'bins' }>> = {}): Question => binsOf({ metric: 'latency_seconds', by: 'le', ...changes });

  it('counts what lies between two bounds', async () => {
    const world = aWorld();
    for (const pod of [world.a, world.b]) pod.observe('latency_seconds', {}, 0.3);
    await world.look({ questions: [buckets()] });
    for (const value of [0.05, 0.3, 0.4, 7]) world.a.observe('latency_seconds', {}, value);
    world.b.observe('latency_seconds', {}, 1);
    expect(cellsOf(await world.see(buckets()))).toEqual({
      all: { stable: counts(4, 0), candidate: counts(1, 0) },
      'bin=0.1': { stable: counts(4, 1), candidate: counts(1, 0) },
      'bin=0.5': { stable: counts(4, 2), candidate: counts(1, 0) },
      'bin=1': { stable: counts(4, 0), candidate: counts(1, 1) },
      'bin=+Inf': { stable: counts(4, 1), candidate: counts(1, 0) },
    });
  });

  it('takes bounds under zero', async () => {
    const world = aWorld();
    const show = (counted: readonly number[]): void => [world.a, world.b].forEach((pod) => pod.raw(...['-1', '0', '1', '+Inf'].map((le, index) => `latency_seconds_bucket{le="${le}"} ${String(counted[index])}`)));
    show([0, 0, 0, 0]);
    await world.look({ questions: [buckets()] });
    show([2, 3, 3, 4]);
    expect(Object.entries(cellsOf(await world.see(buckets()))).map(([name, cell]) => [name, cell.stable.events])).toEqual([['all', 0], ['bin=-1', 2], ['bin=0', 1], ['bin=1', 0], ['bin=+Inf', 1]]);
  });

  it('has no data when the reference has a bin that is no bound', async () => {
    const question = buckets({ against: { kind: 'reference', shares: { '0.1': 0.5, '0.25': 0.5 } } });
    const world = aWorld();
    for (const pod of [world.a, world.b]) pod.observe('latency_seconds', {}, 0.3);
    await world.look({ questions: [question] });
    expect(whyOf(await world.see(question))).toBe('the reference has the bin "0.25", which is no bound of "latency_seconds"; its bounds are 0.1, 0.5, 1, +Inf');
  });

  it('makes powers of two of a native histogram, so that a bin keeps its meaning', async () => {
    const world = aWorld({ format: 'openmetrics' });
    const show = (values: readonly number[], schema: number): void => [world.a, world.b].forEach((pod) => pod.raw(`latency_seconds {${nativeText(nativeFrom(values, schema), 1)}}`));
    show([0.3], 3);
    await world.look({ questions: [buckets()] });
    show([0.3, 0.3, 0.45, 9], 1);
    expect(Object.entries(cellsOf(await world.see(buckets()))).map(([name, cell]) => [name, cell.stable.events])).toEqual([['all', 0], ['bin=0.5', 2], ['bin=16', 1], ['bin=+Inf', 0]]);
    show([0.3, 0.3, 0.45, 9], -1);
    expect(whyOf(await world.see(buckets()))).toContain('wider than a factor of two');
  });
});
