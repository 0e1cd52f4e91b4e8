// The adapters keep the port contracts when the contract's other side does: over fetch, over a real socket, as a program.
import { fileURLToPath } from 'node:url';
import { commandDeployer, commandRouter, exitCodeOf, httpDeployer, httpRouter, routerContractHandler } from '@rampart/traffic-routers';
import { fakeRouter, fetchFrom, serveHandler, type Handler } from '@rampart/testing/fakes';
import { http, HttpResponse, mockNetwork } from '@rampart/testing/network';
import { describeDeployerContract, describeTrafficRouterContract, errorOf, valueOf } from '@rampart/testing/ports';
import { ppm } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';

const target = 'fraud-prod';
const slots = ['a', 'b'] as const;
const release = (version: string, digit: string) => ({ version, digest: `sha256:${digit.repeat(64)}`, artifact: `https://models.example/${version}.onnx` });
const releases = [release('v2', '2'), release('v3', '3')] as const;
const timeoutMs = 20_000;

const fakeBehindContract = () => {
  const fake = fakeRouter({ target, slots, settleAfterAsks: 1, readyAfterAsks: 1 });
  return { fake, handler: routerContractHandler({ router: fake, deployer: fake }) };
};

describeTrafficRouterContract('httpRouter over fetch', () => {
  const { fake, handler } = fakeBehindContract();
  return { router: httpRouter({ url: 'http://proxy.test/', fetch: fetchFrom(handler), timeoutMs }), target, slots, moveByHand: fake.moveByHand };
});

describeTrafficRouterContract('httpRouter over fetch to a router that cannot mirror', () => {
  const fake = fakeRouter({ target, slots, canMirror: false });
  const handler = routerContractHandler({ router: fake, deployer: fake });
  return { router: httpRouter({ url: 'http://proxy.test/', fetch: fetchFrom(handler), timeoutMs }), target, slots, moveByHand: fake.moveByHand };
});

describeDeployerContract('httpDeployer over fetch', () => {
  const options = { url: 'http://proxy.test/', fetch: fetchFrom(fakeBehindContract().handler), timeoutMs };
  return { deployer: httpDeployer(options), router: httpRouter(options), target, slots, releases };
});

describeTrafficRouterContract('httpRouter over a socket', async () => {
  const { fake, handler } = fakeBehindContract();
  const { url, close } = await serveHandler(handler);
  return { router: httpRouter({ url, fetch, timeoutMs }), target, slots, moveByHand: fake.moveByHand, close };
});

const withExitCode = (handler: Handler): Handler => async (request) => {
  const response = await handler(request);
  response.headers.set('x-exit-code', String(exitCodeOf(response.status)));
  return response;
};

const forwardTo = (url: string) => ({
  argv: [process.execPath, fileURLToPath(new URL('../../test/forward-to-http.mjs', import.meta.url)), url],
  cwd: process.cwd(),
  env: {},
  timeoutMs,
});

describeTrafficRouterContract('commandRouter', async () => {
  const { fake, handler } = fakeBehindContract();
  const { url, close } = await serveHandler(withExitCode(handler));
  return { router: commandRouter(forwardTo(url)), target, slots, moveByHand: fake.moveByHand, close };
});

describeDeployerContract('commandDeployer', async () => {
  const { url, close } = await serveHandler(withExitCode(fakeBehindContract().handler));
  return { deployer: commandDeployer(forwardTo(url)), router: commandRouter(forwardTo(url)), target, slots, releases, close };
});

describe('httpRouter', () => {
  const change = {
    target,
    weights: { a: ppm(950_000), b: ppm(50_000) },
    mirror: {},
    ifVersion: { kind: 'any' },
    stamp: { rolloutId: 'r-1', sequence: 1, effectId: 'r-1/1', liveSlot: 'a', liveDigest: releases[0].digest },
  } as const;

  it('does not know whether a change was made when the reply is lost; reading back tells, and a repeat changes nothing', async () => {
    const { handler } = fakeBehindContract();
    let isCut = true;
    const { url, close } = await serveHandler(async (request) => {
      const response = await handler(request);
      if (isCut) throw new Error('the reply is lost');
      return response;
    });
    const router = httpRouter({ url, fetch, timeoutMs });
    expect(errorOf(await router.set(change))).toMatchObject({ code: 'unavailable', outcome: 'unknown', retryable: true });
    isCut = false;
    const reading = valueOf(await router.read(target));
    expect(reading.slots.map(({ weight }) => weight)).toEqual([950_000, 50_000]);
    expect(valueOf(await router.set(change)).version).toBe(reading.version);
    await close();
  });

  it('shows the token to the router at its https address, and to nobody who asks for it by a redirect', async () => {
    const { handler } = fakeBehindContract();
    const url = 'https://proxy.example/router';
    const network = mockNetwork(http.post(url, ({ request }) => (request.headers.get('authorization') === 'Bearer t0ken' ? handler(request) : HttpResponse.json({ error: 'who are you?' }, { status: 401 }))));
    network.enable();
    try {
      expect(valueOf(await httpRouter({ url, token: 't0ken', fetch, timeoutMs }).set(change)).slots.map(({ weight }) => weight)).toEqual([950_000, 50_000]);
      expect(errorOf(await httpRouter({ url, fetch, timeoutMs }).set(change))).toMatchObject({ code: 'denied', outcome: 'not-done', message: expect.stringContaining('who are you?') });
      network.use(http.post(url, () => HttpResponse.redirect('https://elsewhere.example/', 307)));
      expect(errorOf(await httpRouter({ url, token: 't0ken', fetch, timeoutMs }).set(change))).toMatchObject({ code: 'refused', outcome: 'unknown' });
      expect(network.requests()).toEqual([`POST ${url}`, `POST ${url}`, `POST ${url}`]);
    } finally {
      network.disable();
    }
  });

  it('knows that nothing was done when nobody listens any more', async () => {
    const { url, close } = await serveHandler(fakeBehindContract().handler);
    await close();
    expect(errorOf(await httpRouter({ url, fetch, timeoutMs }).set(change))).toMatchObject({ code: 'unavailable', outcome: 'not-done', retryable: true });
  });
});
