// The shipped bundle in mode status: it shows all targets from one question to GitHub, asks no router, and writes nothing.
import { aGithubWorld, type BundleEnd, type GithubWorld } from '@rampart/testing/golden';
import { routerContractHandler } from '@rampart/traffic-routers';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../tools/bundle.ts';

let step: string;
let world: GithubWorld;
beforeAll(async () => void (step = await cachedBundle('canary-step')), 180_000);
beforeEach(async () => void (world = await aGithubWorld({ serveContract: routerContractHandler })));
afterEach(() => world.close());

function status(inputs: Readonly<Record<string, string>> = {}): Promise<BundleEnd> {
  return world.run(step, { mode: 'status', policy: 'rampart/*.yaml', ...inputs });
}

describe('canary-step in mode status', () => {
  it('tells of every target how it stands, with one question, and leaves everything as it is', async () => {
    await world.run(step, { mode: 'tick' });
    await world.run(step, { mode: 'tick' });
    world.writePolicy({ target: 'target: ads-prod' }, 'rampart/ads.yaml');
    const before = { asked: world.github.requests().length, operations: world.operations(), ledger: await world.ledger(), refs: [...(await world.repository.now()).refs] };
    // Nobody needs the router for it.
    await world.stopRouter();
    const shown = await status();
    expect(shown).toMatchObject({ exitCode: 0, stderr: '', annotations: [], outputs: { decision: 'idle', needs: 'nothing', 'to-promote': '[]', 'to-roll-back': '[]' } });
    expect(shown.lines).toContain('ads-prod: no ledger yet; rampart adopt rampart/ads.yaml writes its first line');
    expect(shown.lines).toContainEqual(expect.stringMatching(/^[●!] fraud-prod {2}v2\.0\.0 at 10 % for [^\n]* · waits for [^\n]* · harm \d+ of [\d,]+ · v1\.0\.0 serves the rest$/));
    expect(shown.lines).toContain('GitHub: 1 GraphQL request, 0 REST reads, 0 REST writes');
    expect(shown.lines.slice(-3)).toEqual(['Decided: nothing, this only shows how it stands', expect.stringMatching(/^Why: ads-prod: no ledger yet; .* fraud-prod: v2\.0\.0 at 10 %/), 'Next: The next tick looks.']);
    expect(shown.summary).toMatch(/\n\| [●!]? \| fraud-prod \| v1\.0\.0 \| v2\.0\.0 at 10 % for [^|]* \| waits for [^|]* \| [^|]* \| \d+ of [\d,]+ \|\n/);
    expect(JSON.parse(shown.outputs['targets'] ?? '')).toMatchObject([{ target: 'ads-prod' }, { target: 'fraud-prod', weight: '10', candidate: 'v2.0.0', stable: 'v1.0.0' }]);
    expect(world.github.requests().slice(before.asked).map(({ operation, writes }) => ({ operation, writes }))).toEqual([{ operation: 'graphql/repository', writes: false }]);
    expect({ operations: world.operations(), ledger: await world.ledger(), refs: [...(await world.repository.now()).refs] }).toEqual({ operations: before.operations, ledger: before.ledger, refs: before.refs });
  });

  it('refuses to be asked for a change, instead of leaving it out', async () => {
    for (const asked of [{ abort: 'page 17' }, { approve: 'true' }, { mode: 'doctor', abort: 'page 17' }]) {
      const refused = await status(asked);
      expect(refused.exitCode).toBe(2);
      expect(refused.stdout).toMatch(/RMP202 mode: (?:status|doctor) changes nothing, and abort or approve asks for a change. Use mode: tick for that\./);
    }
    expect(world.operations()).toEqual([]);
    expect(await world.ledger()).toEqual([]);
  });
});
