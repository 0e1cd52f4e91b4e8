import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveHandler } from '@rampart/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRegistryRepo, type PublishedRelease } from '../registry-repo.ts';
import { fetchArtifact } from './artifact.ts';

const model = new URL('../../models/additive/model.onnx', import.meta.url);
let scratchDir: string;
let bytes: Buffer;
let digest: string;
let published: PublishedRelease;

beforeAll(async () => {
  scratchDir = await mkdtemp(join(tmpdir(), 'rampart-artifact-'));
  bytes = await readFile(model);
  digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  published = (await createRegistryRepo({ directory: join(scratchDir, 'registry.git'), first: { version: 'v1.0.0', artefact: 'additive' } })).first;
});
afterAll(() => rm(scratchDir, { recursive: true, force: true }));

const whyOf = async (artifact: string): Promise<string> => {
  const fetched = await fetchArtifact({ artifact, digest });
  return fetched.kind === 'refused' ? fetched.why : 'fetched';
};

describe('fetchArtifact', () => {
  it('reads a file, a web address and a file at a commit', async () => {
    const { url, close } = await serveHandler(() => new Response(new Uint8Array(bytes)));
    for (const artifact of [model.href, `${url}/model.onnx`, published.artifact, published.artifact.replace('git+file://', 'git+')]) {
      expect(await fetchArtifact({ artifact, digest }), artifact).toEqual({ kind: 'fetched', bytes: expect.objectContaining({ length: bytes.length }) });
    }
    await close();
  });

  it('refuses bytes of another digest', async () => {
    expect(await whyOf(new URL('../../models/network/model.onnx', import.meta.url).href)).toMatch(/have digest sha256:[0-9a-f]{64}, not sha256:/);
  });

  it.each([
    ['ftp://example.com/model', 'ftp: is not supported'],
    ['git+/nowhere#main:model.onnx', 'with the whole commit id'],
    ['git+/nowhere#' + '1'.repeat(40) + ':model.onnx', 'there is no folder /nowhere'],
    ['file:///nowhere/model.onnx', 'ENOENT'],
    ['model.onnx', 'Invalid URL'],
  ])('says why %s cannot be read', async (artifact, why) => {
    expect(await whyOf(artifact)).toContain(why);
  });

  it('says that there is no such file at the commit', async () => {
    expect(await whyOf(published.artifact.replace('model.onnx', '../../etc/passwd'))).toContain('there is no such file');
  });
});
