import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { downloadArtifact } from '../src/download-artifact.ts';

const digestOf = (bytes: string): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

let folder = '';
let server: Server;
let requests: string[] = [];
let body = 'model';

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rampart-cache-'));
  process.env['RUNNER_TOOL_CACHE'] = join(folder, 'cache');
  process.env['RUNNER_TEMP'] = join(folder, 'temp');
  // tool-cache waits 10 to 20 s between attempts but for these two globals, which its own tests use.
  Object.assign(globalThis, { TEST_DOWNLOAD_TOOL_RETRY_MIN_SECONDS: 0, TEST_DOWNLOAD_TOOL_RETRY_MAX_SECONDS: 0 });
  requests = [];
  body = 'model';
  server = createServer((request, response) => {
    requests.push(request.url ?? '');
    if (request.url === '/missing') response.writeHead(404).end();
    else response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

function request(change: Partial<Parameters<typeof downloadArtifact>[0]> = {}, path = '/model.onnx') {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return downloadArtifact({ url: `http://127.0.0.1:${port}${path}`, name: 'gto:fraud', version: 'v1.2.3', digest: digestOf('model'), ...change });
}

describe('downloadArtifact', () => {
  it('downloads, verifies, and the next time finds it in the cache', async () => {
    const first = await request();
    expect(first).toMatchObject({ kind: 'artifact', origin: 'download' });
    expect(first.kind === 'artifact' && readFileSync(first.path, 'utf8')).toBe('model');
    expect(await request()).toMatchObject({ kind: 'artifact', origin: 'cache' });
    expect(requests).toEqual(['/model.onnx']);
  });

  it('finds versions again that are not semantic', async () => {
    await request({ version: 'v7' });
    expect(await request({ version: 'v7' })).toMatchObject({ origin: 'cache' });
    expect(await request({ version: 'v8' })).toMatchObject({ origin: 'download' });
  });

  it('does not keep bytes of another digest', async () => {
    body = 'other';
    expect(await request()).toEqual({ kind: 'digest-differs', expected: digestOf('model'), actual: digestOf('other') });
    expect(existsSync(join(folder, 'cache'))).toBe(false);
    expect(readdirSync(join(folder, 'temp'))).toEqual([]);
    body = 'model';
    expect(await request()).toMatchObject({ kind: 'artifact', origin: 'download' });
  });

  it('verifies a cached copy again and replaces a damaged one', async () => {
    const first = await request();
    if (first.kind === 'artifact') writeFileSync(first.path, 'damaged');
    const second = await request();
    expect(second).toMatchObject({ kind: 'artifact', origin: 'download' });
    expect(second.kind === 'artifact' && readFileSync(second.path, 'utf8')).toBe('model');
  });

  it('stays inside the cache whatever the name is', async () => {
    await request({ name: '../../outside', version: '../../v1' });
    expect(readdirSync(folder).sort()).toEqual(['cache', 'temp']);
  });

  it('says that a file is not there', async () => {
    expect(await request({}, '/missing')).toMatchObject({ kind: 'unavailable', why: expect.stringContaining('404') });
  });
});
