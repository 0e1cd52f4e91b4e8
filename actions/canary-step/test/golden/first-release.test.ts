// The shipped bundle on a target's first release: it only looks until it is told to act, then adopts, starts, places and raises.
import { aGoldenWorld, type GoldenWorld } from '@rampart/testing/golden';
import { routerContractHandler } from '@rampart/traffic-routers';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../tools/bundle.ts';

let step: string;
let world: GoldenWorld;
beforeAll(async () => void (step = await cachedBundle('canary-step')), 180_000);
beforeEach(async () => void (world = await aGoldenWorld({ serveContract: routerContractHandler })));
afterEach(() => world.close());

describe('canary-step on a first release', () => {
  it('only observes by default, and changes nothing anywhere', async () => {
    const looked = await world.run(step);
    expect(looked).toMatchObject({ exitCode: 0, stderr: '', commands: [], outputs: { decision: 'idle', needs: 'nothing', 'to-promote': '[]', 'to-roll-back': '[]' } });
    expect(looked.stdout).toMatchInlineSnapshot(`
      "fraud-prod look 1: would-start
      Decided: fraud-prod: idle
      Why: fraud-prod: would adopt v1.0.0 in slot a as stable. Nothing was changed: this look only observes.
      Next: Set mode: auto to let it act.
      "
    `);
    expect(world.operations()).toEqual(['read']);
    expect(world.origin.ledger()).toEqual([]);
    expect(world.origin.tags()).toEqual(['fraud@v1.0.0', 'fraud@v2.0.0']);
  });

  it('adopts, starts, places and holds in mode tick', async () => {
    const first = await world.run(step, { mode: 'tick' });
    expect(first).toMatchObject({ exitCode: 0, stderr: '', commands: [], outputs: { decision: 'hold', weight: '0', needs: 'nothing' } });
    expect(first.lines.slice(-3)).toEqual([
      'Decided: fraud-prod: hold',
      'Why: v2.0.0 gets no traffic yet. All traffic is on v1.0.0. How many requests come in is not known yet, so no first share can be shown to be safe.',
      'Next: The next tick looks again.',
    ]);
    expect(world.operations()).toEqual(['read', 'place', 'read']);
    expect(JSON.parse(world.routerRequests()[1]?.body ?? '')).toMatchObject({ op: 'place', slot: 'b', version: 'v2.0.0', digest: world.digests.v2 });
    expect(world.origin.ledger()).toEqual(['fraud-prod: v1.0.0 serves from slot a', 'v2.0.0 starts on slot b (v1.0.0 serves)', 'v2.0.0: holds before its first request, the traffic is not known yet']);
    expect(world.router.weightOf('b')).toBe(0);
  });

  it('advances at the next tick, which records the raise before it makes it', async () => {
    await world.run(step, { mode: 'tick' });
    let recordedAtRaise: readonly string[] = [];
    world.interceptRouter(async (request, next) => {
      if ((await request.clone().text()).includes('"op":"set"')) recordedAtRaise = world.origin.ledger();
      return next(request);
    });
    const second = await world.run(step, { mode: 'tick' });
    expect(second).toMatchObject({ exitCode: 0, stderr: '', commands: [], outputs: { decision: 'advance', weight: '10' } });
    expect(recordedAtRaise.at(-1)).toBe('v2.0.0: 0 % -> 10 %, in place and ready');
    expect(world.origin.ledger().slice(recordedAtRaise.length)).toEqual(['v2.0.0: 10 % confirmed at the router']);
    expect(world.router.weightOf('b')).toBe(100_000);
    const raise = world.routerRequests().find(({ body }) => body.includes('"op":"set"'));
    const rolloutId = second.outputs['rollout-id'] ?? '';
    const effectId = `${rolloutId}/4/100000`;
    expect(JSON.parse(raise?.body ?? '')).toEqual({
      op: 'set',
      target: 'fraud-prod',
      weights: { a: 900_000, b: 100_000 },
      ifVersion: '2',
      stamp: { rolloutId, sequence: 4, effectId, liveSlot: 'a', liveDigest: world.digests.v1 },
      idempotencyKey: effectId,
    });
    expect(world.plain(second.summary)).toMatchInlineSnapshot(`
      "### ✅ fraud-prod: v2.0.0 goes from 0 % to 10 % of the traffic, v1.0.0 serves the rest.

      **You need to do nothing.**

      Why: v2.0.0 is in place, answers, and is the release that was recorded.

      | check | v1.0.0 stable | v2.0.0 candidate | allowed | says |
      | --- | --- | --- | --- | --- |
      | errors | 10 of 1,000 &#160;1 % | no requests yet | 1.25 x | too early |

      Harm: none (budget 1,000,000). Other bytes in its slot, or no answer, would have held it up.

      When errors can have a verdict is not known yet: too little traffic was seen to tell.

      Share of v2.0.0: \`<timeline>\` <time> start · <time> 10 % (UTC)

      Not convinced? \`rampart verify <id>\` (offline). Without GitHub, this takes all traffic back:

      <break-glass command>

      "
    `);
    expect(world.origin.complaints()).toBe('');
  });
});
