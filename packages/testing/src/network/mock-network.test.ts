import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import * as nodeHttp from 'node:http';
import { get as nodeHttpsGet } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { downloadTool } from '@actions/tool-cache';
import { passthrough } from 'msw';
import * as undici from 'undici';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { http, HttpResponse } from './index.ts';
import { mockNetwork } from './mock-network.ts';

const ADDRESS = 'https://models.example/fraud.onnx';

let folder = '';
const network = mockNetwork(http.get(ADDRESS, () => HttpResponse.text('model bytes')));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rampart-network-'));
  // The tool cache prints its progress as commands of the runner, and waits 10 to 20 s before it tries again but for two globals.
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  vi.stubGlobal('TEST_DOWNLOAD_TOOL_RETRY_MIN_SECONDS', 0);
  vi.stubGlobal('TEST_DOWNLOAD_TOOL_RETRY_MAX_SECONDS', 0);
  withoutProxy();
  network.enable();
});

afterEach(() => {
  network.disable();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

type Client = (url: string) => Promise<string>;

const globalFetch: Client = async (url) => (await fetch(url)).text();
const toolCache: Client = async (url) => readFileSync(await downloadTool(url, join(folder, 'download')), 'utf8');
const clients: readonly (readonly [string, Client])[] = [
  ['global fetch', globalFetch],
  ['@actions/tool-cache', toolCache],
  ['fetch of undici', async (url) => (await undici.fetch(url)).text()],
  ['request of undici', async (url) => (await undici.request(url)).body.text()],
  [
    'node:http and node:https',
    (url) =>
      new Promise((resolve, reject) => {
        const get = url.startsWith('https:') ? nodeHttpsGet : nodeHttp.get;
        get(url, (response) => void text(response).then(resolve, reject)).on('error', reject);
      }),
  ],
];

describe.each(clients)('mockNetwork for %s', (_, ask) => {
  it('answers from a named host', async () => {
    expect(await ask(ADDRESS)).toBe('model bytes');
    expect(network.requests()).toEqual([`GET ${ADDRESS}`]);
  });

  // msw takes the last three for assets, which it would let out.
  it.each(['/fraud.onnx', '/metadata.json', '/model.tar.gz', '/data.zip'])('fails a request for %s that no handler answers, and opens no connection', async (path) => {
    const server = await aRealServer();
    await expect(ask(`${server.url}${path}`)).rejects.toThrow();
    expect(network.requests()).toContain(`GET ${server.url}${path}`);
    network.disable();
    expect(server.connections()).toBe(0);
    // The same request gets there once the network is real again: the zero above was the network's doing.
    expect(await ask(`${server.url}${path}`)).toBe('from outside');
    expect(server.connections()).toBe(1);
    await server.close();
    network.enable();
  });
});

describe('mockNetwork', () => {
  it('names the request that no handler answers', async () => {
    await expect(globalFetch('https://models.example/data.csv')).rejects.toMatchObject({
      cause: { message: 'no handler of the mock network answers GET https://models.example/data.csv. Pass one to mockNetwork() or use()' },
    });
  });

  it.each([
    ['answers nothing', () => undefined],
    ['asks for the real network', () => passthrough()],
  ])('lets nothing out when a handler %s', async (__, handler) => {
    const server = await aRealServer();
    network.use(http.get(`${server.url}/x`, handler));
    await expect(globalFetch(`${server.url}/x`)).rejects.toThrow('fetch failed');
    expect(server.connections()).toBe(0);
    await server.close();
  });

  it('sees what is sent through a proxy, which it does not call', async () => {
    const proxy = await aRealServer();
    vi.stubEnv('https_proxy', proxy.url);
    expect(await toolCache(ADDRESS)).toBe('model bytes');
    await expect(downloadTool('https://models.example/other.onnx', join(folder, 'other'))).rejects.toThrow();
    expect(proxy.connections()).toBe(0);
    expect(new Set(network.requests())).toEqual(new Set([`GET ${ADDRESS}`, 'GET https://models.example/other.onnx']));
    await proxy.close();
  });

  it('asks the newest handler first, and forgets what was added and asked when it ends', async () => {
    network.use(http.get(ADDRESS, () => HttpResponse.text('newer')));
    expect(await globalFetch(ADDRESS)).toBe('newer');
    network.disable();
    network.enable();
    expect(network.requests()).toEqual([]);
    expect(await globalFetch(ADDRESS)).toBe('model bytes');
  });

  it('breaks the connection where a handler says so', async () => {
    network.use(http.get(ADDRESS, () => HttpResponse.error()));
    await expect(globalFetch(ADDRESS)).rejects.toThrow('fetch failed');
    await expect(toolCache(ADDRESS)).rejects.toThrow();
  });
});

/** Counts who connects; nobody should. */
async function aRealServer() {
  let connections = 0;
  const server = nodeHttp.createServer((_, response) => response.writeHead(200, { connection: 'close' }).end('from outside'));
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    connections: () => connections,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** A proxy of the machine that runs the tests has no part in them. */
function withoutProxy(): void {
  for (const name of ['http_proxy', 'https_proxy', 'no_proxy']) for (const spelled of [name, name.toUpperCase()]) vi.stubEnv(spelled, '');
}
