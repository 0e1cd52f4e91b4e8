// A failure of git, told as a failure of a port: what was tried, what git said, what to do.
import type { GitFailure, GitTrouble } from '@rampart/git-process';
import type { PortError } from '@rampart/rollout-engine';

export interface FailedAttempt {
  readonly port: 'ledger' | 'freeze';
  /** What was tried, e.g. `reading rollouts/fraud-1a2b3c4d`. */
  readonly what: string;
  readonly failure: GitFailure;
  readonly outcome: PortError['outcome'];
  /** Who only reads needs less. Default: `writes`. */
  readonly access?: 'reads' | 'writes';
}

export function gitPortError({ port, what, failure, outcome, access = 'writes' }: FailedAttempt): PortError {
  return {
    port,
    code: failure.trouble,
    message: `${what}: ${failure.message}. ${(access === 'reads' ? READER_ADVICE : ADVICE)[failure.trouble]}`,
    retryable: failure.trouble === 'unavailable',
    outcome,
    cause: failure,
  };
}

const ADVICE: Readonly<Record<GitTrouble, string>> = {
  unavailable: 'The next run tries again',
  denied: 'In a workflow, give the job `permissions: contents: write` and its token; elsewhere, check that you may push to this repository',
  missing: 'Check the address; a repository that the token may not see looks the same',
  refused: 'If a rule or hook of the repository said no, exempt the branches rollouts/** from it',
  malformed: 'Nothing was changed. Run `git fsck` in the repository',
};

const READER_ADVICE: Readonly<Record<GitTrouble, string>> = {
  ...ADVICE,
  denied: 'At a terminal, set RAMPART_TOKEN (on GitHub, GITHUB_TOKEN will do) to a token that may read this repository; in a workflow, give the job `permissions: contents: read` and pass its token',
};
