// Fetches a file once per runner: found by name and version in the tool cache, verified by digest every time, downloaded when missing.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import * as toolCache from '@actions/tool-cache';

export interface ArtifactRequest {
  /** An http or https address. */
  readonly url: string;
  /** What it is, e.g. the model's name; any text. */
  readonly name: string;
  readonly version: string;
  /** `sha256:` and 64 hex digits. */
  readonly digest: string;
}

export type DownloadedArtifact =
  | { readonly kind: 'artifact'; readonly path: string; readonly origin: 'cache' | 'download' }
  /** Something else came than what was asked for. It is not kept. */
  | { readonly kind: 'digest-differs'; readonly expected: string; readonly actual: string }
  | { readonly kind: 'unavailable'; readonly why: string; readonly cause: unknown };

const FILE_NAME = 'artifact';

export async function downloadArtifact(request: ArtifactRequest): Promise<DownloadedArtifact> {
  const tool = cacheName(request.name);
  const version = cacheVersion(request.version);
  try {
    const cached = await findCached(tool, version, request.digest);
    return cached ?? (await downloadAndCache(request, tool, version));
  } catch (cause) {
    return { kind: 'unavailable', why: `${request.url} could not be fetched: ${cause instanceof Error ? cause.message : String(cause)}`, cause };
  }
}

/** `sha256:` and the hex digest of a file's bytes. Rejects as soon as `signal` aborts. */
export async function digestFile(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash, signal === undefined ? {} : { signal });
  return `sha256:${hash.digest('hex')}`;
}

async function findCached(tool: string, version: string, digest: string): Promise<DownloadedArtifact | undefined> {
  const folder = toolCache.find(tool, version);
  const path = join(folder, FILE_NAME);
  if (folder === '' || !existsSync(path)) return undefined;
  if ((await digestFile(path)) === digest) return { kind: 'artifact', path, origin: 'cache' };
  // Damaged, or another artifact released under the same version: what was asked for decides.
  await rm(folder, { recursive: true, force: true });
  await rm(`${folder}.complete`, { force: true });
  return undefined;
}

async function downloadAndCache(request: ArtifactRequest, tool: string, version: string): Promise<DownloadedArtifact> {
  const downloaded = await toolCache.downloadTool(request.url);
  try {
    const actual = await digestFile(downloaded);
    if (actual !== request.digest) return { kind: 'digest-differs', expected: request.digest, actual };
    const folder = await toolCache.cacheFile(downloaded, FILE_NAME, tool, version);
    const path = join(folder, FILE_NAME);
    const cached = await digestFile(path);
    if (cached !== request.digest) return { kind: 'digest-differs', expected: request.digest, actual: cached };
    return { kind: 'artifact', path, origin: 'download' };
  } finally {
    await rm(downloaded, { force: true });
  }
}

/** A folder name that no other name shares and that leads nowhere else. */
function cacheName(name: string): string {
  const readable = name.replace(/[^A-Za-z0-9]+/g, '-').slice(0, 40);
  return `rampart-${readable}-${shortHash(name)}`;
}

/** The tool cache only finds semantic versions again; others get one of their own. */
function cacheVersion(version: string): string {
  const semantic = /^v?(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?)$/.exec(version);
  return semantic?.[1] ?? `0.0.0-x${shortHash(version)}`;
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
