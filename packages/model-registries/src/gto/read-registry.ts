// Questions to what the tags of a model say.
import type { GitRepository } from '@rampart/git-process';
import { ok } from '@rampart/rollout-engine';
import type { Result } from '@rampart/rollout-engine';
import { artifactState } from './artifact-state.ts';
import type { ArtifactState, RegisteredVersion } from './artifact-state.ts';
import { readArtifactTags } from './read-tags.ts';
import type { ArtifactTags } from './read-tags.ts';
import { registryFailed } from './registry-error.ts';
import type { VersionAt } from './resolve-artifact.ts';
import { isArtifactName } from './tag-grammar.ts';

export interface ArtifactRegistry {
  readonly tags: ArtifactTags;
  readonly state: ArtifactState;
}

export async function readRegistry(repository: GitRepository, model: string): Promise<Result<ArtifactRegistry>> {
  if (!isArtifactName(model)) {
    return registryFailed('refused', `${JSON.stringify(model)} is no name of a model in a GTO registry: use letters, digits, - _ and /, with a letter or digit at both ends, or folder:name`);
  }
  const tags = await readArtifactTags(repository, model);
  return tags.kind === 'error' ? tags : ok({ tags: tags.value, state: artifactState(model, tags.value.dated) });
}

/** The highest version that stands; `none` where the model was never registered, or is deprecated. */
export function newestVersion({ state, tags }: ArtifactRegistry, model: string): Result<{ readonly kind: 'none' } | ({ readonly kind: 'version' } & VersionAt)> {
  const newest = state.isDeprecated ? undefined : state.versions.find((version) => !version.isCancelled);
  if (newest === undefined) {
    const unseen = tags.lightweight.find((name) => name.includes('@v'));
    return unseen === undefined || state.versions.length > 0 ? ok({ kind: 'none' }) : registryFailed('missing', lightweightAdvice(unseen));
  }
  const found = placeOf(newest, model);
  return found.kind === 'error' ? found : ok({ kind: 'version', ...found.value });
}

export function findVersion({ state, tags }: ArtifactRegistry, model: string, version: string): Result<VersionAt> {
  const found = state.versions.find((registered) => registered.version === version);
  if (found === undefined) {
    const name = `${model.replace(':', '=')}@${version}`;
    if (tags.lightweight.includes(name)) return registryFailed('missing', lightweightAdvice(name));
    const known = state.versions.filter(({ isCancelled }) => !isCancelled).map((registered) => registered.version);
    return registryFailed('missing', `model ${model} has no version ${version}. Registered are: ${known.slice(0, 10).join(', ') || 'none'}. Register it with \`git tag -a '${name}' <commit>\``);
  }
  if (found.isCancelled) return registryFailed('missing', `version ${version} of ${model} was cancelled by tag ${found.tag}`);
  return placeOf(found, model);
}

export type Pointer =
  | { readonly kind: 'none' }
  /** The commit itself where no version is registered at it, as GTO shows it. */
  | { readonly kind: 'at'; readonly version: string }
  | { readonly kind: 'ambiguous'; readonly versions: readonly string[] };

export function pointerOf(state: ArtifactState, stage: string): Pointer {
  const assigned = state.stages.get(stage);
  if (assigned === undefined) return { kind: 'none' };
  const [version, another] = assigned.versions;
  if (another !== undefined) return { kind: 'ambiguous', versions: assigned.versions };
  return { kind: 'at', version: version ?? assigned.commit };
}

function placeOf({ version, commits, tag }: RegisteredVersion, model: string): Result<VersionAt> {
  const [commit, another] = commits;
  if (commit === undefined || another !== undefined) {
    return registryFailed('malformed', `version ${version} of ${model} is registered at ${commits.length} commits (last by tag ${tag}), so it is unclear what it is. Delete the wrong tag`);
  }
  return ok({ model, version, commit });
}

function lightweightAdvice(name: string): string {
  return `tag ${name} is lightweight, and a GTO registry counts annotated tags only. Make it again with \`git tag -a -f '${name}' '${name}^{}' -m register\` and push it with --force`;
}
