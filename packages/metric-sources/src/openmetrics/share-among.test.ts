// What a share is a share of: health checks and other routes of the same counter are left out by `among`.
import type { Question } from '@rampart/rollout-engine';
import type { LabelMatcher } from '@rampart/rollout-policy';
import { beforeEach, describe, expect, it } from 'vitest';
import { aWorld, cellsOf, counts, errors, FAILED, START_MS, whyOf, type World } from '../../test/a-page-world.ts';

const PREDICT: readonly LabelMatcher[] = [{ label: 'handler', op: '=', pattern: '/predict' }];
const NO_HEALTH: readonly LabelMatcher[] = [{ label: 'handler', op: '!=', pattern: '/health' }];
const asked = (among: readonly LabelMatcher[], slices: readonly string[] = []): Question => ({ ...errors, signal: { kind: 'share', metric: 'requests_total', among, where: FAILED, unit: 'requests' }, slices });

describe('openMetricsSource with a share among some of the requests', () => {
  let world: World;
  const requests = (pod: World['a'], handler: string, code: string, by: number): void => {
    pod.count('requests_total', { handler, code, region: handler === '/health' ? 'none' : 'west' }, by);
  };
  const served = (pod: World['a'], health: number, predict: number, failed: number): void => {
    requests(pod, '/health', '200', health);
    requests(pod, '/predict', '200', predict - failed);
    requests(pod, '/predict', '503', failed);
  };

  beforeEach(async () => {
    world = aWorld();
    for (const pod of [world.a, world.b]) served(pod, 100, 10, 1);
    await world.look();
    served(world.a, 600, 300, 3);
    served(world.b, 600, 30, 5);
    requests(world.b, '/health', '503', 7);
  });

  it('counts trials and events of what `among` matches alone', async () => {
    expect(cellsOf(await world.see(asked(PREDICT)))['all']).toEqual({ stable: counts(300, 3), candidate: counts(30, 5) });
  });

  it('leaves out what `among` says not to count', async () => {
    expect(cellsOf(await world.see(asked(NO_HEALTH)))['all']).toEqual({ stable: counts(300, 3), candidate: counts(30, 5) });
  });

  it('counts everything, failed health checks too, without it', async () => {
    expect(cellsOf(await world.see(asked([])))['all']).toEqual({ stable: counts(900, 3), candidate: counts(637, 12) });
  });

  it('has no slice of what it leaves out', async () => {
    expect(Object.keys(cellsOf(await world.see(asked(PREDICT, ['region']))))).toEqual(['all', 'region=west']);
  });

  it('takes an arm that has not answered such a request yet as zero', async () => {
    const fresh = aWorld();
    requests(fresh.a, '/predict', '200', 50);
    for (const pod of [fresh.a, fresh.b]) requests(pod, '/health', '200', 5);
    await fresh.look();
    requests(fresh.a, '/predict', '200', 20);
    expect(cellsOf(await fresh.see(asked(PREDICT)))['all']).toEqual({ stable: counts(20, 0), candidate: counts(0, 0) });
    requests(fresh.b, '/predict', '503', 1);
    expect(cellsOf(await fresh.see(asked(PREDICT)))['all']).toEqual({ stable: counts(0, 0), candidate: counts(1, 1) });
  });

  it('has no data when no series of either arm is matched, and names the values that are there', async () => {
    const misspelt = asked([{ label: 'handler', op: '=', pattern: '/predit' }]);
    expect(whyOf(await world.see(misspelt))).toBe('no series of "requests_total" is matched by `among`; their values are handler: "/health", "/predict"');
  });

  it('has no data when no series has the label', async () => {
    expect(whyOf(await world.see(asked([{ label: 'route', op: '!=', pattern: '/health' }])))).toMatch(/^no series of "requests_total" has the label "route"/);
  });

  it('counts users among those of one route', async () => {
    const users: Question = { ...errors, fromMs: START_MS, signal: { kind: 'share', metric: 'users_total', among: PREDICT, where: [{ label: 'what', op: '=', pattern: 'failed' }], unit: 'users' } };
    const both = ['/predict', '/explain'].flatMap((handler) => ['seen', 'failed'].map((what) => ({ handler, what })));
    for (const pod of [world.a, world.b]) for (const labels of both) pod.count('users_total', labels, 0);
    await world.look({ questions: [users] });
    for (const labels of both) world.b.count('users_total', labels, labels.what === 'seen' ? 9 : 2);
    expect(cellsOf(await world.see(users))['all']?.candidate).toEqual(counts(9, 2));
  });
});
