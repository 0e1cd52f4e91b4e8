// validate-model asks GitHub for nothing: what its contract names is for actions/checkout alone.
import { aGithubWorld, type GithubWorld } from '@rampart/testing/golden';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../../tools/bundle.ts';
import { contract } from '../../../src/contract.ts';

let bundle: string;
let world: GithubWorld;
beforeAll(async () => void (bundle = await cachedBundle('validate-model')), 180_000);
beforeEach(async () => void (world = await aGithubWorld({ serveContract: () => () => new Response('', { status: 500 }) })));
afterEach(() => world.close());

describe('validate-model', () => {
  it('works with a token that may do nothing, and sends GitHub no request', async () => {
    expect(contract.permissions).toEqual({ contents: { access: 'read', why: expect.any(String) as string, without: expect.stringContaining('actions/checkout') as string } });
    world.write('model.onnx', 'bytes');
    world.write('metrics.json', '{"accuracy": 0.81}');
    const ended = await world.run(bundle, { model: 'fraud', version: 'v2.0.0', artifact: 'model.onnx', report: 'metrics.json', gates: 'accuracy: {min: 0.75}', token: world.github.token({ permissions: {} }) });
    expect(ended).toMatchObject({ exitCode: 0, stderr: '', outputs: { passed: 'true' } });
    expect(world.github.requests()).toEqual([]);
  });
});
