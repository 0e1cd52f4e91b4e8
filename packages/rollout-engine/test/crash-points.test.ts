// Killed before and after every single port call of a whole rollout, then ticked again: same end, same ledger, timestamps apart.
// The kill points are whatever the recording proxy saw, so that a new call is killed too without anybody listing it.
import { ppm, type LedgerEvent } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { aCheck } from '@rampart/testing';
import { aWorld, handOver, type Behaviour, type World } from './a-world.ts';
import { Killed, recordingPorts, type KillPoint, type Recording } from './recording-ports.ts';

/** Every call that the engine may make. A call that is not here is a new way to die: add it, and see that this suite still passes. */
const KNOWN_CALLS = [
  'deployer.place',
  'freeze.verify',
  'ledger.append',
  'ledger.read',
  'metrics.fetchBlocks',
  'registry.movePointer',
  'registry.newest',
  'registry.pointer',
  'router.read',
  'router.set',
  'router.settle',
];

const LOOKS_MAX = 60;

describe.each(['good', 'failing'] as const)('a %s candidate whose job is killed', (behaviour) => {
  it('reaches the same end with the same ledger, wherever it dies', { timeout: 60_000 }, async () => {
    const undisturbed = await runWith(behaviour, { kind: 'never' });
    expect(undisturbed.outcome).toBe(behaviour === 'good' ? 'promoted' : 'rolled-back');
    const points = undisturbed.calls.flatMap((_, call): readonly KillPoint[] => [{ kind: 'before', call }, { kind: 'after', call }]);
    let survived = 0;
    for (const point of points) {
      const run = await runWith(behaviour, point);
      expect({ point, call: callOf(point, undisturbed.calls), killed: run.killed, story: run.story }).toEqual({ point, call: callOf(point, undisturbed.calls), killed: 1, story: undisturbed.story });
      survived += 1;
    }
    expect(survived).toBe(undisturbed.calls.length * 2);
    console.info(`${behaviour}: ${String(survived)} of ${String(points.length)} kill points reached the same end and the same ledger`);
  });
});

describe('the calls of the engine', () => {
  it('are all known to this suite', async () => {
    const seen = await Promise.all((['good', 'failing'] as const).map((behaviour) => runWith(behaviour, { kind: 'never' })));
    expect([...new Set(seen.flatMap((run) => run.calls))].sort()).toEqual(KNOWN_CALLS);
  });
});

interface CrashRun {
  readonly calls: readonly string[];
  readonly killed: number;
  readonly outcome: string;
  readonly story: readonly unknown[];
}

async function runWith(behaviour: Behaviour, kill: KillPoint): Promise<CrashRun> {
  const recording: Recording = { calls: [] };
  const world = quickWorld(behaviour, (ports) => recordingPorts(ports, recording, kill));
  let killed = 0;
  for (let look = 0; look < LOOKS_MAX && !hasEnded(world); look += 1) {
    killed += await survive(async () => handOver(world, await world.tick()));
    await world.clock.advance(world.policy.expert.lookMs);
  }
  return { calls: recording.calls, killed, outcome: world.state().ended[0]?.outcome ?? 'none', story: world.events().map(withoutTimes) };
}

/** Runs a job; when it is killed, the next one starts at once. Returns how often it was killed. */
async function survive(job: () => Promise<void>): Promise<number> {
  for (let killed = 0; ; killed += 1) {
    try {
      await job();
      return killed;
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
  }
}

/** Few looks: wide margin, generous promise, short bake. */
function quickWorld(behaviour: Behaviour, wrap: Parameters<typeof aWorld>[2]): World {
  return aWorld(
    behaviour,
    {
      checks: [aCheck({ worseBy: { kind: 'factor', factor: behaviour === 'good' ? 4 : 1.25 } })],
      promise: { badRequestsMax: 3_000 },
      plan: [{ kind: 'smoke' }, { kind: 'ramp', steps: { kind: 'ladder', weights: [ppm(100_000), ppm(500_000)], everyMs: 30_000 }, weightMax: ppm(500_000) }, { kind: 'bake', durationMs: 60_000, holdback: ppm(10_000) }],
    },
    wrap,
  );
}

function hasEnded(world: World): boolean {
  const events = world.events();
  return events.length > 0 && world.state().ended.length > 0;
}

function callOf(point: KillPoint, calls: readonly string[]): string {
  return point.kind === 'never' ? '' : (calls[point.call] ?? '');
}

/** Without times, without the fake's counter of looks, and without what the router showed: a lowering that was done before the kill shows there. */
function withoutTimes(event: LedgerEvent): unknown {
  const timeless = (key: string, value: unknown): unknown => (['atMs', 'nowMs', 'settledAtMs', 'snapshot', 'router'].includes(key) ? undefined : value);
  return JSON.parse(JSON.stringify(event, timeless)) as unknown;
}
