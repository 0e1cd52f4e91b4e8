import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { obtainArtifact } from './obtain-artifact.ts';
import type { ObtainedArtifact } from './ports.ts';
import { workspaceFiles } from './workspace-files.ts';

const digestOf = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const digest = digestOf('model bytes');

let root: string;
let server: Server;
let address: string;
let served: string;
let requests: string[];

beforeEach(async () => {
  // The tool cache prints its progress as debug commands of the runner.
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
  root = mkdtempSync(join(tmpdir(), 'rampart-obtain-'));
  for (const folder of ['work', 'temp', 'tools']) mkdirSync(join(root, folder));
  vi.stubEnv('RUNNER_TEMP', join(root, 'temp'));
  vi.stubEnv('RUNNER_TOOL_CACHE', join(root, 'tools'));
  served = 'model bytes';
  requests = [];
  server = createServer((request, response) => {
    requests.push(request.url ?? '');
    response.writeHead(request.url?.startsWith('/gone') === true ? 404 : 200).end(served);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const bound = server.address();
  address = typeof bound === 'object' && bound !== null ? `http://127.0.0.1:${bound.port}` : '';
});

afterEach(async () => {
  await new Promise((closed) => server.close(closed));
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(root, { recursive: true, force: true });
});

function obtain(place: string, expected?: string, version = 'v2.0.0'): Promise<ObtainedArtifact> {
  const files = workspaceFiles({ workspace: join(root, 'work'), temporary: { kind: 'folder', path: join(root, 'temp') } });
  return obtainArtifact({ address: place, model: 'flight-delay', version, digest: expected === undefined ? { kind: 'absent' } : { kind: 'given', value: expected } }, files);
}

describe('obtainArtifact', () => {
  it('takes a path or a file address of the workspace', async () => {
    const path = join(root, 'work/model.onnx');
    writeFileSync(path, 'model bytes');
    expect(await obtain('model.onnx')).toEqual({ kind: 'artifact', path, digest, origin: 'file' });
    expect(await obtain(pathToFileURL(path).href)).toEqual({ kind: 'artifact', path, digest, origin: 'file' });
  });

  it('refuses a path out of the workspace, a missing file and a folder', async () => {
    expect(await obtain('../secret')).toMatchObject({ kind: 'unavailable', mistake: true, why: '"../secret" is not there.' });
    expect(await obtain('/etc/passwd')).toMatchObject({ kind: 'unavailable', mistake: true, why: `"/etc/passwd" lies outside of the workspace and of the runner's temporary folder.` });
    expect(await obtain('.')).toMatchObject({ kind: 'unavailable', mistake: true });
  });

  it('downloads once, and verifies the cached copy the second time', async () => {
    const first = await obtain(`${address}/m.onnx`, digest);
    const second = await obtain(`${address}/m.onnx`, digest);
    expect(first).toMatchObject({ kind: 'artifact', digest, origin: 'download' });
    expect(second).toMatchObject({ kind: 'artifact', digest, origin: 'cache' });
    expect(requests).toEqual(['/m.onnx']);
    expect(first.kind === 'artifact' && readFileSync(first.path, 'utf8')).toBe('model bytes');
  });

  it('fetches again when the cached copy was changed', async () => {
    const first = await obtain(`${address}/m.onnx`, digest);
    if (first.kind === 'artifact') writeFileSync(first.path, 'tampered');
    expect(await obtain(`${address}/m.onnx`, digest)).toMatchObject({ kind: 'artifact', origin: 'download' });
    expect(requests).toHaveLength(2);
  });

  it('does not keep what is not of the digest', async () => {
    served = 'other bytes';
    expect(await obtain(`${address}/m.onnx`, digest)).toEqual({ kind: 'digest-differs', expected: digest, actual: digestOf('other bytes') });
    expect(readdirSync(join(root, 'tools'))).toEqual([]);
    expect(readdirSync(join(root, 'temp'))).toEqual([]);
  });

  it('keeps two versions and two addresses apart', async () => {
    await obtain(`${address}/m.onnx`, digest);
    await obtain(`${address}/m.onnx`, digest, 'v2.0.1');
    await obtain(`${address}/other/m.onnx`, digest);
    expect(requests).toEqual(['/m.onnx', '/m.onnx', '/other/m.onnx']);
  });

  it('fetches every time and tells the digest when none was given', async () => {
    expect(await obtain(`${address}/m.onnx`)).toMatchObject({ kind: 'artifact', digest, origin: 'download' });
    served = 'newer bytes';
    expect(await obtain(`${address}/m.onnx`)).toMatchObject({ kind: 'artifact', digest: digestOf('newer bytes'), origin: 'download' });
  });

  it('does not print the signature of an address that fails', async () => {
    const missing = await obtain(`${address}/gone.onnx?signature=s3cret`, digest);
    expect(missing).toMatchObject({ kind: 'unavailable', mistake: false });
    expect(JSON.stringify(missing)).not.toContain('s3cret');
    expect(JSON.stringify(missing)).toContain('/gone.onnx could not be fetched');
  });

  it.each([['ftp://x/y'], ['s3://bucket/key'], ['data:,x'], ['http://user:pass@127.0.0.1/x'], ['file://host/x'], ['http://']])('refuses the address %s', async (place) => {
    const refused = await obtain(place);
    expect(refused).toMatchObject({ kind: 'unavailable', mistake: true });
    expect(JSON.stringify(refused)).not.toContain('pass@');
  });
});
