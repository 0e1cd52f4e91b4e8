import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { http, HttpResponse, mockNetwork } from '@rampart/testing/network';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { downloadArtifact } from './download-artifact.ts';

const ADDRESS = 'https://models.example/fraud.onnx';
const digestOf = (bytes: string): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const serving = (bytes: string) => http.get(ADDRESS, () => HttpResponse.text(bytes));
const failing = (status: number) => http.get(ADDRESS, () => new HttpResponse(null, { status }));
const redirecting = (location: string) => http.get(ADDRESS, () => new HttpResponse(null, { status: 302, headers: { location } }));

let folder = '';
const network = mockNetwork(serving('model'));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rampart-cache-'));
  vi.stubEnv('RUNNER_TOOL_CACHE', join(folder, 'cache'));
  vi.stubEnv('RUNNER_TEMP', join(folder, 'temp'));
  // tool-cache prints its progress as commands of the runner, and waits 10 to 20 s between attempts but for two globals of its own tests.
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  vi.stubGlobal('TEST_DOWNLOAD_TOOL_RETRY_MIN_SECONDS', 0);
  vi.stubGlobal('TEST_DOWNLOAD_TOOL_RETRY_MAX_SECONDS', 0);
  network.enable();
});

afterEach(() => {
  network.disable();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function request(change: Partial<Parameters<typeof downloadArtifact>[0]> = {}) {
  return downloadArtifact({ url: ADDRESS, name: 'gto:fraud', version: 'v1.2.3', digest: digestOf('model'), ...change });
}

function bytesOf(answer: Awaited<ReturnType<typeof downloadArtifact>>): string {
  if (answer.kind !== 'artifact') throw new Error(`expected an artifact, got ${JSON.stringify(answer)}`);
  return readFileSync(answer.path, 'utf8');
}

describe('downloadArtifact', () => {
  it('downloads, verifies, and the next time finds it in the cache without asking anybody', async () => {
    const first = await request();
    expect(first).toMatchObject({ kind: 'artifact', origin: 'download' });
    expect(bytesOf(first)).toBe('model');
    expect(await request()).toMatchObject({ kind: 'artifact', origin: 'cache' });
    expect(network.requests()).toEqual([`GET ${ADDRESS}`]);
  });

  it('finds versions again that are not semantic', async () => {
    await request({ version: 'v7' });
    expect(await request({ version: 'v7' })).toMatchObject({ origin: 'cache' });
    expect(await request({ version: 'v8' })).toMatchObject({ origin: 'download' });
  });

  it('does not keep bytes of another digest', async () => {
    network.use(serving('other'));
    expect(await request()).toEqual({ kind: 'digest-differs', expected: digestOf('model'), actual: digestOf('other') });
    expect(existsSync(join(folder, 'cache'))).toBe(false);
    expect(readdirSync(join(folder, 'temp'))).toEqual([]);
    network.use(serving('model'));
    expect(await request()).toMatchObject({ kind: 'artifact', origin: 'download' });
  });

  it('verifies a cached copy again and replaces a damaged one', async () => {
    const first = await request();
    if (first.kind === 'artifact') writeFileSync(first.path, 'damaged');
    const second = await request();
    expect(second).toMatchObject({ kind: 'artifact', origin: 'download' });
    expect(bytesOf(second)).toBe('model');
  });

  it('stays inside the cache whatever the name is', async () => {
    await request({ name: '../../outside', version: '../../v1' });
    expect(readdirSync(folder).sort()).toEqual(['cache', 'temp']);
  });

  it('follows a redirect to where the bytes are', async () => {
    const store = 'https://store.example/bucket/8f3a?signature=s';
    network.use(redirecting(store), http.get('https://store.example/bucket/8f3a', () => HttpResponse.text('model')));
    expect(bytesOf(await request())).toBe('model');
    expect(network.requests()).toEqual([`GET ${ADDRESS}`, `GET ${store}`]);
  });

  it('does not follow a redirect that leaves https', async () => {
    network.use(redirecting('http://store.example/8f3a'));
    expect(await request()).toMatchObject({ kind: 'unavailable', why: expect.stringContaining('Redirect from HTTPS to HTTP') });
    expect(network.requests()).not.toContain('GET http://store.example/8f3a');
  });

  it('says that a file is not there, and asks once', async () => {
    network.use(failing(404));
    expect(await request()).toMatchObject({ kind: 'unavailable', why: `${ADDRESS} could not be fetched: Unexpected HTTP response: 404` });
    expect(network.requests()).toHaveLength(1);
  });

  it('tries again when the other side fails', async () => {
    network.use(http.get(ADDRESS, () => new HttpResponse(null, { status: 500 }), { once: true }));
    expect(bytesOf(await request())).toBe('model');
    expect(network.requests()).toHaveLength(2);
  });

  it.each([
    ['fails', failing(503), '503'],
    ['hangs up', http.get(ADDRESS, () => HttpResponse.error()), 'could not be fetched'],
  ])('gives up after three attempts when the other side always %s, and leaves nothing behind', async (_, handler, why) => {
    network.use(handler);
    expect(await request()).toMatchObject({ kind: 'unavailable', why: expect.stringContaining(why) });
    expect(network.requests()).toHaveLength(3);
    expect(existsSync(join(folder, 'cache'))).toBe(false);
    expect(readdirSync(join(folder, 'temp'))).toEqual([]);
  });
});
