// How the registry fails: what was seen, where, what to do.
import type { GitFailure } from '@rampart/git-process';
import { failed } from '@rampart/rollout-engine';
import type { PortError, Result } from '@rampart/rollout-engine';

export function registryFailed(code: PortError['code'], message: string): Result<never> {
  return failed({ port: 'registry', code, message, retryable: code === 'unavailable', outcome: 'not-done' });
}

/** `what` was tried, e.g. `reading the tags of fraud`. */
export function gitFailed(what: string, failure: GitFailure, outcome: PortError['outcome'] = 'not-done'): Result<never> {
  return failed({
    port: 'registry',
    code: failure.trouble,
    message: `${what}: ${failure.message}. ${ADVICE[failure.trouble]}`,
    retryable: failure.trouble === 'unavailable',
    outcome,
    cause: failure,
  });
}

const ADVICE: Readonly<Record<GitFailure['trouble'], string>> = {
  unavailable: 'The next run tries again',
  denied: 'Check that the token may read the model repository, and write it where a pointer is moved (`contents: write`)',
  missing: 'Check the address of the model repository; one that the token may not see looks the same',
  refused: 'If a rule of the repository protects tags, exempt those of the model',
  malformed: 'Run `git fsck` in the model repository',
};
