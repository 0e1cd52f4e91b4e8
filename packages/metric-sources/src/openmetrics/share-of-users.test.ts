// Users under sticky routing, as docs/metric-sources.md tells services to count them.
import type { Question } from '@rampart/rollout-engine';
import { describe, expect, it } from 'vitest';
import { aWorld, cellsOf, counts, START_MS, whyOf } from '../../test/a-page-world.ts';

const users: Question = { check: 'errors', signal: { kind: 'share', metric: 'users_total', among: [], where: [{ label: 'what', op: '=', pattern: 'failed' }], unit: 'users' }, slices: [], bounds: [], fromMs: START_MS };

describe('openMetricsSource with a share of users', () => {
  it('has the users first seen as trials and the users who first failed as events, which may be more', async () => {
    const world = aWorld();
    for (const pod of [world.a, world.b]) for (const what of ['seen', 'failed']) pod.count('users_total', { what }, 0);
    await world.look({ questions: [users] });
    world.a.count('users_total', { what: 'seen' }, 90);
    world.a.count('users_total', { what: 'failed' }, 1);
    world.b.count('users_total', { what: 'seen' }, 10);
    expect(cellsOf(await world.see(users))).toEqual({ all: { stable: counts(90, 1), candidate: counts(10, 0) } });
    world.b.count('users_total', { what: 'seen' }, 1);
    world.b.count('users_total', { what: 'failed' }, 4);
    expect(cellsOf(await world.see(users))).toEqual({ all: { stable: counts(0, 0), candidate: counts(1, 4) } });
  });

  it('counts the worked example of the documentation', async () => {
    const world = aWorld();
    for (const pod of [world.a, world.b]) for (const what of ['seen', 'failed']) pod.count('users_total', { what }, 0);
    await world.look({ questions: [users] });
    const [seen, failed] = [new Set<string>(), new Set<string>()];
    const request = (user: string, outcome: 'fine' | 'fails' = 'fine'): void => {
      if (!seen.has(user)) world.b.count('users_total', { what: 'seen' });
      seen.add(user);
      if (outcome === 'fine' || failed.has(user)) return;
      failed.add(user);
      world.b.count('users_total', { what: 'failed' });
    };
    const block = async () => cellsOf(await world.see(users))['all']?.candidate;
    for (const user of ['Ada', 'Ben', 'Cy']) request(user);
    expect(await block()).toEqual(counts(3, 0));
    for (let time = 0; time < 41; time += 1) request('Ada', 'fails');
    expect(await block()).toEqual(counts(0, 1));
    seen.clear();
    for (const user of ['Ada', 'Ben', 'Dee']) request(user);
    expect(await block()).toEqual(counts(3, 0));
    for (const user of ['Ada', 'Ben']) request(user, 'fails');
    expect(await block()).toEqual(counts(0, 1));
  });

  it('counts slices alike', async () => {
    const world = aWorld();
    const sliced: Question = { ...users, slices: ['region'] };
    for (const pod of [world.a, world.b]) for (const what of ['seen', 'failed']) pod.count('users_total', { what, region: 'west' }, 0);
    await world.look({ questions: [sliced] });
    world.b.count('users_total', { what: 'failed', region: 'west' }, 4);
    expect(cellsOf(await world.see(sliced))['region=west']).toEqual({ stable: counts(0, 0), candidate: counts(0, 4) });
  });

  it('has no data when nothing tells who failed', async () => {
    const world = aWorld();
    for (const pod of [world.a, world.b]) pod.count('users_total', { what: 'seen' }, 1);
    const all: Question = { ...users, signal: { kind: 'share', metric: 'users_total', among: [], where: [], unit: 'users' } };
    await world.look({ questions: [all] });
    expect(whyOf(await world.see(all))).toContain('`where` has to tell the second');
  });
});
