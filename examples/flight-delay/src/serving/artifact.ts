// Fetches the bytes of a release from where the registry says they are, and checks them against their digest; and files beside it.
import { readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { createGit, openGitRepository, readObjects } from '@rampart/git-process';

export interface ArtifactReference {
  /** `file:///...`, `https://...`, `http://...`, or `git+<folder or file address of a repository>#<commit>:<path>`. */
  readonly artifact: string;
  /** `sha256:<64 hex>` */
  readonly digest: string;
}

export type FetchedFile = { readonly kind: 'fetched'; readonly bytes: Uint8Array } | { readonly kind: 'refused'; readonly why: string };

const bytesMax = 50 * 1024 * 1024;
const timeoutMs = 20_000;

export async function fetchArtifact({ artifact, digest }: ArtifactReference): Promise<FetchedFile> {
  const file = await fetchFile(artifact);
  if (file.kind === 'refused') return file;
  const found = `sha256:${createHash('sha256').update(file.bytes).digest('hex')}`;
  return found === digest ? file : refused(`the bytes at ${artifact} have digest ${found}, not ${digest}`);
}

/** A file in the same folder, of the same commit where there is one. */
export function fetchBeside(artifact: string, name: string): Promise<FetchedFile> {
  return fetchFile(artifact.replace(/[^/:]+$/, name));
}

async function fetchFile(address: string): Promise<FetchedFile> {
  try {
    return { kind: 'fetched', bytes: await fetchBytes(address) };
  } catch (cause) {
    return refused(`${address} cannot be read: ${cause instanceof Error ? cause.message : 'unknown failure'}`);
  }
}

async function fetchBytes(artifact: string): Promise<Uint8Array> {
  if (artifact.startsWith('git+')) return readFromGit(artifact.slice('git+'.length));
  const url = new URL(artifact);
  if (url.protocol === 'file:') return readFile(url);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new Error(`${url.protocol} is not supported; use file:, http:, https: or git+`);
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
  if (!response.ok) throw new Error(`the answer is ${response.status}`);
  if (Number(response.headers.get('content-length') ?? 0) > bytesMax) throw new Error(`it is larger than ${bytesMax} bytes`);
  return new Uint8Array(await response.arrayBuffer());
}

async function readFromGit(address: string): Promise<Uint8Array> {
  const parts = /^(?<repository>[^#]+)#(?<commit>[0-9a-f]{40,64}):(?<path>[^\n]+)$/.exec(address)?.groups;
  if (parts?.['repository'] === undefined) throw new Error('write git+<folder>#<commit>:<path>, with the whole commit id');
  const { repository, commit = '', path = '' } = parts;
  const folder = repository.startsWith('file:') ? fileURLToPath(repository) : repository;
  const opened = await openGitRepository({ git: createGit(process.env), location: { kind: 'repository', path: folder }, cacheDir: '', timeoutMs });
  if (opened.kind === 'failed') throw new Error(opened.message);
  const read = await readObjects(opened, [`${commit}:${path}`]);
  if (read.kind === 'failed') throw new Error(read.message);
  const [object] = read.objects;
  if (object?.kind !== 'object' || object.type !== 'blob') throw new Error('there is no such file at this commit');
  return object.bytes;
}

function refused(why: string): FetchedFile {
  return { kind: 'refused', why };
}
