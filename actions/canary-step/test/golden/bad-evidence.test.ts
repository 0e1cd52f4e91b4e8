// No data is not good data: what cannot be seen is a recorded hold with a warning, exit 0, and no change of weight.
import { aGoldenWorld, textPage, type GoldenWorld, type MetricPage } from '@rampart/testing/golden';
import { routerContractHandler } from '@rampart/traffic-routers';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../tools/bundle.ts';

let step: string;
let freezeData: string;
let world: GoldenWorld;
beforeAll(async () => {
  step = await cachedBundle('canary-step');
  freezeData = await cachedBundle('freeze-data');
}, 180_000);
afterEach(() => world.close());

describe('canary-step while v2 has 10 % of the traffic', () => {
  beforeEach(async () => {
    world = await aGoldenWorld({ serveContract: routerContractHandler });
    world.writePolicy({ plan: 'plan: [smoke, ramp: {weights: [10%], every: 0s}]' });
    for (const decision of ['hold', 'advance', 'hold']) expect(await world.run(step, { mode: 'tick' })).toMatchObject({ exitCode: 0, outputs: { decision } });
  });

  interface Trouble {
    readonly answer: Parameters<MetricPage['answer']>[0];
    readonly pods: readonly ('a' | 'b')[];
    readonly why: string;
    /** Ticks until there is a block again: counters that were not seen have to be seen twice. */
    readonly recovery: readonly string[];
  }

  const troubles: readonly Trouble[] = [
    { answer: () => textPage(['other_total 1']), pods: ['a', 'b'], why: 'no page has "http_requests_total"; seen: other_total', recovery: ['a baseline', 'a block'] },
    { answer: () => textPage(['http_requests_total{code="200"} NaN']), pods: ['b'], why: 'http://pod-b/metrics: "http_requests_total{code="200"}" is NaN', recovery: ['a baseline', 'a block'] },
    { answer: () => textPage(['http_requests_total{code="200"} 1'], { age: '600' }), pods: ['b'], why: 'http://pod-b/metrics is stale: <duration> old, by its own account', recovery: ['a block'] },
    { answer: brokenConnection, pods: ['b'], why: 'http://pod-b/metrics could not be reached (UND_ERR_SOCKET)', recovery: ['a block'] },
  ];

  it('holds with a warning while its metrics say nothing that can be used', async () => {
    for (const { answer, pods, why, recovery } of troubles) {
      for (const pod of pods) world.pages[pod].answer(answer);
      const recorded = world.origin.ledger().length;
      const blind = await world.run(step, { mode: 'tick' });
      expect(blind).toMatchObject({ exitCode: 0, stderr: '', outputs: { decision: 'hold', needs: 'nothing', weight: '10' } });
      expect(blind.annotations.map(world.plain)).toEqual([`warning fraud-prod: v2.0.0 stays at 10 % of the traffic, v1.0.0 serves the rest. Why: There is no usable data for errors (${why}). No data is not good data.`]);
      expect(world.origin.ledger().slice(recorded).map(world.plain)).toEqual([`v2.0.0: holds at 10 %, no data for errors (${why})`]);
      for (const pod of pods) world.pages[pod].answer();
      for (const tick of recovery) expect(await world.run(step, { mode: 'tick' }), `${why}: ${tick}`).toMatchObject({ exitCode: 0, annotations: tick === 'a block' ? [] : [expect.any(String)] });
    }
    expect(world.router.changes()).toHaveLength(1);
    expect(world.router.weightOf('b')).toBe(100_000);
  });
});

describe('canary-step when a raise is due', () => {
  beforeEach(async () => {
    world = await aGoldenWorld({ serveContract: routerContractHandler });
    await world.run(step, { mode: 'tick' });
  });

  it('holds with a warning when the router cannot be reached', async () => {
    await world.stopRouter();
    const ended = await world.run(step, { mode: 'tick' });
    expect(ended).toMatchObject({ exitCode: 0, stderr: '', outputs: { decision: 'hold', weight: '0' } });
    expect(ended.annotations.map(world.plain)).toEqual([
      'warning fraud-prod: deployer: The deployer was asked to place: http://router/route could not be reached (ECONNREFUSED).',
      'warning fraud-prod: v2.0.0 gets no traffic yet. All traffic is on v1.0.0. Why: The router could not be read (router: The router was asked to read: http://router/route could not be reached (ECONNREFUSED)).',
    ]);
    expect(world.origin.ledger().map(world.plain).at(-1)).toBe('v2.0.0: holds before its first request, the router could not be read (router: The router was asked to read: http://router/route could not be reached (ECONNREFUSED))');
    expect(world.router.changes()).toEqual([]);
  });

  it('warns when data that was frozen has changed, and goes on where the policy does not say otherwise', async () => {
    world.write('data/airports.csv', 'code\nSFO\n');
    expect(await world.run(freezeData, { target: 'fraud-prod', mode: 'freeze', paths: 'data' })).toMatchObject({ exitCode: 0 });
    world.write('data/airports.csv', 'code\nOAK\n');
    const ended = await world.run(step, { mode: 'tick' });
    expect(ended).toMatchObject({ exitCode: 0, stderr: '', outputs: { decision: 'advance', needs: 'nothing', weight: '10' } });
    expect(ended.annotations.map(world.plain)).toEqual(['warning fraud-prod: data that is frozen for fraud-prod has changed (in the files of the job): data/airports.csv. The rollout goes on, as its policy says (freeze: {then: tell})']);
  });

  it('says that a raise is open when the connection breaks over it, and finishes it at the next tick', async () => {
    world.interceptRouter(async (request, next) => ((await request.clone().text()).includes('"op":"set"') ? brokenConnection() : next(request)));
    const ended = await world.run(step, { mode: 'tick' });
    expect(ended).toMatchObject({ exitCode: 0, stderr: '', outputs: { decision: 'advance', weight: '0' } });
    expect(ended.annotations.map(world.plain)).toEqual([
      'warning fraud-prod: left to do: the raise was recorded but is not confirmed: the next tick reads back and finishes or drops it',
      'warning fraud-prod: router: The router was asked to set: http://router/route could not be reached (UND_ERR_SOCKET).',
    ]);
    expect(world.router.changes()).toEqual([]);
    const recorded = world.origin.ledger();
    expect(recorded.at(-1)).toBe('v2.0.0: 0 % -> 10 %, in place and ready');

    world.interceptRouter();
    expect(await world.run(step, { mode: 'tick' })).toMatchObject({ exitCode: 0, annotations: [], outputs: { weight: '10' } });
    expect(world.origin.ledger()[recorded.length]).toBe('v2.0.0: 10 % confirmed at the router');
    expect(world.router.changes()).toHaveLength(1);
  });
});

function brokenConnection(): never {
  throw new Error('the connection breaks');
}
