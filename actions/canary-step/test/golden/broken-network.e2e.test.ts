// Between us and GitHub stands what always stands there: a proxy that refuses, a name that nobody knows, a certificate of somebody else, a redirect. Nothing is
// decided without the history, and the token goes nowhere but to the API that it is for.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { serveHandler, type Handler } from '@rampart/testing/fakes';
import { aGithubWorld, formsFound, writtenByStep, type BundleEnd, type GithubWorld, type SeenRequest } from '@rampart/testing/golden';
import { routerContractHandler } from '@rampart/traffic-routers';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../tools/bundle.ts';

let step: string;
let world: GithubWorld;
let token: string;
beforeAll(async () => void (step = await cachedBundle('canary-step')), 180_000);
beforeEach(async () => {
  world = await aGithubWorld({ serveContract: routerContractHandler });
  token = world.github.token();
});
afterEach(() => world.close());

type Texts = Readonly<Record<string, string>>;

const tick = (context: Texts = {}, env: Texts = {}): Promise<BundleEnd> => world.run(step, { mode: 'tick', token }, context, { env });

/** Nothing was decided or moved, it is no fault of Rampart's, and it says what it could not reach. */
function expectWaits(ended: BundleEnd, says: RegExp): void {
  expect(ended).toMatchObject({ exitCode: 0, stderr: '', outputs: { decision: 'hold' } });
  expect(ended.annotations.join('\n')).toMatch(says);
  expect(ended.stdout).not.toContain('RMP900');
  expect(world.operations()).not.toContain('set');
  expect(writtenByStep(ended).flatMap(({ text }) => formsFound(token, text))).toEqual([]);
}

/** Whatever a server on this machine was asked. */
async function listening(handler: Handler): Promise<{ readonly url: string; readonly seen: readonly SeenRequest[]; readonly close: () => Promise<void> }> {
  const seen: SeenRequest[] = [];
  const server = await serveHandler(async (request) => {
    seen.push({ method: request.method, path: new URL(request.url).pathname, headers: Object.fromEntries(request.headers), body: await request.clone().text() });
    return handler(request);
  });
  return { url: server.url, seen, close: () => server.close() };
}

describe('GitHub that cannot be reached', () => {
  it.each([
    ['nobody listens', 'http://127.0.0.1:9'],
    ['nobody knows the name', 'http://api.rampart.invalid'],
  ])('because %s', async (_, url) => {
    expectWaits(await tick({ api_url: url, graphql_url: `${url}/graphql` }), /ledger/);
  });

  it('because its certificate is by nobody whom this runner knows', async () => {
    const folder = world.folders.home;
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')], { stdio: 'ignore' });
    const { apiUrl, graphqlUrl } = await world.github.serve({ key: readFileSync(join(folder, 'key.pem'), 'utf8'), cert: readFileSync(join(folder, 'cert.pem'), 'utf8') });
    const context = { api_url: apiUrl, graphql_url: graphqlUrl };
    const asked = world.github.requests().length;
    expectWaits(await tick(context), /ledger/);
    expect(world.github.requests()).toHaveLength(asked);
    // A runner that was told of the certificate reaches it.
    expect(await tick(context, { NODE_EXTRA_CA_CERTS: join(folder, 'cert.pem') })).toMatchObject({ exitCode: 0, outputs: { decision: 'hold' } });
    expect(await world.ledger()).toHaveLength(3);
  });

  it('because the proxy refuses', async () => {
    const proxy = createServer();
    proxy.on('connect', (_, socket) => socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n'));
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    try {
      const address = proxy.address();
      const url = `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : 0)}`;
      const env = { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: url, HTTPS_PROXY: url, NO_PROXY: '127.0.0.1' };
      expectWaits(await tick({ api_url: 'http://api.rampart.invalid', graphql_url: 'http://api.rampart.invalid/graphql' }, env), /ledger/);
    } finally {
      proxy.close();
    }
  });
});

describe('a redirect', () => {
  it.each([301, 302, 307, 308])('with %d to another host is not followed: the token stays', async (status) => {
    const elsewhere = await listening(() => Response.json({ data: null }));
    const front = await listening((request) => new Response(null, { status, headers: { location: `${elsewhere.url}${new URL(request.url).pathname}` } }));
    try {
      const ended = await tick({ api_url: front.url, graphql_url: `${front.url}/graphql` });
      expect(ended.exitCode).toBe(2);
      expect(ended.annotations.join('\n')).toContain('the token stays here');
      expect(front.seen.length).toBeGreaterThan(0);
      expect(elsewhere.seen).toEqual([]);
      expect(world.operations()).not.toContain('set');
    } finally {
      await Promise.all([elsewhere.close(), front.close()]);
    }
  });

  it('of a router is not followed either', async () => {
    const elsewhere = await listening(() => Response.json({}));
    try {
      await tick();
      world.interceptRouter(() => new Response(null, { status: 307, headers: { location: elsewhere.url } }));
      const ended = await world.run(step, { mode: 'tick', token, 'router-token': 'rt-0123456789' });
      expect(elsewhere.seen).toEqual([]);
      expect(ended.annotations.join('\n')).toContain('redirects are not followed');
    } finally {
      await elsewhere.close();
    }
  });

  it('within GitHub is followed: a repository that was renamed keeps its history', async () => {
    expect(await tick()).toMatchObject({ exitCode: 0, outputs: { decision: 'hold' } });
    world.github.renameRepository('acme/models', 'acme/fraud-models');
    // The job was started before, and has the old name.
    expect(await tick()).toMatchObject({ exitCode: 0, stderr: '', outputs: { decision: 'advance', weight: '10' } });
    expect(await world.ledger()).toHaveLength(5);
  });
});
