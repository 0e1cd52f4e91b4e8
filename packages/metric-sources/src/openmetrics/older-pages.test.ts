// A page that comes from a cache in turns with the fresh one: it is not taken for a restart, which would tell the same requests twice.
import { describe, expect, it } from 'vitest';
import { aWorld, cellsOf, counts, gapOf, MAX_GAP_MS, whyOf, type World } from '../../test/a-page-world.ts';

async function showing(world: World, served: number, { startedSeconds = 1_699_999_000, afterMs = 30_000 } = {}) {
  for (const pod of [world.a, world.b]) pod.raw(`process_start_time_seconds ${String(startedSeconds)}`, `requests_total{code="200"} ${String(served)}`, 'requests_total{code="500"} 3');
  return world.see(undefined, afterMs);
}

describe('openMetricsSource', () => {
  it('says no-data of a page that is older than the one before, and counts from that one on', async () => {
    const world = aWorld();
    await showing(world, 100);
    expect(cellsOf(await showing(world, 200))['all']?.stable).toEqual(counts(100, 0));
    expect(whyOf(await showing(world, 150))).toMatch(/older than at the last look: .* went back from 200 to 150/);
    expect(cellsOf(await showing(world, 260))['all']?.stable).toEqual(counts(60, 0));
  });

  it('begins anew after a gap where counters stay lower for longer than they bridge', async () => {
    const world = aWorld();
    await showing(world, 200);
    expect(whyOf(await showing(world, 10))).toContain('older');
    expect(gapOf(await showing(world, 20, { afterMs: MAX_GAP_MS }))).toContain('since the last look');
    expect(cellsOf(await showing(world, 30))['all']?.stable).toEqual(counts(10, 0));
  });

  it('still takes lower counters of another process for a restart', async () => {
    const world = aWorld();
    await showing(world, 200);
    expect(gapOf(await showing(world, 10, { startedSeconds: 1_700_000_005 }))).toContain('restarted');
  });
});
