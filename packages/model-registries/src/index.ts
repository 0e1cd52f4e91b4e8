// Registries of models. Each adapter has a folder of its own.
export { gtoRegistry } from './gto/gto-registry.ts';
export type { GtoRegistryOptions } from './gto/gto-registry.ts';
export { formatTag, isArtifactName, isStageName, parseTag, versionOf } from './gto/tag-grammar.ts';
export type { Counter, GtoTag, TagReading } from './gto/tag-grammar.ts';
export { compareSemver, formatSemver, parseSemver } from './gto/semver.ts';
export type { Semver, SemverReading } from './gto/semver.ts';
export { artifactState } from './gto/artifact-state.ts';
export type { ArtifactState, AssignedStage, DatedTag, RegisteredVersion } from './gto/artifact-state.ts';
export { nextCounter } from './gto/next-counter.ts';
export { formatGitArtifact, parseGitArtifact } from './gto/git-artifact.ts';
export type { GitArtifact, GitArtifactReading } from './gto/git-artifact.ts';
