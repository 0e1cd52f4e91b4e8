import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { httpDeployer, httpRouter } from '@rampart/traffic-routers';
import { ppm } from '@rampart/rollout-policy';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { flightIndexOf, readMarch } from './flights/march.ts';
import type { AccessEntry } from './serving/access-log.ts';
import { aRelease } from './serving/a-service.ts';
import { startWorld, type WorldOptions } from './world.ts';

const timeout = 60_000;
let scratchDir: string;
beforeEach(async () => {
  scratchDir = await mkdtemp(join(tmpdir(), 'rampart-world-'));
});
afterEach(() => rm(scratchDir, { recursive: true, force: true }));

const aWorld = (): WorldOptions => ({ scratchDir, target: 'flights', slots: ['blue', 'green'], stable: aRelease('v1', 'additive'), ratePerSecond: 200, matureMs: 500, seed: 1 });
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('startWorld', () => {
  it('serves real traffic from both slots, tells labels that a recount confirms, and leaves nothing behind', { timeout }, async () => {
    const world = await startWorld(aWorld());
    const options = { url: world.routeUrl, fetch, timeoutMs: 20_000 };
    expect((await httpDeployer(options).place({ target: 'flights', slot: 'green', rolloutId: 'r-1', ...aRelease('v2', 'network') })).kind).toBe('ok');
    const stamp = { rolloutId: 'r-1', sequence: 1, effectId: 'r-1/1', liveSlot: 'blue', liveDigest: aRelease('v1', 'additive').digest };
    await httpRouter(options).set({ target: 'flights', weights: { blue: ppm(500_000), green: ppm(500_000) }, mirror: {}, ifVersion: { kind: 'any' }, stamp });

    await vi.waitUntil(async () => ((await world.totals()).bySlot['green']?.requests ?? 0) > 200, { timeout, interval: 100 });
    const toMs = Date.now();
    const question = { op: 'labels', target: 'flights', rolloutId: 'r-1', fromMs: toMs - 60_000, toMs, blockMs: 100, arms: { stable: 'blue', candidate: 'green' }, slices: ['region'] };
    const askLabels = async () => {
      const { blocks } = (await (await fetch(world.labelsUrl, { method: 'POST', body: JSON.stringify(question) })).json()) as { readonly blocks: readonly { readonly fromMs: number; readonly toMs: number; readonly cells: Readonly<Record<string, unknown>> }[] };
      return blocks;
    };
    const blocks = await vi.waitUntil(async () => {
      const told = await askLabels();
      return told.at(-1)?.toMs === Math.floor(toMs / 100) * 100 && told;
    }, { timeout, interval: 100 });
    for (const page of Object.values(world.metricPages).flat()) expect(await (await fetch(page)).text()).toMatch(/http_requests_total\{code="200",region="west"\} [1-9]/);

    await Promise.all([world.stop(), world.stop()]);
    await world.stop();
    expect(world.pids.filter(isAlive)).toEqual([]);

    const accesses = (await readFile(world.accessLogPath, 'utf8')).trim().split('\n').map((line) => JSON.parse(line) as AccessEntry);
    const totals = await world.totals();
    expect(totals).toMatchObject({ requests: accesses.length, failed: accesses.filter(({ status }) => status !== 200).length });
    expect(totals.latencyP99Ms).toBeGreaterThan(0);
    expect((await readFile(world.weightLogPath, 'utf8')).trim().split('\n').map((line) => JSON.parse(line) as unknown)).toMatchObject([{ weights: { blue: 500_000, green: 500_000 }, by: 'r-1/1' }]);

    const flights = readMarch();
    const recount = (slot: string, fromMs: number, untilMs: number) => {
      const answered = accesses.filter((access) => access.slot === slot && access.t >= fromMs && access.t < untilMs && access.status === 200);
      return { trials: answered.length, events: answered.filter(({ key, late }) => flights[flightIndexOf(key)]?.late !== late).length };
    };
    for (const block of blocks) expect(block.cells['all']).toEqual({ stable: recount('blue', block.fromMs, block.toMs), candidate: recount('green', block.fromMs, block.toMs) });
  });

  it('leaves nothing behind when the stable release cannot be placed', { timeout }, async () => {
    await expect(startWorld({ ...aWorld(), stable: { ...aRelease('v1', 'additive'), digest: `sha256:${'0'.repeat(64)}` } })).rejects.toThrow(/the stable release cannot be placed: .*have digest/);
    await vi.waitUntil(() => !process.getActiveResourcesInfo().includes('ProcessWrap'), { timeout, interval: 10 });
  });

  it('ends with its parent, also when that is killed', { timeout }, async () => {
    const code = `const { startWorld } = await import(${JSON.stringify(import.meta.resolve('./world.ts'))});
      const world = await startWorld(${JSON.stringify(aWorld())});
      console.log(JSON.stringify(world.pids));`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const pids = JSON.parse(line.toString('utf8')) as readonly number[];
    expect(pids.filter(isAlive)).toHaveLength(4);
    parent.kill('SIGKILL');
    await vi.waitUntil(() => pids.every((pid) => !isAlive(pid)), { timeout, interval: 50 });
  });
});
