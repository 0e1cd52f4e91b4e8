import { PPM_NONE, ppm } from '@rampart/rollout-policy';
import { aPolicy, aRamp, aSmoke } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { simulateToy } from '../../test/claims/toy-release.ts';
import { inProcessPool } from '../pool/in-process-pool.ts';
import { hashOfRows } from './check-result.ts';
import { courtsFor } from './check-policy.ts';
import type { RunRow } from './claim.ts';
import { hear, hearRows } from './hearing.ts';
import { allSeries, seriesKey, type Series } from './series.ts';
import type { SimulatedTask } from './simulated-task.ts';

const budget = { kind: 'at-most', runs: 2_000 } as const;
const policy = aPolicy({ promise: { badRequestsMax: 100 } });
const courts = courtsFor({ policy, families: ['toy@1'], budget });
const [good] = allSeries(courts.map(({ claim }) => claim));

function taskOf(series: Series, of = policy): SimulatedTask {
  return { kind: 'drawn', policy: of, seed: 1, own: { kind: 'unknown' }, series };
}

async function rowsOf(series: Series, count: number): Promise<readonly RunRow[]> {
  return await inProcessPool(simulateToy).run(taskOf(series), 0, count);
}

describe('hearRows', () => {
  it('keeps no row behind the one that settled it: what was computed in vain changes nothing', async () => {
    if (good === undefined) throw new Error('no series');
    const rows = await rowsOf(good, 1_900);
    const all = hearRows(courts, good, rows);
    expect(all.rows.length).toBeLessThan(1_400);
    expect(hashOfRows([all])).toBe(hashOfRows([hearRows(courts, good, rows.slice(0, 1_400))]));
    expect([...all.judgings.values()].map(({ verdict }) => verdict)).toEqual(['proved', 'proved']);
  });

  it('comes to the same whether rows come at once or one by one', async () => {
    if (good === undefined) throw new Error('no series');
    const rows = await rowsOf(good, 1_000);
    let heard = hearRows(courts, good, []);
    for (let count = 1; count <= rows.length; count += 1) heard = hearRows(courts, good, rows.slice(0, count), heard.judgings);
    expect(heard).toEqual(hearRows(courts, good, rows));
  });

  it('lets each claim of a series stop at its own run', async () => {
    if (good === undefined) throw new Error('no series');
    const { rows, judgings } = hearRows(courts, good, await rowsOf(good, 1_400));
    const looked = [...judgings.values()].map((judging) => judging.looked);
    // 5 of 100 are proved with fewer runs than 1 of 100.
    expect(looked[1]).toBeLessThan(looked[0] ?? 0);
    expect(rows).toHaveLength(looked[0] ?? 0);
  });
});

describe('hear', () => {
  it('gives up a claim about releases that do not occur, long before the budget is used up', async () => {
    const idle = aPolicy({ plan: [aSmoke(), aRamp({ weightMax: PPM_NONE }), { kind: 'bake', durationMs: 600_000, holdback: ppm(10_000) }] });
    const heard = await hear(courtsFor({ policy: idle, families: ['toy@1'], budget }), { pool: inProcessPool(simulateToy), budget, onProgress: () => {}, taskOf: (series) => taskOf(series, idle) });
    expect(heard.find(({ series }) => series.candidate === 'turns-bad')?.rows).toHaveLength(300);
  });
});

describe('allSeries', () => {
  it('has one series per kind of candidate and family, and one for each of the worst; claims share them', () => {
    const keys = allSeries(courts.map(({ claim }) => claim)).map(seriesKey);
    expect(keys.slice(0, 3)).toEqual(['toy@1 equal', 'toy@1 worst: dead on arrival', 'toy@1 worst: 10x']);
    expect(keys).toHaveLength(11);
    expect(new Set(keys).size).toBe(11);
  });
});
