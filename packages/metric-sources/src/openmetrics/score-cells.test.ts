import type { Question } from '@rampart/rollout-engine';
import { describe, expect, it } from 'vitest';
import { aWorld, cellsOf, counts, gapOf, START_MS, whyOf, type World } from '../../test/a-page-world.ts';
import type { FakePod } from '../../test/fake-pods.ts';

const scoreOf = (low: number, high: number, slices: readonly string[] = []): Question => ({ check: 'judge', signal: { kind: 'score', origin: { kind: 'metric', metric: 'judge_score', where: [] }, low, high }, slices, bounds: [], fromMs: START_MS });
const stars = scoreOf(1, 5);

const given = async (question = stars): Promise<World> => {
  const world = aWorld();
  for (const pod of [world.a, world.b]) answers(pod, 2, 6);
  await world.look({ questions: [question] });
  return world;
};
const answers = (pod: FakePod, count: number, sum: number, labels: Readonly<Record<string, string>> = { region: 'west' }): void => {
  pod.count('judge_score_count', labels, count);
  pod.count('judge_score_sum', labels, sum);
};

describe('openMetricsSource with a score', () => {
  it('scales the sum of what was added, lowest score 0 and highest 1', async () => {
    const world = await given();
    answers(world.a, 3, 15);
    answers(world.b, 4, 10);
    expect(cellsOf(await world.see(stars))).toEqual({ all: { stable: counts(3, 3), candidate: counts(4, 1.5) } });
  });

  it('reads a summary and a histogram alike, in every format', async () => {
    const lines: readonly (readonly [string, (count: number, sum: number) => readonly string[]])[] = [
      ['a summary', (count, sum) => ['# TYPE judge_score summary', `judge_score_count ${String(count)}`, `judge_score_sum ${String(sum)}`]],
      ['a histogram', (count, sum) => ['# TYPE judge_score histogram', `judge_score_bucket{le="+Inf"} ${String(count)}`, `judge_score_count ${String(count)}`, `judge_score_sum ${String(sum)}`]],
      ['a composite summary', (count, sum) => ['# TYPE judge_score summary', `judge_score {count:${String(count)},sum:${String(sum)},quantile:[]}`]],
      ['a native histogram', (count, sum) => ['# TYPE judge_score histogram', `judge_score {count:${String(count)},sum:${String(sum)},schema:0,zero_threshold:0,zero_count:${String(count)}}`]],
    ];
    for (const [what, page] of lines) {
      const world = aWorld({ format: 'openmetrics' });
      for (const pod of [world.a, world.b]) pod.raw(...page(2, 6));
      await world.look({ questions: [stars] });
      world.b.raw(...page(4, 10));
      expect(cellsOf(await world.see(stars))['all'], what).toEqual({ stable: counts(0, 0), candidate: counts(2, 0.5) });
    }
  });

  it('takes scores under zero, whose sum falls', async () => {
    const question = scoreOf(-1, 1);
    const world = await given(question);
    answers(world.b, 4, -4);
    expect(cellsOf(await world.see(question))['all']?.candidate).toEqual(counts(4, 0));
    answers(world.b, 2, -1);
    expect(cellsOf(await world.see(question))['all']?.candidate).toEqual(counts(2, 0.5));
  });

  it('counts each value of a slice', async () => {
    const question = scoreOf(1, 5, ['region']);
    const world = await given(question);
    answers(world.b, 2, 10);
    answers(world.b, 1, 1, { region: 'east' });
    expect(cellsOf(await world.see(question))).toEqual({
      all: { stable: counts(0, 0), candidate: counts(3, 2) },
      'region=east': { stable: counts(0, 0), candidate: counts(1, 0) },
      'region=west': { stable: counts(0, 0), candidate: counts(2, 2) },
    });
  });

  it('cuts what rounding explains, and no more', async () => {
    const probability = scoreOf(0, 1);
    const world = aWorld();
    const sum = (value: string): void => world.b.raw('judge_score_count 1000000', `judge_score_sum ${value}`);
    world.a.raw('judge_score_count 1', 'judge_score_sum 1');
    sum('999990.0000000001');
    await world.look({ questions: [probability] });
    world.b.raw('judge_score_count 1000010', 'judge_score_sum 1000000.0000000003');
    expect(cellsOf(await world.see(probability))['all']?.candidate).toEqual(counts(10, 10));
    world.b.raw('judge_score_count 1000011', 'judge_score_sum 1000001.1');
    expect(whyOf(await world.see(probability))).toMatch(/^1 scores of candidate in "all" add up to 1\.0999\d+, which is outside of 0 to 1 each: check `low` and `high`$/);
  });

  it.each([
    ['a sum over the scale', (world: World) => answers(world.b, 2, 11), '2 scores of candidate in "all" add up to 11, which is outside of 1 to 5 each'],
    ['a sum under the scale', (world: World) => answers(world.b, 2, 1), 'add up to 1, which is outside of 1 to 5 each'],
    ['a slice that is outside although the whole is not', (world: World) => { answers(world.b, 1, 5); answers(world.b, 1, 0, { region: 'east' }); }, 'in "region=east" add up to 0'],
    ['a sum that is not a number', (world: World) => world.b.count('judge_score_sum', { region: 'west' }, NaN), 'is NaN'],
    ['a count without a sum', (world: World) => world.b.count('judge_score_count', { region: 'east' }, 1), '"judge_score_sum{region="east"}" is missing beside its count'],
    ['a gauge', (world: World) => world.b.raw('# TYPE judge_score gauge'), 'is declared as gauge, not as histogram'],
  ])('has no data from %s', async (_, change, why) => {
    const question = scoreOf(1, 5, ['region']);
    const world = await given(question);
    change(world);
    expect(whyOf(await world.see(question))).toContain(why);
  });

  it('says that there is a gap when the count fell', async () => {
    const world = await given();
    world.b.restart();
    answers(world.b, 1, 5);
    expect(gapOf(await world.see(stars))).toContain('restarted');
    answers(world.b, 1, 5);
    expect(cellsOf(await world.see(stars))['all']?.candidate).toEqual(counts(1, 1));
  });

  it('says that there is a gap when the sums were not asked for before', async () => {
    const world = await given({ ...stars, signal: { kind: 'share', metric: 'judge_score_count', among: [], where: [], unit: 'requests' } });
    expect(gapOf(await world.see(stars))).toContain('"judge_score_sum{region="west"}" has no baseline');
    answers(world.b, 1, 5);
    expect(cellsOf(await world.see(stars))['all']?.candidate).toEqual(counts(1, 1));
  });
});
