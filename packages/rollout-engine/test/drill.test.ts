// A drill is a rollout like any other but for three things: it says so, it is never promoted, and nothing tries it again.
import { ppm } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { promote, retriable, type Wanted } from '../src/index.ts';
import { aWorld, CANDIDATE_DIGEST, STABLE_DIGEST } from './a-world.ts';

const DRILL: Wanted = { kind: 'drill', release: { kind: 'release', version: 'v2', digest: CANDIDATE_DIGEST, artifact: 'models/bad' } };

async function drilled(behaviour: 'good' | 'failing') {
  const world = aWorld(behaviour, { promise: { badRequestsMax: 1_000_000 }, plan: [{ kind: 'smoke', probe: { kind: 'none' } }, { kind: 'ramp', steps: { kind: 'ladder', weights: [ppm(500_000)], everyMs: 0 }, weightMax: ppm(500_000), sticky: 'none' }] });
  const first = await world.tick({ wanted: DRILL, pollRegistry: false });
  const until = async (phase: string): Promise<void> => {
    for (let look = 0; look < 400 && world.state().rollout.kind === 'live' && !JSON.stringify(world.state().rollout).includes(`"phase":"${phase}"`); look += 1) {
      await world.clock.advance(world.policy.expert.lookMs);
      await world.tick({ wanted: { kind: 'nothing' }, pollRegistry: false });
    }
  };
  return { world, first, until };
}

describe('a drill', () => {
  it('needs no registry, and says in its start and in its state what it is', async () => {
    const { world, first } = await drilled('failing');
    expect(first.kind).toBe('decided');
    expect(world.events().find(({ kind }) => kind === 'started')).toMatchObject({ drill: true, candidate: { version: 'v2', artifact: 'models/bad' } });
    expect(world.state().rollout).toMatchObject({ kind: 'live', drill: true });
  });

  it('is taken out like any other, remembered as a drill, and tried again by nothing', async () => {
    const { world, until } = await drilled('failing');
    await until('leaving');
    await world.run(2);
    expect(world.state().ended).toMatchObject([{ outcome: 'rolled-back', drill: true }]);
    expect(retriable(world.state(), '')).toMatchObject({ kind: 'none' });
    expect(await world.tick()).toMatchObject({ kind: 'idle', why: expect.stringContaining('was released before and ended rolled-back') as string });
  });

  it('is never promoted, even where its policy would', async () => {
    const { world, until } = await drilled('good');
    await until('awaiting-promotion');
    expect(world.state().rollout).toMatchObject({ phase: 'awaiting-promotion' });
    expect(await promote(world.ports, { target: world.policy.target, actor: 'test', rolloutId: '' })).toMatchObject({ kind: 'refused', why: expect.stringContaining('known to be bad') as string });
    expect(world.router.weightOf('b')).toBe(500_000);
  });

  it('wants something else than what serves', async () => {
    const world = aWorld();
    const serving: Wanted = { kind: 'drill', release: { kind: 'release', version: 'v1', digest: STABLE_DIGEST, artifact: 'models/v1' } };
    expect(await world.tick({ wanted: serving })).toMatchObject({ kind: 'refused', why: expect.stringContaining('A drill wants a version that is bad') as string });
  });
});
