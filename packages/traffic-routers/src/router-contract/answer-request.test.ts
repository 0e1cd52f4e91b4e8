import { describe, expect, it } from 'vitest';
import { fakeRouter } from '@rampart/testing/fakes';
import { exitCodeOf, routerContractHandler } from './answer-request.ts';

const post = (body: string): Request => new Request('http://proxy.test/', { method: 'POST', body });

describe('routerContractHandler', () => {
  it.each([
    ['denied', 403],
    ['unavailable', 503],
    ['lost-applied', 504],
    ['malformed', 502],
    ['missing', 404],
  ] as const)('tells "%s" as status %i', async (fault, status) => {
    const fake = fakeRouter();
    fake.faults.always('set', fault);
    const stamp = { rolloutId: 'r-1', sequence: 3, effectId: 'r-1/3', liveSlot: 'a', liveDigest: 'sha256:1' };
    const request = { op: 'set', target: 'fraud-prod', weights: { a: 1_000_000, b: 0 }, stamp, idempotencyKey: 'r-1/3' };
    const response = await routerContractHandler({ router: fake, deployer: fake })(post(JSON.stringify(request)));
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ error: expect.any(String) as string });
  });

  it('turns away what is no request', async () => {
    const fake = fakeRouter();
    const handle = routerContractHandler({ router: fake, deployer: fake });
    expect((await handle(post('{"op":'))).status).toBe(400);
    expect((await handle(post('{"op":"read"}'))).status).toBe(400);
    expect((await handle(new Request('http://proxy.test/'))).status).toBe(405);
  });
});

describe('exitCodeOf', () => {
  it('maps every status of the contract', () => {
    expect([200, 409, 400, 422, 401, 403, 404, 429, 500, 502, 503, 504].map(exitCodeOf)).toEqual([0, 75, 65, 65, 77, 77, 66, 69, 69, 69, 69, 69]);
  });
});
