// SHA-256 of what an address serves, read as a stream.
import { createHash } from 'node:crypto';
import { ok } from '@rampart/rollout-engine';
import type { PortError, Result } from '@rampart/rollout-engine';
import { registryFailed } from './registry-error.ts';

export interface UrlDigestRequest {
  readonly url: string;
  readonly fetch: typeof globalThis.fetch;
  readonly bytesMax: number;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

export async function digestOfUrl({ url, fetch, bytesMax, timeoutMs, signal }: UrlDigestRequest): Promise<Result<string>> {
  const deadline = AbortSignal.timeout(timeoutMs);
  try {
    // Identity: the digest is of the file, not of what a decoder makes of it.
    const response = await fetch(url, { headers: { 'accept-encoding': 'identity' }, signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]) });
    const body: ReadableStream<Uint8Array> | null = response.body;
    if (!response.ok || body === null) {
      await body?.cancel();
      return registryFailed(codeOf(response.status), `${url} answered ${response.status}. The artifact's path in artifacts.yaml must be an address that this job can download`);
    }
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > bytesMax) return registryFailed('refused', `${url} has more than ${bytesMax} bytes. Serve the artifact from git or git-lfs, or make it smaller`);
      hash.update(chunk);
    }
    return bytes === 0 ? registryFailed('malformed', `${url} answered with no content`) : ok(`sha256:${hash.digest('hex')}`);
  } catch (cause) {
    return registryFailed('unavailable', `${url} could not be read: ${reasonOf(cause)}`);
  }
}

/** Generous for models, bounded for everything else. */
export const ARTIFACT_BYTES_MAX = 2 * 1024 ** 3;

function codeOf(status: number): PortError['code'] {
  if (status === 401 || status === 403) return 'denied';
  if (status === 404 || status === 410) return 'missing';
  return status === 429 || status >= 500 ? 'unavailable' : 'refused';
}

/** fetch says only "fetch failed"; what happened is in the cause. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'unknown reason';
  return cause.cause instanceof Error && cause.cause.message !== '' ? cause.cause.message : cause.message;
}
