// The ModelRegistry port on GTO's git tags, in a folder or at any remote.
import { createGit, openOnFirstUse } from '@rampart/git-process';
import type { Git, GitLocation, RepositoryOpener } from '@rampart/git-process';
import { ok } from '@rampart/rollout-engine';
import type { Clock, ModelRegistry, RegisteredRelease, Result } from '@rampart/rollout-engine';
import { movePointer } from './move-pointer.ts';
import { findVersion, newestVersion, pointerOf, readRegistry } from './read-registry.ts';
import type { ArtifactRegistry } from './read-registry.ts';
import { gitFailed, registryFailed } from './registry-error.ts';
import { resolveArtifact } from './resolve-artifact.ts';
import type { VersionAt } from './resolve-artifact.ts';

export interface GtoRegistryOptions {
  readonly location: GitLocation;
  /** Temporary folder of the caller's, for the private copy of a remote; RUNNER_TEMP in a workflow. */
  readonly cacheDir: string;
  /** Dates the tags that move a pointer. */
  readonly clock: Pick<Clock, 'nowMs'>;
  /** For an http(s) remote; artifacts at other addresses are fetched without it. */
  readonly token?: string;
  /** For each git command and each download; models are large, so the default is ten minutes. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Defaults to the git on the PATH. */
  readonly git?: Git;
  readonly fetch?: typeof globalThis.fetch;
}

/** Touches nothing yet: the repository is opened with the first question. A version's bytes are read once, however often it is asked for. */
export function gtoRegistry(options: GtoRegistryOptions): ModelRegistry {
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const open = openOnFirstUse({ ...options, timeoutMs, git: options.git ?? createGit(process.env) });
  const releases = new Map<string, RegisteredRelease>();

  const release = async (at: VersionAt): Promise<Result<RegisteredRelease>> => {
    const key = `${at.model}@${at.version}@${at.commit}`;
    const known = releases.get(key);
    if (known !== undefined) return ok(known);
    const repository = await open();
    if (repository.kind === 'failed') return gitFailed('opening the model repository', repository);
    const web = { fetch: options.fetch ?? globalThis.fetch, timeoutMs, ...(options.signal === undefined ? {} : { signal: options.signal }) };
    const resolved = await resolveArtifact(repository, at, web);
    if (resolved.kind === 'error') return resolved;
    const fresh: RegisteredRelease = { kind: 'release', version: at.version, ...resolved.value };
    releases.set(key, fresh);
    return ok(fresh);
  };

  return {
    newest: async (model) => {
      const registry = await ask(open, model);
      if (registry.kind === 'error') return registry;
      const newest = newestVersion(registry.value, model);
      if (newest.kind === 'error') return newest;
      return newest.value.kind === 'none' ? ok({ kind: 'none' }) : release(newest.value);
    },
    resolve: async (model, version) => {
      const registry = await ask(open, model);
      if (registry.kind === 'error') return registry;
      const found = findVersion(registry.value, model, version);
      return found.kind === 'error' ? found : release(found.value);
    },
    pointer: async (model, stage) => {
      const registry = await ask(open, model);
      if (registry.kind === 'error') return registry;
      const pointer = pointerOf(registry.value.state, stage);
      if (pointer.kind !== 'ambiguous') return ok(pointer);
      return registryFailed('malformed', `stage ${stage} of ${model} points at a commit with several versions (${pointer.versions.join(', ')}). Cancel all but one`);
    },
    movePointer: async (move) => {
      const repository = await open();
      if (repository.kind === 'failed') return gitFailed('opening the model repository', repository);
      return movePointer(repository, move, options.clock.nowMs());
    },
  };
}

const TIMEOUT_MS = 600_000;

async function ask(open: RepositoryOpener, model: string): Promise<Result<ArtifactRegistry>> {
  const repository = await open();
  return repository.kind === 'failed' ? gitFailed('opening the model repository', repository) : readRegistry(repository, model);
}
