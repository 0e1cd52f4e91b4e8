// Killed before and after every single port call of a whole rollout, then ticked again: same end, same ledger, timestamps apart.
// The kill points are whatever the recording proxy saw, so that a new call is killed too without anybody listing it.
import { ppm, type LedgerEvent, type Stage } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { aCheck, aRamp, aSmoke } from '@rampart/testing';
import { aWorld, handOver, traffic, type Behaviour, type World } from './a-world.ts';
import { Killed, recordingPorts, type KillPoint, type Recording } from './recording-ports.ts';

/** Every call that the engine may make. A call that is not here is a new way to die: add it, and see that this suite still passes. */
const KNOWN_CALLS = [
  'deployer.place',
  'freeze.verify',
  'ledger.append',
  'ledger.history',
  'ledger.read',
  'metrics.fetchBlocks',
  'registry.movePointer',
  'registry.newest',
  'registry.pointer',
  'router.read',
  'router.set',
  'router.settle',
  'smoke.ask',
];

const LOOKS_MAX = 60;

/** Rollouts that between them make every call: each is lived through once, and then once per way to die. */
const STORIES = {
  'a good candidate': { behaviour: 'good', ends: ['promoted'] },
  'a failing candidate': { behaviour: 'failing', ends: ['rolled-back'] },
  'a good candidate behind a golden set and a shadow': { behaviour: 'good', first: ['probe', 'shadow'], ends: ['promoted'] },
  'a candidate that fails in the shadow': { behaviour: 'failing', first: ['shadow'], ends: ['rolled-back'] },
  'a release whose labels turn bad after the end': { behaviour: 'good', follows: true, ends: ['promoted', 'rolled-back'] },
} as const satisfies Readonly<Record<string, Story>>;

interface Story {
  readonly behaviour: Behaviour;
  readonly first?: readonly ('probe' | 'shadow')[];
  readonly follows?: boolean;
  readonly ends: readonly string[];
}

describe.each(Object.entries<Story>(STORIES))('%s whose job is killed', (name, story) => {
  it('reaches the same end with the same ledger, wherever it dies', { timeout: 120_000 }, async () => {
    const undisturbed = await runWith(story, { kind: 'never' });
    expect(undisturbed.ends).toEqual(story.ends);
    const points = undisturbed.calls.flatMap((_, call): readonly KillPoint[] => [{ kind: 'before', call }, { kind: 'after', call }]);
    let survived = 0;
    for (const point of points) {
      const run = await runWith(story, point);
      expect({ point, call: callOf(point, undisturbed.calls), killed: run.killed, story: run.story }).toEqual({ point, call: callOf(point, undisturbed.calls), killed: 1, story: undisturbed.story });
      survived += 1;
    }
    expect(survived).toBe(undisturbed.calls.length * 2);
    console.info(`${name}: ${String(survived)} of ${String(points.length)} kill points reached the same end and the same ledger`);
  });
});

describe('the calls of the engine', () => {
  it('are all known to this suite', async () => {
    const seen = await Promise.all(Object.values<Story>(STORIES).map((story) => runWith(story, { kind: 'never' })));
    expect([...new Set(seen.flatMap((run) => run.calls))].sort()).toEqual(KNOWN_CALLS);
  });
});

interface CrashRun {
  readonly calls: readonly string[];
  readonly killed: number;
  readonly ends: readonly string[];
  readonly story: readonly unknown[];
}

async function runWith(told: Story, kill: KillPoint): Promise<CrashRun> {
  const recording: Recording = { calls: [] };
  const world = quickWorld(told, (ports) => recordingPorts(ports, recording, kill));
  let killed = 0;
  for (let look = 0; look < LOOKS_MAX && !hasEnded(world, told); look += 1) {
    killed += await survive(async () => handOver(world, await world.tick()));
    await world.clock.advance(world.policy.expert.lookMs);
  }
  return { calls: recording.calls, killed, ends: world.state().ended.map(({ outcome }) => outcome), story: world.events().map(withoutTimes) };
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

/** Few looks: wide margin, generous promise, short stages; labels that are bad from the promotion on and come in two minutes later. */
function quickWorld({ behaviour, first = [], follows = false }: Story, wrap: Parameters<typeof aWorld>[2]): World {
  const smoke = aSmoke(first.includes('probe') ? { probe: { kind: 'http', url: 'http://golden.test/' } } : {});
  const shadow: readonly Stage[] = first.includes('shadow') ? [{ kind: 'shadow', durationMs: 60_000, share: ppm(200_000) }] : [];
  const labels = aCheck({ name: 'accuracy', signal: { kind: 'labels', source: { kind: 'http', url: 'http://labels.test/' }, everyMs: 30_000, matureMs: 120_000 }, worseBy: { kind: 'none' }, limit: { kind: 'share', ratioMax: 0.1 } });
  const world = aWorld(
    behaviour,
    {
      checks: [aCheck({ worseBy: { kind: 'factor', factor: behaviour === 'good' ? 4 : 1.25 } }), ...(follows ? [labels] : [])],
      promise: { badRequestsMax: 100_000 },
      plan: [
        smoke,
        ...shadow,
        aRamp({ steps: { kind: 'ladder', weights: [ppm(100_000), ppm(500_000)], everyMs: 30_000 }, weightMax: ppm(500_000) }),
        { kind: 'bake', durationMs: 60_000, holdback: ppm(10_000) },
        ...(follows ? [{ kind: 'follow', durationMs: 3_600_000, then: 'rollback' } as const] : []),
      ],
    },
    wrap,
  );
  world.metrics.follow('accuracy', (span) => {
    const promotedAtMs = world.events().find(({ kind }) => kind === 'promoted')?.atMs ?? Number.MAX_SAFE_INTEGER;
    return traffic(span, world.weightAt('b', span.fromMs), span.fromMs >= promotedAtMs ? 0.5 : 0.02);
  });
  return world;
}

function hasEnded(world: World, { ends }: Story): boolean {
  return world.events().length > 0 && world.state().ended.length === ends.length;
}

function callOf(point: KillPoint, calls: readonly string[]): string {
  return point.kind === 'never' ? '' : (calls[point.call] ?? '');
}

/** Without times, without the fake's counter of looks, and without what the router showed: a lowering that was done before the kill shows there. */
function withoutTimes(event: LedgerEvent): unknown {
  const timeless = (key: string, value: unknown): unknown => (['atMs', 'nowMs', 'settledAtMs', 'snapshot', 'router'].includes(key) ? undefined : value);
  return JSON.parse(JSON.stringify(event, timeless)) as unknown;
}
