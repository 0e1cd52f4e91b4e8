// Runs git safely, and works on a repository wherever it is.
export { createGit } from './git.ts';
export type { Git, GitCommand, GitOk, GitResult } from './git.ts';
export { GIT_IDENTITY } from './environment.ts';
export type { GitSetting } from './environment.ts';
export { gitFailure } from './failure.ts';
export type { GitFailure, GitFailureReason } from './failure.ts';
export type { GitTrouble } from './classify.ts';
export { redact, withoutCredentials } from './redact.ts';
export { readGitLocation } from './location.ts';
export type { GitLocation, LocationReading } from './location.ts';
export { openGitRepository } from './repository.ts';
export type { GitRepository, OpenRepository, RefMove } from './repository.ts';
export type { FetchRequest } from './fetch-refs.ts';
export { openOnFirstUse } from './open-on-first-use.ts';
export type { RepositoryOpener } from './open-on-first-use.ts';
export { oneLine } from './one-line.ts';
export { readObjects, readRef, writeObject, writeTree } from './objects.ts';
export type { ObjectReading, ObjectsReading, RefReading, TreeFile, Written } from './objects.ts';
