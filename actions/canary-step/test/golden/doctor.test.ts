// The shipped bundle in mode doctor: it reads everything, changes nothing, and is red while a person has something to mend.
import { aGoldenWorld, type GoldenWorld } from '@rampart/testing/golden';
import { routerContractHandler } from '@rampart/traffic-routers';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../tools/bundle.ts';

let step: string;
let world: GoldenWorld;
beforeAll(async () => void (step = await cachedBundle('canary-step')), 180_000);
beforeEach(async () => void (world = await aGoldenWorld({ serveContract: routerContractHandler })));
afterEach(() => world.close());

describe('canary-step in mode doctor', () => {
  it('ends well where a rollout may start, with what it read', async () => {
    const looked = await world.run(step, { mode: 'doctor' });
    expect(looked).toMatchObject({ exitCode: 0, stderr: '', outputs: { decision: 'idle', needs: 'nothing', sentence: 'fraud-prod: ready for a rollout, 1 remark.', 'to-promote': '[]', 'to-roll-back': '[]' } });
    expect(looked.stdout).toMatch(/ ✔ queries {5}errors: n [\d,]+, k \d+ stable; n 0, k 0 candidate/);
    expect(looked.lines.slice(-3)).toEqual(['Decided: nothing, the doctor only looks', 'Why: fraud-prod: ready for a rollout, 1 remark.', 'Next: A rollout may start.']);
    expect(world.operations()).toEqual(['read']);
    expect(world.origin.ledger()).toEqual([]);
  });

  it('is red where something has to be mended, and says how', async () => {
    await world.stopPage('a');
    const looked = await world.run(step, { mode: 'doctor' });
    expect(looked).toMatchObject({ exitCode: 1, outputs: { needs: 'human' } });
    expect(looked.stdout).toMatch(/✘ RMP831 errors: .*could not be reached/);
    expect(looked.commands).toContainEqual(expect.objectContaining({ name: 'error', properties: { title: 'fraud-prod: RMP831 errors' } }));
    expect(JSON.parse(looked.outputs['decision-json'] ?? '')).toMatchObject([{ target: 'fraud-prod', needsMending: true }]);
    expect(world.operations()).toEqual(['read']);
  });
});
