// From a version's commit to its bytes: where they are and what their digest is. The digest is computed from the bytes; only
// git-lfs states it, in a pointer that git itself protects.
import { createHash } from 'node:crypto';
import { readObjects } from '@rampart/git-process';
import type { GitRepository } from '@rampart/git-process';
import { ok } from '@rampart/rollout-engine';
import type { Result } from '@rampart/rollout-engine';
import { describedIn, findArtifact, howToAdd } from './artifacts-file.ts';
import { ARTIFACT_BYTES_MAX, digestOfUrl } from './digest-of-url.ts';
import type { UrlDigestRequest } from './digest-of-url.ts';
import { formatGitArtifact } from './git-artifact.ts';
import { LFS_POINTER_BYTES_MAX, readLfsPointer } from './lfs-pointer.ts';
import { gitFailed, registryFailed } from './registry-error.ts';

export interface ResolvedArtifact {
  readonly digest: string;
  /** `git+...#<commit>:<path>`, or the http(s) address. */
  readonly artifact: string;
}

export interface VersionAt {
  readonly model: string;
  readonly version: string;
  readonly commit: string;
}

export async function resolveArtifact(repository: GitRepository, at: VersionAt, web: Pick<UrlDigestRequest, 'fetch' | 'timeoutMs' | 'signal'>): Promise<Result<ResolvedArtifact>> {
  const { model, version, commit } = at;
  const where = `${model} ${version} (commit ${commit.slice(0, 12)})`;
  const { file, name } = describedIn(model);
  const read = await readObjects(repository, [`${commit}:${file}`]);
  if (read.kind === 'failed') return gitFailed(`reading ${file} of ${where}`, read);
  const description = read.objects[0];
  if (description === undefined || description.kind === 'missing' || description.type !== 'blob') {
    return registryFailed('missing', `${where}: there is no ${file} at this commit. ${howToAdd(file, name)}`);
  }
  if (description.bytes.length > DESCRIPTION_BYTES_MAX) return registryFailed('malformed', `${where}: ${file} is larger than 1 MiB`);
  const place = findArtifact(description.bytes.toString('utf8'), model);
  switch (place.kind) {
    case 'missing':
    case 'malformed':
      return registryFailed(place.kind, `${where}: ${place.why}`);
    case 'url': {
      const digest = await digestOfUrl({ url: place.url, bytesMax: ARTIFACT_BYTES_MAX, ...web });
      return digest.kind === 'error' ? digest : ok({ digest: digest.value, artifact: place.url });
    }
    case 'file': {
      const digest = await digestOfFile(repository, { where, file, commit, path: place.path });
      return digest.kind === 'error' ? digest : ok({ digest: digest.value, artifact: formatGitArtifact({ repository: repository.address, commit, path: place.path }) });
    }
  }
}

const DESCRIPTION_BYTES_MAX = 1024 * 1024;

interface FileAt {
  readonly where: string;
  readonly file: string;
  readonly commit: string;
  readonly path: string;
}

async function digestOfFile(repository: GitRepository, { where, file, commit, path }: FileAt): Promise<Result<string>> {
  const listed = await repository.run(['ls-tree', '-z', '--full-tree', '--end-of-options', commit, path]);
  if (listed.kind === 'failed') return gitFailed(`reading ${path} of ${where}`, listed);
  const entry = /^([0-7]+) ([a-z]+) ([0-9a-f]+)\t/.exec(listed.stdout.toString('utf8'));
  if (entry === null) {
    return registryFailed('missing', `${where}: ${file} names ${path}, which is not in the commit. Commit the file (git-lfs is fine), or give an http(s) address as path`);
  }
  const [, mode = '', type, id = ''] = entry;
  if (type !== 'blob' || !mode.startsWith('100')) {
    return registryFailed('refused', `${where}: ${path} is no plain file but ${type === 'tree' ? 'a folder' : 'a link'}. Name one file in ${file}, e.g. an archive of the folder`);
  }
  const hash = createHash('sha256');
  const start: Buffer[] = [];
  let bytes = 0;
  const content = await repository.run(['cat-file', 'blob', id], {
    onStdout: (chunk) => {
      hash.update(chunk);
      if (bytes < LFS_POINTER_BYTES_MAX) start.push(chunk);
      bytes += chunk.length;
    },
  });
  if (content.kind === 'failed') return gitFailed(`reading ${path} of ${where}`, content);
  if (bytes === 0) return registryFailed('malformed', `${where}: ${path} is empty`);
  const pointer = bytes < LFS_POINTER_BYTES_MAX ? readLfsPointer(Buffer.concat(start)) : ({ kind: 'content' } as const);
  return ok(pointer.kind === 'pointer' ? pointer.digest : `sha256:${hash.digest('hex')}`);
}
